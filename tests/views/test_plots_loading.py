"""Windows that are asked for before their plots can be drawn."""

import sys
from importlib import import_module
from threading import Event

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QPushButton
from student import control

from tasks.cards import CARDS
from views import awaited_page, plots_loading, problem_editor
from views.further_windows import WINDOWS
from views.own_matplotlib import PlotsUnavailable
from views.plots_loading import LOADING, WaitingWindow


class Import:
    """The import of matplotlib as the test has it: it goes on and fails when it is told to."""

    def __init__(self):
        self.begun = 0
        self.is_done = False
        self.fails = False
        self.goes_on = Event()

    def __call__(self, drawer):
        self.begun += 1
        self.goes_on.wait(60)
        if self.fails:
            raise PlotsUnavailable("Nothing can be drawn.")
        self.is_done = True


@pytest.fixture
def loading(monkeypatch):
    loading = Import()
    monkeypatch.setattr(plots_loading, "import_matplotlib", loading)
    monkeypatch.setattr(plots_loading, "is_imported", lambda drawer: loading.is_done)
    yield loading
    loading.goes_on.set()


@pytest.fixture
def window(qtbot, loading, window):
    yield window
    loading.fails = False
    loading.goes_on.set()
    qtbot.waitUntil(lambda: not window.further.plots.is_under_way)


def waiting_windows(window):
    return [each for each in window.findChildren(WaitingWindow) if each.isVisible()]


def test_a_window_without_plots_waits_for_nothing(window):
    window.further.open("architecture")
    assert window.further["architecture"].isVisible()


def test_a_window_stands_empty_at_once_and_is_filled_when_its_plots_are_here(
    qtbot, window, loading
):
    window.further.open("progress")
    window.further.open("race")
    window.further.open("race")
    assert loading.begun == 1
    assert len(waiting_windows(window)) == 2
    assert control(window, QLabel, "plotsLoadingLabel").text() == LOADING
    loading.goes_on.set()
    qtbot.waitUntil(lambda: not waiting_windows(window))
    assert window.further["progress"].isVisible()
    assert window.further["race"].isVisible()


def test_an_empty_window_that_was_closed_stays_away(qtbot, window, loading):
    window.further.open("progress")
    waiting_windows(window)[0].close()
    loading.goes_on.set()
    qtbot.waitUntil(lambda: window.further.plots.are_here)
    qtbot.waitUntil(lambda: not window.further.plots.is_under_way)
    assert "progress" not in window.further
    window.further.open("progress")
    assert window.further["progress"].isVisible()


def test_a_failure_is_told_in_the_empty_window_and_can_be_tried_again(qtbot, window, loading):
    loading.fails = True
    loading.goes_on.set()
    window.further.open("progress")
    label = control(window, QLabel, "plotsLoadingLabel")
    qtbot.waitUntil(lambda: label.text() == "Nothing can be drawn.")
    loading.fails = False
    qtbot.mouseClick(control(window, QPushButton, "loadPlotsButton"), Qt.LeftButton)
    qtbot.waitUntil(lambda: not waiting_windows(window))
    assert window.further["progress"].isVisible()
    assert loading.begun == 2


MODULES = [*dict.fromkeys(row.module for row in (*CARDS.values(), *WINDOWS))]


def test_what_windows_need_is_loaded_once_plots_are_here_and_waited_for(
    qtbot, window, loading, monkeypatch
):
    goes_on, loaded = Event(), []

    def load(name: str) -> None:
        loaded.append(name)
        goes_on.wait(60)
        import_module(name)

    monkeypatch.setattr(plots_loading, "import_module", load)
    plots = window.further.plots
    loading.fails = True
    loading.goes_on.set()
    with qtbot.waitSignal(plots.ended):
        plots.begin()
    assert not plots.is_under_way
    loading.fails = False
    with qtbot.waitSignal(plots.ended):
        plots.begin()
    assert plots.is_under_way
    goes_on.set()
    qtbot.waitUntil(lambda: not plots.is_under_way)
    assert loaded == MODULES
    assert sys.modules.keys() >= set(MODULES)


def test_nothing_more_is_loaded_once_the_main_window_closes(qtbot, window, loading, monkeypatch):
    plots, loaded = window.further.plots, []

    def load(name: str) -> None:
        loaded.append(name)
        plots.stop()

    monkeypatch.setattr(plots_loading, "import_module", load)
    loading.goes_on.set()
    with qtbot.waitSignal(plots.ended):
        plots.begin()
    qtbot.waitUntil(lambda: not plots.is_under_way)
    assert loaded == [MODULES[0]]


def test_once_the_main_window_closes_nothing_more_is_made_ready(
    qtbot, window, loading, monkeypatch
):
    loaded = []
    monkeypatch.setattr(plots_loading, "import_module", loaded.append)
    plots = window.further.plots
    plots.begin()
    window.close()
    with qtbot.assertNotEmitted(plots.ended):
        loading.goes_on.set()
        qtbot.waitUntil(lambda: not plots.is_under_way)
    assert not loaded


def test_the_main_window_closes_without_waiting_for_an_import(qtbot, window, monkeypatch):
    goes_on, turns = Event(), []

    def load_page(name: str) -> tuple[str, str]:
        goes_on.wait(20)
        return name, ""

    monkeypatch.setattr(problem_editor, "_PATIENCE", 20.0)
    monkeypatch.setattr(awaited_page, "_load_page", load_page)
    monkeypatch.setattr(window.race, "close", lambda: not turns.append(sys.getswitchinterval()))
    usual = sys.getswitchinterval()
    window.problem.prepare()
    window.close()
    assert not window.closed_cleanly
    assert not goes_on.is_set()
    goes_on.set()
    qtbot.waitUntil(window.problem.finish)
    assert turns[0] < usual == sys.getswitchinterval()
