"""The windows behind the main window, opened and used as a student does."""

from dataclasses import replace

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QSlider,
    QSpinBox,
    QTableView,
    QWidget,
)
from small_settings import SMALL
from student import (
    answer,
    click,
    control,
    open_every_window,
    set_epochs,
    text,
    train,
    type_number,
    type_pattern,
    wait_for,
)

import model
from training.states import Command, RunState
from views.actions import ACTIONS
from views.further_windows import WINDOWS
from views.network_drawing import NetworkDrawing
from views.shelf.run_table import RunTable


def test_each_window_is_opened_by_an_action_that_names_it():
    named = [row.opens for row in ACTIONS if row.opens]
    assert sorted(named) == sorted(row.name for row in WINDOWS)


def test_the_progress_window_follows_the_training(qtbot, window):
    click(qtbot, window, "progress")
    assert window.further["progress"].isVisible()
    train(qtbot, window, epochs=4)
    bar = control(window.further["progress"], QProgressBar, "progressBar")
    slider = control(window.further["progress"], QSlider, "epochSlider")
    qtbot.waitUntil(lambda: slider.value() == 4)
    assert bar.value() == bar.maximum()


def test_while_an_epoch_runs_label_status_and_bar_name_the_same(qtbot, window):
    click(qtbot, window, "progress")
    bar = control(window.further["progress"], QProgressBar, "progressBar")
    named = []

    def look():
        if window.session.view.state is RunState.TRAINING:
            named.append((text(window, "epoch"), bar.text(), text(window, "status")))

    window.session.changed.connect(look)
    train(qtbot, window, epochs=4)
    assert {label for label, _, _ in named} == {f"{epoch} of 4" for epoch in range(1, 5)}
    for label, at_bar, status in named:
        assert at_bar == f"epoch {label}"
        assert status == f"Training: epoch {label}."


@pytest.mark.parametrize("name", ["progress", "gradients"])
def test_the_title_names_the_pattern_that_is_trained_on(qtbot, window, name):
    window.further.open(name)
    assert " on " not in window.further[name].windowTitle()
    train(qtbot, window, epochs=1)
    assert window.further[name].windowTitle().endswith(" on 0101 – LSTM Lab")


def test_the_architecture_window_opens(qtbot, window):
    click(qtbot, window, "architecture")
    assert window.further["architecture"].isVisible()


def drawing(window):
    """What the drawing of the network says, in words."""
    view = control(window.further["architecture"], QGraphicsView, "architectureView")
    return view.accessibleDescription()


def test_the_architecture_window_follows_what_computes_the_network(qtbot, window, monkeypatch):
    monkeypatch.setattr(model, "load_backend", lambda backend: None)
    monkeypatch.setitem(model.BACKENDS, "keras", model.BACKENDS["numpy"])
    click(qtbot, window, "architecture")
    assert "Computed by NumPy" in drawing(window)
    combo = control(window, QComboBox, "backendCombo")
    qtbot.key(combo, Qt.Key_Up)
    assert window.session.view.backend == "keras"
    assert "Computed by Keras" in drawing(window)
    # A network that is still being made is not waited for when the window closes.
    qtbot.waitUntil(lambda: Command.PREDICT in window.session.view.commands)


def test_the_architecture_window_is_drawn_again_only_for_another_network(
    qtbot, window, monkeypatch
):
    click(qtbot, window, "architecture")
    drawn = []
    monkeypatch.setattr(NetworkDrawing, "draw", lambda _, plan: drawn.append(plan))
    train(qtbot, window, epochs=2)
    assert drawn == []


def look_inside(qtbot, window):
    """Open the window inside the network, and wait for what it shows."""
    click(qtbot, window, "inside")
    inside = window.further["inside"]
    qtbot.waitUntil(lambda: control(inside, QLabel, "insideWordsLabel").text() != "")
    return inside


def test_looking_inside_shows_the_epoch_that_the_progress_window_shows(qtbot, window):
    train(qtbot, window, epochs=4)
    click(qtbot, window, "progress")
    inside = look_inside(qtbot, window)
    control(window.further["progress"], QSlider, "epochSlider").setValue(2)
    words = control(inside, QLabel, "insideWordsLabel")
    qtbot.waitUntil(lambda: words.text().startswith("Epoch 2."))


def test_looking_inside_changes_nothing_in_the_training(qtbot, window):
    losses = []
    for looks in (False, True):
        set_epochs(qtbot, window, 6)
        click(qtbot, window, "step", RunState.PAUSED)
        if looks:
            look_inside(qtbot, window)
        click(qtbot, window, "continue", RunState.FINISHED)
        losses.append(window.session.history.loss.tolist())
        click(qtbot, window, "reset", RunState.READY)
    assert losses[0] == losses[1]


