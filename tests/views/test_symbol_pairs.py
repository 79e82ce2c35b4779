"""What is said at each step stands under what it answers; a place that is asked for is marked."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QColor, QFont

from tasks.answer import Answer
from tasks.echo import Echo
from tasks.parity import Parity
from views.colours import LIGHT
from views.symbol_cells import CellKind, cells_of, summary_of
from views.symbol_layout import GAP, Layout, Sizes
from views.symbol_strip import SymbolStrip


def parities(length: int, wrong: int | None = None) -> Answer:
    """Answers at each step to 0 1 1 0 1 1 …, right except at ``wrong``."""
    given = [0, 1, 1] * length
    expected = np.cumsum(given[:length]) % 2
    said = expected.copy()
    if wrong is not None:
        said[wrong] ^= 1
    return Answer(
        problem=Parity(length=length),
        given=tuple(map(str, given[:length])),
        said=tuple(map(str, said)),
        expected=tuple(map(str, expected)),
        probabilities=np.full((length, 1), 0.9, np.float32),
        confidences=np.full(length, 0.9, np.float32),
        at_each_step=True,
    )


def echo(place: int) -> Answer:
    """Five numbers of which one is asked for, and said."""
    given = "70267"
    return Answer(
        problem=Echo(place=place + 1),
        given=given,
        said=given[place],
        expected=given[place],
        probabilities=np.full((1, 10), 0.1, np.float32),
        confidences=np.array([0.9], np.float32),
        place=place,
    )


@pytest.fixture
def strip(qtbot) -> SymbolStrip:
    strip = qtbot.added(SymbolStrip())
    strip.resize(900, 140)
    qtbot.show(strip)
    return strip


def test_an_answer_at_each_step_is_one_cell_with_the_symbol_that_it_answers():
    cells = cells_of(parities(4, wrong=2))
    assert [(cell.given, cell.glyph) for cell in cells] == [*zip("0110", "0110", strict=True)]
    assert [cell.kind is CellKind.DEPARTURE for cell in cells] == [False, False, True, False]
    assert cells[1].description == (
        "Symbol 2 of 4 of the sequence: 1. Predicted symbol 2: 1 with 90.0 % confidence; right is 1"
    )


def test_answers_at_each_step_are_told_beside_what_they_answer():
    assert summary_of(parities(3, wrong=2)) == (
        "At each symbol of the sequence the network predicts 0 after 0, 1 after 1, 1 after 1; "
        "predicted symbol 3 is the first that is wrong."
    )


def test_the_place_that_is_asked_for_is_told():
    answer = echo(place=1)
    assert [cell.note for cell in cells_of(answer)[:-1]] == ["", "asked", "", "", ""]
    asked = cells_of(answer)[1]
    assert asked.description == "Symbol 2 of 5 of the sequence: 0, which is asked for"
    assert summary_of(answer).startswith(
        "After the sequence 7,0,2,6,7, of which symbol 2, 0, is asked for, the network predicts 0;"
    )


@given(spare=st.integers(0, 1000), length=st.integers(2, 50), wrong=st.none() | st.just(1))
def test_each_line_of_pairs_says_which_row_is_which(qapp, spare, length, wrong):
    width = SymbolStrip().minimumSizeHint().width() + spare
    layout = Layout.of(cells_of(parities(length, wrong)), Sizes(QFont()), width)
    assert all(rect.left() >= 0 and rect.right() <= width for rect in layout.rects)
    captions = [caption.rect for caption in layout.captions]
    assert not any(a.intersects(b) for i, a in enumerate(captions) for b in captions[:i])
    for line in {rect.top() for rect in layout.rects}:
        told = [c for c in layout.captions if line < c.rect.top() < line + layout.rects[0].height()]
        assert [caption.text for caption in told] == ["given", "predicted"]
        assert told[0].rect.bottom() < told[1].rect.top()
        first = min(rect.left() for rect in layout.rects if rect.top() == line)
        assert all(caption.rect.right() < first for caption in told)
    steps = {b.left() - a.left() for a, b in pairwise(layout.rects) if a.top() == b.top()}
    assert len(steps) <= 1


def test_pairs_have_both_grounds_over_each_other_and_arrows_go_from_pair_to_pair(strip, qtbot):
    strip.show_answer(parities(6, wrong=3))
    image = strip.viewport().grab().toImage()
    (left, *_), sizes = strip._layout.rects, strip._sizes
    x = left.left() + 5
    upper = left.top() + sizes.text + sizes.symbol // 2
    lower = upper + sizes.symbol + GAP
    found = [QColor(image.pixel(x, y)).name() for y in (upper, lower)]
    assert found == [LIGHT.panel.lower(), LIGHT.predicted_panel.lower()]
    qtbot.keyClick(strip, Qt.Key_Right)
    assert strip.accessibleDescription().startswith("Symbol 2 of 6 of the sequence: 1. Predicted")
    for y in (upper, lower):
        qtbot.keyClick(strip, Qt.Key_End)
        qtbot.mouseClick(strip.viewport(), Qt.LeftButton, pos=QPoint(x, y))
        assert strip.accessibleDescription().startswith("Symbol 1 of 6 of the sequence: 0.")


def test_a_line_stands_under_the_place_that_is_asked_for(strip):
    strip.show_answer(echo(place=1))
    image, sizes = strip.viewport().grab().toImage(), strip._sizes
    under = [
        QPoint(rect.center().x(), rect.top() + sizes.text + sizes.symbol + GAP + 2)
        for rect in strip._layout.rects[:5]
    ]
    found = [QColor(image.pixel(point)).name() == LIGHT.actual.lower() for point in under]
    assert found == [False, True, False, False, False]
