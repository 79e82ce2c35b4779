"""Labels keep the room that their texts will need."""

import pytest
from PyQt5.QtCore import Qt
from student import as_seen

from views.labels import as_it_stands, make_text


@pytest.mark.parametrize("pixels", [11, 12, 13, 17, 23])
@pytest.mark.parametrize("indent", [-1, 2])
@pytest.mark.parametrize("selectable", [False, True])
def test_a_text_of_its_lines_is_as_high_as_none(qtbot, pixels, indent, selectable):
    label = qtbot.added(make_text("words", "What is said", lines=3))
    font = label.font()
    font.setPixelSize(pixels)
    label.setFont(font)
    label.setIndent(indent)
    if selectable:  # Laid out by another class of Qt, which rounds each line up.
        label.setTextInteractionFlags(Qt.TextSelectableByMouse)
    before = label.heightForWidth(400)
    assert label.sizePolicy().hasHeightForWidth()
    label.setText("one\ntwo\nthree")
    assert label.heightForWidth(400) == before


@pytest.mark.parametrize(
    "text", ["<b>bold<hr>x & y", "one\n<i>two</i>", "a < b", "plain &amp; it's"]
)
def test_where_qt_decides_a_text_is_seen_with_the_tags_in_it(text):
    assert as_seen(as_it_stands(text)) == text
