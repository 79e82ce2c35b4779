"""Two curves where a part is held out, a mark where overfitting begins, levels beside them."""

import math

import held_out
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from short_reviews import own_reviews

from tasks.registry import TASKS
from tasks.simpler import ACCURACY
from training.record import History
from views.axes_style import Change
from views.colours import LIGHT
from views.curve_plot import CurvePlot
from views.named_levels import NamedLevels

BITS = 1 / (math.log(2) * held_out.CHARACTERS)
"""Per character, of a nat."""
FALLS = np.linspace(2.0, 1.5, 12)
RISES = np.concatenate([np.linspace(2.2, 1.8, 6), np.linspace(1.85, 2.1, 6)])


@pytest.fixture
def axes():
    return Figure((5, 4)).subplots()


@pytest.fixture
def plot(axes, monkeypatch):
    held_out.install(monkeypatch)
    plot = CurvePlot(axes)
    plot.paint(LIGHT)
    return plot


def history_of(losses, seen):
    history = History()
    history.replace(held_out.records_of(losses, seen))
    return history


def lines(axes):
    return {line.get_label(): line for line in axes.lines if line.get_visible()}


def legend(axes):
    return [text.get_text() for text in axes.get_legend().get_texts()]


def words(axes):
    return [text.get_text() for text in axes.texts if text.get_visible()]


def test_what_is_held_out_and_what_was_trained_on_are_two_curves(plot, axes):
    assert legend(axes) == ["loss", "accuracy"]
    plot.show(history_of(RISES, FALLS), epoch=3, planned=12)
    assert legend(axes) == ["loss, held out", "loss, trained on", "accuracy, held out"]
    drawn = lines(axes)
    assert drawn["loss, held out"].get_ydata() == pytest.approx(RISES)
    assert drawn["loss, trained on"].get_ydata() == pytest.approx(FALLS)
    looks = {(drawn[name].get_marker(), drawn[name].get_linestyle()) for name in legend(axes)}
    assert len(looks) == 3  # Not told apart by colour alone.
    plot.show(History(), epoch=0, planned=12)
    assert legend(axes) == ["loss", "accuracy"]


def test_losses_of_a_text_are_in_bits_per_character(plot, axes):
    history = history_of(RISES, FALLS)
    plot.show(history, epoch=3, planned=12)
    plot.set_problem(held_out.PROBLEM)
    assert plot.show(history, epoch=3, planned=12) is Change.AXES
    assert axes.get_ylabel() == "Loss (bits per character)\nAccuracy (share)"
    assert lines(axes)["loss, held out"].get_ydata() == pytest.approx(BITS * RISES)
    assert lines(axes)["loss, trained on"].get_ydata() == pytest.approx(BITS * FALLS)
    assert lines(axes)["accuracy, held out"].get_ydata() == pytest.approx(np.full(12, 0.5))


@pytest.mark.parametrize(
    ("name", "baselines", "told", "epoch"),
    [("echo", [], "a guess", 12), ("reviews", [("n-grams", 0.643)], "n-grams 64.3 %", 2)],
)
def test_the_line_of_the_epoch_shown_leaves_the_names_of_levels_to_be_read(
    plot, axes, name, baselines, told, epoch
):
    """It runs through those at the right where the newest epoch is the last one."""
    plot.set_problem(TASKS[name].example)
    plot.set_baselines(baselines)
    plot.show(history_of(RISES, FALLS), epoch, planned=12)
    canvas = FigureCanvasAgg(axes.figure)
    (word,) = (text for text in axes.texts if text.get_text() == told)

    def drawn():
        canvas.draw()
        for artist in (*plot.curves, *plot.moving):
            artist.draw(canvas.get_renderer())
        box = word.get_window_extent()
        rows = slice(-int(box.y1), -int(box.y0))
        return np.array(canvas.buffer_rgba())[rows, int(box.x0) : int(box.x1), :3].astype(int)

    with_line = drawn()
    plot._cursor.set_visible(False)
    without = drawn()
    assert (with_line != without).any()
    letters = (without < 160).all(axis=-1)
    assert letters.sum() > 50
    np.testing.assert_array_equal(with_line[letters], without[letters])


