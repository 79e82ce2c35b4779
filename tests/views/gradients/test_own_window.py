"""The gradients of the student's network: it follows the epochs, and others are laid beside it."""

import threading

import numpy as np
import pytest
from alike import check_alike
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QSlider,
    QSpinBox,
    QWidget,
)
from reachable import check_that_they_explain_themselves, check_the_tab_order
from small_session import make_session, open_what_is_saved, train_to_the_end
from student import click, control

import model
from cells.registry import CELLS
from inspection.gradients import GradientProbe
from networks.settings import Settings
from tasks.pattern import Pattern
from tasks.registry import TASKS
from training.states import Condition, RunState
from views.colours import DARK
from views.gradients.flow_plot import FlowCanvas
from views.gradients.own_window import OwnGradientsWindow

SMALL = Settings(units=(4, 3), rows=4, window=4, updates=4, passes=1)
CONTROLS = [
    "gradientsLayerCombo",
    "gradientsBesideCombo",
    "gradientsPinButton",
    "gradientsRelativeCheck",
    "gradientsClippedCheck",
    "gradientsFirstButton",
    "gradientsPreviousButton",
    "gradientsEpochSlider",
    "gradientsNextButton",
    "gradientsLastButton",
    "gradientsFollowButton",
    "gradientsStopButton",
    "gradientsSaveButton",
    "gradientsHelpButton",
]


@pytest.fixture
def session(qtbot):
    session = make_session(qtbot, settings=SMALL)
    session.set_epochs(5)
    yield session
    assert session.close()


@pytest.fixture
def window(follow, session):
    """The window before any epoch."""

    def make(cursor, snapshots, view):
        return OwnGradientsWindow(cursor, session.history, snapshots, view, model)

    return follow(make)


@pytest.fixture
def trained(qtbot, session, wait_for, request):
    """The window, opened after five epochs: then it is drawn but once."""
    train_to_the_end(session, wait_for)
    window = request.getfixturevalue("window")
    wait_for_epoch_5(qtbot, window)
    return window


def wait_for_epoch_5(qtbot, window):
    qtbot.waitUntil(lambda: scene(window) is not None and scene(window).epoch == 5)


def canvas(window):
    return control(window, FlowCanvas, "gradientsCanvas")


def scene(window):
    return canvas(window).scene


def titles(window):
    return [curve.title for curve in scene(window).curves]


def compare_with(qtbot, window, title):
    """Choose a cell with the keyboard, as a student would."""
    combo = control(window, QComboBox, "gradientsBesideCombo")
    combo.setFocus()
    combo.showPopup()
    qtbot.waitExposed(combo.view().window())
    for _ in range(combo.findText(title) - combo.currentIndex()):
        qtbot.keyClick(combo.view(), Qt.Key_Down)
    qtbot.keyClick(combo.view(), Qt.Key_Return)
    assert combo.currentText() == title


def is_there(session):
    """Whether the network that was chosen can train, and no other is on its way."""
    view = session.view
    return Condition.NETWORK in view.conditions and view.next_settings is None


def beside_has(window, epochs):
    return window.side.epochs == epochs and not window.side.is_running


def words(window):
    return control(window, QLabel, "gradientsWordsLabel").text()


def test_before_any_epoch_it_says_what_to_do(qtbot, window):
    empty = control(window, QLabel, "gradientsEmptyLabel")
    qtbot.waitUntil(lambda: "Press Start in the main window" in empty.text())
    assert empty.isVisible()
    for name in ("gradientsPinButton", "gradientsSaveButton", "gradientsStopButton"):
        assert not control(window, QPushButton, name).isEnabled()


def test_after_training_it_shows_the_last_epoch_in_a_curve_and_in_words(
    qtbot, window, session, wait_for
):
    train_to_the_end(session, wait_for)
    wait_for_epoch_5(qtbot, window)
    assert titles(window) == ["LSTM (yours)"]
    assert scene(window).curves[0].flow.epoch == 5
    assert words(window).startswith("LSTM (yours): 50 steps back the gradient is ")
    np.testing.assert_array_equal(scene(window).curves[0].losses, window._history.loss)


