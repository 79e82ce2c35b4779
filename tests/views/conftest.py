"""Windows to test with."""

import pytest


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
