"""The plots of the gradients show the numbers they are given, on axes that hold them."""

from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_hex

from inspection.gradients import STEPS, GradientFlow
from tasks.heads import LINEAR, SIGMOID
from tasks.loss_unit import in_bits, unit_of
from views.colours import DARK, LIGHT
from views.gradients.flow_plot import FlowCanvas
from views.gradients.scene import Curve, GradientScene

KIND, SIZE = partial(FlowCanvas, LIGHT), (1000, 560)


@pytest.fixture
def canvas(kept_canvas):
    return kept_canvas


def curve(title="LSTM", factor=0.9, kept=True, whole=4.0, clip_norm=1.0, losses=(0.5, 0.1)):
    norms = np.array([2 * factor ** np.arange(STEPS), 3 * factor ** np.arange(STEPS)])
    gates = np.array([0.8 ** np.arange(STEPS)] * 2) if kept else None
    return Curve(title, GradientFlow(2, norms, gates, whole, clip_norm), np.array(losses))


def show(canvas, *curves, layer=0, clipped=True, relative=False):
    canvas.scene = GradientScene(curves, layer, 8, 2, clipped, relative)
    canvas.draw_frame()


def test_losses_are_told_in_the_unit_of_the_task(canvas):
    scene = GradientScene((curve(losses=(2.0, 1.0)),), 0, 8, 2, True, False)
    canvas.scene = replace(scene, shown_in=in_bits(2.0))
    canvas.draw_frame()
    axes = axes_titled(canvas, "Loss")
    assert axes.get_ylabel() == "Loss (bits per character)"
    assert axes.lines[0].get_ydata() == pytest.approx(np.array([1.0, 0.5]) / np.log(2))


def axes_titled(canvas, title):
    for axes in canvas.figure.axes:
        if title in [text.get_text() for text in axes.texts]:
            return axes
    raise AssertionError(title)


def upper(canvas):
    return axes_titled(canvas, "How strongly the past is felt")


def lower(canvas):
    return axes_titled(canvas, "What forget gates let through")


def legend_of(axes):
    return [text.get_text() for text in axes.get_legend().get_texts()]


def drawn(axes):
    """Values of every line that has any, but for those that span the axes."""
    values = [np.asarray(line.get_ydata()) for line in axes.lines if len(line.get_xdata()) > 2]
    return [each for each in values if np.isfinite(each).any()]


def test_norm_and_clipped_norm_of_the_layer_are_drawn_over_the_steps_back(canvas):
    shown = curve()
    show(canvas, shown, layer=1)
    whole, clipped = drawn(upper(canvas))
    np.testing.assert_array_equal(whole, shown.flow.norms[1])
    np.testing.assert_allclose(clipped, shown.flow.norms[1] / 4)
    left, right = upper(canvas).get_xlim()
    assert left > right  # The last step is on the right, as time runs.


def short(shown, steps):
    return replace(shown, flow=replace(shown.flow, norms=shown.flow.norms[:, :steps], kept=None))


def test_the_axes_are_as_long_as_what_was_read_and_count_whole_steps(canvas):
    show(canvas, short(curve("one"), 5), short(curve("other"), 3))
    canvas.draw()
    for axes in (upper(canvas), lower(canvas)):
        assert axes.get_xlim() == (4, pytest.approx(-0.05))
        assert all(tick == round(tick) for tick in axes.get_xticks())


def test_a_single_epoch_of_losses_has_a_single_tick(canvas):
    show(canvas, curve(losses=(0.5,)))
    canvas.draw()
    loss = canvas.figure.axes[2]
    first, last = loss.get_xlim()
    assert [tick for tick in loss.get_xticks() if first <= tick <= last] == [1]


def test_where_training_goes_all_the_way_back_no_line_marks_its_reach(canvas):
    for steps, marked in ((5, False), (9, True), (8, False)):
        show(canvas, short(curve(), steps))
        assert ("reach of training" in legend_of(upper(canvas))) == marked


@pytest.mark.parametrize(
    ("head", "loss", "norm"),
    [
        (SIGMOID, "Loss (nats)", "nats per unit of h"),
        (LINEAR, "Loss (half the squared error)", "loss per unit of h"),
    ],
)
def test_losses_have_the_unit_of_what_is_answered(canvas, head, loss, norm):
    canvas.scene = GradientScene((curve(),), 0, 8, 2, True, False, head.loss_unit, unit_of(head))
    canvas.draw_frame()
    assert norm in upper(canvas).get_ylabel()
    assert axes_titled(canvas, "Loss").get_ylabel() == loss


def test_relative_to_the_last_step_every_curve_begins_at_1(canvas):
    show(canvas, curve("one"), curve("other", factor=1.1), relative=True, clipped=False)
    assert [values[0] for values in drawn(upper(canvas))] == [1, 1]


def test_unclipped_there_is_no_thin_line_and_the_legend_does_not_speak_of_one(canvas):
    show(canvas, curve(clip_norm=None))
    assert len(drawn(upper(canvas))) == 1
    assert legend_of(upper(canvas)) == ["LSTM", "reach of training"]
    show(canvas, curve())
    assert legend_of(upper(canvas)) == ["LSTM", "thin: after clipping", "reach of training"]


def test_networks_differ_in_style_and_colour(canvas):
    show(canvas, *(curve(title) for title in "abcd"), clipped=False)
    lines = [line for line in upper(canvas).lines if line.get_label() in list("abcd")]
    assert len({line.get_linestyle() for line in lines}) == 4
    assert len({to_hex(line.get_color()) for line in lines}) == 4


