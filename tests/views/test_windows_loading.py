"""What windows need is there before they are asked for."""

import sys
from threading import Event

from views import windows_loading
from views.further_windows import WINDOWS
from views.windows_loading import load_windows

MODULES = [row.module for row in WINDOWS]


def test_all_that_a_window_is_made_of_is_imported_beside_the_main_window(qapp):
    load_windows(MODULES, Event()).join()
    assert sys.modules.keys() >= set(MODULES)


def test_nothing_more_is_imported_once_the_main_window_closes(monkeypatch):
    is_over, imported = Event(), []

    def import_module(name: str) -> None:
        imported.append(name)
        is_over.set()

    monkeypatch.setattr(windows_loading, "import_module", import_module)
    load_windows(MODULES, is_over).join()
    assert imported == [MODULES[0]]
