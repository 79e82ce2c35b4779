"""What windows need is there before they are asked for."""

import ast
import sys
from pathlib import Path

from views import further_windows
from views.windows_loading import MODULES, load_windows


def modules_that_windows_are_made_of() -> set[str]:
    """Those that the functions import which make the windows."""
    tree = ast.parse(Path(further_windows.__file__).read_text(encoding="utf-8"))
    makers = [each for each in tree.body if getattr(each, "name", "").startswith("_make_")]
    imports = [each for maker in makers for each in ast.walk(maker)]
    return {str(each.module) for each in imports if isinstance(each, ast.ImportFrom)}


def test_all_that_a_window_is_made_of_is_imported_beside_the_main_window(qapp):
    assert set(MODULES) == modules_that_windows_are_made_of()
    load_windows().join()
    assert sys.modules.keys() >= set(MODULES)
