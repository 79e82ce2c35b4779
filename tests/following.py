"""A window that follows a session, as those behind the main window do."""

from contextlib import contextmanager

from views.epoch_cursor import EpochCursor


@contextmanager
def following(qtbot, session, make):
    """The window that ``make`` gives for a cursor, shown; in the end it is closed."""
    cursor = EpochCursor(session.history)
    session.history_grew.connect(cursor.history_grew)
    session.history_replaced.connect(cursor.history_replaced)
    window = make(cursor)
    session.changed.connect(lambda: window.render(session.view))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    assert window.finish()
