"""The main window, used as a student uses it: typing, clicking, looking."""

from dataclasses import replace

import pytest
from PyQt5.QtCore import QSize, Qt
from PyQt5.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QWidget,
)
from small_session import LONG_PATTERN, pause_within_an_epoch
from small_settings import BURSTING, SMALL
from student import (
    as_seen,
    button,
    choose_file,
    click,
    control,
    enabled_buttons,
    set_epochs,
    text,
    train,
    type_number,
    type_pattern,
    wait_for,
)

import model
from app import USUAL_WIDTH, MainWindow
from main import make_controllers
from networks.settings import BACKEND_NAMES, DEFAULT_SETTINGS
from shelf.shelf_files import network_file, read_runs
from tasks.continuation import ASKED_MORE_OFTEN
from tasks.pattern import Pattern
from training import checkpoint_file
from training.states import RunState
from views.manners import FRAME

LAPTOP = QSize(1280, 800) - FRAME


def test_a_student_trains_looks_and_predicts(qtbot, window):
    train(qtbot, window, epochs=3)
    assert text(window, "epoch") == "3 of 3"
    assert text(window, "loss").endswith(" nats")
    assert text(window, "accuracy").endswith("%")
    assert text(window, "status").startswith("Finished 3 epochs")
    with qtbot.waitSignal(window.session.continued):
        click(qtbot, window, "predict")
    assert text(window, "next")[0] in "01"
    assert "after 3 epochs" in text(window, "next")
    assert "0,1,0,1" in text(window, "updated")
    assert "underline" in text(window, "updated")
    assert text(window, "original") == "0,1,0,1"


def test_an_answer_within_an_epoch_says_so(qtbot, window):
    session = window.session
    window.problem.show_problem(LONG_PATTERN)
    pause_within_an_epoch(qtbot, session, lambda: click(qtbot, window, "start"))
    with qtbot.waitSignal(session.continued):
        click(qtbot, window, "predict")
    assert "within epoch 1)" in text(window, "next")


def test_after_its_last_epoch_the_network_shows_what_it_has_learned(qtbot, window):
    train(qtbot, window, epochs=3)
    assert "after 3 epochs" in text(window, "next")


def test_a_pause_predicts_nothing_that_was_not_asked_for(qtbot, window):
    click(qtbot, window, "step", RunState.PAUSED)
    assert text(window, "next") == "–"


def test_a_prediction_stands_beside_its_own_pattern_alone_and_comes_back_with_it(qtbot, window):
    train(qtbot, window, epochs=1)
    predicted = text(window, "next"), text(window, "updated")
    type_pattern(qtbot, window, "0011")
    assert (text(window, "next"), text(window, "updated")) == ("–", "–")
    type_pattern(qtbot, window, "0101")
    assert (text(window, "next"), text(window, "updated")) == predicted


def test_buttons_are_enabled_exactly_when_they_make_sense(qtbot, window):
    assert enabled_buttons(window) == {"start", "step", "predict"}
    set_epochs(qtbot, window, 10_000)
    click(qtbot, window, "start")
    assert enabled_buttons(window) == {"pause", "reset"}
    click(qtbot, window, "pause")
    assert enabled_buttons(window) == {"step", "reset"}
    wait_for(qtbot, window, RunState.PAUSED)
    assert enabled_buttons(window) == {"continue", "reset", "step", "predict"}
    click(qtbot, window, "reset", RunState.READY)
    assert enabled_buttons(window) == {"start", "step", "predict"}


def test_a_number_still_being_typed_counts_when_a_shortcut_starts(qtbot, window):
    type_number(qtbot, window, "epochsSpin", 3)
    qtbot.keyClick(window, Qt.Key_F5)
    wait_for(qtbot, window, RunState.FINISHED)
    assert text(window, "epoch") == "3 of 3"


