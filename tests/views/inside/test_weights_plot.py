"""The weights stand in the right places, can be read off, and cost little to redraw."""

from itertools import pairwise

import numpy as np
import pytest
from drawings import check_that_all_is_within, finish, full_drawings
from matplotlib.colors import to_hex
from pointing import move
from PyQt5.QtCore import QPoint
from PyQt5.QtGui import QColor
from PyQt5.QtWidgets import QApplication, QLabel
from random_cells import random_weights

from cells.registry import CELLS
from networks.settings import Settings
from views.colours import DARK
from views.inside.equation_text import number
from views.inside.layer_weights import LayerWeights, block_names
from views.inside.weights_plot import HINT, WeightsCanvas, WeightsPlot

WEIGHTS = random_weights(Settings(), seed=0)
UNITS = 50
LSTM = CELLS["lstm"]
NAMES = block_names(LSTM)
KERNEL, RECURRENT_KERNEL, BIAS, OUTPUT = range(4)
"""Places of the matrices of an LSTM, from the top."""


@pytest.fixture(scope="module")
def kept_plot(qapp) -> WeightsPlot:
    """One for all tests: its axes are made but once for a cell."""
    plot = WeightsPlot()
    yield plot
    plot.close()


@pytest.fixture
def plot(qtbot, kept_plot) -> WeightsPlot:
    """In the usual palette and size; the weights that it shows are of the test before."""
    usual = kept_plot.palette()
    shown(qtbot, kept_plot)
    yield kept_plot
    if kept_plot.palette() != usual:
        kept_plot.setPalette(usual)


def shown(qtbot, plot: WeightsPlot) -> WeightsPlot:
    plot.resize(1256, 600)
    qtbot.show(plot)
    # The drawing that the size has asked for.
    finish_drawing(plot)
    return plot


def canvas_of(plot: WeightsPlot) -> WeightsCanvas:
    return plot.findChild(WeightsCanvas, "weightsCanvas")


def readout(plot: WeightsPlot) -> str:
    return plot.findChild(QLabel, "weightsReadoutLabel").text()


def axes_of(plot: WeightsPlot) -> list:
    """Of the four matrices, from the top."""
    return [matrix.axes for matrix in canvas_of(plot)._matrices]


def image_data(axes) -> np.ndarray:
    (image,) = axes.images
    return np.asarray(image.get_array())


def words(axes) -> str:
    return "\n".join(text.get_text() for text in axes.texts)


def marked(axes) -> list[float]:
    """The columns that are pointed at."""
    (pointers,) = [line for line in axes.lines if line.get_marker() == "v"]
    return list(pointers.get_xdata())


def hover(plot: WeightsPlot, kind: int, row: int, column: int) -> None:
    axes = axes_of(plot)[kind]
    x, y = axes.transData.transform((column, row))
    canvas = canvas_of(plot)
    move(canvas, QPoint(round(x), round(canvas.height() - y)))


def picture(plot: WeightsPlot):
    finish_drawing(plot)
    return canvas_of(plot).grab().toImage()


def finish_drawing(plot: WeightsPlot) -> None:
    QApplication.processEvents()
    finish(canvas_of(plot))


@pytest.mark.parametrize("layer", [0, 1])
def test_the_matrices_are_the_layer_s_and_the_output_s(plot, layer):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, layer), unit=0)
    kernel, recurrent_kernel, bias = WEIGHTS[3 * layer : 3 * layer + 3]
    expected = (kernel, recurrent_kernel, bias[None], WEIGHTS[-2].T)
    for axes, weights in zip(axes_of(plot), expected, strict=True):
        np.testing.assert_array_equal(image_data(axes), weights)


def test_every_block_is_labelled_with_its_gate_above_its_columns(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=0)
    for axes in axes_of(plot)[:OUTPUT]:
        centres = {text.get_text(): text.xy[0] for text in axes.texts}
        for place, name in enumerate(NAMES):
            assert centres[name] == pytest.approx((place + 0.5) / 4)
    assert NAMES == ("i  input", "f  forget", "g  candidate", "o  output")


def test_where_a_gate_has_no_peephole_nothing_is_left_that_could_overflow():
    cell, weights = CELLS["peephole"], random_weights(Settings(cell="peephole"), seed=0)
    (row,) = (m.values for m in LayerWeights(cell, weights, 0).matrices if "peepholes" in m.words)
    assert row.mask.sum() == UNITS  # The candidate has none.
    assert not row.data[row.mask].any()


