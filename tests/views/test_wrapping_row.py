"""A row of parts takes as many lines as it needs, and no more room than there is."""

import pytest
from PyQt5.QtWidgets import QLabel, QPushButton, QWidget

from views.rows import fill, row_of
from views.wrapping_row import WrappingRow

HEIGHT = 20


@pytest.fixture
def row(qtbot):
    """Five parts of 100 pixels, the last of which stands at the right; the third has two halves."""
    widget = qtbot.added(QWidget())
    widget.parts = [QPushButton() for _ in range(6)]
    first, second, left, right, fourth, last = widget.parts
    for part in widget.parts:
        part.setFixedSize(47 if part in (left, right) else 100, HEIGHT)
    both = row_of(left, right)
    both.setSpacing(6)
    fill(widget, WrappingRow(first, second, both, fourth, None, last, between=10))
    widget.layout().setSpacing(5)
    return widget


def places(row, width):
    row.resize(width, row.layout().heightForWidth(width))
    row.show()
    return [(part.x(), part.y()) for part in row.parts if part.isVisible()]


def test_with_room_all_stand_in_one_line_and_the_last_at_its_end(row):
    assert places(row, 600) == [(0, 0), (110, 0), (220, 0), (273, 0), (330, 0), (500, 0)]
    assert row.height() == row.sizeHint().height() == HEIGHT
    assert row.sizeHint().width() == 540


def test_without_they_go_on_below_and_none_is_broken_or_left_out(row):
    assert places(row, 300) == [(0, 0), (110, 0), (0, 25), (53, 25), (110, 25), (0, 50)]
    assert row.height() == 3 * HEIGHT + 2 * 5
    assert places(row, 320) == [(0, 0), (110, 0), (220, 0), (273, 0), (0, 25), (220, 25)]
    assert row.minimumSizeHint().width() == 100


def test_what_is_hidden_takes_no_room(row):
    _, second, left, right, *_ = row.parts
    for part in (second, left, right):
        part.hide()
    assert places(row, 320) == [(0, 0), (110, 0), (220, 0)]


def test_parts_share_the_room_of_their_line_in_proportion(qtbot):
    widget, left, right = QWidget(), QLabel(), QLabel()
    qtbot.addWidget(widget)
    left.setMinimumWidth(100)
    right.setMinimumWidth(200)
    fill(widget, WrappingRow(left, right, between=10, stretches=(3, 1)))
    for width, widths in ((1010, (750, 250)), (510, (300, 200)), (309, (309, 309))):
        widget.resize(width, 100)
        widget.show()
        assert (left.width(), right.width()) == widths


def test_a_part_without_a_stretch_has_what_it_needs(qtbot):
    widget, slider, button = QWidget(), QLabel(), QPushButton("Go")
    qtbot.addWidget(widget)
    slider.setMinimumWidth(100)
    fill(widget, WrappingRow(slider, button, between=10, stretches=(1, 0)))
    needed = button.minimumSizeHint().width()
    for width, left in ((500, 500 - 10 - needed), (100 + needed, 100 + needed)):
        widget.resize(width, 100)
        widget.show()
        assert (slider.width(), button.width()) == (left, needed)
