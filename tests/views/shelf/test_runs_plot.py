"""Curves of several runs, told apart by more than their colour."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from made_up_runs import RUN, longer, with_problem, with_settings
from matplotlib.colors import to_hex
from short_reviews import own_reviews

from shelf.run import LOOKS, plain_name
from tasks.adding import Adding
from tasks.echo import Echo
from tasks.pattern import Pattern
from views.colours import DARK, LIGHT
from views.run_looks import look_of
from views.shelf.runs_plot import RunsCanvas

OTHER = replace(longer(RUN, 8), id="b", number=2, look=1, first_faultless=0)
REVIEWS = own_reviews()


@pytest.fixture
def canvas(qtbot):
    canvas = qtbot.added(RunsCanvas(LIGHT))
    canvas.resize(1000, 360)
    qtbot.show(canvas)
    return canvas


def draw(canvas, *runs, selected=()):
    canvas.set_runs(runs, selected)
    canvas.draw_frame()


def lines(axes):
    return [line for line in axes.lines if len(line.get_xdata())]


def pixels(canvas):
    return np.array(canvas.buffer_rgba())


def legend(canvas):
    return [text.get_text() for text in canvas.figure.legends[-1].get_texts()]


def test_loss_and_accuracy_of_every_run_are_drawn(canvas):
    draw(canvas, RUN, OTHER)
    loss, accuracy = canvas.figure.axes
    assert [list(line.get_ydata()) for line in lines(loss)] == [list(RUN.loss), list(OTHER.loss)]
    assert [list(line.get_ydata()) for line in lines(accuracy)] == [
        list(RUN.accuracy),
        list(OTHER.accuracy),
    ]
    assert list(lines(loss)[1].get_xdata()) == list(range(1, 9))
    assert legend(canvas) == [RUN.title, OTHER.title]


def titles(canvas):
    return [axes.texts[0].get_text() for axes in canvas.figure.axes]


def test_the_pattern_stands_in_the_titles_or_where_it_differs_in_the_legend(canvas):
    draw(canvas, RUN, replace(RUN, id="c"))
    assert titles(canvas) == ["Loss on 0011", "Accuracy on 0011"]
    long = replace(RUN, problem=Pattern("01" * 5_000))
    draw(canvas, long)
    for title in titles(canvas):
        assert title.endswith("…")
        assert len(title) < 40
    draw(canvas, long, replace(RUN, id="c", number=2))
    assert titles(canvas) == ["Loss", "Accuracy"]
    assert legend(canvas) == [f"{RUN.title} · 01010101…", f"2{RUN.title[1:]} · 0011"]


def guesses(canvas):
    return [
        word.xy[1] for axes in canvas.figure.axes for word in axes.texts if "guess" in str(word)
    ]


def test_what_a_guess_reaches_is_a_line_where_all_runs_share_one_problem(canvas):
    echo = with_problem(RUN, Echo())
    draw(canvas, echo, replace(echo, id="c"))
    assert titles(canvas) == ["Loss on echo 5-10-2", "Accuracy on echo 5-10-2"]
    canvas.resize(1600, 360)
    canvas.forget_pictures()
    draw(canvas, echo)
    assert titles(canvas)[0] == "Loss on echo (length=5 integers=10 place=2)"
    assert guesses(canvas) == [0.1]
    assert canvas.figure.axes[1].texts[-2].get_text() == "◆ first learned"
    draw(canvas, replace(with_problem(RUN, Adding()), loss=(0.09, 0.02, 0.01)))
    assert guesses(canvas) == [pytest.approx(1 / 12)]
    assert canvas.figure.axes[0].get_ylim()[1] < 1
    assert canvas.figure.axes[0].get_ylabel() == "Loss (half the squared error)"
    draw(canvas, echo, replace(with_problem(RUN, Echo(place=4)), id="c"))
    assert guesses(canvas) == []
    assert legend(canvas) == ["1 · LSTM 50 + 50 · echo 5-10-2", "1 · LSTM 50 + 50 · echo 5-10-4"]
    draw(canvas, RUN)
    assert guesses(canvas) == []
    assert canvas.figure.axes[0].get_ylabel() == "Loss (nats)"


def test_a_run_that_is_hidden_leaves_no_line(canvas):
    draw(canvas, RUN, OTHER)
    draw(canvas, OTHER)
    assert len(lines(canvas.figure.axes[0])) == 1
    assert legend(canvas) == [OTHER.title]
    draw(canvas)
    assert not lines(canvas.figure.axes[0])


def test_several_units_of_losses_are_told_as_far_as_there_is_room(canvas):
    label, adding = canvas.figure.axes[0].yaxis.label, with_problem(RUN, Adding())
    canvas.resize(1000, 800)
    draw(canvas, RUN, adding)
    assert label.get_text() == "Loss (nats, or half the squared error)"
    canvas.resize(1000, 300)
    draw(canvas, RUN, adding)
    assert label.get_text() == "Loss (each in its unit)"


def test_both_axes_reach_as_far_as_the_longest_run(canvas):
    draw(canvas, RUN, longer(RUN, 500))
    for axes in canvas.figure.axes:
        assert axes.get_xlim()[1] >= 500


def test_an_epoch_has_one_tick_even_when_there_is_no_other(canvas):
    draw(canvas, replace(longer(RUN, 1), first_faultless=1))
    for axes in canvas.figure.axes:
        low, high = axes.get_xlim()
        assert [tick for tick in axes.get_xticks() if low < tick < high] == [1]


def test_the_selected_run_is_bolder(canvas):
    draw(canvas, RUN, OTHER, selected={"b"})
    for axes, curve in zip(canvas.figure.axes, (OTHER.loss, OTHER.accuracy), strict=True):
        first, second, bold = lines(axes)
        assert bold.get_linewidth() > first.get_linewidth() == second.get_linewidth()
        assert list(bold.get_ydata()) == list(curve)
        assert bold.get_color() == second.get_color()


def test_another_selection_is_drawn_over_the_picture_of_all(canvas, monkeypatch):
    draw(canvas, RUN, OTHER, selected={"b"})
    before = pixels(canvas)
    with monkeypatch.context() as patch:
        axis = canvas.figure.axes[0].xaxis
        patch.setattr(axis, "draw", lambda *_: pytest.fail("All was drawn anew."))
        draw(canvas, RUN, OTHER, selected={"a", "b"})
        assert (pixels(canvas) != before).any()
        draw(canvas, RUN, OTHER, selected={"b"})
        assert (pixels(canvas) == before).all()
    draw(canvas, RUN, OTHER)
    plain = pixels(canvas)
    draw(canvas, RUN)
    draw(canvas, RUN, OTHER)
    assert (pixels(canvas) == plain).all()


def test_a_change_of_a_run_is_seen_at_once(canvas):
    draw(canvas, RUN, OTHER)
    draw(canvas, RUN, replace(OTHER, name="other", look=5))
    assert legend(canvas) == [RUN.title, "other"]
    assert lines(canvas.figure.axes[1])[1].get_color() == look_of(5, LIGHT).colour


def test_the_first_faultless_epoch_has_a_mark_where_there_is_one(canvas):
    draw(canvas, RUN, OTHER)
    first, other = lines(canvas.figure.axes[1])
    assert first.get_markevery() == [1]
    assert other.get_markevery() == []


def test_neighbours_differ_in_colour_and_in_line():
    looks = [look_of(number, LIGHT) for number in range(LOOKS)]
    assert len({(look.colour, look.style) for look in looks}) == LOOKS
    for one, next_one in pairwise(looks):
        assert one.colour != next_one.colour
        assert one.style != next_one.style


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_every_look_stands_out_from_the_background(colours):
    for number in range(LOOKS):
        assert contrast(look_of(number, colours).colour, colours.background) >= 3


def test_the_curves_follow_the_palette(canvas):
    draw(canvas, RUN)
    canvas.paint(DARK)
    draw(canvas, RUN)
    line = lines(canvas.figure.axes[0])[0]
    assert to_hex(line.get_color()) == look_of(0, DARK).colour
    assert to_hex(canvas.figure.get_facecolor()) == DARK.background


def test_a_log_scale_shows_even_a_loss_of_zero_and_one_that_is_no_number(canvas):
    canvas.set_log_scale(True)
    draw(canvas, replace(RUN, loss=(float("nan"), 0.0, 1e-5)))
    low, high = canvas.figure.axes[0].get_ylim()
    assert canvas.figure.axes[0].get_yscale() == "log"
    assert 0 < low < 1e-5 < high
    canvas.set_log_scale(False)
    draw(canvas, RUN)
    assert canvas.figure.axes[0].get_yscale() == "linear"


def test_a_long_run_is_thinned_and_its_mark_stays_in_place(canvas):
    run = replace(longer(RUN, 10_000), first_faultless=5_000)
    draw(canvas, run)
    line = lines(canvas.figure.axes[0])[0]
    assert len(line.get_xdata()) < 3_000
    (place,) = line.get_markevery()
    assert abs(line.get_xdata()[place] - 5_000) < 50


def test_the_legend_says_how_many_more_there_are(canvas):
    canvas.resize(1000, 300)
    draw(canvas, *[replace(RUN, name=f"run {number}") for number in range(40)])
    *named, last = legend(canvas)
    assert last == f"and {40 - len(named)} more"


def test_the_legend_shows_what_differs_between_names_that_begin_alike(canvas):
    begins = "LSTM 64 on the reviews of the large data set, rate "
    ends = "0.01", "0.003", "0.003, dropout 0.5"
    runs = [replace(RUN, name=begins + end) for end in ends]
    draw(canvas, *runs)
    assert [name.partition("…")[2] for name in legend(canvas)] == [*ends]
    box = canvas.figure.legends[-1].get_window_extent()
    assert box.x1 <= canvas.figure.bbox.x1
    draw(canvas, *runs, replace(RUN, problem=Pattern("01")))
    assert len({*legend(canvas)}) == 4
    assert canvas.figure.legends[-1].get_window_extent().x1 <= canvas.figure.bbox.x1


@pytest.mark.parametrize("width", [600, 1000, 1600])
def test_a_name_in_the_legend_takes_the_room_there_is(canvas, width):
    canvas.resize(width, 360)
    reviews = with_settings(RUN, units=(256,)), with_settings(RUN, cell="simple_rnn")
    runs = [replace(run, problem=REVIEWS.brief) for run in reviews]
    draw(canvas, OTHER, *runs, replace(RUN, name=60 * "i"), replace(RUN, name=60 * "W"))
    names = legend(canvas)
    assert names[1] == f"{runs[0].title} · Own reviews"
    assert (names[2] == f"{runs[1].title} · Own reviews") is (width == 1600)
    assert len(names[3]) > len(names[4]) + 10
    box = canvas.figure.legends[-1].get_window_extent()
    assert box.x1 <= canvas.figure.bbox.x1
    assert box.x0 >= canvas.figure.axes[1].bbox.x1
    assert all(name.endswith(" · 0011") for name in names[3:])


@pytest.mark.parametrize("name", [r"$\frac$", "$5 or $6", "two\nlines", "tab\there", "名 📊"])
def test_any_name_can_be_drawn(canvas, tmp_path, name):
    draw(canvas, replace(RUN, name=plain_name(name)), selected={"a"})
    (shown,) = legend(canvas)
    assert shown in (" ".join(name.split()), "□ □")
    canvas.save_picture(tmp_path / "runs.png")


def test_a_picture_is_written(canvas, tmp_path):
    draw(canvas, RUN)
    for ending in ("png", "svg"):
        canvas.save_picture(tmp_path / f"runs.{ending}")
        assert (tmp_path / f"runs.{ending}").stat().st_size > 1000


def contrast(one, other):
    """As the accessibility guidelines (WCAG) define it."""

    def luminance(colour):
        channels = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
        linear = np.where(
            channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4
        )
        return linear @ [0.2126, 0.7152, 0.0722]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("is_log", [False, True])
def test_losses_that_cannot_be_leave_the_axes_to_the_others(canvas, is_log):
    canvas.set_log_scale(is_log)
    draw(
        canvas, replace(RUN, loss=(1.7e308, float("inf"), 0.5)), replace(RUN, loss=(-1.0, 0.7, 0.1))
    )
    assert canvas.figure.axes[0].get_ylim()[1] < 2


def check_that_the_note_keeps_clear(canvas):
    note = next(text for text in canvas.figure.axes[1].texts if text.get_text().startswith("◆"))
    name = canvas.figure.axes[1].xaxis.label.get_window_extent()
    assert note.get_window_extent().x0 > name.x1


@pytest.mark.parametrize("width", [600, 770, 1000])
def test_the_note_on_the_mark_keeps_clear_of_the_name_of_the_axis(qtbot, canvas, width):
    canvas.resize(width, 360)
    draw(canvas, RUN, OTHER)
    canvas.draw()
    check_that_the_note_keeps_clear(canvas)


def test_on_a_screen_with_smaller_pixels_the_note_keeps_clear_of_it_as_well(canvas, monkeypatch):
    draw(canvas, RUN, OTHER)
    monkeypatch.setattr(canvas, "devicePixelRatioF", lambda: 1.5)
    canvas.resize(770, 360)
    canvas._update_pixel_ratio()
    canvas.draw()
    check_that_the_note_keeps_clear(canvas)
