"""The maps show every value in its place and colour; pointing and clicking find it again."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from drawings import check_that_all_is_within, check_that_it_looks_as_drawn_anew
from pointing import move
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QColor

from views.colours import DARK
from views.inside.colour_scales import FROM_0_TO_1, SIGNED
from views.inside.gates_plot import GatesCanvas, grid_of, unit_ticks
from views.inside.scene import Scene
from views.inside.sorting import SORTINGS

KIND, SIZE = GatesCanvas, (1100, 520)


@pytest.fixture
def canvas(kept_canvas):
    yield kept_canvas
    kept_canvas.sorting = SORTINGS[0]


@pytest.fixture
def new_canvas(open_canvas):
    """That has never shown anything."""
    return open_canvas(KIND(), *SIZE)


def map_of(canvas, symbol):
    """The axes of a quantity's map."""
    index = [quantity.symbol for quantity in canvas.quantities].index(symbol)
    return canvas.time_axes[index]


def position(canvas, axes, step, row) -> QPoint:
    """Where on the widget a step and a row, both from 0, are."""
    x, y = axes.transData.transform((step + 1, row + 1)) / canvas.device_pixel_ratio
    return QPoint(round(x), round(canvas.height() - y))


def pixel(canvas, axes, step, row) -> QColor:
    return canvas.grab().toImage().pixelColor(position(canvas, axes, step, row))


def colour(scale, place) -> QColor:
    return QColor(*scale(float(place), bytes=True))


@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize("symbol", ["f", "i", "o"])
def test_gates_are_coloured_by_their_share(canvas, show, make_scene, symbol, layer):
    scene = make_scene(layer=layer)
    show(scene)
    value = scene.values[symbol][20, 3]
    found = pixel(canvas, map_of(canvas, symbol), 20, 3)
    assert found == colour(FROM_0_TO_1, value)


@pytest.mark.parametrize("symbol", ["g", "h"])
def test_signed_values_are_coloured_from_minus_one_to_one(canvas, show, make_scene, symbol):
    scene = make_scene()
    show(scene)
    value = scene.values[symbol][9, 5]
    assert pixel(canvas, map_of(canvas, symbol), 9, 5) == colour(SIGNED, (value + 1) / 2)


def test_a_large_cell_state_widens_its_scale_symmetrically(canvas, show, make_scene):
    scene = make_scene()
    scene.values["c"][:] = 0
    scene.values["c"][4, 0] = -2.5
    show(scene)
    assert pixel(canvas, map_of(canvas, "c"), 4, 0) == colour(SIGNED, (-2.5 + 3) / 6)
    assert pixel(canvas, map_of(canvas, "c"), 9, 3) == colour(SIGNED, 0.5)
    place = [quantity.symbol for quantity in canvas.quantities].index("c")
    scale = canvas.figure.axes[2 * place + 1]
    assert [text.get_text() for text in scale.texts] == ["−3", "0", "3"]


def test_every_map_has_a_title_and_a_scale_in_view(canvas, show, make_scene):
    show(make_scene())
    for index, quantity in enumerate(canvas.quantities):
        axes, scale = canvas.figure.axes[2 * index : 2 * index + 2]
        assert quantity.name in axes.texts[0].get_text()
        low, high = (text.get_text() for text in (scale.texts[0], scale.texts[2]))
        assert (low, high) == (("−1", "1") if quantity.is_signed else ("0", "1"))


def test_sorting_moves_rows_and_the_click_still_finds_the_unit(canvas, show, make_scene, qtbot):
    scene = make_scene()
    by_variance = SORTINGS[2]
    canvas.sorting = by_variance
    show(scene)
    liveliest = int(by_variance.order(scene.inspection, 0)[0])
    assert liveliest != 0
    axes = map_of(canvas, "h")
    expected = colour(SIGNED, (scene.values["h"][11, liveliest] + 1) / 2)
    assert pixel(canvas, axes, 11, 0) == expected
    with qtbot.waitSignals([canvas.step_picked, canvas.unit_picked]) as picked:
        qtbot.mouseClick(canvas, Qt.LeftButton, pos=position(canvas, axes, 11, 0))
    assert [signal.args for signal in picked.all_signals_and_args] == [(11,), (liveliest,)]


