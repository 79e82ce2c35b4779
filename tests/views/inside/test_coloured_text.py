"""A text wraps as it is written, wears its colours, and can be pointed at and marked."""

import numpy as np
import pytest
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QColor

from views.inside.coloured_text import ColouredText

GLYPHS = [*"the␣river↵is␣wide"]


@pytest.fixture
def text(qtbot):
    text = qtbot.added(ColouredText("text", "A text"))
    text.resize(400, 120)
    text.show_glyphs(GLYPHS)
    qtbot.show(text)
    return text


def middle(text, symbol) -> QPoint:
    return text._rects[symbol].center()


def test_a_line_ends_where_the_text_ends_one_or_where_there_is_no_more_room(text):
    tops = [rect.top() for rect in text._rects]
    assert tops == sorted(tops)
    assert len(set(tops[:10])) == 1 < len(set(tops))
    text.resize(90, 120)
    assert len({rect.top() for rect in text._rects}) > 2
    assert all(rect.right() < text.viewport().width() for rect in text._rects)


def test_a_short_text_is_written_as_large_as_it_has_room_for(text):
    text.resize(700, 500)
    text.show_glyphs(GLYPHS * 100)
    usual = text._rects[0].height()
    text.show_glyphs(GLYPHS)
    assert text._rects[0].height() > 2 * usual
    assert max(rect.right() for rect in text._rects) < text.viewport().width()
    assert text.verticalScrollBar().maximum() == 0


def test_each_symbol_has_its_colour_behind_it_and_those_without_none(text):
    fills = np.array([[0, 114, 178], [213, 94, 0], [240, 240, 240]])
    text.show_colours(fills)
    image = text.viewport().grab().toImage()
    for symbol, fill in enumerate(fills):
        corner = text._rects[symbol].topLeft() + QPoint(1, 1)
        assert image.pixelColor(corner) == QColor(*fill.tolist())
    assert image.pixelColor(text._rects[4].topLeft() + QPoint(1, 1)) == QColor("#ffffff")


def test_a_click_chooses_and_dragging_marks_from_end_to_end_whichever_way(qtbot, text):
    view = text.viewport()
    with qtbot.waitSignal(text.chosen) as chosen:
        qtbot.mouseClick(view, Qt.LeftButton, pos=middle(text, 5))
    assert chosen.args == [5]
    for first, last in [(2, 12), (12, 2)]:
        with qtbot.waitSignal(text.marked) as marked, qtbot.assertNotEmitted(text.chosen):
            qtbot.mousePress(view, Qt.LeftButton, pos=middle(text, first))
            qtbot.mouseRelease(view, Qt.LeftButton, pos=middle(text, last))
        assert marked.args == [2, 13]


def test_the_arrow_keys_go_from_symbol_to_symbol(qtbot, text):
    text.chosen.connect(text.frame)
    text.frame(0)
    for key, expected in [(Qt.Key_Left, 0), (Qt.Key_Right, 1), (Qt.Key_Right, 2)]:
        with qtbot.waitSignal(text.chosen) as chosen:
            qtbot.keyClick(text, key)
        assert chosen.args == [expected]


def test_what_is_chosen_far_down_is_brought_into_view(text):
    text.show_glyphs(GLYPHS * 40)
    text.frame(len(GLYPHS) * 40 - 1)
    bar = text.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0


def test_among_words_those_of_one_letter_stand_apart_as_well(text):
    widths = []
    for glyphs in (["i", "a", "m"], ["it", "a", "dull", "film"]):
        text.show_glyphs(glyphs)
        widths.append(text._rects[1].width())
    assert widths[1] > widths[0]