def test_words_beside_the_matrices_say_what_they_are(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=0)
    kernel, recurrent_kernel, bias, output = map(words, axes_of(plot))
    assert "kernel W, layer 2\nfrom h of layer 1\n50 × 200" in kernel
    assert "recurrent kernel U\nfrom hₜ₋₁\n50 × 200" in recurrent_kernel
    assert "bias b\n200 numbers" in bias
    assert f"its bias: {number(float(WEIGHTS[-1][0]))}" in output
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 0), unit=0)
    assert "kernel W, layer 1\nfrom symbol x\n1 × 200" in words(axes_of(plot)[KERNEL])


def test_each_scale_is_symmetric_and_reaches_to_its_matrix_s_largest_weight(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=0)
    for matrix in canvas_of(plot)._matrices:
        largest = np.abs(image_data(matrix.axes)).max()
        assert matrix.axes.images[0].get_clim() == pytest.approx((-largest, largest))
        ends = [text.get_text() for text in matrix.scale_axes.texts]
        assert ends == ["0", f"−{largest:.2g}", f"{largest:.2g}"]


def test_positive_weights_are_blue_and_negative_ones_orange(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=0)
    (image,) = axes_of(plot)[KERNEL].images
    red, _, blue, _ = image.cmap(image.norm(1.0))
    assert blue > red
    red, _, blue, _ = image.cmap(image.norm(-1.0))
    assert red > blue


@pytest.mark.parametrize("unit", [0, 6, 49])
def test_the_unit_is_marked_once_in_each_gate_s_block(plot, unit):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit)
    for axes in axes_of(plot)[:OUTPUT]:
        assert marked(axes) == [unit, unit + 50, unit + 100, unit + 150]
    assert marked(axes_of(plot)[OUTPUT]) == [unit]


def test_only_units_that_the_output_reads_are_marked_in_its_kernel(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 0), unit=6)
    assert marked(axes_of(plot)[OUTPUT]) == []


@pytest.mark.parametrize(
    ("layer", "kind", "row", "column", "sentence"),
    [
        (0, KERNEL, 0, 56, "Kernel, forget gate f: from the symbol x to unit 7"),
        (1, KERNEL, 11, 106, "Kernel, candidate g: from unit 12 of layer 1 to unit 7"),
        (
            1,
            RECURRENT_KERNEL,
            49,
            199,
            "Recurrent kernel, output gate o: from hₜ₋₁ of unit 50 to unit 50",
        ),
        (0, BIAS, 0, 3, "Bias, input gate i: of unit 4"),
        (0, OUTPUT, 0, 9, "Output kernel: from unit 10 of layer 2 to the output"),
    ],
)
def test_the_weight_under_the_pointer_is_read_off(plot, layer, kind, row, column, sentence):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, layer), unit=0)
    hover(plot, kind, row, column)
    value = image_data(axes_of(plot)[kind])[row, column]
    assert readout(plot) == f"{sentence}: {number(float(value))}"


def test_the_longest_sentence_fits_at_the_smallest_size(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=0)
    plot.resize(plot.minimumSizeHint())
    finish_drawing(plot)
    # The last column of the candidate, which has the longest name.
    hover(plot, KERNEL, UNITS - 1, 3 * UNITS - 1)
    label = plot.findChild(QLabel, "weightsReadoutLabel")
    for text in (label.text(), HINT):
        assert label.fontMetrics().horizontalAdvance(text) <= label.contentsRect().width()


def test_beside_the_matrices_the_readout_says_what_to_do(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=0)
    hover(plot, KERNEL, 10, 10)
    assert readout(plot) != HINT
    hover(plot, KERNEL, 10, -30)
    assert readout(plot) == HINT


@pytest.mark.parametrize("layer", [1, 0])
def test_the_readout_follows_weights_that_change_under_the_pointer(plot, layer):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=0)
    hover(plot, BIAS, 0, 30)
    later = random_weights(Settings(), seed=1)
    plot.show_weights(LayerWeights(LSTM, later, layer), unit=0)
    # The bias stands where it stood, whichever layer is shown.
    value = number(float(later[3 * layer + 2][30]))
    assert readout(plot) == f"Bias, input gate i: of unit 31: {value}"


def test_before_any_weights_nothing_is_under_the_pointer(qtbot):
    plot = qtbot.added(WeightsPlot())
    shown(qtbot, plot)
    assert readout(plot) == HINT
    assert not canvas_of(plot).figure.axes


def test_going_back_to_a_layer_draws_no_axes_and_looks_as_before(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 0), unit=4)
    before = picture(plot)
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=4)
    assert picture(plot) != before
    drawings = full_drawings(canvas_of(plot))
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 0), unit=4)
    assert picture(plot) == before
    assert not drawings


