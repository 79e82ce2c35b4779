"""The window inside the network: one cursor for all its views, and what is said of an epoch."""

from dataclasses import replace

import numpy as np
import pytest
from drawings import finish
from inside_window import open_tab, place, wait_for_words, words
from PyQt5.QtCore import QPoint, Qt
from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QSlider,
    QSpinBox,
    QTabWidget,
    QWidget,
)
from reachable import check_the_tab_order, controls_of
from student import click, control

from cells.registry import CELLS
from networks.settings import Settings
from progress_window import ProgressWindow
from views.colours import DARK
from views.inside.gates_plot import GatesCanvas
from views.inside.unit_plot import UnitCanvas
from views.inside.window import TABS

IN_TAB_ORDER = [
    "insideSortCombo",
    "insideFirstButton",
    "insidePreviousButton",
    "insideEpochSlider",
    "insideNextButton",
    "insideLastButton",
    "insideFollowButton",
    "branchButton",
    "insideStepSlider",
    "insideLayerCombo",
    "insideUnitSpin",
    "insidePlayButton",
    "insidePlayCombo",
    "insideHelpButton",
]


def readout(window) -> str:
    return control(window, QLabel, "insideReadout").text()


# Before there is anything to see


def test_before_any_epoch_it_says_what_to_do(qtbot, window):
    message = control(window, QLabel, "insideEmptyLabel")
    qtbot.waitUntil(lambda: "Press Start in the main window" in message.text())
    assert message.isVisible()
    assert not control(window, QTabWidget, "insideTabs").isVisible()
    for name in ("branchButton", "insideStepSlider", "insideEpochSlider", "insidePlayButton"):
        assert not control(window, QWidget, name).isEnabled()


def test_the_first_epoch_takes_the_message_s_place(qtbot, window, training, epochs):
    training.go_on(1)
    epochs.history_grew()
    qtbot.waitUntil(control(window, QTabWidget, "insideTabs").isVisible)
    assert words(window) == "Epoch 1. Fed from zero state: 8 times 0,0,1,1."


@pytest.mark.parametrize(("stateful", "step"), [(True, 4), (False, 5)])
def test_it_opens_at_a_step_whose_states_come_from_one_before(
    qtbot, window, training, epochs, stateful, step
):
    training.restart(replace(training.settings, stateful=stateful))
    window.render(training.settings, can_branch=True)
    training.go_on(1, pattern="0001")
    epochs.history_replaced()
    wait_for_words(qtbot, window, "Epoch 1.")
    assert window.cursor.step == step


def test_a_history_of_which_nothing_is_kept_is_told(qtbot, window, training, epochs):
    training.go_on(2)
    training.kept.states.clear()
    epochs.history_grew()
    message = control(window, QLabel, "insideEmptyLabel")
    qtbot.waitUntil(lambda: "not kept" in message.text())
    assert not control(window, QPushButton, "branchButton").isEnabled()


def test_a_cleared_history_empties_the_window(qtbot, trained, training, epochs):
    training.history.replace()
    training.kept.states.clear()
    epochs.history_replaced()
    qtbot.waitUntil(control(trained, QLabel, "insideEmptyLabel").isVisible)
    assert words(trained) == ""


# The epoch is that of all windows


def test_new_epochs_are_followed_until_one_steps_back(qtbot, trained, training, epochs):
    training.go_on(1)
    epochs.history_grew()
    wait_for_words(qtbot, trained, "Epoch 6.")
    click(qtbot, trained, "insidePrevious")
    training.go_on(1)
    epochs.history_grew()
    wait_for_words(qtbot, trained, "Epoch 5.")
    assert control(trained, QLabel, "insideEpochLabel").text() == "5 of 7"
    click(qtbot, trained, "insideFollow")
    wait_for_words(qtbot, trained, "Epoch 7.")


def test_the_progress_window_and_this_one_step_together(qtbot, trained, epochs):
    progress = qtbot.added(ProgressWindow(epochs))
    control(trained, QSlider, "insideEpochSlider").setValue(2)
    assert control(progress, QSlider, "epochSlider").value() == 2
    control(progress, QSlider, "epochSlider").setValue(3)
    wait_for_words(qtbot, trained, "Epoch 3.")
    assert control(trained, QSlider, "insideEpochSlider").value() == 3


