"""An epoch inside the network is pinned to compare others with it, and is gone on from."""

import pytest
from inside_window import open_tab, wait_for_words
from PyQt5.QtWidgets import QLabel, QPushButton
from student import click, control

from training.snapshots import BEGINS_ANEW


def test_a_pinned_epoch_stays_for_comparison_until_it_is_let_go(qtbot, trained, epochs):
    open_tab(trained, "One unit")
    epochs.show(2)
    wait_for_words(qtbot, trained, "Epoch 2.")
    click(qtbot, trained, "insidePin")
    epochs.show(5)
    label = control(trained, QLabel, "insideUnitLabel")
    qtbot.waitUntil(lambda: label.text().startswith("Epoch 5, compared with epoch 2 (fainter)"))
    pin = control(trained, QPushButton, "insidePinButton")
    assert pin.text().replace("&", "") == "Unpin epoch 2"
    click(qtbot, trained, "insidePin")
    qtbot.waitUntil(lambda: "compared" not in label.text())
    assert pin.text().replace("&", "") == "Pin this epoch"


def test_a_pinned_epoch_that_is_gone_is_let_go(qtbot, trained, training, epochs):
    open_tab(trained, "One unit")
    trained.pin(True)
    records = list(training.history)[:3]
    training.history.replace(records)
    for epoch in (4, 5):
        del training.kept.states[epoch]
    epochs.history_replaced()
    wait_for_words(qtbot, trained, "Epoch 3.")
    assert not control(trained, QPushButton, "insidePinButton").isChecked()


@pytest.mark.parametrize("is_hidden", [False, True])
def test_an_epoch_of_another_training_does_not_take_the_pinned_one_s_place(
    qtbot, trained, training, epochs, is_hidden
):
    open_tab(trained, "One unit")
    epochs.show(2)
    wait_for_words(qtbot, trained, "Epoch 2.")
    trained.pin(True)
    epochs.show(5)
    label = control(trained, QLabel, "insideUnitLabel")
    qtbot.waitUntil(lambda: "compared with epoch 2" in label.text())
    trained.setVisible(not is_hidden)
    training.history.replace()
    training.kept.states.clear()
    training.restart(training.settings)
    training.go_on(4)
    epochs.history_replaced()
    trained.show()
    wait_for_words(qtbot, trained, "Epoch 4.")
    assert label.text().startswith("Epoch 4   ·")
    assert not control(trained, QPushButton, "insidePinButton").isChecked()


def test_the_pinned_epoch_stays_when_training_goes_back_to_a_later_one(
    qtbot, trained, training, epochs
):
    open_tab(trained, "One unit")
    epochs.show(2)
    wait_for_words(qtbot, trained, "Epoch 2.")
    trained.pin(True)
    training.history.replace(list(training.history)[:3])
    for epoch in (4, 5):
        del training.kept.states[epoch]
    epochs.history_replaced()
    epochs.show(3)
    label = control(trained, QLabel, "insideUnitLabel")
    qtbot.waitUntil(lambda: label.text().startswith("Epoch 3, compared with epoch 2"))


def test_continue_from_here_says_what_is_learned_then_and_how_to_come_back(trained):
    tip = control(trained, QPushButton, "branchButton").toolTip()
    assert "the pattern that is typed in the main window now" in tip
    assert "Undo brings back" in tip


def test_continue_from_here_says_what_a_training_is_without_then(qtbot, trained, training, epochs):
    training.kept.told = {2: BEGINS_ANEW}
    for epoch, is_told in ((2, True), (3, False)):
        epochs.show(epoch)
        wait_for_words(qtbot, trained, f"Epoch {epoch}.")
        tip = control(trained, QPushButton, "branchButton").toolTip()
        assert tip.endswith(BEGINS_ANEW) == is_told


def test_continue_from_here_names_the_epoch_shown(qtbot, trained, training, epochs):
    epochs.show(2)
    with qtbot.waitSignal(trained.branch_wanted) as wanted:
        click(qtbot, trained, "branch")
    assert wanted.args == [2]
    del training.kept.states[3]
    epochs.show(3)
    with qtbot.waitSignal(trained.branch_wanted) as wanted:
        click(qtbot, trained, "branch")
    assert wanted.args == [4]


def test_continue_from_here_waits_until_training_rests(trained, training):
    button = control(trained, QPushButton, "branchButton")
    assert button.isEnabled()
    trained.render(training.settings, can_branch=False)
    assert not button.isEnabled()