def test_a_click_into_the_strips_picks_the_step_alone(canvas, show, make_scene, qtbot):
    show(make_scene())
    output = canvas.time_axes[-1]
    at = position(canvas, output, 7, -0.5)
    with qtbot.assertNotEmitted(canvas.unit_picked), qtbot.waitSignal(canvas.step_picked) as step:
        qtbot.mouseClick(canvas, Qt.LeftButton, pos=at)
    assert step.args == [7]


def test_dragging_goes_on_picking_until_the_button_is_let_go(canvas, show, make_scene, qtbot):
    show(make_scene())
    axes = map_of(canvas, "f")
    steps = []
    canvas.step_picked.connect(steps.append)
    qtbot.mousePress(canvas, Qt.LeftButton, pos=position(canvas, axes, 3, 2))
    move(canvas, position(canvas, axes, 5, 2), Qt.LeftButton)
    qtbot.mouseRelease(canvas, Qt.LeftButton, pos=position(canvas, axes, 5, 2))
    move(canvas, position(canvas, axes, 8, 2))
    assert steps == [3, 5]


def test_a_click_beside_the_maps_or_with_another_button_picks_nothing(
    canvas, show, make_scene, qtbot
):
    show(make_scene())
    inside = position(canvas, map_of(canvas, "f"), 3, 2)
    with qtbot.assertNotEmitted(canvas.step_picked):
        qtbot.mouseClick(canvas, Qt.LeftButton, pos=QPoint(2, 2))
        qtbot.mouseClick(canvas, Qt.RightButton, pos=inside)


def test_pointing_names_unit_step_and_value(canvas, show, make_scene):
    scene = make_scene()
    scene.values["g"][14, 6] = -0.25
    show(scene)
    words = []
    canvas.hovered.connect(lambda: words.append(canvas.words))
    move(canvas, position(canvas, map_of(canvas, "g"), 14, 6))
    move(canvas, QPoint(2, 2))
    assert words == ["unit 7, step 15:   candidate g = −0.250", ""]


def test_before_anything_is_shown_clicks_do_nothing(new_canvas, qtbot):
    new_canvas.draw_frame()
    with qtbot.assertNotEmitted(new_canvas.step_picked):
        qtbot.mouseClick(new_canvas, Qt.LeftButton, pos=new_canvas.rect().center())


def test_the_cursor_is_drawn_in_every_map_and_strip(canvas, show, make_scene):
    scene = make_scene(step=3, unit=2)
    show(scene)
    before = np.array(canvas.buffer_rgba())
    show(make_scene(step=20, unit=2))
    changed = (np.array(canvas.buffer_rgba()) != before).any(axis=2)
    for axes in canvas.time_axes:
        left, bottom, right, top = axes.bbox.extents.round().astype(int)
        height = len(changed)
        assert changed[height - top : height - bottom, left:right].any()


def test_a_moved_cursor_draws_neither_axes_nor_maps(canvas, show, make_scene, monkeypatch):
    scene = make_scene(step=3)
    show(scene)
    drawn = []
    for artist in (*canvas.figure.axes, *canvas.curves):
        monkeypatch.setattr(artist, "draw", lambda *_, artist=artist: drawn.append(artist))
    moved = type(scene)(scene.inspection, None, step=9, layer=0, unit=4)
    canvas.set_scene(moved)
    canvas.draw_frame()
    assert drawn == []


@pytest.mark.parametrize("change", [{"step": 9}, {"unit": 4}, {"epoch": 1}, {"layer": 1}])
def test_a_blitted_frame_looks_like_a_full_drawing(canvas, show, make_scene, change):
    show(make_scene())
    show(make_scene(**change))
    check_that_it_looks_as_drawn_anew(canvas)


def test_the_plots_follow_the_palette(canvas, show, make_scene):
    scene = make_scene()
    show(scene)
    before = pixel(canvas, map_of(canvas, "h"), 20, 3)
    canvas.paint(DARK)
    canvas.draw_frame()
    assert canvas.grab().toImage().pixelColor(2, 2) == QColor(DARK.background)
    assert pixel(canvas, map_of(canvas, "h"), 20, 3) == before


def test_nothing_is_cut_off_at_the_smallest_size(canvas, show, make_scene):
    scene = make_scene()
    scene.values["c"][0, 0] = -25
    canvas.resize(canvas.minimumSize())
    show(scene)
    words = [text for axes in canvas.figure.axes for text in axes.texts]
    axes_words = [axis for axes in canvas.time_axes for axis in (axes.xaxis, axes.yaxis)]
    check_that_all_is_within(canvas, (*words, *axes_words, *canvas.figure.legends))


