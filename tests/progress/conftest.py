"""A progress window before the first epoch, and after fifty."""

import pytest
from progress_parts import records

from progress_window import Progress, ProgressWindow
from training.record import History
from views.epoch_cursor import EpochCursor


@pytest.fixture
def history() -> History:
    return History()


@pytest.fixture
def cursor(history) -> EpochCursor:
    return EpochCursor(history)


@pytest.fixture
def window(qtbot, cursor):
    window = qtbot.added(ProgressWindow(cursor))
    window.render(Progress(planned=10, current=0, fraction=0.0, status="Ready."))
    qtbot.show(window)
    return window


@pytest.fixture
def trained(window, history):
    """The window after fifty epochs, following."""
    history.replace(records(50))
    window.epoch_cursor.history_replaced()
    return window
