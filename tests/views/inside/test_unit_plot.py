"""The lines of one unit are its values, each told apart by more than its colour."""

import numpy as np
import pytest
from drawings import check_that_all_is_within, check_that_it_looks_as_drawn_anew
from matplotlib.colors import to_hex
from PyQt5.QtCore import QPoint, Qt

from views.colours import DARK
from views.inside.scene import Scene
from views.inside.unit_plot import UnitCanvas

KIND, SIZE = UnitCanvas, (900, 520)


@pytest.fixture
def canvas(kept_canvas):
    return kept_canvas


def lines_of(canvas, symbol):
    """The fainter line of a quantity, and the stronger one."""
    return [
        line
        for axes in canvas.figure.axes[:2]
        for line in axes.lines
        if line.get_label().startswith(f"{symbol}  ")
    ]


@pytest.mark.parametrize("symbol", list("figoch"))
def test_each_line_is_the_unit_s_values_over_the_steps(canvas, show, make_scene, symbol):
    scene = make_scene(layer=1, unit=4)
    show(scene)
    faint, line = lines_of(canvas, symbol)
    np.testing.assert_array_equal(line.get_xdata(), np.arange(1, 33))
    np.testing.assert_array_equal(line.get_ydata(), scene.values[symbol][:, 4])
    assert len(faint.get_xdata()) == 0


def test_a_pinned_epoch_is_drawn_fainter_behind(canvas, show, make_scene):
    scene = make_scene(epoch=3, pinned=1, unit=2)
    show(scene)
    faint, line = lines_of(canvas, "h")
    pinned = scene.pinned.trace.layers[0]["h"][:, 2]
    np.testing.assert_array_equal(faint.get_ydata(), pinned)
    assert not np.array_equal(pinned, line.get_ydata())
    assert faint.get_alpha() < 1
    assert faint.get_visible()
    assert canvas.curves.index(faint) < canvas.curves.index(line)


def test_without_a_pinned_epoch_no_line_of_it_is_drawn(canvas, show, make_scene):
    show(make_scene(epoch=2))
    for symbol in "figoch":
        faint, line = lines_of(canvas, symbol)
        assert (faint.get_visible(), line.get_visible()) == (False, True)


def test_lines_in_one_plot_differ_in_more_than_colour(canvas, show, make_scene):
    show(make_scene())
    for symbols in ("fio", "chg"):
        styles = {lines_of(canvas, symbol)[1].get_linestyle() for symbol in symbols}
        assert len(styles) == 3


def test_legends_name_every_line_above_the_data(canvas, show, make_scene):
    show(make_scene())
    for axes, symbols in zip(canvas.figure.axes, ("fio", "chg"), strict=False):
        legend = axes.get_legend()
        assert [text.get_text()[0] for text in legend.get_texts()] == list(symbols)
        assert legend.get_window_extent().y0 >= axes.bbox.y1 - 1


def test_large_states_make_room_for_themselves(canvas, show, make_scene):
    scene = make_scene(unit=1)
    scene.values["c"][5, 1] = -3.2
    show(scene)
    low, high = canvas.figure.axes[1].get_ylim()
    assert low < -3.2
    assert high == -low


def test_a_click_picks_the_step(canvas, show, make_scene, qtbot):
    show(make_scene())
    axes = canvas.figure.axes[0]
    x, y = axes.transData.transform((13, 0.5)) / canvas.device_pixel_ratio
    with qtbot.waitSignal(canvas.step_picked) as picked:
        qtbot.mouseClick(canvas, Qt.LeftButton, pos=QPoint(round(x), round(canvas.height() - y)))
    assert picked.args == [12]


@pytest.mark.parametrize("change", [{"step": 9}, {"unit": 4}, {"epoch": 1}, {"pinned": 2}])
def test_a_blitted_frame_looks_like_a_full_drawing(canvas, show, make_scene, change):
    show(make_scene())
    show(make_scene(**change))
    check_that_it_looks_as_drawn_anew(canvas)


def test_a_moved_cursor_draws_no_lines_anew(canvas, show, make_scene, monkeypatch):
    scene = make_scene(step=3)
    show(scene)
    drawn = []
    for artist in (*canvas.figure.axes, *canvas.curves):
        monkeypatch.setattr(artist, "draw", lambda *_, artist=artist: drawn.append(artist))
    show(type(scene)(scene.inspection, None, step=9, layer=0, unit=1))
    assert drawn == []


def test_the_plots_follow_the_palette(canvas, show, make_scene):
    show(make_scene())
    canvas.paint(DARK)
    canvas.draw_frame()
    for axes in canvas.figure.axes:
        assert to_hex(axes.get_facecolor()) == DARK.background
    assert to_hex(lines_of(canvas, "f")[1].get_color()) == DARK.actual


def test_nothing_is_cut_off_at_the_smallest_size(canvas, show, make_scene):
    canvas.resize(canvas.minimumSize())
    show(make_scene())
    parts = [part for axes in canvas.figure.axes for part in (axes.xaxis, axes.yaxis)]
    parts += [axes.get_legend() for axes in canvas.figure.axes[:2]] + canvas.figure.legends
    assert check_that_all_is_within(canvas, parts) > 7


# Other cells


def test_every_cell_has_a_line_for_each_of_its_stages_in_place_of_the_last_one_s(
    canvas, show, make_scene, trained_cell
):
    """Shares stand above, and a cell without any has one plot."""
    scene = Scene(trained_cell.look(3), trained_cell.look(1), step=2, layer=1, unit=4)
    show(make_scene())
    show(scene)
    check_that_it_looks_as_drawn_anew(canvas)
    for stage in scene.cell.stages:
        faint, line = lines_of(canvas, stage.symbol)
        np.testing.assert_array_equal(line.get_ydata(), scene.values[stage.symbol][:, 4])
        pinned = scene.pinned.trace.layers[1][stage.symbol][:, 4]
        np.testing.assert_array_equal(faint.get_ydata(), pinned)
    assert scene.cell.stages[-1].title.lower() in lines_of(canvas, "h")[1].get_label()
    *plots, _, _ = canvas.figure.axes
    legends = [[text.get_text()[0] for text in axes.get_legend().get_texts()] for axes in plots]
    shares = [quantity.symbol for quantity in scene.quantities if not quantity.is_signed]
    assert legends[:-1] == ([shares] if shares else [])
    assert legends[-1][0] in scene.cell.states
    assert sum(axes.bbox.height for axes in plots) > 0.5 * canvas.figure.bbox.height


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e30])
def test_a_net_that_has_burst_is_drawn_all_the_same(canvas, show, make_scene, value):
    scene = make_scene(unit=1)
    scene.values["c"][5:, 1] = value
    show(scene)
    _, line = lines_of(canvas, "c")
    np.testing.assert_array_equal(line.get_ydata()[5:], scene.values["c"][5:, 1])
