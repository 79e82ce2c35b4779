"""The window inside a network shows every task as it is written, and each of its answers."""

import re
from itertools import pairwise

import numpy as np
import pytest
from drawings import check_that_it_looks_as_drawn_anew, finish
from inside_window import wait_for_words, words
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QComboBox, QGraphicsSimpleTextItem, QLabel, QPushButton, QTableView
from samples import look_at, settings_of

from cells.registry import CELLS
from networks.settings import POOLINGS
from tasks.registry import TASKS
from views.epoch_cursor import EpochCursor
from views.inside.cell_view import CellView
from views.inside.gates_plot import GatesCanvas
from views.inside.layer_weights import LayerWeights
from views.inside.scene import Scene
from views.inside.unit_plot import UnitCanvas
from views.inside.weights_plot import WeightsCanvas
from views.inside.window import TABS, InsideWindow, _values_at


def scene_of(name, step=1, layer=0, unit=2, cell="simple_rnn", **chosen) -> Scene:
    """Of the cell with the fewest plots: what is read and said stands under those of any."""
    return Scene(look_at(name, cell=cell, **chosen), None, step, layer, unit)


@pytest.fixture(params=[GatesCanvas, UnitCanvas])
def canvas(request, open_canvas):
    return open_canvas(request.param(), 1240, 560)


def strips(canvas):
    """The lowest two axes of the first column: what is read, and what is said."""
    return canvas.time_axes[-2:] if isinstance(canvas, UnitCanvas) else canvas._strips[0]


def labels(texts) -> list[str]:
    return [text.get_text() for text in texts]


@pytest.mark.parametrize("name", ["adding", "copy"])
def test_a_blitted_frame_looks_like_a_full_drawing(canvas, show, name):
    show(scene_of(name))
    show(scene_of(name, step=0))
    check_that_it_looks_as_drawn_anew(canvas)


def test_symbols_are_read_as_columns_with_their_glyphs_over_them_and_beside_them(canvas, show):
    scene = scene_of("copy")
    show(scene)
    read, said = strips(canvas)
    assert "".join(labels(read.get_xticklabels())) == "".join(scene.inspection.sample.shown)
    assert set(labels(read.get_yticklabels())) <= set("·12345678?")
    assert labels(read.get_yticklabels())[0] == labels(said.get_yticklabels())[0] == "·"
    assert read.get_ylim() == (-0.5, 9.5)
    assert said.get_ylim() == (-0.5, 8.5)


def test_names_for_which_there_is_no_room_are_left_out_evenly(canvas, show):
    canvas.resize(canvas.minimumSize())
    scene = scene_of("adding")
    show(scene)
    read, _ = strips(canvas)
    shown, places = labels(read.get_xticklabels()), read.get_xticks()
    assert 1 < len(shown) < len(scene.inspection.sample.shown)
    assert shown == [scene.inspection.sample.shown[int(place) - 1] for place in places]
    boxes = [label.get_window_extent() for label in read.get_xticklabels()]
    assert all(one.x1 < other.x0 for one, other in pairwise(boxes))
    assert labels(read.get_yticklabels()) == ["x", "mark"]


@pytest.mark.parametrize(("name", "wanted"), [("echo", [5]), ("copy", range(1, 14))])
def test_targets_are_framed_and_what_is_said_is_marked_where_it_is_wanted(
    canvas, show, name, wanted
):
    scene = scene_of(name)
    show(scene)
    _, said = strips(canvas)
    (marks,) = [line for line in said.lines if line.get_label() == "most probable"]
    output = scene.inspection.trace.output
    assert list(marks.get_xdata()) == list(wanted)
    assert list(marks.get_ydata()) == [output[step - 1].argmax() for step in wanted]
    (frames,) = said.patches
    middles = frames.get_path().vertices.reshape(-1, 5, 2)[:, [0, 2]].mean(axis=1)
    targets = scene.inspection.sample.targets
    assert [tuple(middle) for middle in middles] == [(step, targets[step - 1]) for step in wanted]


