"""A sentence that is too long for the bar ends in …, and can be read whole."""

import pytest

from views.status_bar import StatusBar

LONG = "Something has become of what was read, and of all that hangs on it. " * 9


@pytest.fixture
def bar(qtbot):
    bar = qtbot.added(StatusBar())
    bar.resize(300, 24)
    bar.show()
    return bar


def test_what_has_no_room_ends_in_three_dots_and_is_whole_in_the_tooltip(bar):
    bar.showMessage(LONG)
    assert LONG.startswith(bar.drawn[:-1])
    assert bar.drawn.endswith("…")
    assert bar.fontMetrics().horizontalAdvance(bar.drawn) < 300
    assert bar.toolTip() == LONG
    bar.showMessage("Saved.")
    assert (bar.drawn, bar.toolTip()) == ("Saved.", "Saved.")


def test_a_sentence_that_is_gone_leaves_nothing_behind(bar):
    empty = bar.grab().toImage()
    bar.showMessage(LONG)
    assert bar.grab().toImage() != empty
    bar.clearMessage()
    assert bar.grab().toImage() == empty
