"""The main window, used as a student uses it: typing, clicking, looking."""

import pytest
from PyQt5.QtCore import QSize, Qt
from PyQt5.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QSpinBox,
)
from small_session import LONG_PATTERN
from small_settings import BURSTING, SMALL
from student import (
    answer,
    button,
    choose_file,
    click,
    control,
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
from training import checkpoint_file
from training.states import RunState
from views.manners import FRAME

LAPTOP = QSize(1280, 800) - FRAME


def enabled_buttons(window):
    names = ("start", "pause", "continue", "reset", "step", "predict")
    return {name for name in names if button(window, name).isEnabled()}


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
    pause = session.changed.connect(lambda: session.view.fraction > 0 and session.pause())
    click(qtbot, window, "start")
    wait_for(qtbot, window, RunState.PAUSED)
    session.changed.disconnect(pause)
    with qtbot.waitSignal(session.continued):
        click(qtbot, window, "predict")
    assert "within epoch 1)" in text(window, "next")


def test_after_its_last_epoch_the_network_shows_what_it_has_learned(qtbot, window):
    train(qtbot, window, epochs=3)
    assert "after 3 epochs" in text(window, "next")


def test_a_pause_predicts_nothing_that_was_not_asked_for(qtbot, window):
    click(qtbot, window, "step")
    wait_for(qtbot, window, RunState.PAUSED)
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
    assert enabled_buttons(window) == {"reset"}
    wait_for(qtbot, window, RunState.PAUSED)
    assert enabled_buttons(window) == {"continue", "reset", "step", "predict"}
    click(qtbot, window, "reset")
    wait_for(qtbot, window, RunState.READY)
    assert enabled_buttons(window) == {"start", "step", "predict"}


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("0,1,2", "Symbol 3 is `2`: only 0 and 1."),
        ("", "Type a pattern of zeros and ones, for example 0,1,0,1."),
        ("0,,1", "There are two commas after symbol 1, with nothing between them."),
    ],
)
def test_a_bad_pattern_is_told_beside_the_field_and_start_waits_for_a_right_one(
    qtbot, window, pattern, sentence
):
    type_pattern(qtbot, window, pattern)
    message = control(window, QLabel, "patternMessage").text()
    assert message == f"✗ {sentence}"
    assert enabled_buttons(window) == set()
    type_pattern(qtbot, window, "0 0 1")
    assert control(window, QLabel, "patternMessage").text() == "3 symbols, period 3"
    assert enabled_buttons(window) == {"start", "step", "predict"}


def test_the_shortest_period_is_shown_while_typing(qtbot, window):
    type_pattern(qtbot, window, "010101")
    assert control(window, QLabel, "patternMessage").text() == "6 symbols, period 2"


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
    click(qtbot, window, "reset")
    wait_for(qtbot, window, RunState.READY)
    asked, open_dialogs = [], []

    def answer_question(*_):
        open_dialogs.extend(each for each in window.findChildren(QDialog) if each.isVisible())
        asked.append("of the training")
        return QMessageBox.Open

    monkeypatch.setattr(QMessageBox, "question", answer_question)
    choose_file(qtbot, window, tmp_path / "lesson 1.5")
    wait_for(qtbot, window, RunState.FINISHED)
    assert (asked, open_dialogs) == (["of the training"], [])
    assert text(window, "epoch") == "2 of 2"


def test_nothing_is_asked_about_the_training_before_a_file_is_chosen(qtbot, window, monkeypatch):
    train(qtbot, window, epochs=1)
    monkeypatch.setattr(QMessageBox, "question", lambda *_: pytest.fail("asked"))
    window.actions_by_name["open"].trigger()
    window.findChild(QFileDialog).reject()