def test_a_network_that_is_gone_leaves_nothing_behind(canvas):
    show(canvas, curve("a"), curve("b"))
    show(canvas, curve("a"))
    assert len(drawn(lower(canvas))) == 1
    assert legend_of(lower(canvas)) == ["a"]


def test_without_a_forget_gate_the_lower_plot_says_so(canvas):
    show(canvas, curve(kept=False))
    assert drawn(lower(canvas)) == []
    assert "no forget gate in these networks" in [text.get_text() for text in lower(canvas).texts]
    show(canvas, curve())
    assert "no forget gate" not in " ".join(text.get_text() for text in lower(canvas).texts)


@pytest.mark.parametrize("odd", [0.0, np.nan, np.inf])
def test_what_has_no_place_on_a_log_scale_is_left_out(canvas, odd):
    shown = curve(clip_norm=None)
    shown.flow.norms[:, 40:] = odd
    show(canvas, shown)
    (values,) = drawn(upper(canvas))
    assert np.isfinite(values[:40]).all()
    assert np.isnan(values[40:]).all()


def test_with_nothing_but_zeros_the_axes_stay_usable(canvas):
    shown = curve(factor=0.0, clip_norm=None, losses=(np.nan, np.nan))
    shown.flow.norms[:] = 0
    show(canvas, shown)
    low, high = upper(canvas).get_ylim()
    assert 0 < low < high < np.inf


def test_the_axis_holds_the_curves_but_not_what_is_thirty_powers_of_ten_lower(canvas):
    show(canvas, curve(factor=0.1, clip_norm=None))
    low, high = upper(canvas).get_ylim()
    assert high > 2
    assert 25 < np.log10(high / low) < 35


def test_the_cursor_stands_at_the_epoch_and_the_dotted_line_at_the_window(canvas):
    show(canvas, curve())
    loss = axes_titled(canvas, "Loss")
    assert [2, 2] in [list(line.get_xdata()) for line in loss.lines]
    assert [8, 8] in [list(line.get_xdata()) for line in upper(canvas).lines]


def test_a_cross_stands_at_the_epoch_in_which_a_training_exploded(canvas):
    ended = replace(curve(losses=(0.5, 3.0)), exploded_in=3)
    show(canvas, ended, curve("other", losses=(0.5, 0.1)))
    loss = axes_titled(canvas, "Loss")
    (cross,) = [line for line in loss.lines if line.get_label() == "exploded"]
    assert (list(cross.get_xdata()), list(cross.get_ydata())) == ([3], [3.0])
    assert loss.get_xlim()[1] > 3
    assert legend_of(loss) == ["LSTM", "other", "exploded"]
    show(canvas, curve())
    assert legend_of(loss) == ["LSTM"]


def test_colours_follow_the_palette(canvas):
    show(canvas, curve())
    canvas.paint(DARK)
    canvas.draw_frame()
    assert to_hex(canvas.figure.get_facecolor()) == DARK.background
    line = next(line for line in upper(canvas).lines if line.get_label() == "LSTM")
    assert to_hex(line.get_color()) == DARK.actual
    text = upper(canvas).get_legend().get_texts()[0]
    assert to_hex(text.get_color()) == DARK.text


def test_words_and_legends_stay_within_the_smallest_canvas(canvas):
    canvas.resize(canvas.minimumSize())
    show(canvas, curve("LSTM (yours)"), curve("Simple RNN"))
    canvas.draw()
    for axes in canvas.figure.axes:
        for artist in (*axes.texts, axes.get_legend(), axes.yaxis.label, axes.xaxis.label):
            box = artist.get_window_extent()
            assert box.x0 >= 0, artist
            assert box.y0 >= 0, artist
            assert box.y1 <= canvas.figure.bbox.height, artist


@pytest.mark.parametrize("relative", [False, True])
def test_the_words_of_one_axis_keep_clear_of_those_of_the_next(canvas, relative):
    canvas.resize(canvas.minimumSize())
    show(canvas, curve(), relative=relative)
    canvas.draw()
    label = upper(canvas).yaxis.label.get_window_extent()
    title = lower(canvas).texts[0].get_window_extent()
    numbers = [n.get_window_extent() for n in upper(canvas).xaxis.get_ticklabels()]
    assert label.y0 > title.y0
    assert title.y1 < min(number.y0 for number in numbers) - 2


def test_the_picture_is_saved(canvas, tmp_path):
    show(canvas, curve())
    for name in ("g.png", "g.svg"):
        canvas.save_picture(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 5_000


@pytest.mark.parametrize("factor", [0.3, 0.9])
def test_numbers_on_the_log_axes_keep_apart_on_the_smallest_canvas(qtbot, canvas, factor):
    canvas.resize(canvas.minimumSize())
    show(canvas, curve(factor=factor))
    qtbot.waitUntil(lambda: canvas.size() == canvas.minimumSize())
    canvas.draw()
    for axes in (upper(canvas), lower(canvas)):
        least, most = sorted(axes.get_ylim())
        labels = [
            label
            for place, label in zip(axes.get_yticks(), axes.get_yticklabels(), strict=True)
            if least <= place <= most
        ]
        boxes = [label.get_window_extent() for label in labels]
        assert boxes
        assert all(below.y1 <= above.y0 for below, above in pairwise(boxes))