def test_training_continues_from_the_epoch_that_is_looked_at(qtbot, window):
    train(qtbot, window, epochs=4)
    before = window.session.history.loss.tolist()
    inside = look_inside(qtbot, window)
    control(inside, QSlider, "insideEpochSlider").setValue(2)
    set_epochs(qtbot, window, 2)
    qtbot.mouseClick(control(inside, QPushButton, "branchButton"), Qt.LeftButton)
    wait_for(qtbot, window, RunState.FINISHED)
    assert window.session.history.loss.tolist() == before
    words = control(inside, QLabel, "insideWordsLabel")
    qtbot.waitUntil(lambda: words.text().startswith("Epoch 4."))


def test_branching_off_on_another_pattern_asks_as_start_does(qtbot, window):
    train(qtbot, window, epochs=3)
    type_pattern(qtbot, window, "011")
    click(qtbot, window, "inside")
    branch = control(window.further["inside"], QPushButton, "branchButton")
    for word, trained in (("Cancel", "0101"), ("Keep", "011")):
        qtbot.mouseClick(branch, Qt.LeftButton)
        assert window.session.view.trained_problem.glyphs == "0101"
        answer(qtbot, window, word)
        wait_for(qtbot, window, RunState.FINISHED)
        assert window.session.view.trained_problem.glyphs == trained


def test_one_cannot_branch_off_while_training_runs(qtbot, window):
    train(qtbot, window, epochs=1)
    inside = look_inside(qtbot, window)
    branch = control(inside, QPushButton, "branchButton")
    assert branch.isEnabled()
    set_epochs(qtbot, window, 10_000)
    click(qtbot, window, "continue")
    assert not branch.isEnabled()
    click(qtbot, window, "pause", RunState.PAUSED)
    assert branch.isEnabled()


def test_a_run_comes_onto_the_shelf_and_can_be_opened_again(qtbot, window, monkeypatch):
    train(qtbot, window, epochs=2)
    window.actions_by_name["show_shelf"].trigger()
    run = window.shelf.runs[-1]
    assert (run.problem.glyphs, run.epochs, run.seed) == ("0101", 2, 0)
    qtbot.waitUntil(window.shelf.file_of(run.id).exists)
    click(qtbot, window, "reset", RunState.READY)
    table = control(window.further["shelf"], QTableView, "runTable")
    table.selectRow(table.model().rowCount() - 1)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.Open)
    qtbot.mouseClick(control(window.further["shelf"], QPushButton, "openRunButton"), Qt.LeftButton)
    wait_for(qtbot, window, RunState.FINISHED)
    assert len(window.session.history) == 2
    assert text(window, "original") == "0,1,0,1"


def test_opening_a_run_asks_before_it_replaces_a_training(qtbot, window, monkeypatch):
    train(qtbot, window, epochs=2)
    asked = []
    monkeypatch.setattr(QMessageBox, "question", lambda *a: asked.append(a) or QMessageBox.Cancel)
    window.actions_by_name["show_shelf"].trigger()
    path = window.shelf.file_of(window.shelf.runs[-1].id)
    qtbot.waitUntil(path.exists)
    window.further["shelf"].open_wanted.emit(str(path), "a run")
    qtbot.waitUntil(lambda: len(asked) == 1)
    wait_for(qtbot, window, RunState.FINISHED)
    assert window.session.view.epoch == 2


def test_undo_in_the_shelf_brings_back_runs_and_leaves_the_training_alone(qtbot, window):
    train(qtbot, window, epochs=1)
    click(qtbot, window, "reset", RunState.READY)
    window.actions_by_name["show_shelf"].trigger()
    table = control(window.further["shelf"], QTableView, "runTable")
    table.setFocus()
    table.selectRow(0)
    qtbot.waitUntil(window.further["shelf"].isActiveWindow)
    qtbot.keyClick(table, Qt.Key_Delete)
    assert not window.shelf.runs
    qtbot.keyClick(table, Qt.Key_Z, Qt.ControlModifier)
    assert len(window.shelf.runs) == 1
    assert window.session.view.state is RunState.READY
    assert Command.UNDO in window.session.view.commands


def test_the_shelf_lets_no_run_be_opened_while_training_runs(qtbot, window):
    train(qtbot, window, epochs=1)
    window.actions_by_name["show_shelf"].trigger()
    control(window.further["shelf"], QTableView, "runTable").selectRow(0)
    open_button = control(window.further["shelf"], QPushButton, "openRunButton")
    assert open_button.isEnabled()
    set_epochs(qtbot, window, 10_000)
    click(qtbot, window, "continue")
    assert not open_button.isEnabled()


