"""The plots of a network that judges can be read at any size."""

import numpy as np
import pytest
from drawings import check_that_all_words_can_be_read

from tasks.measures import measures_of
from views.colours import LIGHT
from views.judgement.plots import JudgementCanvas


@pytest.fixture
def canvas(qtbot):
    """With so many answers that their numbers are long."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 2, 25_000)
    answers = np.clip(labels * 0.4 + rng.random(25_000) * 0.6, 0, 1)
    canvas = qtbot.added(JudgementCanvas(LIGHT))
    canvas.measures = measures_of(answers, labels, np.zeros(25_000, int))
    canvas.heading = "Test set, after epoch 10"
    qtbot.show(canvas)
    return canvas


@pytest.mark.parametrize("size", [None, (760, 300), (1240, 500)])
def test_no_words_are_cut_off_or_lie_on_others_at_any_size(canvas, size):
    canvas.resize(*size) if size else canvas.resize(canvas.minimumSize())
    canvas.draw_frame()
    assert check_that_all_words_can_be_read(canvas) > 25


def test_where_there_is_room_axes_are_named_in_full(canvas):
    canvas.resize(canvas.minimumSize())
    canvas.draw_frame()
    canvas.resize(1240, 500)
    canvas.draw_frame()
    last = canvas.figure.axes[-1]
    assert last.get_xlabel() == "Answer: probability of positive"
    assert last.get_ylabel() == "Share that is positive"
