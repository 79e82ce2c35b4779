"""The plot of predictions, for answers that are no probabilities of a 1."""

import io
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from tasks.adding import Adding
from tasks.copying import Copy
from tasks.heads import HEADS
from tasks.parity import Parity
from tasks.pattern import Pattern
from tasks.text.book import Book
from training.record import EpochRecord
from views.colours import LIGHT
from views.prediction_plot import PredictionPlot


@pytest.fixture
def axes():
    return Figure((6, 4)).add_subplot()


def show(axes, problem, head, predictions, targets, period=0):
    plot = PredictionPlot(axes)
    plot.paint(LIGHT)
    plot.set_problem(problem)
    record = EpochRecord.from_evaluation(
        1, np.array(predictions, np.float32), np.array(targets), period, 0.5, 0.1, HEADS[head]
    )
    plot.show(record)
    return plot


def lines(axes):
    """The line of each name in the legend."""
    return {line.get_label(): line for line in axes.lines}


def words_below(axes):
    """What is said of the axis, and at which end."""
    return axes.get_xlabel(), axes.xaxis.label.get_ha()


def legend(axes):
    return [text.get_text() for text in axes.get_legend().get_texts()]


def test_where_lines_stand_close_only_those_that_have_room_are_named(axes):
    plot = show(axes, Copy(), "softmax", [(0.9, 1)], np.array([1], np.uint8))
    figure = axes.figure
    for height in (1.2, 4):
        figure.set_size_inches(6, height)
        plot.show(None)
        figure.draw_without_rendering()
        names = [label for label in axes.get_yticklabels() if label.get_text()]
        assert len(axes.yaxis.get_gridlines()) == 9
        tops = [label.get_window_extent() for label in names]
        assert all(low.y1 <= high.y0 for low, high in pairwise(tops))
        assert (len(names) == 9) == (height == 4)
        assert len(names) >= 3


def test_a_class_has_a_line_of_its_own_named_as_its_task_writes_it(axes):
    targets = np.array([1, 8, 0], np.uint8)
    show(axes, Copy(), "softmax", [(0.9, 1), (0.3, 2), (1.0, 0)], targets)
    assert [label.get_text() for label in axes.get_yticklabels()] == list("·12345678")
    assert list(lines(axes)["expected"].get_ydata()) == [1, 8, 0]
    assert list(lines(axes)["predicted"].get_ydata()) == [1, 0]
    assert (list(lines(axes)["wrong"].get_xdata()), lines(axes)["wrong"].get_ydata()) == ([2], [2])
    assert legend(axes) == ["expected", "predicted", "wrong"]


def test_texts_that_are_judged_stand_in_the_order_of_their_probabilities(axes, change_task):
    change_task(Parity, explaining=object(), noun="review")
    show(axes, Parity(), "sigmoid", [0.9, 0.2, 0.7, 0.1], np.array([1, 1, 0, 0], np.uint8))
    assert legend(axes) == ["right", "wrong"]
    drawn = lines(axes)
    assert list(drawn["right"].get_xdata()) == [1, 4]
    assert drawn["wrong"].get_ydata() == pytest.approx([0.2, 0.7])
    assert words_below(axes) == ("Each review, the least probable first", "left")


