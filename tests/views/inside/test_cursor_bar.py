"""The cursor of the window inside the network is moved by hand and by key, and plays."""

import pytest
from inside_window import place, wait_for_words
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QComboBox, QLabel, QPushButton, QSlider, QSpinBox, QWidget
from student import click, control

from views.inside import player as player_module

KEYS = {
    Qt.Key_Right: (3, 5, 0, 2),
    Qt.Key_Left: (3, 3, 0, 2),
    Qt.Key_Home: (3, 0, 0, 2),
    Qt.Key_End: (3, 31, 0, 2),
    Qt.Key_Down: (3, 4, 0, 3),
    Qt.Key_Up: (3, 4, 0, 1),
    Qt.Key_PageUp: (2, 4, 0, 2),
    Qt.Key_PageDown: (4, 4, 0, 2),
    Qt.Key_L: (3, 4, 1, 2),
}


@pytest.mark.parametrize("focus", ["insideStepSlider", "insideLayerCombo", "branchButton"])
def test_keys_move_the_cursor_wherever_the_focus_is(trained, epochs, qtbot, focus):
    trained.activateWindow()
    widget = control(trained, QWidget, focus)
    widget.setFocus()
    for key, expected in KEYS.items():
        epochs.show(3)
        trained.cursor.go_to(step=4, layer=0, unit=2)
        qtbot.keyClick(widget, key)
        assert place(trained) == expected


def test_ctrl_home_and_ctrl_end_lead_to_the_first_and_last_epoch(trained, qtbot):
    qtbot.keyClick(trained, Qt.Key_Home, Qt.ControlModifier)
    assert trained.cursor.epoch == 1
    qtbot.keyClick(trained, Qt.Key_End, Qt.ControlModifier)
    assert trained.cursor.epoch == 5


def test_controls_move_the_cursor_and_show_where_it_is(trained, qtbot):
    control(trained, QSlider, "insideStepSlider").setValue(10)
    spin = control(trained, QSpinBox, "insideUnitSpin")
    qtbot.type_over(spin, "4")
    qtbot.keyClick(spin, Qt.Key_Return)
    assert place(trained) == (5, 9, 0, 3)
    combo = control(trained, QComboBox, "insideLayerCombo")
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert place(trained) == (5, 9, 1, 3)
    assert (spin.value(), spin.maximum()) == (4, 5)
    assert control(trained, QLabel, "insideStepLabel").text() == "10 of 32"


def test_a_unit_can_be_typed_while_epochs_arrive(trained, training, epochs, qtbot):
    spin = control(trained, QSpinBox, "insideUnitSpin")
    qtbot.type_over(spin, "4")
    training.go_on(1)
    epochs.history_grew()
    trained.cursor.go_to(step=7)
    wait_for_words(qtbot, trained, "Epoch 6.")
    assert spin.text() == "4"
    qtbot.keyClick(spin, Qt.Key_Return)
    assert place(trained) == (6, 7, 0, 3)


def test_play_goes_through_the_steps_and_stops(qtbot, trained, monkeypatch):
    trained.cursor.go_to(step=29)
    with qtbot.waitSignal(trained.cursor.moved):
        qtbot.keyClick(trained, Qt.Key_P)
    button = control(trained, QPushButton, "insidePlayButton")
    assert button.isChecked()
    qtbot.waitUntil(lambda: not button.isChecked())
    assert place(trained) == (5, 31, 0, 0)
    assert "Play" in button.text()


def test_play_goes_through_the_epochs_if_that_is_chosen(qtbot, trained, epochs):
    epochs.show(4)
    control(trained, QComboBox, "insidePlayCombo").setCurrentIndex(1)
    click(qtbot, trained, "insidePlay")
    button = control(trained, QPushButton, "insidePlayButton")
    qtbot.waitUntil(lambda: not button.isChecked())
    assert place(trained) == (5, 0, 0, 0)


def test_a_hidden_window_stops_playing(qtbot, trained):
    click(qtbot, trained, "insidePlay")
    trained.hide()
    assert not control(trained, QPushButton, "insidePlayButton").isChecked()
    step = trained.cursor.step
    qtbot.wait(2 * player_module.INTERVAL)
    assert trained.cursor.step == step