def test_an_epoch_that_is_not_kept_shows_the_nearest_and_says_so(qtbot, trained, training, epochs):
    del training.kept.states[3]
    training.kept.sentence = "One epoch in 2 is kept."
    epochs.show(3)
    wait_for_words(qtbot, trained, "Epoch 3 is not kept, the nearest is shown: 4.")
    assert words(trained).endswith("One epoch in 2 is kept.")


def test_the_values_shown_are_those_of_the_epoch(qtbot, trained, training, epochs):
    trained.cursor.go_to(step=6, layer=1, unit=2)
    for epoch in (5, 2):
        epochs.show(epoch)
        value = training.look(epoch).trace.layers[1]["c"][6, 2]
        text = f"{value:+.3f}".replace("-", "−")
        qtbot.waitUntil(lambda text=text: f"c {text}" in readout(trained))
        assert readout(trained).startswith("unit 3, step 7:")


def test_a_step_that_leads_nowhere_cannot_be_pressed(trained, epochs):
    back = ["insideFirstButton", "insidePreviousButton"]
    on = ["insideNextButton", "insideLastButton"]
    for epoch, enabled in ((1, on), (3, back + on), (5, back)):
        epochs.show(epoch)
        assert [n for n in back + on if control(trained, QPushButton, n).isEnabled()] == enabled


def test_a_click_into_a_map_moves_the_cursor(qtbot, trained):
    canvas = trained.findChild(GatesCanvas)
    finish(canvas)
    x, y = canvas.time_axes[2].transData.transform((12, 4)) / canvas.device_pixel_ratio
    qtbot.mouseClick(canvas, Qt.LeftButton, pos=QPoint(round(x), round(canvas.height() - y)))
    assert place(trained) == (5, 11, 0, 3)
    qtbot.waitUntil(lambda: readout(trained).startswith("unit 4, step 12:"))


# What is fed


def test_a_long_pattern_is_cut_and_that_is_said(qtbot, window, training, epochs):
    training.go_on(1, pattern="01" * 150 + "1")
    epochs.history_grew()
    wait_for_words(qtbot, window, "Epoch 1.")
    assert "Fed from zero state: the first 200 steps of 0,1,0,1" in words(window)
    assert "(301 symbols)" in words(window)
    assert control(window, QSlider, "insideStepSlider").maximum() == 200


def test_from_which_step_on_there_are_no_numbers_is_said(qtbot, window, training, epochs):
    wild = replace(training.settings, activation="linear")
    training.restart(wild)
    window.render(wild, can_branch=False)
    training.go_on(1)
    for name, array in training.kept.at(1).snapshot.items():
        array *= 1e6 if name.startswith("weights") else 1
    epochs.history_grew()
    wait_for_words(qtbot, window, "Epoch 1. From step ")
    assert "on its values are no numbers" in words(window)


def test_each_epoch_is_fed_the_pattern_it_was_trained_on(qtbot, trained, training, epochs):
    training.go_on(1, pattern="0" * 19 + "1")
    epochs.history_grew()
    wait_for_words(qtbot, trained, "Epoch 6.")
    trained.cursor.go_to(step=39)
    assert trained.cursor.step == 39
    epochs.show(5)
    wait_for_words(qtbot, trained, "Epoch 5. Fed from zero state: 8 times 0,0,1,1.")
    assert trained.cursor.step == 31


def test_a_net_of_other_settings_can_take_this_one_s_place(qtbot, trained, training, epochs):
    other = Settings(units=(3,), rows=4, window=4, updates=4, passes=1)
    trained.cursor.go_to(layer=1, unit=4)
    training.history.replace()
    training.kept.states.clear()
    epochs.history_replaced()
    trained.render(other, can_branch=False)
    assert control(trained, QComboBox, "insideLayerCombo").count() == 1
    assert control(trained, QSpinBox, "insideUnitSpin").maximum() == 3
    training.restart(other)
    training.go_on(2)
    epochs.history_grew()
    wait_for_words(qtbot, trained, "Epoch 2.")
    assert place(trained) == (2, 0, 0, 2)
    assert control(trained, QComboBox, "insideLayerCombo").count() == 1