def test_the_race_begins_with_the_pattern_and_the_seed_that_are_typed(qtbot, window):
    type_pattern(qtbot, window, "0 0 1")
    type_number(qtbot, window, "seedSpin", 12)
    window.actions_by_name["race"].trigger()
    race = window.further["race"]
    assert control(race, QLineEdit, "racePatternEdit").text() == "0,0,1"
    assert control(race, QSpinBox, "raceSeedSpin").value() == 12
    assert control(race, QComboBox, "contestant2Combo").currentText() == "LSTM 4 + 4"


def test_the_lag_experiment_offers_the_networks_of_the_shelf_as_they_come(qtbot, window):
    window.actions_by_name["show_lag_experiment"].trigger()
    networks = control(window.further["lag"], QListWidget, "lagNetworksList")
    last = networks.count() - 1
    assert networks.item(last).text() == "Yours: LSTM, 4 + 4 units"
    train(qtbot, window, epochs=1)
    click(qtbot, window, "reset", RunState.READY)
    window.session.choose_settings(replace(SMALL, units=(3,)))
    window.actions_by_name["show_lag_experiment"].trigger()
    assert networks.item(last).text() == "Yours: LSTM, 3 units"
    assert networks.item(last + 1).text() == "1 · LSTM 4 + 4"


def test_a_run_that_is_wanted_is_selected_on_the_shelf_even_if_it_was_hidden(qtbot, window):
    window.actions_by_name["show_gates"].trigger()
    for units in (3, 4):
        window.session.choose_settings(replace(SMALL, units=(units,)))
        train(qtbot, window, epochs=1)
        click(qtbot, window, "reset", RunState.READY)
    first, _ = window.shelf.runs
    window.shelf.hide(first.id, True)
    window.further["gates"].run_wanted.emit(first.id)
    shelf = window.further["shelf"]
    qtbot.waitUntil(shelf.isVisible)
    assert [run.id for run in control(shelf, RunTable, "runTable").selected] == [first.id]
    assert not window.shelf.runs[0].is_hidden


def controls(window):
    """What the user can press, drag or type in, without the parts Qt makes it of."""
    kinds = (QAbstractButton, QAbstractSpinBox, QAbstractSlider, QComboBox, QLineEdit)
    for widget in window.findChildren(QWidget):
        above = widget.parent()
        is_part = above.inherits("QAbstractSpinBox") or above.inherits("QLineEdit")
        is_qts = widget.inherits("QScrollBar") or widget.objectName().startswith("qt_")
        is_qts |= widget.inherits("QTableCornerButton") or above.inherits("QTabBar")
        if isinstance(widget, kinds) and not is_part and not is_qts:
            yield widget


def test_every_control_can_be_named_found_and_reached_and_every_label_says_what_it_tells(window):
    """An accessible name, a tooltip, an objectName and a place in the tab order for each."""
    open_every_window(window)
    for control_ in controls(window):
        assert control_.objectName(), control_
        assert control_.accessibleName(), control_.objectName()
        assert control_.toolTip(), control_.objectName()
        assert control_.focusPolicy() & Qt.TabFocus, control_.objectName()
    labels = [
        label
        for label in window.findChildren((QLabel, QProgressBar))
        if label.objectName() and not label.objectName().startswith("qt_")
    ]
    for label in labels:
        assert label.accessibleName(), label.objectName()
        assert label.toolTip(), label.objectName()
    names = {label.objectName() for label in labels}
    main = ("status", "original", "updated", "next", "parameters", "epoch", "loss", "accuracy")
    assert names >= {f"{name}Label" for name in (*main, "record", "shown")}


def test_windows_that_train_by_themselves_follow_the_session_and_end_with_it(qtbot, window):
    """The gradients are those of the session's network; an example does not touch it."""
    open_every_window(window)
    train(qtbot, window, epochs=2)
    gradients = window.further["gradients"]
    words = gradients.findChild(QLabel, "gradientsWordsLabel")
    qtbot.waitUntil(lambda: words.text().startswith("LSTM (yours): 50 steps back"))
    before = window.session.snapshots.at(2)
    example = window.further["vanishing"]
    qtbot.waitUntil(lambda: example.side.epochs > 0)
    assert window.session.snapshots.at(2) is before
    assert window.session.view.epoch == 2
    window.close()
    assert window.closed_cleanly
    assert not example.isVisible()


def test_a_window_is_opened_once_and_brought_back_until_the_main_window_closes_them_all(window):
    windows = []
    for row in 2 * WINDOWS:
        window.further.open(row.name)
        windows.append(window.further[row.name])
        assert windows[-1].isVisible(), row.name
    assert windows[: len(WINDOWS)] == windows[len(WINDOWS) :]
    window.further.close()
    assert not any(each.isVisible() for each in windows)
    open_every_window(window)
    assert all(each.isVisible() for each in windows)
    window.close()
    assert not any(each.isVisible() for each in windows)