def test_a_seed_being_typed_survives_what_happens_meanwhile(qtbot, window):
    spin = type_number(qtbot, window, "seedSpin", 42)
    window.session.changed.emit()
    qtbot.keyClick(spin, Qt.Key_Return)
    assert window.session.view.seed == 42


def test_errors_in_a_row_are_told_in_one_box(qtbot, window):
    window.session.problem.emit("First.")
    window.session.problem.emit("Second.")
    boxes = window.findChildren(QMessageBox, "problemBox")
    assert [box.text() for box in boxes] == ["Second."]
    qtbot.mouseClick(boxes[0].button(QMessageBox.Ok), Qt.LeftButton)


def test_a_name_with_tags_stands_in_a_box_and_in_tips_as_it_is(qtbot, window):
    told = "<b>bold<hr>x.keras: It is damaged."
    for told_before in ("", told):  # In a new box, and in one that is shown.
        window.session.problem.emit(told_before or told)
        box = window.findChild(QMessageBox, "problemBox")
        assert as_seen(box.text()) == told
    qtbot.mouseClick(box.button(QMessageBox.Ok), Qt.LeftButton)
    window.session.saved.emit("<i>x.keras")
    assert as_seen(window.statusBar().toolTip()) == "Saved as <i>x.keras."


def test_what_is_saved_through_the_dialog_opens_through_the_dialog(
    qtbot, window, tmp_path, monkeypatch
):
    """By the name that was typed, which is not the file's; and a file is chosen first."""
    train(qtbot, window, epochs=2)
    window.actions_by_name["save"].trigger()
    dialog = window.findChild(QFileDialog)
    with qtbot.waitSignal(window.session.saved):
        dialog.fileSelected.emit(str(tmp_path / "lesson 1.5"))
    dialog.reject()
    qtbot.waitUntil(lambda: window.findChild(QFileDialog) is None)
    click(qtbot, window, "reset", RunState.READY)
    asked, open_dialogs = [], []

    def answer_question(*_):
        open_dialogs.extend(each for each in window.findChildren(QDialog) if each.isVisible())
        asked.append("of the training")
        return QMessageBox.Open

    monkeypatch.setattr(QMessageBox, "question", answer_question)
    choose_file(qtbot, window, tmp_path / "lesson 1.5")
    wait_for(qtbot, window, RunState.FINISHED)
    assert (asked, open_dialogs) == (["of the training"], [])
    said = window.statusBar().currentMessage
    qtbot.waitUntil(lambda: said() == "Opened lesson 1.5: 2 epochs on 0101.")
    assert text(window, "epoch") == "2 of 2"


def test_nothing_is_asked_about_the_training_before_a_file_is_chosen(qtbot, window, monkeypatch):
    train(qtbot, window, epochs=1)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: pytest.fail("asked"))
    window.actions_by_name["open"].trigger()
    window.findChild(QFileDialog).reject()


def test_a_torn_file_is_told_before_any_question_and_the_training_stays(
    qtbot, window, tmp_path, monkeypatch
):
    train(qtbot, window, epochs=1)
    torn = tmp_path / "torn.keras"
    torn.write_bytes(b"PK torn")
    monkeypatch.setattr(QMessageBox, "question", lambda *_: pytest.fail("asked"))
    choose_file(qtbot, window, torn)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "problemBox") is not None)
    box = window.findChild(QMessageBox, "problemBox")
    assert box.text() == "torn.keras is not a .keras file, or it is torn."
    qtbot.mouseClick(box.button(QMessageBox.Ok), Qt.LeftButton)
    assert text(window, "epoch").startswith("1 of")


def test_step_trains_one_epoch_and_stands_still(qtbot, window):
    click(qtbot, window, "step", RunState.PAUSED)
    assert text(window, "epoch") == "1 of 10"


