"""Windows to test with."""

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAction, QWidget


@pytest.fixture
def show_window(qtbot):
    """Show a window that has a thread of its own, which ends with the test."""
    windows = []

    def show(window):
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield show
    for window in windows:
        window.close()
        assert window.finish()


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