@pytest.mark.parametrize("count", [500, 2_500])
def test_of_many_texts_both_what_is_right_and_what_is_wrong_can_be_seen(axes, change_task, count):
    """Near 0.5, where every other one is wrong, and each has less than a pixel."""
    change_task(Parity, explaining=object(), noun="review")
    targets = np.tile(np.array([0, 1], np.uint8), count // 2)
    show(axes, Parity(), "sigmoid", np.linspace(0.49, 0.51, count), targets)
    axes.get_legend().remove()
    picture = io.BytesIO()
    axes.figure.savefig(picture, format="rgba", dpi=100)
    seen = np.frombuffer(picture.getvalue(), np.uint8).reshape(400, 600, 4)[..., :3].astype(int)
    for ink in (LIGHT.predicted, LIGHT.error):
        is_ink = np.abs(seen - np.multiply(to_rgb(ink), 255)).max(axis=-1) < 12
        columns = np.flatnonzero(is_ink.any(axis=0))
        assert len(columns) > 0.9 * min(count / 2, axes.bbox.width), ink


@pytest.mark.parametrize(
    ("problem", "answer"),
    [(Copy(), "Answer"), (Adding(), "Number said"), (Pattern("01"), "Probability of a 1")],
)
def test_before_the_first_epoch_the_axes_say_what_will_be_answered(axes, problem, answer):
    plot = PredictionPlot(axes)
    plot.set_problem(problem)
    plot.show(None)
    assert axes.get_ylabel() == answer


def test_of_numbers_what_was_said_stands_over_what_was_wanted(axes):
    targets = np.array([0.5, 1.5], np.float32)
    show(axes, Adding(), "linear", [0.51, 1.0], targets)
    right, wrong = lines(axes)["predicted"], lines(axes)["wrong"]
    assert (right.get_xdata(), right.get_ydata()) == pytest.approx((0.5, 0.51))
    assert (wrong.get_xdata(), wrong.get_ydata()) == (1.5, 1.0)
    x, y = lines(axes)["said = wanted"].get_data()
    assert list(x) == list(y) == list(axes.get_xlim()) == list(axes.get_ylim())
    assert words_below(axes) == ("Number wanted", "left")


def test_answers_to_sequences_are_not_joined_by_a_line(axes):
    show(axes, Parity(), "sigmoid", [0.9, 0.2], np.array([1, 1], np.uint8))
    assert lines(axes)["actual"].get_linestyle() == "None"
    assert words_below(axes) == ("Answers in a row", "left")


@pytest.mark.parametrize(
    "show_other",
    [
        lambda axes: show(axes, Adding(), "linear", [0.5], np.array([0.5], np.float32)),
        lambda axes: show_text(axes, BOOK),
    ],
    ids=["numbers", "text"],
)
def test_a_pattern_after_another_task_looks_as_ever(axes, show_other):
    plot = show_other(axes)
    targets = np.tile(np.array([0, 1], np.uint8), 50)
    record = EpochRecord.from_evaluation(
        2, targets.astype(np.float32), targets, 2, 0.5, 0.1, HEADS["sigmoid"]
    )
    plot.set_problem(Pattern.read("01"))
    plot.show(record)
    assert words_below(axes) == ("Time (symbols)", "left")
    assert [label.get_text() for label in axes.get_yticklabels()] == ["0", "0.5", "1"]
    assert lines(axes)["actual"].get_drawstyle() == "steps-mid"
    assert legend(axes) == ["actual", "predicted", "wrong", "gap"]
    assert all(handle.get_visible() for handle in axes.get_legend().legend_handles)


BOOK = Book("to be or not to be " * 200)
WORDS = replace(BOOK, by="words")


def show_text(axes, book, said=0):
    """An epoch in which each symbol was given a probability of its own, and one was said."""
    targets = book.symbols[book.held_out_from :].astype(np.uint8)
    p = np.linspace(0.1, 0.9, len(targets), dtype=np.float32)
    return show(axes, book, "softmax", np.stack([p, np.full(len(p), said)], axis=1), targets)


def test_of_a_text_it_is_shown_how_probable_each_character_was_that_came(axes):
    space = BOOK.vocabulary.index(" ")
    show_text(axes, BOOK, said=space)
    count = len(axes.get_xticks())
    assert 20 < count < 100  # Glyphs of all that is held out could neither be read nor drawn.
    held_out = [BOOK.glyphs[symbol] for symbol in BOOK.symbols[BOOK.held_out_from :][:count]]
    assert [label.get_text() for label in axes.get_xticklabels()] == held_out
    right, wrong = lines(axes)["right"], lines(axes)["wrong"]
    assert {held_out[int(time) - 1] for time in right.get_xdata()} == {"␣"}
    assert len(right.get_xdata()) + len(wrong.get_xdata()) == count
    p = np.linspace(0.1, 0.9, len(BOOK.symbols) - BOOK.held_out_from)
    assert right.get_ydata() == pytest.approx(p[right.get_xdata().astype(int) - 1])
    assert axes.get_ylabel() == "Probability of it"
    assert legend(axes) == ["right", "wrong"]


def test_words_of_a_text_are_written_in_the_plot(axes):
    plot = show_text(axes, WORDS)
    shown = [text.get_text() for text in axes.texts if text.get_rotation() == 90]
    assert 5 < len(shown) < 40
    assert "not" in shown
    assert axes.get_ylim()[0] < -0.3  # Below the marks, which may stand at 0.
    plot.set_problem(Pattern("01"))
    plot.show(None)
    assert not any(text.get_rotation() == 90 for text in axes.texts)
    assert axes.get_ylabel() == "Probability of a 1"