def test_reset_forgets_the_prediction_and_undo_brings_it_back_with_the_training(qtbot, window):
    train(qtbot, window, epochs=2)
    with qtbot.waitSignal(window.session.continued):
        click(qtbot, window, "predict")
    predicted = text(window, "updated"), text(window, "next")
    click(qtbot, window, "reset", RunState.READY)
    assert text(window, "next") == "–"
    assert text(window, "loss") == "–"
    undo = window.actions_by_name["undo"]
    assert undo.toolTip() == "Bring back the 2 epochs from before Reset (Ctrl+Z)"
    undo.trigger()
    wait_for(qtbot, window, RunState.FINISHED)
    assert text(window, "epoch") == "2 of 2"
    assert (text(window, "updated"), text(window, "next")) == predicted


@pytest.mark.parametrize("begin_anew", ["weights", "settings"])
def test_what_a_network_said_that_had_learned_nothing_goes_with_it(qtbot, window, begin_anew):
    session = window.session
    with qtbot.waitSignal(session.continued):
        click(qtbot, window, "predict")
    wait_for(qtbot, window, RunState.READY)
    session.choose_settings(session.view.settings)
    assert "after 0 epochs" in text(window, "next")
    if begin_anew == "weights":
        click(qtbot, window, "newWeights")
    else:
        session.choose_settings(replace(SMALL, units=(3,)))
    assert text(window, "next") == "–"


def test_new_weights_show_their_seed(qtbot, window):
    before = control(window, QSpinBox, "seedSpin").value()
    click(qtbot, window, "newWeights")
    assert control(window, QSpinBox, "seedSpin").value() != before
    assert control(window, QSpinBox, "seedSpin").value() == window.session.view.seed


def test_the_seed_can_be_set_before_training_and_rests_after(qtbot, window):
    spin = type_number(qtbot, window, "seedSpin", 42)
    qtbot.keyClick(spin, Qt.Key_Return)
    assert window.session.view.seed == 42
    train(qtbot, window, epochs=1)
    assert not spin.isEnabled()


def test_the_prediction_has_as_many_symbols_as_asked_for(qtbot, window):
    spin = control(window, QSpinBox, "predictSpin")
    spin.setValue(200)
    with qtbot.waitSignal(window.session.continued) as signal:
        click(qtbot, window, "predict")
    assert len(signal.args[0].said) == 200
    assert "(200 symbols)" in text(window, "updated")


def test_what_computes_the_network_is_chosen_at_rest_and_training_goes_on(
    qtbot, window, monkeypatch
):
    monkeypatch.setattr(model, "load_backend", lambda backend: None)
    monkeypatch.setitem(model.BACKENDS, "keras", model.BACKENDS["numpy"])
    combo = control(window, QComboBox, "backendCombo")
    names = [combo.itemText(index) for index in range(combo.count())]
    assert names == ["Keras (TensorFlow)", "NumPy (from scratch)"]
    assert combo.currentText() == "NumPy (from scratch)"
    train(qtbot, window, epochs=2)
    qtbot.key(combo, Qt.Key_Up)
    assert window.session.view.backend == "keras"
    set_epochs(qtbot, window, 10_000)
    click(qtbot, window, "continue", RunState.TRAINING)
    assert (combo.isEnabled(), combo.currentText()) == (False, "Keras (TensorFlow)")
    set_epochs(qtbot, window, 4)
    wait_for(qtbot, window, RunState.FINISHED)
    assert combo.isEnabled()


def test_every_backend_has_a_name_to_be_chosen_by():
    assert [*BACKEND_NAMES] == [*model.BACKENDS]


def test_the_parameters_of_the_net_are_shown(qtbot):
    window = qtbot.added(MainWindow(make_controllers(model, "numpy", DEFAULT_SETTINGS)))
    assert text(window, "parameters") == "Total parameters: 30,651"
    window.close()


