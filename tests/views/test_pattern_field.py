"""The pattern in the main window: typed, pasted, taken back, and another one asked about."""

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QSpinBox
from student import (
    answer,
    button,
    click,
    control,
    enabled_buttons,
    set_epochs,
    text,
    train,
    type_pattern,
    wait_for,
)

from training.states import RunState


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


def test_an_example_fills_the_field(qtbot, window):
    menu = window.problem.pattern.examples.menu()
    action = next(a for a in menu.actions() if a.text().startswith("Pairs"))
    action.trigger()
    assert text(window, "original") == "0,0,1,1"


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


def test_the_keys_of_undo_take_back_typing_where_one_types(qtbot, window):
    train(qtbot, window, epochs=2)
    click(qtbot, window, "reset", RunState.READY)
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
    click(qtbot, window, "reset", RunState.READY)
    field = control(window, kind, name)
    edit = field if kind is QLineEdit else field.lineEdit()
    edit.setText(edit.text())  # Not typed, so there is nothing to take back.
    qtbot.key(field, Qt.Key_Z, Qt.ControlModifier)
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
