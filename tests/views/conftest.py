"""Windows to test with, and tasks to test them on."""

from dataclasses import replace

import pytest
from matplotlib.colors import to_rgba
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAction, QWidget

from tasks import registry
from views.colours import LIGHT
from views.epoch_cursor import EpochCursor


@pytest.fixture
def show_window(qtbot):
    """Show a window that has a thread of its own, which ends with the test."""
    windows = []

    def show(window):
        windows.append(window)
        qtbot.addWidget(window)
        qtbot.show(window)
        return window

    yield show
    for window in windows:
        window.close()
        assert window.finish()


@pytest.fixture(scope="module")
def canvas_of_file(request, qapp):
    """One of the file's ``KIND``, whose plots take a third of a second to make."""
    canvas = request.module.KIND()
    canvas.paint(LIGHT)
    yield canvas
    canvas.close()


@pytest.fixture
def kept_canvas(qtbot, request, canvas_of_file):
    """It has the file's ``SIZE`` and is light, and still shows what the test before has shown."""
    canvas_of_file.resize(*request.module.SIZE)
    qtbot.show(canvas_of_file)
    yield canvas_of_file
    if canvas_of_file.figure.get_facecolor() != to_rgba(LIGHT.background):
        canvas_of_file.paint(LIGHT)


@pytest.fixture
def follow(session, show_window):
    """Show a window that follows the session, as those behind the main window do.

    It is made of a cursor, the session's snapshots and its view.
    """

    def show(make):
        cursor = EpochCursor(session.history)
        session.history_grew.connect(cursor.history_grew)
        session.history_replaced.connect(cursor.history_replaced)
        window = make(cursor, session.snapshots, session.view)
        session.changed.connect(lambda: window.render(session.view))
        return show_window(window)

    return show


@pytest.fixture
def main_window_with(qtbot):
    """Show a window whose actions have these keys in all windows; which were pressed there."""
    pressed, windows = [], []  # Nobody else holds them.

    def make(*keys):
        other = QWidget()
        windows.append(other)
        for key in keys:
            action = QAction(key, other, shortcut=key, shortcutContext=Qt.ApplicationShortcut)
            action.triggered.connect(lambda _, key=key: pressed.append(key))
            other.addAction(action)
        qtbot.addWidget(other)
        other.show()
        return pressed

    return make


@pytest.fixture
def change_task(monkeypatch):
    """Let the task of such problems be another one in this, until the test is over."""

    def change(problem, **changes):
        task = replace(registry.task_of(problem), **changes)
        monkeypatch.setitem(registry.TASKS.loaded, task.name, task)

    return change