def test_numbers_have_room_and_a_target_at_the_end_alone(canvas, show):
    scene = scene_of("adding")
    scene.inspection.trace.output[3] = 2.3
    show(scene)
    _, said = strips(canvas)
    assert said.get_yticks()[-1] == 2.5
    target, output = (line for line in said.lines if line.get_label() in ("expected", "said"))
    assert list(target.get_xdata()) == [20]
    assert target.get_markersize() > 0
    np.testing.assert_array_equal(output.get_ydata(), scene.inspection.trace.output)


def test_another_task_takes_the_place_of_the_last_one(canvas, show):
    for name in ("pattern", "echo", "pattern"):
        show(scene_of(name))
        legend = labels(canvas.figure.legends[0].get_texts())
        assert legend[0] == ("symbol that follows" if name == "pattern" else "expected")
        read, _ = strips(canvas)
        assert labels(read.get_yticklabels())[-1] == ("1" if name == "pattern" else "9")


def test_nothing_is_cut_off_at_the_smallest_size(canvas, show):
    canvas.resize(canvas.minimumSize())
    for name in ("marked", "order"):
        show(scene_of(name, cell="lstm"))
        for axes in canvas.time_axes:
            for extent in (axes.xaxis.get_tightbbox(), axes.yaxis.get_tightbbox()):
                if extent is not None:
                    assert canvas.figure.bbox.x0 <= extent.x0, name
                    assert extent.x1 <= canvas.figure.bbox.x1, name


# Weights


def layer_weights(name, **chosen) -> LayerWeights:
    seen = look_at(name, **chosen)
    cell, sample = CELLS[seen.settings.cell], seen.sample
    return LayerWeights(cell, seen.weights, 0, seen.features, sample.classes)


def test_a_weight_is_told_from_its_symbol_and_to_its_class():
    shown = layer_weights("order")
    kernel, *_, output = shown.matrices
    assert "from “Y” in x to unit 2: " in shown.sentence(kernel, 1, 1)
    assert "from unit 3 of layer 2 to “YX” (bias 0.0000): " in shown.sentence(output, 2, 2)
    assert output.note == "b: 0.00 to 0.00"
    plain = layer_weights("parity")
    assert "from the symbol x to" in plain.sentence(plain.matrices[0], 0, 0)
    assert "to the output: " in plain.sentence(plain.matrices[-1], 0, 0)


# The window


@pytest.fixture
def open_window(qtbot, training, show_window):
    """The window inside a network that has learned a task's example for an epoch."""

    def open_it(name, **chosen) -> InsideWindow:
        training.restart(settings_of(name, **chosen))
        training.go_on(1, problem=TASKS[name].example)
        cursor = EpochCursor(training.history)
        window = show_window(InsideWindow(cursor, training.kept, training.settings))
        wait_for_words(qtbot, window, "Epoch 1.")
        return window

    return open_it


def draw(window) -> None:
    """All of a frame."""
    window.draw_frame()
    if window.canvas is not None:
        finish(window.canvas)


@pytest.mark.parametrize("name", TASKS)
def test_every_tab_shows_every_task(open_window, qtbot, name):
    window = open_window(name)
    sample = window._make_scene().inspection.sample
    steps = len(sample.given)
    assert window.cursor.step == sample.look_at
    assert window.findChild(QLabel, "insideStepLabel").text() == f"{sample.look_at + 1} of {steps}"
    assert "As in its training, each window" not in words(window)
    for tab in TABS:
        window.show_tab(tab.title)
        draw(window)
    check_kernels(window.findChild(WeightsCanvas), name)


def check_kernels(canvas, name):
    """They have a row for each number that is read, and for each that is said."""
    kernel, *_, output = layer_weights(name).matrices
    settings = settings_of(name)
    assert len(kernel.values) == (settings.embedding or settings.ports.features)
    assert len(output.values) == settings.ports.outputs
    rows = [labels(matrix.axes.get_yticklabels()) for matrix in canvas._matrices]
    assert set(rows[0]) <= {*kernel.rows, "1"}
    assert len(rows[-1]) <= settings.ports.outputs