def test_where_overfitting_begins_a_line_stands_with_a_word(plot, axes):
    plot.show(history_of(RISES[:6], FALLS[:6]), epoch=6, planned=12)
    assert "overfitting begins" not in words(axes)
    plot.show(history_of(RISES, FALLS), epoch=12, planned=12)
    (word,) = [text for text in axes.texts if text.get_text() == "overfitting begins"]
    assert word.get_visible()
    assert word.xy[0] == 6
    assert any(list(line.get_xdata()) == [6, 6] for line in lines(axes).values())
    plot.show(history_of(FALLS, FALLS), epoch=12, planned=12)
    assert "overfitting begins" not in words(axes)


def test_what_simpler_means_reach_are_named_lines(plot, axes):
    history = history_of(RISES, FALLS)
    plot.show(history, epoch=3, planned=12)
    plot.set_baselines([("n-gram", 1.27), ("bz2", 1.29), ("lzma", 1.9), ("uniform", 50.0)])
    assert plot.show(history, epoch=3, planned=12) is Change.AXES
    assert {"n-gram 1.270 · bz2 1.290", "lzma 1.900"} < set(words(axes))
    assert not any("uniform" in word for word in words(axes))  # It would flatten all the rest.
    assert plot.show(history, epoch=3, planned=12) is Change.NOTHING
    plot.set_baselines([])
    plot.show(history, epoch=3, planned=12)
    assert not any("lzma" in word for word in words(axes))


@pytest.mark.parametrize(
    ("losses", "baseline", "side", "edge"),
    [
        (np.linspace(2.3, 1.9, 12), 2.1, "right", "baseline"),
        (np.linspace(2.3, 1.9, 12), 1.9, "left", "baseline"),
        (np.linspace(2.3, 1.9, 12), 0.5, "left", "baseline"),
        # It falls through the name between two epochs.
        ([4.4, 1.3, *[0.2] * 10], 3.0, "right", "baseline"),
        ([2.12], 2.1, "right", "baseline"),
        ([2.2] * 12, 2.1, "left", "top"),
    ],
)
def test_the_name_of_a_level_makes_way_for_a_curve(plot, axes, losses, baseline, side, edge):
    plot.set_baselines([("n-gram", baseline)])
    plot.show(history_of(losses, np.zeros(len(losses))), epoch=1, planned=12)
    (name,) = [text for text in axes.texts if text.get_text().startswith("n-gram")]
    assert (name.get_ha(), name.get_va()) == (side, edge)


def test_a_single_epoch_has_a_single_tick(plot, axes):
    plot.show(history_of(RISES[:1], FALLS[:1]), epoch=1, planned=1)
    first, last = axes.get_xlim()
    assert [tick for tick in axes.get_xticks() if first <= tick <= last] == [1]


def test_levels_of_shares_are_told_in_percent(axes):
    axes.set(ylim=(0, 1))
    levels = NamedLevels(axes)
    levels.set_scale(ACCURACY)
    levels.show([("bag of words", 0.884), ("n-grams", 0.911)])
    assert [text for text in words(axes) if text] == ["bag of words 88.4 % · n-grams 91.1 %"]


def test_a_guess_that_simpler_means_name_has_no_second_name(plot, axes):
    problem, history = own_reviews(), history_of(RISES, FALLS)
    plot.set_problem(problem)
    plot.show(history, epoch=3, planned=12)
    assert "a guess" in words(axes)
    plot.set_baselines([("majority", problem.guess), ("bag of words", 0.88)])
    plot.show(history, epoch=3, planned=12)
    assert "a guess" not in words(axes)


def test_names_that_would_overlap_share_a_line_on_any_axis(axes):
    axes.set(yscale="log", ylim=(1e-3, 10))
    levels = NamedLevels(axes)
    assert levels.show([("low", 0.002), ("lower", 0.0019), ("high", 2.0)])
    assert [text for text in words(axes) if text] == ["lower 0.002 · low 0.002", "high 2.000"]
    axes.set(yscale="linear", ylim=(0.0018, 0.0021))
    assert levels.show([("low", 0.002), ("lower", 0.0019), ("high", 2.0)])
    assert [text for text in words(axes) if text] == ["lower 0.002", "low 0.002"]
