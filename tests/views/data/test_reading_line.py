"""While data are read, bar and button stand beside the sentence and move nothing below it."""

import pytest

from views.data.reading_line import ReadingLine


@pytest.fixture
def line(qtbot):
    line = qtbot.added(ReadingLine("book", "Which book it is"))
    line.resize(600, line.sizeHint().height())
    qtbot.show(line)
    return line


def test_a_bar_and_a_button_take_no_more_height_than_is_kept_for_them(line):
    def height():
        line.layout().activate()
        return max(line.sizeHint().height(), line.minimumHeight())

    line.tell("A book of 2,000 characters.")
    idle = height()
    line.show_share(0.5)
    assert height() == idle
    line.tell("✗ It is too short.", is_wrong=True)
    line.keep("A book", "of 4,000 characters")
    assert height() == idle
