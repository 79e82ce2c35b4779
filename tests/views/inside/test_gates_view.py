"""The line above the maps reads what is under the pointer, also when that changes."""

import pytest
from drawings import finish
from pointing import move
from PyQt5.QtCore import QEvent, QPoint
from PyQt5.QtWidgets import QApplication, QComboBox

from views.epoch_cursor import EpochCursor
from views.inside.cursor import Cursor
from views.inside.gates_plot import GatesView
from views.inside.scene import place_text
from views.inside.sorting import SORTINGS

CANDIDATE = 2


@pytest.fixture
def view(qtbot, training):
    view = qtbot.added(GatesView(Cursor(EpochCursor(training.history), training.settings.units)))
    view.resize(1100, 520)
    qtbot.show(view)
    return view


def show(view, scene):
    view.show_scene(scene)
    finish(view.gates)


def point_at(view, step, row):
    """Rest the pointer on the map of the candidate, at a step and a row from 0."""
    canvas = view.gates
    x, y = canvas.time_axes[CANDIDATE].transData.transform((step + 1, row + 1))
    move(view.gates, QPoint(round(x), round(canvas.height() - y)))


def expected(scene, step, unit):
    quantity = scene.quantities[CANDIDATE]
    value = quantity.text(scene.values["g"][step, unit])
    return f"{place_text(step, unit)}:   candidate g = {value}"


@pytest.mark.parametrize("change", [{"epoch": 1}, {"layer": 1}])
def test_another_epoch_or_layer_is_read_where_the_pointer_rests(view, make_scene, change):
    first, second = make_scene(), make_scene(**change)
    show(view, first)
    point_at(view, 9, 0)
    assert view.words.text() == expected(first, 9, 0)
    show(view, second)
    assert view.words.text() == expected(second, 9, 0) != expected(first, 9, 0)


def test_in_another_order_the_unit_under_the_pointer_is_another(view, make_scene):
    scene = make_scene()
    show(view, scene)
    point_at(view, 9, 0)
    by_variance = 2
    view.findChild(QComboBox, "insideSortCombo").setCurrentIndex(by_variance)
    liveliest = int(SORTINGS[by_variance].order(scene.inspection, 0)[0])
    assert liveliest != 0
    assert view.words.text() == expected(scene, 9, liveliest)


@pytest.mark.parametrize("leave", [lambda view: move(view.gates, QPoint(2, 2)), None])
def test_beside_the_maps_the_cursor_is_read(view, make_scene, leave):
    scene = make_scene(step=4, unit=2)
    show(view, scene)
    point_at(view, 9, 0)
    if leave:
        leave(view)
    else:
        QApplication.sendEvent(view.gates, QEvent(QEvent.Leave))
    assert view.words.text() == scene.describe(4, 2)


def test_up_and_down_follow_the_rows_while_the_maps_are_to_be_seen(view, make_scene):
    scene = make_scene(unit=0)
    cursor = view._cursor
    cursor.set_extent(scene.inspection.steps, (7, 5))
    show(view, scene)
    by_variance = 2
    view.findChild(QComboBox, "insideSortCombo").setCurrentIndex(by_variance)
    order = SORTINGS[by_variance].order(scene.inspection, 0).tolist()
    cursor.go_to(unit=order[0])
    cursor.go_down(1)
    assert cursor.unit == order[1]
    view.hide()
    cursor.go_to(unit=2)
    cursor.go_down(1)
    assert cursor.unit == 3
