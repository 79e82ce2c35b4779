"""What windows need is there before they are asked for."""

import ast
import sys
from pathlib import Path
from threading import Event

from views import further_windows, windows_loading
from views.windows_loading import MODULES, load_windows


def modules_that_windows_are_made_of() -> set[str]:
    """Those that the functions import which make the windows."""
    tree = ast.parse(Path(further_windows.__file__).read_text(encoding="utf-8"))
    makers = [each for each in tree.body if getattr(each, "name", "").startswith("_make_")]
    imports = [each for maker in makers for each in ast.walk(maker)]
    return {str(each.module) for each in imports if isinstance(each, ast.ImportFrom)}


def test_all_that_a_window_is_made_of_is_imported_beside_the_main_window(qapp):
    assert set(MODULES) == modules_that_windows_are_made_of()
    load_windows(Event()).join()
    assert sys.modules.keys() >= set(MODULES)


def test_nothing_more_is_imported_once_the_main_window_closes(monkeypatch):
    is_over, imported = Event(), []

    def import_module(name: str) -> None:
        imported.append(name)
        is_over.set()

    monkeypatch.setattr(windows_loading, "import_module", import_module)
    load_windows(is_over).join()
    assert imported == [MODULES[0]]