@pytest.mark.parametrize(
    ("units", "ticks"), [(1, [1]), (7, [1, 2, 4, 6]), (50, [1, 10, 20, 30, 40, 50])]
)
def test_units_are_counted_from_one_in_round_numbers(units, ticks):
    assert unit_ticks(units) == ticks


# Other cells


@pytest.fixture
def cell_scene(trained_cell) -> Scene:
    """A net of each of the cells."""
    return Scene(trained_cell.look(3), None, step=2, layer=0, unit=1)


def test_every_cell_has_a_map_for_each_of_its_stages_in_place_of_the_last_one_s(
    canvas, show, make_scene, cell_scene
):
    canvas.paint(DARK)
    show(make_scene())
    show(cell_scene)
    assert len(canvas.curves) == len(set(canvas.curves))
    check_that_it_looks_as_drawn_anew(canvas)
    assert canvas.grab().toImage().pixelColor(2, 2) == QColor(DARK.background)
    stages = cell_scene.cell.stages
    assert [quantity.symbol for quantity in canvas.quantities] == [s.symbol for s in stages]
    for quantity in canvas.quantities:
        value = cell_scene.values[quantity.symbol][9, 5]
        if quantity.low is not None:
            place = (value - quantity.low) / (1 - quantity.low)
            scale = SIGNED if quantity.is_signed else FROM_0_TO_1
            found = pixel(canvas, map_of(canvas, quantity.symbol), 9, 5)
            assert found == colour(scale, place)


def test_maps_of_any_cell_fill_the_figure_and_at_the_smallest_size_no_words_are_cut_off(
    canvas, show, cell_scene
):
    show(cell_scene)
    boxes = [map_of(canvas, quantity.symbol).bbox for quantity in canvas.quantities]
    whole = canvas.figure.bbox
    _, columns = grid_of(len(boxes))
    assert sum(box.width for box in boxes[:columns]) > 0.7 * whole.width
    assert sum(box.height for box in boxes[::columns]) > 0.5 * whole.height
    assert len({round(box.width) for box in boxes}) == 1
    canvas.resize(canvas.minimumSize())
    canvas.draw_frame()
    words = [text for axes in canvas.figure.axes for text in axes.texts]
    for artist in (*words, *canvas.figure.legends):
        extent = artist.get_tightbbox()
        assert extent is None or (whole.x0 <= extent.x0 and extent.x1 <= whole.x1), artist
    titles = [axes.texts[0].get_window_extent() for axes in canvas.figure.axes if axes.texts]
    for one, other in combinations(titles, 2):
        assert not one.overlaps(other)


@pytest.mark.parametrize(
    ("maps", "grid"), [(1, (1, 1)), (2, (1, 2)), (4, (2, 2)), (5, (2, 3)), (6, (2, 3)), (7, (3, 3))]
)
def test_maps_stand_in_rows_of_three_at_most(maps, grid):
    assert grid_of(maps) == grid


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e30])
def test_a_net_that_has_burst_is_drawn_all_the_same(canvas, show, training, value):
    training.restart(replace(training.settings, activation="relu"))
    training.go_on(1)
    scene = Scene(training.look(1), None, step=2, layer=0, unit=1)
    scene.values["c"][3:] = value
    show(scene)
    assert pixel(canvas, map_of(canvas, "c"), 1, 1).isValid()


def test_the_first_picture_is_built_in_parts_of_which_none_makes_many_plots(new_canvas, make_scene):
    new_canvas.set_scene(make_scene())
    before, most = len(new_canvas.figure.axes), 0
    while new_canvas.draw_part():
        made = len(new_canvas.figure.axes)
        most, before = max(most, made - before), made
    assert most == 2
    assert before > 10


def test_a_picture_that_is_left_half_built_is_whole_in_the_end(new_canvas, make_scene):
    new_canvas.set_scene(make_scene())
    for _ in range(3):
        new_canvas.draw_part()
    new_canvas.resize(new_canvas.width() + 40, new_canvas.height())
    assert not new_canvas.is_prepared
    new_canvas.draw_frame()
    in_parts = new_canvas.grab().toImage()
    new_canvas.draw()
    assert in_parts == new_canvas.grab().toImage()
