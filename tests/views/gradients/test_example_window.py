"""An example trains itself when its window is opened, and is shown where it is seen best."""

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QPushButton, QSpinBox, QWidget

import model
from experiments.gradient_examples import EXAMPLES
from inspection.gradients import Course
from views.gradients.example_window import ExampleWindow
from views.gradients.flow_plot import FlowCanvas


@pytest.fixture
def open_example(show_window):
    return lambda name: show_window(ExampleWindow(name, model))


def scene(window):
    return window.findChild(FlowCanvas, "gradientsCanvas").scene


def label(window, name):
    return window.findChild(QLabel, name).text()


def shows_all_epochs(window):
    """Whether the last frame was drawn after the last epoch."""
    return scene(window) is not None and all(
        np.array_equal(curve.losses, member.history.loss, equal_nan=True)
        for curve, member in zip(scene(window).curves, window.side.members, strict=True)
    )


def wait_until_shown(qtbot, window, name):
    qtbot.waitUntil(
        lambda: (
            window.side.fraction == 1
            and shows_all_epochs(window)
            and scene(window).epoch == EXAMPLES[name].look_at
        ),
        timeout=30_000,
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_trained_and_shown_at_its_best_epoch_without_a_click(qtbot, open_example, name):
    window = open_example(name)
    wait_until_shown(qtbot, window, name)
    example = EXAMPLES[name]
    assert [curve.title for curve in scene(window).curves] == [p.title for p in example.learners]
    assert label(window, "exampleLabel") == example.says


def test_the_vanishing_gradient_is_seen_to_vanish(qtbot, open_example):
    window = open_example("vanishing")
    wait_until_shown(qtbot, window, "vanishing")
    lstm, rnn = scene(window).curves
    assert rnn.flow.course(0) is Course.VANISHES
    assert lstm.flow.course(0) is not Course.VANISHES
    assert "it has vanished" in label(window, "gradientsWordsLabel").splitlines()[1]


def test_the_exploding_gradient_is_seen_to_explode_and_its_loss_to_leap(qtbot, open_example):
    window = open_example("exploding")
    wait_until_shown(qtbot, window, "exploding")
    words = label(window, "gradientsWordsLabel")
    assert "it explodes" in words.splitlines()[0]
    assert "Without clipping: exploded in epoch" in words
    unclipped, clipped = scene(window).curves
    assert unclipped.losses[-1] > 10 * unclipped.losses.min()
    assert clipped.losses[-1] < 0.01
    qtbot.keyClick(window, Qt.Key_End)
    qtbot.waitUntil(lambda: scene(window).epoch == EXAMPLES["exploding"].epochs)
    assert f"(epoch {len(unclipped.losses)})" in scene(window).curves[0].title


def test_another_seed_trains_it_anew(qtbot, open_example):
    window = open_example("vanishing")
    wait_until_shown(qtbot, window, "vanishing")
    before = [curve.losses for curve in scene(window).curves]
    seed = window.findChild(QSpinBox, "exampleSeedSpin")
    qtbot.type_over(seed, "3")
    qtbot.keyClick(seed, Qt.Key_Return)
    qtbot.waitUntil(lambda: window.side.epochs < EXAMPLES["vanishing"].epochs)
    wait_until_shown(qtbot, window, "vanishing")
    for curve, losses in zip(scene(window).curves, before, strict=True):
        assert curve.losses[-1] != losses[-1]


def test_stopped_it_keeps_what_it_has_and_goes_on_when_asked(qtbot, open_example):
    window = open_example("exploding")
    qtbot.waitUntil(lambda: window.side.epochs >= 1)
    stop = window.findChild(QPushButton, "gradientsStopButton")
    if window.side.is_running:
        qtbot.mouseClick(stop, Qt.LeftButton)
        assert not window.side.is_running
        qtbot.mouseClick(stop, Qt.LeftButton)
    wait_until_shown(qtbot, window, "exploding")


def test_closed_while_it_trains_it_stops_and_opened_again_it_goes_on(qtbot, open_example):
    window = open_example("exploding")
    window.close()
    assert not window.side.is_running
    window.show()
    wait_until_shown(qtbot, window, "exploding")


def test_arrow_keys_step_through_the_epochs_from_the_start(qtbot, open_example):
    """The first focus is in no field that would take them."""
    window = open_example("exploding")
    wait_until_shown(qtbot, window, "exploding")
    focused = window.focusWidget()
    assert isinstance(focused, QWidget)
    assert not isinstance(focused, QSpinBox)
    qtbot.keyClick(focused, Qt.Key_Right)
    qtbot.waitUntil(lambda: scene(window).epoch == EXAMPLES["exploding"].look_at + 1)