def test_a_problem_is_told_in_words_and_work_goes_on(qtbot, window, tmp_path):
    train(qtbot, window, epochs=1)
    window.session.open(str(tmp_path / "missing.keras"))
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "problemBox") is not None)
    box = window.findChild(QMessageBox, "problemBox")
    assert "No such file" in box.text()
    qtbot.mouseClick(box.button(QMessageBox.Ok), Qt.LeftButton)
    assert enabled_buttons(window) == {"continue", "reset", "step", "predict"}


def test_a_run_that_cannot_be_kept_is_told_in_the_status_bar(qtbot, window, tmp_path):
    tmp_path.rmdir()
    tmp_path.write_text("a file in the folder's place")
    train(qtbot, window, epochs=1)
    qtbot.waitUntil(lambda: "could not be kept" in window.statusBar().currentMessage())
    assert enabled_buttons(window) == {"continue", "reset", "step", "predict"}


def test_the_examples_stand_in_a_menu_within_the_menu_of_comparisons(window):
    compare = next(a.menu() for a in window.menuBar().actions() if a.text() == "&Compare")
    examples = next(a.menu() for a in compare.actions() if a.menu())
    assert examples.title() == "&Examples"
    names = [action.objectName() for action in examples.actions()]
    prepared = ("vanishing_gradient", "exploding_gradient", "counting")
    assert names == [f"show_{name}Action" for name in prepared]


def test_closing_while_training_ends_the_worker_and_keeps_the_run(qtbot, own_folder, tmp_path):
    window = MainWindow(make_controllers(model, "numpy", SMALL))
    window.show()
    window.shelf.load()
    type_pattern(qtbot, window, "01")
    with qtbot.waitSignal(window.session.changed):
        window.session.load_backend()
    set_epochs(qtbot, window, 10_000)
    click(qtbot, window, "start")
    qtbot.waitUntil(lambda: len(window.session.history) >= 2)
    epochs = len(window.session.history)
    window.close()
    assert window.closed_cleanly
    found = read_runs(tmp_path, most_runs=10)
    (run,) = found.runs
    assert run.epochs >= epochs
    assert not found.damaged
    assert len(checkpoint_file.load(network_file(tmp_path, run.id)).records) == run.epochs


def test_a_free_run_that_is_no_number_is_told_beside_what_came_before_it(qtbot, window):
    window.session.choose_settings(BURSTING)
    type_pattern(qtbot, window, "0011")
    wait_for(qtbot, window, RunState.READY)
    train(qtbot, window, epochs=2)
    type_number(qtbot, window, "predictSpin", 200)
    with qtbot.waitSignal(window.session.continued):
        click(qtbot, window, "predict")
    told = text(window, "trouble")
    assert "on its values are no numbers" in told
    known = int(told.removeprefix("From predicted symbol ").split()[0]) - 1
    assert 0 < known < 200
    assert f"({known} symbols)" in text(window, "updated")
    assert "no numbers" in window.output.strip.accessibleName()
    window.output.strip.grab()
    type_number(qtbot, window, "predictSpin", 8)
    with qtbot.waitSignal(window.session.continued):
        click(qtbot, window, "predict")
    assert text(window, "trouble") == ASKED_MORE_OFTEN


@pytest.mark.parametrize("name", ["epochs", "seed"])
@pytest.mark.parametrize("command", ["start", "step"])
def test_nothing_is_trained_on_a_number_that_is_none(qtbot, window, name, command):
    spin = type_number(qtbot, window, f"{name}Spin", "1,5")
    window.actions_by_name[command].trigger()
    assert window.session.view.state is RunState.READY
    assert spin.text() == "1,5"
    assert spin.hasFocus()
    assert "`1,5` is not a whole number" in text(window, "status")
    type_number(qtbot, window, f"{name}Spin", "2")
    assert text(window, "status") == window.session.view.status
    window.actions_by_name[command].trigger()
    wait_for(qtbot, window, RunState.FINISHED, RunState.PAUSED)


