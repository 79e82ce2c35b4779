"""The plots of a review can be read at any size."""

import numpy as np
import pytest
from drawings import check_that_all_words_can_be_read, words_of_axis

from tasks.explaining import (
    AS_THEY_STAND,
    CONTRIBUTIONS,
    GRADIENT_TIMES_INPUT,
    OCCLUSION,
    Explained,
    Explanation,
    Reading,
)
from views.colours import LIGHT
from views.word_by_word.plots import ReviewCanvas
from views.word_by_word.scene import ReviewScene

WORDS = ("incomprehensible", "not", "a", "dull", "moment")
VALUES = {
    CONTRIBUTIONS: np.array([-0.5, 0.55, -0.24, -0.72, 0.82]),
    OCCLUSION: np.array([12.5, -3.0, 1.0, 0.0, 0.0]),
    GRADIENT_TIMES_INPUT: np.array([0.0, 1e-5, -2e-5, 0.0, 0.0]),
}


def scene(words=WORDS, values=VALUES):
    """A review as a network has read it."""
    of_words, stages = values[CONTRIBUTIONS], np.arange(len(words) + 1)
    so_far, rows = np.cumsum(of_words), np.zeros((1, 1))
    known = np.ones(len(words), bool)
    reading = Reading(
        words, known, len(words), so_far[-1], 0.0, of_words, so_far, rows, rows, len(words)
    )
    ways = {
        name: Explanation(name, each, stages, np.linspace(0.9, 0.1, len(stages)))
        for name, each in (values | {AS_THEY_STAND: of_words}).items()
    }
    explained = Explained(reading, ways, ways.pop(AS_THEY_STAND))
    return ReviewScene(None, 1, " ".join(words), reading, explained, ("negative", "positive"))


@pytest.fixture
def canvas(qtbot):
    canvas = qtbot.added(ReviewCanvas(LIGHT))
    qtbot.show(canvas)
    return canvas


def show(canvas, shown, size=None):
    canvas.scene = shown
    canvas.resize(*size) if size else canvas.resize(canvas.minimumSize())
    canvas.draw_frame()


@pytest.mark.parametrize("size", [None, (780, 400), (1240, 500)])
@pytest.mark.parametrize("count", [2, 5, 200])
def test_no_words_are_cut_off_or_lie_on_others_at_any_size(canvas, size, count):
    values = {name: np.resize(each, count) for name, each in VALUES.items()}
    show(canvas, scene((*np.resize(WORDS, count),), values), size)
    assert check_that_all_words_can_be_read(canvas) > 20


def test_a_word_that_is_cut_short_under_its_bars_says_so(canvas):
    words = ("incomprehensible", "disappointment", "not", "a", "bit")
    show(canvas, scene(words))
    under = [text.get_text() for text in canvas._rows[-1].get_xticklabels()]
    assert under == ["incomprehensi…", *words[1:]]


def test_each_scale_says_how_far_its_longest_bar_goes(canvas):
    show(canvas, scene())
    told = [[text.get_text() for text in words_of_axis(axes.yaxis)] for axes in canvas._rows]
    assert told == [
        ["−0.82", "0.82", "of z"],
        ["−12", "12", "of z"],
        ["−2e-05", "2e-05", "of z"],
    ]
