"""Reviews in the program: a student trains a network, and asks it why it answers so."""

from dataclasses import replace

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QPlainTextEdit
from short_reviews import own_reviews
from student import train, wait_for

from networks.steps import finished
from tasks.reviews.explaining import read_review
from training.states import RunState

PROBLEM = own_reviews()
REVIEW = "the plot was dull and the cast moving"


@pytest.fixture
def window(qtbot, window):
    session = window.session
    session.set_problem(PROBLEM)
    qtbot.waitUntil(lambda: session.view.settings.ports.padded)
    wait_for(qtbot, window, RunState.READY)
    small = replace(session.view.settings, units=(6,), embedding=4)
    session.choose_settings(small)
    qtbot.waitUntil(lambda: session.view.settings == small)
    return window


def test_what_is_typed_is_answered_by_the_network_that_was_trained(qtbot, window):
    window.actions_by_name["show_review"].trigger()
    review = window.further["review"]
    train(qtbot, window, epochs=2)
    field = review.findChild(QPlainTextEdit, "reviewField")
    qtbot.waitUntil(field.isEnabled)
    qtbot.keyClick(field, Qt.Key_A, Qt.ControlModifier)
    qtbot.keyClicks(field, REVIEW)

    def told(name):
        return review.findChild(QLabel, f"review{name}Label").text()

    qtbot.waitUntil(lambda: "8 words" in told("Answer") and "on this review" in told("Verdict"))
    reader = review._readers._network
    reading = finished(read_review(reader, PROBLEM, REVIEW))
    shown = review._scene.reading
    assert told("Answer").startswith("Epoch 2: ")
    assert (shown.words, shown.z) == (tuple(REVIEW.split()), pytest.approx(reading.z))
    assert shown.bias + shown.contributions.sum() == pytest.approx(shown.z, abs=1e-6)
    review.show_review("lovely")
    qtbot.waitUntil(lambda: "1 word " in told("Answer"))
