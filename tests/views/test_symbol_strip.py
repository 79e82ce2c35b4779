"""The strip sets typed and predicted symbols apart, at any width, for eye, ear and keyboard."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtCore import QEvent, QPoint, QRect, Qt
from PyQt5.QtGui import QColor, QFont, QGuiApplication, QHelpEvent, QPalette
from PyQt5.QtWidgets import QApplication, QToolTip, QVBoxLayout, QWidget

from tasks.answer import Answer
from tasks.continuation import continuation as told
from tasks.echo import Echo
from tasks.marked import Marked
from tasks.pattern import Pattern
from views.colours import DARK, LIGHT
from views.symbol_cells import SHOWN_TYPED, CellKind, SymbolCell, cells_of, summary_of
from views.symbol_layout import MARGIN, Layout, Sizes
from views.symbol_strip import SymbolStrip

DEPARTURE_TEXT = "✗ leaves the pattern"
EMPTY_TEXT = "Press Predict to let the network continue the pattern."


def continuation(pattern: list[int], predicted: int, wrong: tuple[int, ...] = ()) -> Answer:
    """Predictions at 97.2 % confidence that follow the pattern except at ``wrong``."""
    typed = Pattern.of(pattern)
    symbols = typed.repeated(predicted, start=len(typed)).astype(bool)
    symbols[list(wrong)] ^= True
    return told(typed, np.where(symbols, 0.972, 0.028).astype(np.float32))


@pytest.fixture
def strip(qtbot) -> SymbolStrip:
    strip = qtbot.added(SymbolStrip())
    strip.resize(900, 100)
    qtbot.show(strip)
    return strip


def has_colour(strip: SymbolStrip, colour: str) -> bool:
    image = strip.viewport().grab().toImage()
    wanted = QColor(colour).rgb()
    return any(
        image.pixel(x, y) == wanted for y in range(image.height()) for x in range(image.width())
    )


def hover(strip: SymbolStrip, x: int, y: int) -> str:
    position = QPoint(x, y)
    event = QHelpEvent(QEvent.ToolTip, position, strip.viewport().mapToGlobal(position))
    QApplication.sendEvent(strip.viewport(), event)
    return QToolTip.text()


# What the cells say


def test_each_predicted_cell_says_symbol_confidence_and_pattern():
    cell = cells_of(continuation([0, 1], 3))[4]
    assert cell.description == "Predicted symbol 3: 0 with 97.2 % confidence; the pattern has 0"


def test_only_the_first_departure_is_marked():
    cells = cells_of(continuation([0, 1], 6, wrong=(2, 4)))
    assert [c.kind for c in cells].count(CellKind.DEPARTURE) == 1
    assert cells[4].kind is CellKind.DEPARTURE
    assert cells[4].description.endswith("the first to leave the pattern")


def test_a_long_pattern_shows_its_end_and_counts_the_rest():
    cells = cells_of(continuation([0, 1] * 5000, 200))
    assert len(cells) == 1 + SHOWN_TYPED + 200
    assert cells[0] == SymbolCell("…", CellKind.HIDDEN, "9,984 symbols before these are not shown")
    assert cells[-201].description == "Symbol 10,000 of 10,000 of the pattern: 1"


def test_one_hidden_symbol_is_counted_in_the_singular():
    hidden = cells_of(continuation([0] * (SHOWN_TYPED + 1), 0))[0]
    assert hidden.description == "1 symbol before this is not shown"


def test_a_pattern_that_fits_hides_nothing():
    assert CellKind.HIDDEN not in {c.kind for c in cells_of(continuation([0] * SHOWN_TYPED, 2))}


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        (
            continuation([0, 1], 2),
            "After the pattern 0,1 the network predicts 0,1; it keeps to the pattern.",
        ),
        (
            continuation([0, 1], 2, wrong=(1,)),
            "After the pattern 0,1 the network predicts 0,0; "
            "predicted symbol 2 is the first to leave the pattern.",
        ),
        (continuation([0, 1], 0), "After the pattern 0,1 nothing is predicted yet."),
    ],
)
def test_the_whole_is_told_in_one_sentence(shown, sentence):
    assert summary_of(shown) == sentence


def test_the_sentence_on_a_long_pattern_tells_its_end_only():
    assert "the pattern ending in 0,1,0," in summary_of(continuation([0, 1] * 5000, 1))


def test_of_another_task_all_that_was_given_is_there_and_scrolled_to_what_is_said(strip):
    """What counts may stand anywhere in it, and nothing else shows where."""
    problem = Marked(length=60)
    answer = Answer(
        problem=problem,
        given=("0*", *"1" * 59),
        said="0",
        expected="0",
        probabilities=np.full((1, 1), 0.1, np.float32),
        confidences=np.array([0.9], np.float32),
    )
    cells = cells_of(answer)
    assert [cell.glyph for cell in cells] == ["0*", *"1" * 59, "0"]
    assert summary_of(answer).startswith("After the sequence 0*,1,1,")
    strip.show_answer(answer)
    said = strip._layout.rects[-1].translated(-strip._scrolled())
    assert strip.viewport().rect().contains(said)


def test_another_task_has_words_of_its_own():
    answer = Answer(
        problem=Echo(),
        given="70267",
        said="3",
        expected="0",
        probabilities=np.full((1, 10), 0.1, np.float32),
        confidences=np.array([0.1], np.float32),
    )
    cell = cells_of(answer)[-1]
    assert cell.caption == "✗ wrong"
    assert cell.description.endswith("confidence; right is 0: the first that is wrong")
    assert summary_of(answer).startswith("After the sequence 7,0,2,6,7 the network predicts 3;")


# Where the cells stand


@given(
    width=st.integers(120, 1200),
    typed=st.integers(1, 40),
    predicted=st.integers(0, 200),
    wrong=st.none() | st.integers(0, 199),
)
def test_at_any_width_nothing_is_cut_off_or_overlaps(qapp, width, typed, predicted, wrong):
    faults = () if wrong is None or wrong >= predicted else (wrong,)
    cells = cells_of(continuation([0] * typed, predicted, wrong=faults))
    layout = Layout.of(cells, Sizes(QFont()), width)
    assert all(rect.left() >= 0 and rect.right() <= width for rect in layout.rects)
    for before, after in pairwise(layout.rects):
        assert after.top() > before.bottom() or after.left() > before.right()
    assert layout.rects[-1].bottom() < layout.height
    captions = [caption.rect for caption in layout.captions]
    assert not any(a.intersects(b) for i, a in enumerate(captions) for b in captions[:i])


def test_room_is_left_between_typed_and_predicted(qapp):
    rects = Layout.of(cells_of(continuation([0, 1], 2)), Sizes(QFont()), 600).rects
    steps = [b.left() - a.left() for a, b in pairwise(rects)]
    assert steps[1] > steps[0] == steps[2]


def test_the_departure_is_told_in_words_above_its_cell(qapp):
    cells = cells_of(continuation([0, 1], 6, wrong=(3,)))
    layout = Layout.of(cells, Sizes(QFont()), 600)
    told = {caption.text: caption.rect for caption in layout.captions}
    assert told[DEPARTURE_TEXT].topLeft() == layout.rects[5].topLeft()
    assert told.keys() == {"typed", "predicted", DEPARTURE_TEXT}


def test_where_the_words_do_not_fit_side_by_side_the_warning_stays(qapp):
    cells = cells_of(continuation([0, 1], 6, wrong=(0,)))
    assert DEPARTURE_TEXT in {c.text for c in Layout.of(cells, Sizes(QFont()), 150).captions}


# The widget


def test_an_empty_strip_says_how_to_fill_it(strip):
    assert strip.accessibleDescription() == EMPTY_TEXT
    assert EMPTY_TEXT in strip.accessibleName()
    assert hover(strip, 20, 20) == EMPTY_TEXT


def test_predicted_symbols_stand_on_their_own_ground(strip):
    strip.show_answer(continuation([0, 1], 0))
    assert not has_colour(strip, LIGHT.predicted_panel)
    strip.show_answer(continuation([0, 1], 3))
    assert has_colour(strip, LIGHT.predicted_panel)
    assert has_colour(strip, LIGHT.panel)


def test_in_a_large_window_symbols_are_as_large_as_they_have_room_for_in_as_many_lines(strip):
    strip.show_answer(continuation([0, 1], 4))
    hint = strip.sizeHint()
    assert strip._layout.lines == 1
    usual = strip._layout.rects[0].height()
    strip.resize(3 * strip.width(), 4 * usual)
    assert strip._layout.lines == 1
    assert strip._layout.rects[0].height() > 1.5 * usual
    assert strip.verticalScrollBar().maximum() == 0
    assert strip.sizeHint() == hint
    strip.show_answer(continuation([0, 1], 200))
    assert strip._layout.rects[0].height() == usual


def test_the_departure_has_another_frame(strip):
    strip.show_answer(continuation([0, 1], 4))
    assert not has_colour(strip, LIGHT.error)
    strip.show_answer(continuation([0, 1], 4, wrong=(2,)))
    assert has_colour(strip, LIGHT.error)


def test_the_colours_follow_a_dark_palette(strip):
    strip.show_answer(continuation([0, 1], 4))
    palette = QPalette(strip.palette())
    palette.setColor(QPalette.Window, QColor("black"))
    strip.setPalette(palette)
    assert has_colour(strip, DARK.predicted_panel)
    assert not has_colour(strip, LIGHT.predicted_panel)


def test_clear_forgets_the_continuation(strip, qtbot):
    strip.show_answer(continuation([0, 1], 200))
    strip.clear()
    assert strip.verticalScrollBar().maximum() == 0
    assert strip.accessibleDescription() == EMPTY_TEXT
    QGuiApplication.clipboard().setText("before")
    qtbot.keyClick(strip, Qt.Key_C, Qt.ControlModifier)
    assert QGuiApplication.clipboard().text() == "before"


def test_arrows_move_from_the_first_prediction_and_the_description_follows(strip, qtbot):
    strip.show_answer(continuation([0, 1], 3))
    assert strip.accessibleDescription().startswith("Predicted symbol 1:")
    qtbot.keyClick(strip, Qt.Key_Right)
    assert strip.accessibleDescription().startswith("Predicted symbol 2:")
    assert strip.toolTip() == strip.accessibleDescription() == QToolTip.text()
    qtbot.keyClick(strip, Qt.Key_Left)
    qtbot.keyClick(strip, Qt.Key_Left)
    assert strip.accessibleDescription() == "Symbol 2 of 2 of the pattern: 1"


def test_the_current_cell_stays_within_the_strip(strip, qtbot):
    strip.show_answer(continuation([0, 1], 3))
    qtbot.keyClick(strip, Qt.Key_End)
    qtbot.keyClick(strip, Qt.Key_Right)
    assert strip.accessibleDescription().startswith("Predicted symbol 3:")
    qtbot.keyClick(strip, Qt.Key_Home)
    qtbot.keyClick(strip, Qt.Key_Left)
    assert strip.accessibleDescription().startswith("Symbol 1 of 2")


def test_keys_on_an_empty_strip_and_an_empty_continuation_do_no_harm(strip, qtbot):
    for key in (Qt.Key_Left, Qt.Key_Right, Qt.Key_End):
        qtbot.keyClick(strip, key)
    strip.show_answer(continuation([0, 1], 0))
    qtbot.keyClick(strip, Qt.Key_Right)
    assert strip.accessibleDescription() == "Symbol 2 of 2 of the pattern: 1"


def test_a_shorter_continuation_after_a_longer_one_has_a_current_cell(strip, qtbot):
    strip.show_answer(continuation([0, 1], 200))
    qtbot.keyClick(strip, Qt.Key_End)
    strip.show_answer(continuation([0, 1], 1))
    assert strip.accessibleDescription().startswith("Predicted symbol 1:")


def test_focus_is_seen_on_the_current_cell(strip, qtbot):
    strip.show_answer(continuation([0, 1], 3))
    strip.activateWindow()
    strip.setFocus()
    qtbot.waitUntil(strip.hasFocus)
    focused = strip.viewport().grab().toImage()
    qtbot.keyClick(strip, Qt.Key_Right)
    QToolTip.hideText()
    assert strip.viewport().grab().toImage() != focused


def test_ctrl_c_copies_the_predicted_symbols(strip, qtbot):
    strip.show_answer(continuation([0, 1], 4, wrong=(3,)))
    strip.activateWindow()
    strip.setFocus()
    qtbot.waitUntil(strip.hasFocus)
    qtbot.keyClick(strip, Qt.Key_C, Qt.ControlModifier)
    assert QGuiApplication.clipboard().text() == "0,1,0,0"


def test_every_cell_has_a_tooltip_and_a_click_makes_it_current(strip, qtbot):
    shown = continuation([0, 1], 3)
    strip.show_answer(shown)
    places = Layout.of(cells_of(shown), Sizes(strip.font()), strip.viewport().width()).rects
    told = [hover(strip, rect.center().x(), rect.center().y()) for rect in places]
    assert told == [cell.description for cell in cells_of(shown)]
    qtbot.mouseClick(strip.viewport(), Qt.LeftButton, pos=places[1].center())
    assert strip.accessibleDescription() == told[1]


def test_a_short_continuation_is_one_line_high(strip):
    strip.show_answer(continuation([0, 1, 0, 1], 8))
    assert strip.sizeHint().height() == strip.minimumSizeHint().height() < 100
    assert strip.verticalScrollBar().maximum() == 0


def test_a_long_continuation_asks_for_a_few_lines_and_scrolls(strip):
    strip.show_answer(continuation([0, 1] * 5000, 200))
    one_line = strip.minimumSizeHint().height()
    assert one_line < strip.sizeHint().height() < 4 * one_line
    assert strip.verticalScrollBar().maximum() > 0
    assert strip.horizontalScrollBar().maximum() == 0


def place_of(strip, shown: Answer, index: int) -> QRect:
    """Where a cell stands in the viewport."""
    layout = Layout.of(cells_of(shown), Sizes(strip.font()), strip.viewport().width())
    return layout.rects[index].translated(0, -strip.verticalScrollBar().value())


@pytest.mark.parametrize("wrong", [40, 120, 199])
def test_a_departure_below_the_visible_lines_is_scrolled_to(strip, wrong):
    shown = continuation([0, 1], 200, wrong=(wrong,))
    strip.show_answer(shown)
    assert strip.verticalScrollBar().value() > 0
    assert strip.viewport().rect().contains(place_of(strip, shown, 2 + wrong))
    assert strip.accessibleDescription().startswith("Predicted symbol 1:")


@pytest.mark.parametrize("wrong", [(), (0,), (5, 150)])
def test_without_a_departure_out_of_sight_the_strip_begins_at_its_top(strip, wrong):
    strip.show_answer(continuation([0, 1], 200, wrong=(199,)))
    strip.show_answer(continuation([0, 1], 200, wrong=wrong))
    assert strip.verticalScrollBar().value() == 0


def test_what_was_scrolled_to_stays_in_sight_at_another_size_until_the_user_scrolls(strip, qtbot):
    """A scroll bar that comes with an answer takes room, and what did not fit goes further down."""
    shown = continuation([0, 1], 200, wrong=(199,))
    bar = strip.verticalScrollBar()
    strip.show_answer(shown)
    qtbot.waitUntil(bar.isVisible)
    for width, height in ((900, 100), (400, 100), (700, 60)):
        strip.resize(width, height)
        assert strip.viewport().rect().intersects(place_of(strip, shown, 201)), width
    bar.triggerAction(bar.SliderToMinimum)
    strip.resize(500, 100)
    assert bar.value() == 0


def test_the_end_of_a_long_continuation_is_reached_by_key_even_when_narrow(strip, qtbot):
    strip.show_answer(continuation([0, 1] * 5000, 200))
    strip.resize(strip.minimumSizeHint())
    qtbot.keyClick(strip, Qt.Key_End)
    bar = strip.verticalScrollBar()
    assert bar.maximum() - bar.value() <= MARGIN
    assert strip.accessibleDescription().startswith("Predicted symbol 200:")
    qtbot.keyClick(strip, Qt.Key_Home)
    assert bar.value() == 0


def test_in_a_layout_it_gets_more_lines_when_there_are_more(qtbot):
    window = qtbot.added(QWidget())
    layout = QVBoxLayout(window)
    strip = SymbolStrip()
    layout.addWidget(strip)
    layout.addStretch(1)
    window.resize(400, 500)
    window.show()
    strip.show_answer(continuation([0, 1], 2))
    qtbot.waitUntil(lambda: strip.height() == strip.minimumSizeHint().height())
    strip.show_answer(continuation([0, 1], 200))
    qtbot.waitUntil(lambda: strip.height() > 2 * strip.minimumSizeHint().height())


def test_a_larger_font_takes_more_room(strip):
    strip.show_answer(continuation([0, 1], 8))
    before = strip.sizeHint().height()
    strip.setFont(QFont(strip.font().family(), 24))
    assert strip.sizeHint().height() > before


def test_only_what_is_exposed_is_painted_without_a_warning(strip):
    strip.show_answer(continuation([0, 1] * 5000, 200, wrong=(150,)))
    strip.viewport().repaint(QRect(0, 0, 10, 10))