def test_at_another_size_or_in_another_palette_no_old_picture_comes_back(plot):
    for layer in (0, 1):
        plot.show_weights(LayerWeights(LSTM, WEIGHTS, layer), unit=4)
        finish_drawing(plot)
    plot.resize(1000, 560)
    dark = plot.palette()
    dark.setColor(dark.Window, QColor(DARK.background))
    plot.setPalette(dark)
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 0), unit=4)
    shown = picture(plot)
    canvas_of(plot).draw()
    assert shown == picture(plot)


def test_another_unit_or_another_epoch_draws_no_axes(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=0)
    finish_drawing(plot)
    drawings = full_drawings(canvas_of(plot))
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=9)
    plot.show_weights(LayerWeights(LSTM, random_weights(Settings(), seed=1), 1), unit=9)
    finish_drawing(plot)
    assert not drawings


def test_a_blitted_frame_looks_like_a_full_drawing(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=0)
    plot.show_weights(LayerWeights(LSTM, random_weights(Settings(), seed=1), 1), unit=30)
    blitted = picture(plot)
    canvas_of(plot).draw()
    assert blitted == picture(plot)


def test_another_epoch_and_another_unit_are_seen(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=0)
    first = picture(plot)
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=1)
    second = picture(plot)
    plot.show_weights(LayerWeights(LSTM, random_weights(Settings(), seed=1), 1), unit=1)
    assert first != second != picture(plot)


def test_while_hidden_nothing_is_drawn_and_shown_again_it_catches_up(plot, qtbot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=0)
    before = picture(plot)
    plot.hide()
    drawings = full_drawings(canvas_of(plot))
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 0), unit=3)
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 0), unit=4)
    assert not drawings
    qtbot.show(plot)
    assert picture(plot) != before
    assert marked(axes_of(plot)[BIAS]) == [4, 54, 104, 154]


def test_a_single_row_has_a_height_that_can_be_seen(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 0), unit=0)
    kernel, recurrent_kernel, *_ = axes_of(plot)
    assert kernel.bbox.height > 40
    assert recurrent_kernel.bbox.height > 4 * kernel.bbox.height


def test_names_of_gates_do_not_touch_at_the_smallest_size(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=0)
    plot.resize(plot.minimumSizeHint())
    finish_drawing(plot)
    found = [text for text in axes_of(plot)[BIAS].texts if text.get_text() in NAMES]
    extents = sorted((text.get_window_extent() for text in found), key=lambda extent: extent.x0)
    for left, right in pairwise(extents):
        assert left.x1 + 4 < right.x0


@pytest.mark.parametrize("cell", CELLS)
def test_nothing_is_cut_off_at_the_smallest_size(plot, cell):
    weights = weights_of(cell, (50, 50))
    plot.resize(plot.minimumSizeHint())
    for layer in (0, 1):
        plot.show_weights(LayerWeights(CELLS[cell], weights, layer), unit=0)
        finish_drawing(plot)
        check_that_nothing_is_cut_off(plot)


def check_that_nothing_is_cut_off(plot):
    canvas = canvas_of(plot)
    for axes in canvas.figure.axes:
        words = (text for text in axes.texts if text.get_text())
        check_that_all_is_within(canvas, (axes.xaxis, axes.yaxis, *words))
    for above, below in pairwise(axes_of(plot)):
        assert above.bbox.y0 > below.bbox.y1


def test_nets_of_any_size_fit(plot):
    weights = random_weights(Settings(units=(3, 7, 1)), seed=0)
    for layer, units in enumerate((3, 7, 1)):
        plot.show_weights(LayerWeights(LSTM, weights, layer), unit=units - 1)
        assert marked(axes_of(plot)[BIAS]) == [units * place - 1 for place in (1, 2, 3, 4)]
        assert image_data(axes_of(plot)[RECURRENT_KERNEL]).shape == (units, 4 * units)
    assert marked(axes_of(plot)[OUTPUT]) == [0]


@pytest.mark.parametrize("value", [0.0, np.nan])
def test_weights_without_size_have_a_scale_all_the_same(plot, value):
    weights = [np.full_like(weights, value) for weights in WEIGHTS]
    plot.show_weights(LayerWeights(LSTM, weights, 1), unit=0)
    assert {axes.images[0].get_clim() for axes in axes_of(plot)} == {(-1, 1)}