def test_stepping_through_the_epochs_moves_the_curve(qtbot, trained):
    at_the_end = scene(trained).curves[0].flow.norms
    qtbot.keyClick(trained, Qt.Key_Home)
    qtbot.waitUntil(lambda: scene(trained).epoch == 1)
    assert scene(trained).curves[0].flow.epoch == 1
    assert not np.array_equal(scene(trained).curves[0].flow.norms, at_the_end)
    assert control(trained, QLabel, "gradientsEpochLabel").text() == "1 of 5"
    click(qtbot, trained, "gradientsNext")
    qtbot.waitUntil(lambda: scene(trained).epoch == 2)


def test_an_epoch_that_a_file_does_not_have_shows_the_nearest_and_says_why(
    qtbot, trained, session, tmp_path
):
    open_what_is_saved(qtbot, session, tmp_path)
    click(qtbot, trained, "gradientsFirst")
    reason = (
        "Epoch 1 is not kept, the nearest is shown: 5. "
        "The networks of epochs before 5 are not in the file.\n"
    )
    qtbot.waitUntil(lambda: words(trained).startswith(f"{reason}LSTM (yours) (epoch 5): "))
    click(qtbot, trained, "gradientsLast")
    qtbot.waitUntil(lambda: words(trained).startswith("LSTM (yours): "))


@pytest.fixture
def gate(monkeypatch):
    """Gradients take until this is set, as they take seconds in a large network."""
    gate = threading.Event()
    gate.begun = threading.Event()
    gate.measured = []
    measure = GradientProbe.measure

    def slow(probe, epoch, state):
        gate.begun.set()
        gate.wait()
        gate.measured.append(epoch)
        return measure(probe, epoch, state)

    monkeypatch.setattr(GradientProbe, "measure", slow)
    yield gate
    gate.set()


def busy_words(window):
    return control(window, QLabel, "gradientsBusyLabel").text()


def test_while_a_gradient_takes_long_the_last_picture_stays_and_it_says_so(qtbot, trained, gate):
    before = scene(trained)
    qtbot.keyClick(trained, Qt.Key_Home)
    qtbot.waitUntil(lambda: busy_words(trained) == "computing…")
    assert canvas(trained).isVisible()
    assert scene(trained).curves[0].flow is before.curves[0].flow
    qtbot.keyClick(trained, Qt.Key_Right)
    assert control(trained, QLabel, "gradientsEpochLabel").text() == "2 of 5"
    gate.set()
    qtbot.waitUntil(lambda: scene(trained).epoch == 2)
    assert busy_words(trained) == ""


def test_only_the_newest_of_many_wishes_is_fulfilled(qtbot, trained, gate):
    """Each frame is drawn by hand: no wish is made before the first is being fulfilled."""
    qtbot.keyClick(trained, Qt.Key_Home)
    trained.draw_frame()
    gate.begun.wait()
    for epoch in (2, 3, 4):
        qtbot.keyClick(trained, Qt.Key_Right)
        trained.draw_frame()
        assert control(trained, QLabel, "gradientsEpochLabel").text() == f"{epoch} of 5"
    gate.set()
    qtbot.waitUntil(lambda: scene(trained).epoch == 4, timeout=60_000)
    assert gate.measured == [1, 4]


def test_what_was_reset_meanwhile_is_not_shown(qtbot, trained, session, gate):
    qtbot.keyClick(trained, Qt.Key_Home)
    qtbot.waitUntil(lambda: busy_words(trained) == "computing…")
    session.reset()
    empty = control(trained, QLabel, "gradientsEmptyLabel")
    qtbot.waitUntil(lambda: "Press Start" in empty.text())
    gate.set()
    qtbot.wait(100)
    assert empty.isVisible()
    assert busy_words(trained) == ""


def test_closed_while_it_computes_it_computes_on_when_it_is_opened(qtbot, trained, gate):
    qtbot.keyClick(trained, Qt.Key_Home)
    qtbot.waitUntil(lambda: busy_words(trained) == "computing…")
    trained.close()
    trained.show()
    gate.set()
    qtbot.waitUntil(lambda: scene(trained).epoch == 1)