@pytest.mark.parametrize("tab", [tab.title for tab in TABS])
def test_each_view_follows_to_a_net_of_every_other_cell(qtbot, trained, training, epochs, tab):
    open_tab(trained, tab)
    trained.cursor.go_to(step=4, layer=1, unit=4)
    for cell, units in zip(CELLS, ((1,), (7, 5, 4, 6), (9,), (2, 3, 1), (8, 8)), strict=False):
        other = replace(training.settings, cell=cell, units=units)
        training.history.replace()
        training.kept.states.clear()
        epochs.history_replaced()
        trained.render(other, can_branch=False)
        training.restart(other)
        training.go_on(2)
        epochs.history_grew()
        wait_for_words(qtbot, trained, "Epoch 2.")
        layers = control(trained, QComboBox, "insideLayerCombo")
        qtbot.waitUntil(lambda layers=layers, units=units: layers.count() == len(units))
        qtbot.waitUntil(lambda: not trained._frame_timer.isActive())
        _, step, layer, unit = place(trained)
        assert step == 4
        assert unit < units[layer]


def test_a_net_whose_states_are_not_carried_on_says_when_they_are_zeroed(
    qtbot, window, training, epochs
):
    stateless = replace(training.settings, stateful=False)
    window.render(stateless, can_branch=False)
    training.restart(stateless)
    training.go_on(1)
    epochs.history_grew()
    wait_for_words(qtbot, window, "Epoch 1.")
    assert "each window of 4 steps begins with states of 0" in words(window)


def test_a_net_that_carries_its_states_on_says_nothing_of_the_kind(trained):
    assert "each window" not in words(trained)


# One tab at a time


def test_only_the_open_tab_draws(qtbot, trained, epochs, monkeypatch):
    drawn = []
    for kind in (GatesCanvas, UnitCanvas):
        begin_frame = kind.begin_frame
        monkeypatch.setattr(
            kind,
            "begin_frame",
            lambda canvas, begin=begin_frame: (drawn.append(type(canvas)), begin(canvas)),
        )
    epochs.show(2)
    wait_for_words(qtbot, trained, "Epoch 2.")
    assert set(drawn) == {GatesCanvas}
    drawn.clear()
    open_tab(trained, "One unit")
    epochs.show(4)
    wait_for_words(qtbot, trained, "Epoch 4.")
    assert set(drawn) == {UnitCanvas}


def test_every_tab_can_be_opened_and_keeps_the_place(qtbot, trained):
    trained.cursor.go_to(step=3, layer=1, unit=2)
    for tab in TABS:
        open_tab(trained, tab.title)
        qtbot.waitUntil(control(trained, QTabWidget, "insideTabs").currentWidget().isVisible)
        assert place(trained) == (5, 3, 1, 2)


@pytest.mark.parametrize("focus", ["insideEpochSlider", "insideTabs"])
def test_ctrl_tab_turns_the_tabs_wherever_the_focus_is(qtbot, trained, focus):
    tabs = control(trained, QTabWidget, "insideTabs")
    trained.activateWindow()
    control(trained, QWidget, focus).setFocus()
    for modifiers, tab in (
        (Qt.ControlModifier, 1),
        (Qt.ControlModifier, 2),
        (Qt.ControlModifier | Qt.ShiftModifier, 1),
    ):
        key = Qt.Key_Backtab if modifiers & Qt.ShiftModifier else Qt.Key_Tab
        qtbot.keyClick(trained.focusWidget(), key, modifiers)
        assert tabs.currentIndex() == tab


def test_many_moves_at_once_make_one_frame(qtbot, trained, monkeypatch):
    frames = []
    monkeypatch.setattr(GatesCanvas, "begin_frame", lambda canvas: frames.append(canvas.scene.step))
    for step in range(1, 30):
        trained.cursor.go_to(step=step)
    qtbot.waitUntil(lambda: bool(frames))
    assert frames == [29]


def test_nothing_is_drawn_while_hidden_and_all_is_caught_up_when_shown(qtbot, trained, epochs):
    trained.hide()
    epochs.show(2)
    qtbot.wait(100)
    assert words(trained).startswith("Epoch 5.")
    trained.show()
    wait_for_words(qtbot, trained, "Epoch 2.")


# Every control