def test_the_plot_follows_the_palette(plot):
    plot.show_weights(LayerWeights(LSTM, WEIGHTS, 1), unit=0)
    dark = plot.palette()
    dark.setColor(dark.Window, QColor(DARK.background))
    plot.setPalette(dark)
    assert picture(plot).pixelColor(2, 2) == QColor(DARK.background)
    for axes in axes_of(plot):
        assert {to_hex(text.get_color()) for text in axes.texts} == {DARK.text}


# Other cells


def weights_of(cell: str, units: tuple[int, ...] = (5, 4)) -> list[np.ndarray]:
    return random_weights(Settings(cell=cell, units=units), seed=0)


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_has_its_blocks_and_every_unit_its_mark(plot, cell):
    weights = weights_of(cell)
    plot.show_weights(LayerWeights(CELLS[cell], weights, 1), unit=2)
    *of_layer, output = axes_of(plot)
    count = len(CELLS[cell].blocks)
    for axes in of_layer:
        assert marked(axes) == [2 + 4 * block for block in range(count)]
        assert {text.get_text() for text in axes.texts} >= set(block_names(CELLS[cell]))
    assert marked(output) == [2]
    arrays = CELLS[cell].weights_of_layer(weights, 1)
    assert len(of_layer) == len(arrays)
    for axes, array in zip(of_layer[:3], arrays, strict=False):
        np.testing.assert_array_equal(image_data(axes), np.atleast_2d(array))


@pytest.mark.parametrize("cell", CELLS)
def test_nets_of_every_size_leave_room_for_every_matrix(plot, cell):
    for units in ((1,), (256,), (3, 1, 2, 4)):
        weights = weights_of(cell, units)
        for layer, count in enumerate(units):
            plot.show_weights(LayerWeights(CELLS[cell], weights, layer), unit=count - 1)
            boxes = [axes.bbox for axes in axes_of(plot)]
            assert all(box.height > 30 for box in boxes), (units, layer)
            assert all(above.y0 > below.y1 for above, below in pairwise(boxes)), (units, layer)


def test_the_two_biases_of_the_gru_are_two_rows_with_names(plot):
    cell, weights = CELLS["gru"], weights_of("gru")
    plot.show_weights(LayerWeights(cell, weights, 1), unit=0)
    bias = axes_of(plot)[BIAS]
    assert [label.get_text() for label in bias.get_yticklabels()] == ["b", "d"]
    assert "bias b and d\n24 numbers" in words(bias)
    hover(plot, BIAS, 1, 9)
    assert readout(plot) == f"Bias, candidate g: d of unit 2: {number(float(weights[5][1, 9]))}"


def test_peepholes_stand_under_their_gates_and_the_candidate_has_none(plot):
    cell, weights = CELLS["peephole"], weights_of("peephole")
    plot.show_weights(LayerWeights(cell, weights, 1), unit=0)
    place = BIAS + 1
    row = np.ma.filled(axes_of(plot)[place].images[0].get_array(), np.nan)[0]
    vectors = dict(zip(cell.peepholes, weights[7], strict=True))
    for block, symbol in enumerate(cell.blocks):
        found = row[4 * block : 4 * block + 4]
        if symbol in vectors:
            np.testing.assert_array_equal(found, vectors[symbol])
        else:
            assert np.isnan(found).all()
    hover(plot, place, 0, 6)
    value = number(float(vectors["f"][2]))
    assert readout(plot) == f"Peephole, forget gate f: from its own cell state to unit 3: {value}"
    hover(plot, place, 0, 10)
    assert readout(plot).endswith(": none")


def test_another_cell_takes_the_place_of_the_last_one(plot):
    for name in ("lstm", "simple_rnn", "peephole", "lstm"):
        plot.show_weights(LayerWeights(CELLS[name], weights_of(name), 1), unit=1)
        blitted = picture(plot)
        canvas_of(plot).draw()
        assert blitted == picture(plot)
        shown = LayerWeights(CELLS[name], weights_of(name), 1)
        assert len(axes_of(plot)) == len(shown.matrices)


@pytest.mark.parametrize("cell", CELLS)
def test_numbers_of_rows_do_not_touch_at_the_smallest_size(plot, cell):
    plot.resize(plot.minimumSizeHint())
    for units in (2, 4, 50, 256):
        plot.show_weights(LayerWeights(CELLS[cell], weights_of(cell, (units, units)), 1), unit=0)
        finish_drawing(plot)
        for axes in axes_of(plot):
            extents = [label.get_window_extent() for label in axes.get_yticklabels()]
            for one, other in pairwise(sorted(extents, key=lambda extent: extent.y0)):
                assert one.y1 <= other.y0 + 2, units
        assert any(label.get_text() for label in axes_of(plot)[0].get_yticklabels()), units