def test_why_a_gradient_cannot_be_computed_is_told(qtbot, trained, monkeypatch):
    def broken(*_):
        raise ValueError("The weights are torn.")

    monkeypatch.setattr(GradientProbe, "measure", broken)
    qtbot.keyClick(trained, Qt.Key_Home)
    message = control(trained, QLabel, "gradientsMessageLabel")
    qtbot.waitUntil(lambda: message.text() == "The weights are torn.")
    assert busy_words(trained) == ""


def test_the_layer_that_is_chosen_is_shown(qtbot, trained):
    combo = control(trained, QComboBox, "gradientsLayerCombo")
    assert [combo.itemText(index) for index in range(combo.count())] == ["1", "2"]
    qtbot.key(combo, Qt.Key_Down)
    qtbot.waitUntil(lambda: scene(trained).layer == 1)


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_any_cell_can_be_trained_beside_for_as_many_epochs(qtbot, trained, cell):
    compare_with(qtbot, trained, cell.title)
    qtbot.waitUntil(lambda: beside_has(trained, 5))
    qtbot.waitUntil(lambda: titles(trained) == ["LSTM (yours)", cell.title])
    settings = trained.side.members[0].learner.settings
    assert settings.cell == cell.name
    assert (settings.units, settings.learning_rate) == (SMALL.units, SMALL.learning_rate)
    assert len(words(trained).splitlines()) == 2


def test_the_same_cell_beside_has_learned_the_very_same(qtbot, trained):
    """Same seed, same data in the same order, same arithmetic."""
    compare_with(qtbot, trained, "LSTM")
    qtbot.waitUntil(lambda: beside_has(trained, 5))
    # While it learns, its gradients are those of the epochs before.
    qtbot.waitUntil(lambda: [curve.flow.epoch for curve in scene(trained).curves] == [5, 5])
    yours, beside = scene(trained).curves
    np.testing.assert_array_equal(yours.losses, beside.losses)
    np.testing.assert_array_equal(yours.flow.norms, beside.flow.norms)


def test_the_network_beside_follows_when_training_goes_on_and_begins_anew(qtbot, trained, session):
    compare_with(qtbot, trained, "GRU")
    qtbot.waitUntil(lambda: beside_has(trained, 5))
    session.resume()
    qtbot.waitUntil(lambda: beside_has(trained, 10))
    session.reset()
    qtbot.waitUntil(lambda: trained.side.members == ())
    session.set_problem(Pattern.read("01"))
    session.start()
    qtbot.waitUntil(lambda: beside_has(trained, 5))


def test_with_nothing_the_network_beside_goes(qtbot, trained):
    compare_with(qtbot, trained, "GRU")
    qtbot.waitUntil(lambda: beside_has(trained, 5))
    combo = control(trained, QComboBox, "gradientsBesideCombo")
    qtbot.keyClick(combo, Qt.Key_Home)
    qtbot.waitUntil(lambda: titles(trained) == ["LSTM (yours)"])


def test_stop_holds_the_network_beside_until_train_on_though_the_training_goes_on(
    qtbot, trained, session
):
    session.set_epochs(9_000)
    session.resume()
    compare_with(qtbot, trained, "GRU")
    qtbot.waitUntil(lambda: trained.side.epochs > 1)
    click(qtbot, trained, "gradientsStop")
    stopped_at, seen = trained.side.epochs, session.view.epoch
    assert control(trained, QPushButton, "gradientsStopButton").text() == "Train &on"
    qtbot.waitUntil(lambda: session.view.epoch > seen + 5)
    assert trained.side.epochs == stopped_at
    click(qtbot, trained, "gradientsStop")
    qtbot.waitUntil(lambda: trained.side.epochs > stopped_at)
    assert "GRU: epoch" in control(trained, QProgressBar, "gradientsProgressBar").text()


def test_a_pinned_curve_stays_while_the_epochs_move_and_after_a_reset(qtbot, trained, session):
    pinned = scene(trained).curves[0].flow
    click(qtbot, trained, "gradientsPin")
    qtbot.waitUntil(lambda: titles(trained) == ["LSTM (yours)", "LSTM (yours) at 5, pinned"])
    qtbot.keyClick(trained, Qt.Key_Home)
    qtbot.waitUntil(lambda: scene(trained).epoch == 1)
    assert scene(trained).curves[1].flow is pinned
    session.reset()
    qtbot.waitUntil(lambda: session.view.state is RunState.READY)
    session.step()
    qtbot.waitUntil(lambda: titles(trained)[-1] == "LSTM (yours) at 5, pinned")
    click(qtbot, trained, "gradientsPin")
    qtbot.waitUntil(lambda: titles(trained) == ["LSTM (yours)"])


