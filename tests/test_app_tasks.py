"""The main window with other tasks than the pattern, used as a student uses it."""

from dataclasses import replace
from itertools import product

import held_out
import pytest
from PyQt5.QtCore import QPoint, QRect, Qt
from PyQt5.QtGui import QColor
from PyQt5.QtWidgets import QComboBox, QLabel, QLineEdit, QMessageBox, QSpinBox
from student import (
    answer,
    button,
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

from app import USUAL_WIDTH
from tasks.answer import Answer
from tasks.echo import Echo
from tasks.pattern import Pattern
from tasks.registry import TASKS
from training.states import Command, RunState
from training.worker import TrainingWorker
from views.colours import LIGHT

_USUAL_FONT_HEIGHT = 15
"""Pixels, on most screens."""


def choose_task(qtbot, window, name):
    """Choose a task with the keyboard, and wait for its network."""
    combo = control(window, QComboBox, "taskCombo")
    qtbot.key(combo, Qt.Key_Home)
    for _ in range(list(TASKS).index(name)):
        qtbot.keyClick(combo, Qt.Key_Down)
    assert combo.currentData() == name
    ports = TASKS[name].fit(TASKS[name].example, TASKS[name].settings).ports
    qtbot.waitUntil(lambda: window.session.view.settings.ports == ports)
    wait_for(qtbot, window, RunState.READY)
    qtbot.waitUntil(button(window, "predict").isEnabled)


def beginnings(window):
    """Of the buttons that let training begin or go on, those that can be pressed."""
    return {"start", "continue", "step"} & enabled_buttons(window)


def ask(qtbot, window, sequence):
    edit = control(window, QLineEdit, "askEdit")
    qtbot.type_over(edit, sequence)
    return edit


def test_a_student_sets_up_an_echo_trains_and_asks(qtbot, window):
    choose_task(qtbot, window, "echo")
    assert "A blind guess reaches 10.0 % right." in control_text(window, "echoMessage")
    train(qtbot, window, epochs=1)
    edit = ask(qtbot, window, "7 0 2 6 7")
    with qtbot.waitSignal(window.session.continued):
        qtbot.keyClick(edit, Qt.Key_Return)
    assert text(window, "original") == "7 0 2 6 7"
    assert text(window, "updated") == "0"
    assert "after 1 epoch" in text(window, "next")


@pytest.mark.usefixtures("pages_are_here")
def test_the_row_of_epochs_stands_at_one_height_whatever_task_is_chosen(qtbot, window):
    larger = window.fontMetrics().height() / _USUAL_FONT_HEIGHT
    window.resize(round(larger * USUAL_WIDTH), round(larger * 720))
    heights = {}
    for name in TASKS:
        window.problem.show_problem(TASKS[name].example)
        wait_for(qtbot, window, RunState.READY)
        qtbot.wait(20)
        heights[name] = window.run.mapTo(window, QPoint()).y()
    assert len({*heights.values()}) == 1, heights


@pytest.mark.usefixtures("pages_are_here")
def test_fields_stand_still_whatever_task_is_chosen(qtbot, window):
    places = [window.run.x()]
    for name in TASKS:
        window.problem.show_problem(TASKS[name].example)
        wait_for(qtbot, window, RunState.READY)
        qtbot.wait(20)
        places.append(window.run.x())
    assert len({*places}) == 1, places


@pytest.mark.usefixtures("pages_are_here")
def test_a_small_window_scrolls_up_and_down_alone_whatever_task_is_chosen(qtbot, window):
    larger = window.fontMetrics().height() / _USUAL_FONT_HEIGHT
    window.resize(round(larger * 640), round(larger * 560))
    scroll = window.centralWidget()

    def output_is_whole():
        return window.output.height() >= window.output.minimumSizeHint().height()

    for name, task in TASKS.items():
        window.problem.show_problem(task.example)
        wait_for(qtbot, window, RunState.READY)
        qtbot.wait(20)
        assert scroll.horizontalScrollBar().maximum() == 0, name
        assert scroll.verticalScrollBar().maximum() > 0, name
        qtbot.waitUntil(output_is_whole)


def test_patience_can_be_set_where_something_is_held_out_and_ends_a_run(qtbot, window, monkeypatch):
    assert not window.patience.isVisible()
    held_out.install(monkeypatch, held_out.misleading)
    choose_task(qtbot, window, "echo")
    window.problem.show_problem(held_out.PROBLEM)
    qtbot.waitUntil(button(window, "start").isEnabled)
    assert window.patience.isVisible()
    set_epochs(qtbot, window, 10_000)
    type_number(qtbot, window, "patienceSpin", 1)
    with qtbot.waitSignal(window.session.continued, timeout=60_000):
        click(qtbot, window, "start")
    assert text(window, "status").startswith("Stopped after epoch ")


def control_text(window, name):
    label = window.findChild(type(window.status), name)
    return label.text()


def test_what_a_task_is_can_be_read_to_its_end(qtbot, window):
    choose_task(qtbot, window, "count")
    label = window.findChild(QLabel, "taskSummary")
    room = QRect(0, 0, label.width(), 1_000)
    needed = label.fontMetrics().boundingRect(room, Qt.TextWordWrap, label.text())
    assert label.text() == f"{TASKS['count'].summary}."
    assert label.wordWrap()
    assert label.height() >= needed.height()


def test_each_press_of_predict_draws_another_sequence(qtbot, window):
    choose_task(qtbot, window, "echo")
    drawn = set()
    for _ in range(3):
        with qtbot.waitSignal(window.session.continued):
            click(qtbot, window, "predict")
        drawn.add(text(window, "original"))
    assert len(drawn) == 3


def test_what_is_no_sequence_is_said_beside_it_and_not_asked(qtbot, window):
    choose_task(qtbot, window, "echo")
    edit = ask(qtbot, window, "1 2 3 4 11")
    assert text(window, "trouble") == "Symbol 5 is `11`: only 0 to 9."
    click(qtbot, window, "predict")
    assert window.session.view.state is RunState.READY
    assert edit.selectedText() == "1 2 3 4 11"
    qtbot.keyClick(edit, Qt.Key_Delete)
    assert text(window, "trouble") == ""


def test_a_refused_sequence_keeps_the_keyboard_from_nobody_at_the_end_of_a_training(qtbot, window):
    choose_task(qtbot, window, "echo")
    ask(qtbot, window, "1 2")
    set_epochs(qtbot, window, 1)
    click(qtbot, window, "start", RunState.FINISHED)
    assert not control(window, QLineEdit, "askEdit").hasFocus()
    assert text(window, "next") == "–"


def test_a_field_that_limits_another_takes_it_along_and_the_network_fits(qtbot, window):
    choose_task(qtbot, window, "echo")
    place = type_number(qtbot, window, "echoPlaceField", 5)
    qtbot.keyClick(place, Qt.Key_Return)
    qtbot.keyClick(type_number(qtbot, window, "echoLengthField", 3), Qt.Key_Return)
    assert window.problem.problem == Echo(length=3, place=3)
    qtbot.waitUntil(lambda: window.session.view.settings.window == 3)


def test_what_was_learned_is_not_offered_to_a_network_that_cannot_keep_it(qtbot, window):
    """The number that Start takes asks for another network, in which training then begins."""
    choose_task(qtbot, window, "echo")
    train(qtbot, window, epochs=1)
    type_number(qtbot, window, "echoLengthField", 6)
    window.actions_by_name["start"].trigger()
    assert window.problem.problem == Echo(length=6)
    assert window.findChild(QMessageBox, "patternQuestion") is None
    wait_for(qtbot, window, RunState.FINISHED)
    assert (window.session.view.trained_problem, window.session.view.epoch) == (Echo(length=6), 1)


def test_a_refused_number_of_the_form_is_told_and_nothing_can_be_trained_on_it(qtbot, window):
    choose_task(qtbot, window, "echo")
    usual = button(window, "start").toolTip()
    type_number(qtbot, window, "echoLengthField", "99")
    why = "`99` is not a whole number from 2 to 50."
    assert why in control_text(window, "echoMessage")
    assert text(window, "status").startswith("✗ `99` is not")
    assert not beginnings(window)
    assert button(window, "start").toolTip() == f"{why} (F5)"
    type_number(qtbot, window, "echoLengthField", "9")
    assert beginnings(window) == {"start", "step"}
    assert button(window, "start").toolTip() == usual


def test_what_is_refused_of_a_task_stands_in_the_way_of_that_task_alone(qtbot, window):
    choose_task(qtbot, window, "echo")
    type_number(qtbot, window, "echoLengthField", "99")
    choose_task(qtbot, window, "pattern")
    assert beginnings(window) == {"start", "step"}
    choose_task(qtbot, window, "echo")
    assert not beginnings(window)
    assert text(window, "status").startswith("✗ `99` is not")


def test_what_is_refused_stands_in_the_way_of_going_on_too(qtbot, window):
    train(qtbot, window, epochs=1)
    assert beginnings(window) == {"continue", "step"}
    type_pattern(qtbot, window, "012")
    assert not beginnings(window)
    assert button(window, "continue").toolTip() == "Symbol 3 is `2`: only 0 and 1. (F7)"
    type_pattern(qtbot, window, "0101")
    type_number(qtbot, window, "epochsSpin", "0")
    assert not beginnings(window)
    assert not window.session.view.commands & {Command.CONTINUE, Command.STEP, Command.BRANCH}
    assert {Command.RESET, Command.SAVE} < window.session.view.commands


def test_a_number_that_is_refused_and_not_seen_any_more_stands_in_nobody_s_way(
    qtbot, window, monkeypatch
):
    held_out.install(monkeypatch, held_out.misleading)
    window.problem.show_problem(held_out.PROBLEM)
    wait_for(qtbot, window, RunState.READY)
    type_number(qtbot, window, "patienceSpin", "x")
    assert not beginnings(window)
    choose_task(qtbot, window, "pattern")
    assert not window.patience.isVisible()
    assert beginnings(window) == {"start", "step"}


def test_the_pattern_is_there_again_when_it_is_chosen_again(qtbot, window):
    choose_task(qtbot, window, "adding")
    choose_task(qtbot, window, "pattern")
    assert window.problem.problem == Pattern("0101")
    assert text(window, "original") == "0,1,0,1"
    assert control(window, QSpinBox, "predictSpin").isVisible()


def test_undo_brings_back_the_training_its_task_and_its_form(qtbot, window):
    with qtbot.waitSignal(window.session.continued):
        train(qtbot, window, epochs=1)
    predicted = text(window, "updated"), text(window, "next")
    choose_task(qtbot, window, "echo")
    window.actions_by_name["undo"].trigger()
    wait_for(qtbot, window, RunState.FINISHED)
    assert control(window, QComboBox, "taskCombo").currentData() == "pattern"
    assert window.problem.problem == window.session.view.trained_problem == Pattern("0101")
    assert "after 1 epoch" in predicted[1]
    assert (text(window, "updated"), text(window, "next")) == predicted


def test_the_keys_of_undo_bring_the_training_back_from_an_empty_field_for_a_sequence(qtbot, window):
    train(qtbot, window, epochs=1)
    choose_task(qtbot, window, "echo")
    edit = control(window, QLineEdit, "askEdit")
    qtbot.key(edit, Qt.Key_Z, Qt.ControlModifier)
    wait_for(qtbot, window, RunState.FINISHED)


def test_a_sequence_typed_for_one_task_is_not_asked_of_another(qtbot, window):
    choose_task(qtbot, window, "echo")
    edit = ask(qtbot, window, "7 0 2 6 7")
    choose_task(qtbot, window, "marked")
    assert edit.text() == text(window, "trouble") == ""


def test_a_typed_sequence_stays_for_another_problem_of_its_task(qtbot, window):
    choose_task(qtbot, window, "echo")
    edit = ask(qtbot, window, "7 0 2 6 7")
    qtbot.keyClick(type_number(qtbot, window, "echoLengthField", 6), Qt.Key_Return)
    assert edit.text() == "7 0 2 6 7"
    assert text(window, "trouble") == "A sequence has 6 symbols here, not 5."


def test_while_it_trains_neither_task_nor_fields_can_be_changed(qtbot, window):
    choose_task(qtbot, window, "echo")
    set_epochs(qtbot, window, 1_000)
    click(qtbot, window, "start", RunState.TRAINING)
    assert not control(window, QComboBox, "taskCombo").isEnabled()
    assert not control(window, QSpinBox, "echoLengthField").isEnabled()
    click(qtbot, window, "pause", RunState.PAUSED)
    assert control(window, QSpinBox, "echoLengthField").isEnabled()


def test_another_problem_of_the_same_size_can_be_learned_by_what_was_learned(qtbot, window):
    choose_task(qtbot, window, "echo")
    train(qtbot, window, epochs=1)
    qtbot.keyClick(type_number(qtbot, window, "echoPlaceField", 4), Qt.Key_Return)
    click(qtbot, window, "start")
    answer(qtbot, window, "Keep")
    wait_for(qtbot, window, RunState.FINISHED)
    assert len(window.session.history) == 2


@pytest.mark.parametrize("name", list(TASKS))
def test_every_task_can_be_tried_in_the_window(qtbot, window, name):
    choose_task(qtbot, window, name)
    with qtbot.waitSignal(window.session.continued) as told:
        click(qtbot, window, "predict")
    given: Answer = told.args[0]
    assert given.problem == TASKS[name].example or name == "pattern"
    # How a network that writes compares with others is known after an epoch.
    is_compared = TASKS[name].writing or TASKS[name].explaining
    assert text(window, "updated" if is_compared else "next") != "–"
    assert window.output.strip.accessibleName()


def told_of_training(window):
    """Status, epoch, loss and accuracy, and how many pixels of the curve are of the loss."""
    names = ("trainingStatus", "epoch", "loss", "accuracy")
    picture, colour = window.training.curve.grab().toImage(), QColor(LIGHT.loss)
    places = product(range(picture.width()), range(picture.height()))
    drawn = sum(picture.pixelColor(*place) == colour for place in places)
    return [*(text(window, name) for name in names), drawn]


@pytest.mark.parametrize("goes_back_by", ["undo", "choosing"])
def test_a_network_that_is_being_prepared_has_learned_nothing(
    qtbot, window, monkeypatch, goes_back_by
):
    train(qtbot, window, epochs=2)
    before = told_of_training(window)
    assert before[:2] == ["Finished", "2 of 2"]
    assert before[-1] > 0
    monkeypatch.setattr(TrainingWorker, "prepare", lambda *_: None)  # As if it took for ever.
    combo = control(window, QComboBox, "taskCombo")
    qtbot.key(combo, Qt.Key_Down)
    assert window.session.view.trained_problem == Pattern("0101")
    assert told_of_training(window) == ["Ready", "0 of 2", "–", "–", 0]
    if goes_back_by == "undo":
        window.actions_by_name["undo"].trigger()
    else:
        qtbot.keyClick(combo, Qt.Key_Up)
    assert told_of_training(window) == before


def test_start_in_a_network_that_is_being_prepared_asks_nothing(qtbot, window):
    train(qtbot, window, epochs=1)
    other = replace(window.session.view.settings, units=(3,))
    window.session.choose_settings(other)
    type_pattern(qtbot, window, "0,0,1")
    click(qtbot, window, "start")
    assert window.findChild(QMessageBox, "patternQuestion") is None
    wait_for(qtbot, window, RunState.FINISHED)
    view = window.session.view
    assert (view.settings, view.trained_problem.glyphs) == (other, "001")


def test_opening_a_file_before_an_epoch_tells_what_of_undo_is_given_up(
    qtbot, window, tmp_path, monkeypatch
):
    train(qtbot, window, epochs=1)
    with qtbot.waitSignal(window.session.saved) as saved:
        window.session.save(str(tmp_path / "any.keras"))
    choose_task(qtbot, window, "echo")
    asked = []
    monkeypatch.setattr(
        QMessageBox, "question", lambda *words: asked.append(words[2]) or QMessageBox.Cancel
    )
    window.open_file(saved.args[0])
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [
        "Opening leaves nothing for Undo to bring back; the run that it would bring stays on the "
        "shelf. Open another one?"
    ]
    wait_for(qtbot, window, RunState.READY)
    assert window.actions_by_name["undo"].isEnabled()


def test_the_keyboard_stays_with_the_problem_where_another_takes_its_place(window):
    window.problem.pattern.edit.setFocus()
    for problem in (TASKS["echo"].example, Pattern("0011")):
        window.problem.show_problem(problem)
        assert window.problem.isAncestorOf(window.focusWidget())