def test_a_number_from_the_program_takes_what_is_refused_out_of_the_way(qtbot, window):
    type_number(qtbot, window, "seedSpin", "1,5")
    assert not window.actions_by_name["start"].isEnabled()
    click(qtbot, window, "newWeights")
    assert window.actions_by_name["start"].isEnabled()
    assert text(window, "status") == "Ready. Press Start to train."


def test_a_refused_number_takes_no_room_from_the_predictions(qtbot, window):
    before = window.output.strip.geometry()
    type_number(qtbot, window, "epochsSpin", "1,5")
    QApplication.processEvents()
    assert window.output.strip.geometry() == before


def test_a_status_of_two_lines_moves_nothing(qtbot, window):
    status = window.status
    before = window.output.geometry(), window.control.geometry()
    one_line = QLabel.heightForWidth(status, status.width())
    for _ in range(100):
        status.setText(status.text() + " Once more.")
        if QLabel.heightForWidth(status, status.width()) > one_line:
            break
    assert one_line < QLabel.heightForWidth(status, status.width()) < 3 * one_line
    QApplication.processEvents()
    assert (window.output.geometry(), window.control.geometry()) == before


def test_where_all_is_half_as_large_again_a_pattern_and_its_answer_stand_in_a_line(qtbot, window):
    """On a screen of 1920 × 1080; all else is in sight, too."""
    font = window.font()
    font.setPixelSize(12)  # As on most screens; that of the platform for tests is larger.
    window.setFont(font)
    window.resize(USUAL_WIDTH, 720 - FRAME.height())
    window.problem.show_problem(Pattern.read("0000100110101111"))
    qtbot.waitUntil(button(window, "predict").isEnabled)
    with qtbot.waitSignal(window.session.continued):
        click(qtbot, window, "predict")
    strip = window.output.strip
    assert len({rect.top() for rect in strip._layout.rects}) == 1
    assert window.centralWidget().verticalScrollBar().maximum() == 0


def test_a_second_line_of_predictions_is_whole_on_a_laptop_s_screen(qtbot, window):
    font = window.font()
    font.setPixelSize(12)  # As on most screens; that of the platform for tests is larger.
    window.setFont(font)
    window.resize(USUAL_WIDTH, LAPTOP.height())
    qtbot.waitUntil(lambda: window.height() == LAPTOP.height())
    strip = window.output.strip
    type_number(qtbot, window, "predictSpin", 24)
    with qtbot.waitSignal(window.session.continued):
        click(qtbot, window, "predict")
    assert strip.verticalScrollBar().maximum() == 0


def test_nothing_is_predicted_as_far_as_no_number(qtbot, window):
    click(qtbot, window, "predict")
    qtbot.waitUntil(lambda: text(window, "next") != "–")
    before = text(window, "updated")
    spin = type_number(qtbot, window, "predictSpin", "3.5")
    click(qtbot, window, "predict")
    assert "`3.5` is not a whole number from 1 to 200." in text(window, "trouble")
    assert spin.text() == "3.5 symbols"
    assert text(window, "updated") == before


@pytest.mark.parametrize("field", ["taskCombo", "seedSpin"])
def test_a_field_that_cannot_be_set_while_training_hands_the_keyboard_to_pause(
    qtbot, window, field
):
    """Epochs, which can be, would take the next key as another number."""
    set_epochs(qtbot, window, 10_000)
    control(window, QWidget, field).setFocus()
    qtbot.keyClick(window, Qt.Key_F5)
    assert window.focusWidget() is button(window, "pause")
    click(qtbot, window, "pause", RunState.PAUSED)
    assert isinstance(window.focusWidget(), QPushButton)


def test_undo_says_what_it_has_brought_back(qtbot, window):
    train(qtbot, window, epochs=2)
    click(qtbot, window, "reset", RunState.READY)
    window.actions_by_name["undo"].trigger()
    wait_for(qtbot, window, RunState.FINISHED)
    said = window.statusBar().currentMessage
    qtbot.waitUntil(lambda: said() == "Undo brought back the 2 epochs from before Reset.")