def test_a_torn_file_is_told_and_the_training_stays(qtbot, window, tmp_path, monkeypatch):
    train(qtbot, window, epochs=1)
    torn = tmp_path / "torn.keras"
    torn.write_bytes(b"PK torn")
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.Open)
    choose_file(qtbot, window, torn)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "problemBox") is not None)
    box = window.findChild(QMessageBox, "problemBox")
    assert box.text() == "torn.keras is not a .keras file, or it is torn."
    qtbot.mouseClick(box.button(QMessageBox.Ok), Qt.LeftButton)
    assert text(window, "epoch").startswith("1 of")


def test_return_in_the_pattern_field_starts(qtbot, window):
    set_epochs(qtbot, window, 1)
    qtbot.keyClick(control(window, QLineEdit, "patternEdit"), Qt.Key_Return)
    wait_for(qtbot, window, RunState.FINISHED)


def test_return_on_a_bad_pattern_does_nothing(qtbot, window):
    type_pattern(qtbot, window, "01x")
    qtbot.keyClick(control(window, QLineEdit, "patternEdit"), Qt.Key_Return)
    assert window.session.view.state is RunState.READY


def test_a_pattern_of_10000_symbols_can_be_pasted_and_one_more_is_told(qtbot, window):
    edit = control(window, QLineEdit, "patternEdit")
    for count, expected in ((10_000, "10,000 symbols, period 2"), (10_001, "✗ The pattern is")):
        QApplication.clipboard().setText(", ".join("01"[i % 2] for i in range(count)))
        edit.selectAll()
        edit.paste()
        assert control(window, QLabel, "patternMessage").text().startswith(expected)


@pytest.mark.parametrize(
    "pasted", ["0 1\n1 0\r\n", "0\t1\r\n1\t0", "\ufeff[[0]\n [1]\n [1]\n [0]]\u200b\n"]
)
def test_lines_can_be_pasted(qtbot, window, pasted):
    edit = control(window, QLineEdit, "patternEdit")
    QApplication.clipboard().setText(pasted)
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key_V, Qt.ControlModifier)
    assert text(window, "original") == "0,1,1,0"


def test_step_trains_one_epoch_and_stands_still(qtbot, window):
    click(qtbot, window, "step")
    wait_for(qtbot, window, RunState.PAUSED)
    assert text(window, "epoch") == "1 of 10"


def test_the_pattern_cannot_be_changed_while_training_runs(qtbot, window):
    set_epochs(qtbot, window, 10_000)
    click(qtbot, window, "start")
    type_pattern(qtbot, window, "1")
    assert control(window, QLineEdit, "patternEdit").text() == "0,1,0,1"


def test_another_pattern_asks_before_training_is_thrown_away(qtbot, window):
    train(qtbot, window, epochs=2)
    type_pattern(qtbot, window, "0011")
    assert text(window, "status").startswith("Another pattern is typed.")
    click(qtbot, window, "start")
    assert window.session.view.epoch == 2
    answer(qtbot, window, "Cancel")
    assert (window.session.view.epoch, window.session.view.state) == (2, RunState.FINISHED)
    click(qtbot, window, "start")
    answer(qtbot, window, "Keep")
    wait_for(qtbot, window, RunState.FINISHED)
    assert window.session.view.epoch == 4
    type_pattern(qtbot, window, "0111")
    click(qtbot, window, "start")
    answer(qtbot, window, "Begin")
    wait_for(qtbot, window, RunState.FINISHED)
    assert window.session.view.epoch == 2


def test_reset_forgets_the_prediction_and_undo_brings_the_training_back(qtbot, window):
    train(qtbot, window, epochs=2)
    with qtbot.waitSignal(window.session.continued):
        click(qtbot, window, "predict")
    click(qtbot, window, "reset")
    wait_for(qtbot, window, RunState.READY)
    assert text(window, "next") == "–"
    assert text(window, "loss") == "–"
    undo = window.actions_by_name["undo"]
    assert undo.toolTip() == "Bring back the 2 epochs from before Reset (Ctrl+Z)"
    undo.trigger()
    wait_for(qtbot, window, RunState.FINISHED)
    assert text(window, "epoch") == "2 of 2"