def test_the_boxes_change_what_is_drawn(qtbot, trained):
    for name, attribute in (
        ("gradientsRelativeCheck", "relative"),
        ("gradientsClippedCheck", "clipped"),
    ):
        box = control(trained, QCheckBox, name)
        assert getattr(scene(trained), attribute)
        qtbot.key(box, Qt.Key_Space)
        qtbot.waitUntil(lambda name=attribute: not getattr(scene(trained), name))


def test_looking_never_changes_the_training(qtbot, trained, session):
    before = {name: array.copy() for name, array in session.snapshots.at(5).snapshot.items()}
    compare_with(qtbot, trained, "Simple RNN")
    qtbot.waitUntil(lambda: beside_has(trained, 5))
    check_alike(session.snapshots.at(5).snapshot, before)


def test_hidden_it_trains_nothing_and_shown_again_it_catches_up(qtbot, trained, session):
    compare_with(qtbot, trained, "GRU")
    qtbot.waitUntil(lambda: beside_has(trained, 5))
    trained.hide()
    session.resume()
    qtbot.waitUntil(lambda: session.view.state is RunState.FINISHED)
    assert trained.side.epochs == 5
    trained.show()
    qtbot.waitUntil(lambda: beside_has(trained, 10))


def test_closed_while_it_trains_it_opens_again_and_goes_on(qtbot, trained, session):
    session.set_epochs(300)
    session.resume()
    compare_with(qtbot, trained, "GRU")
    qtbot.waitUntil(lambda: trained.side.epochs > 1)
    trained.close()
    assert not trained.side.is_running
    stopped_at = trained.side.epochs
    trained.show()
    qtbot.waitUntil(lambda: trained.side.epochs > stopped_at)


def test_a_saved_picture_is_told(qtbot, trained, tmp_path):
    click(qtbot, trained, "gradientsSave")
    dialog = trained.findChild(QFileDialog)
    path = tmp_path / "flow.png"
    dialog.selectFile(str(path))
    dialog.accept()
    qtbot.waitUntil(path.exists)
    assert "Saved as" in control(trained, QLabel, "gradientsMessageLabel").text()


def test_the_plots_follow_the_palette(qtbot, trained):
    palette = QPalette(trained.palette())
    palette.setColor(QPalette.Window, QColor("#202020"))
    trained.setPalette(palette)
    colour = QColor(DARK.background)
    qtbot.waitUntil(lambda: canvas(trained).grab().toImage().pixelColor(2, 2) == colour)


def test_every_control_has_a_name_and_a_tip(trained):
    kinds = (QAbstractButton, QComboBox, QSlider, QSpinBox)
    controls = [w for w in trained.findChildren(QWidget) if isinstance(w, kinds)]
    controls = [w for w in controls if not w.objectName().startswith("qt_")]
    assert {w.objectName() for w in controls} == set(CONTROLS)
    check_that_they_explain_themselves(trained, CONTROLS)


def test_tab_goes_through_all_controls_in_reading_order(qtbot, trained):
    # The button of the last epoch is disabled at the last epoch, and so on.
    check_the_tab_order(qtbot, trained, CONTROLS)


@pytest.mark.parametrize("name", ["copy", "adding"])
def test_networks_are_compared_on_every_task_as_far_back_as_it_is_long(
    qtbot, window, session, name
):
    example = TASKS[name].example
    session.set_problem(example)
    session.choose_settings(TASKS[name].fit(example, SMALL))
    qtbot.waitUntil(lambda: is_there(session))
    session.start()
    compare_with(qtbot, window, "GRU")
    qtbot.waitUntil(lambda: session.view.state is RunState.FINISHED)
    qtbot.waitUntil(lambda: beside_has(window, 5))
    qtbot.waitUntil(lambda: scene(window) is not None and len(scene(window).curves) == 2)
    steps = example.steps
    assert scene(window).steps == steps
    assert words(window).count(f"{steps - 1} steps back the gradient is") == 2