@pytest.mark.parametrize("pooling", POOLINGS)
def test_every_tab_shows_both_ways_in_which_layers_read(open_window, qtbot, pooling):
    window = open_window("order", both_ways=True, pooling=pooling)
    ways = window.findChild(QComboBox, "insideWayCombo")
    assert ways.isVisible()
    assert ways.currentText() == "from the start →"
    for tab in TABS:
        window.show_tab(tab.title)
        for is_back in (False, True):
            qtbot.keyClick(window, Qt.Key_B)
            draw(window)
            assert (" Read from its end, " in words(window)) != is_back
            assert window._make_scene().inspection.is_back != is_back
    assert ways.currentText() == "from the start →"


def test_along_the_way_back_the_cell_reads_what_stands_behind(open_window):
    window = open_window("order", both_ways=True)
    window.show_tab("The cell")
    window.findChild(QComboBox, "insideWayCombo").activated.emit(1)
    last = window.cursor.steps - 1
    window.cursor.go_to(step=last, layer=1)
    values = _values_at(window._make_scene())
    assert not values.h_tm1.any()
    window.cursor.go_to(step=0)
    scene = window._make_scene()
    np.testing.assert_array_equal(_values_at(scene).h_tm1, scene.values["h"][1])
    window.draw_frame()


def test_a_weight_is_told_from_the_unit_of_the_way_that_it_reads():
    seen = look_at("order", both_ways=True)
    names = seen.features, seen.sample.classes
    shown = LayerWeights(CELLS["lstm"], seen.turned.weights, 1, *names, ways=2)
    kernel = shown.matrices[0]
    assert kernel.values.shape[0] == 12
    assert "from unit 6 → of layer 1" in shown.sentence(kernel, 5, 0)
    assert "from unit 1 ← of layer 1" in shown.sentence(kernel, 6, 0)


def test_another_network_that_reads_one_way_has_no_choice_of_ways(open_window, training):
    window = open_window("order", both_ways=True)
    window.cursor.turn(True)
    training.history.replace()
    training.kept.states.clear()
    training.restart(settings_of("order"))
    window.render(training.settings, can_branch=True)
    assert not window.findChild(QComboBox, "insideWayCombo").isVisible()
    assert not window.cursor.is_back


def test_another_kind_of_sequence_is_looked_at_where_much_is_to_be_seen(
    open_window, qtbot, training
):
    window = open_window("echo")
    assert window.cursor.step == 4
    training.history.replace()
    training.kept.states.clear()
    training.restart(settings_of("copy"))
    window.render(training.settings, can_branch=True)
    training.go_on(1, problem=TASKS["copy"].example)
    window.cursor.epoch_cursor.history_replaced()
    qtbot.waitUntil(lambda: "· ?" in words(window))
    assert window.cursor.step == 12


@pytest.mark.parametrize(("name", "said"), [("echo", r"says \d"), ("adding", r"says −?\d\.\d\d")])
def test_a_single_answer_is_told_with_the_one_expected(open_window, name, said):
    """Before all that was read, which may be longer than there is room."""
    window = open_window(name)
    assert re.match(rf"Epoch 1\. It {said}; expected: \d\S*\. Fed from ", words(window))
    readout = window.findChild(QLabel, "insideReadout").text()
    assert re.search(rf"reads \S+, {said}:", readout)


def test_of_a_review_the_label_is_told(open_window):
    told = words(open_window("reviews"))
    assert re.search(r"It says (positive|negative); label: (positive|negative)\.", told)


def test_the_cell_reads_what_was_given_as_it_is_written_and_term_by_term(open_window):
    window = open_window("order")
    window.show_tab("The cell")
    window.cursor.go_to(step=4, layer=0)
    window.draw_frame()
    shown = window._make_scene().inspection.sample.shown[4]
    scene = window.findChild(CellView).scene()
    texts = [item.text() for item in scene.items() if isinstance(item, QGraphicsSimpleTextItem)]
    assert f"x = {shown}, 6 numbers" in texts
    told = window.findChild(CellView).accessibleDescription()
    assert told.startswith(f"Layer 1, unit 1, step 5: x = {shown}, 6 numbers, ")
    window.findChild(QPushButton, "iStageButton").click()
    window.findChild(QComboBox, "cellTermCombo").setCurrentIndex(1)
    model = window.findChild(QTableView, "cellTermTable").model()
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(6)]
    assert {row[0] for row in rows} == set("XYabcd")
    (read,) = [row for row in rows if float(row[2]) == 1]
    assert read[0] == shown