def test_the_keys_of_undo_take_back_typing_where_one_types(qtbot, window):
    train(qtbot, window, epochs=2)
    click(qtbot, window, "reset")
    wait_for(qtbot, window, RunState.READY)
    edit = control(window, QLineEdit, "patternEdit")
    edit.setFocus()
    qtbot.keyClicks(edit, "11")
    qtbot.keyClick(edit, Qt.Key_Z, Qt.ControlModifier)
    assert edit.text() != "0,1,0,111"
    assert window.session.view.state is RunState.READY
    button(window, "reset").setFocus()
    qtbot.keyClick(window, Qt.Key_Z, Qt.ControlModifier)
    wait_for(qtbot, window, RunState.FINISHED)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(QLineEdit, "patternEdit"), (QSpinBox, "epochsSpin"), (QSpinBox, "predictSpin")],
)
def test_the_keys_of_undo_bring_the_training_back_where_nothing_was_typed(
    qtbot, window, kind, name
):
    train(qtbot, window, epochs=2)
    click(qtbot, window, "reset")
    wait_for(qtbot, window, RunState.READY)
    field = control(window, kind, name)
    edit = field if kind is QLineEdit else field.lineEdit()
    edit.setText(edit.text())  # Not typed, so there is nothing to take back.
    field.setFocus()
    qtbot.keyClick(field, Qt.Key_Z, Qt.ControlModifier)
    wait_for(qtbot, window, RunState.FINISHED)


def test_a_pattern_that_was_trained_on_is_not_taken_back_by_the_keys_of_undo(qtbot, window):
    """They bring back what Start has left, although the pattern was typed just before."""
    train(qtbot, window, epochs=2)
    edit = control(window, QLineEdit, "patternEdit")
    type_pattern(qtbot, window, "011")
    qtbot.keyClick(edit, Qt.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "patternQuestion") is not None)
    question = window.findChild(QMessageBox, "patternQuestion")
    next(b for b in question.buttons() if b.text() == "&Begin again").click()
    qtbot.waitUntil(lambda: window.session.view.trained_problem.glyphs == "011")
    wait_for(qtbot, window, RunState.FINISHED)
    edit.setFocus()
    window.activateWindow()  # Without a window manager, nobody gives it back after the question.
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(edit, Qt.Key_Z, Qt.ControlModifier)
    qtbot.waitUntil(lambda: window.session.view.trained_problem.glyphs == "0101")
    wait_for(qtbot, window, RunState.FINISHED)


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


def test_an_example_fills_the_field(qtbot, window):
    menu = window.problem.pattern.examples.menu()
    action = next(a for a in menu.actions() if a.text().startswith("Pairs"))
    action.trigger()
    assert text(window, "original") == "0,0,1,1"


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
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key_Up)
    assert window.session.view.backend == "keras"
    set_epochs(qtbot, window, 10_000)
    click(qtbot, window, "continue")
    wait_for(qtbot, window, RunState.TRAINING)
    assert (combo.isEnabled(), combo.currentText()) == (False, "Keras (TensorFlow)")
    set_epochs(qtbot, window, 4)
    wait_for(qtbot, window, RunState.FINISHED)
    assert combo.isEnabled()


def test_every_backend_has_a_name_to_be_chosen_by():
    assert [*BACKEND_NAMES] == [*model.BACKENDS]


def test_the_parameters_of_the_net_are_shown(qtbot):
    window = MainWindow(make_controllers(model, "numpy", DEFAULT_SETTINGS))
    qtbot.addWidget(window)
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


def test_closing_while_training_ends_the_worker_and_keeps_the_run(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("LSTM_LAB_SHELF", str(tmp_path))
    window = MainWindow(make_controllers(model, "numpy", SMALL))
    window.show()
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
    assert text(window, "trouble") == ""


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


def test_a_refused_number_takes_no_room_from_the_predictions(qtbot, window):
    before = window.output.strip.geometry()
    type_number(qtbot, window, "epochsSpin", "1,5")
    QApplication.processEvents()
    assert window.output.strip.geometry() == before


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