def test_every_control_has_a_name_and_a_tip(trained):
    for title in (tab.title for tab in TABS):
        open_tab(trained, title)
    kinds = (QAbstractButton, QComboBox, QSlider, QSpinBox)
    controls = [w for w in trained.findChildren(QWidget) if isinstance(w, kinds)]
    controls = [w for w in controls if not w.objectName().startswith("qt_")]
    controls = [w for w in controls if not w.parentWidget().inherits("QTabBar")]
    # Qt's own, in the corner of a table.
    controls = [w for w in controls if not w.inherits("QTableCornerButton")]
    assert {w.objectName() for w in controls} >= {*IN_TAB_ORDER, "insidePinButton"}
    for each in controls:
        assert each.objectName(), each
        assert each.accessibleName(), each.objectName()
        assert each.toolTip(), each.objectName()


def test_tab_goes_through_all_controls_in_reading_order(trained, epochs, qtbot):
    epochs.show(3)
    trained.activateWindow()
    assert all(each.isEnabled() for each in controls_of(trained, IN_TAB_ORDER))
    check_the_tab_order(qtbot, trained, IN_TAB_ORDER)


@pytest.mark.parametrize("cell", CELLS)
def test_tab_goes_through_the_cell_before_the_controls_below_it(
    qtbot, window, training, epochs, cell
):
    settings = replace(training.settings, cell=cell)
    window.render(settings, can_branch=True)
    training.restart(settings)
    training.go_on(1)
    epochs.history_grew()
    open_tab(window, "The cell")
    wait_for_words(qtbot, window, "Epoch 1.")
    names, widget = [], control(window, QTabWidget, "insideTabs").tabBar()
    for _ in range(400):
        widget = widget.nextInFocusChain()
        if widget.focusPolicy() & Qt.TabFocus and widget.isVisible():
            names.append(widget.objectName())
    stages = [f"{stage.symbol}StageButton" for stage in CELLS[cell].stages]
    start = names.index("cellBackButton")
    assert names[start + 2 : start + 2 + len(stages)] == stages
    assert names.index("cellCopyButton") < names.index("insideFirstButton")


def test_numbers_that_change_move_nothing(qtbot, trained, epochs):
    def geometries():
        QApplication.processEvents()
        return [w.geometry() for w in trained.findChildren(QWidget) if w.isVisible()]

    before = geometries()
    epochs.show(1)
    trained.cursor.go_to(step=31, layer=1, unit=4)
    click(qtbot, trained, "insidePlay")
    wait_for_words(qtbot, trained, "Epoch 1.")
    assert geometries() == before


def test_the_epoch_slider_can_be_dragged_in_the_smallest_window(qtbot, trained):
    trained.resize(trained.minimumSizeHint())
    qtbot.waitUntil(lambda: trained.width() <= trained.minimumSizeHint().width())
    assert control(trained, QSlider, "insideEpochSlider").width() >= 100


@pytest.mark.parametrize("title", [tab.title for tab in TABS])
def test_the_window_fits_a_small_screen(qtbot, trained, title):
    open_tab(trained, title)
    qtbot.waitUntil(lambda: not trained._frame_timer.isActive())
    # A view may be made when it is first drawn, and is laid out after that.
    needed = control(trained, QTabWidget, "insideTabs").minimumSizeHint
    qtbot.waitUntil(lambda: trained.minimumSizeHint().width() >= needed().width())
    smallest = trained.minimumSizeHint()
    assert smallest.width() <= 1024
    title_bar = 24
    assert smallest.height() + title_bar <= 600


def test_the_figures_follow_a_dark_palette(qtbot, trained):
    trained.setPalette(QPalette(QColor("#2b2b2b")))
    canvas = trained.findChild(GatesCanvas)
    qtbot.waitUntil(
        lambda: canvas.grab().toImage().pixelColor(2, 2) == QColor(DARK.background), timeout=3000
    )
    finish(canvas)
    image = np.array(canvas.buffer_rgba())
    assert (image[3, 3, :3] < 60).all()


def test_help_explains_the_words_of_this_window(qtbot, trained):
    qtbot.keyClick(trained, Qt.Key_F1)
    (dialog,) = trained.findChildren(QDialog)
    assert dialog.objectName() == "insideHelpDialog"
