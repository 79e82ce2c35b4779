"""The main window on reviews, used as a student uses it."""

from dataclasses import replace

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QLabel, QListWidget, QPlainTextEdit
from short_reviews import own_reviews
from student import button, control, train

from tasks.registry import task_of
from views.beside import NETWORK, BesidePanel

PROBLEM = own_reviews(count=300)


@pytest.fixture
def reviews_window(qtbot, window):
    """The window on a few short reviews, with a network that learns them in no time."""
    window.problem.show_problem(PROBLEM)
    qtbot.waitUntil(button(window, "predict").isEnabled, timeout=20_000)
    settings = replace(window.session.view.settings, units=(4,), embedding=3, rows=16, window=16)
    window.session.choose_settings(settings)
    fitted = task_of(PROBLEM).fit(PROBLEM, settings)
    qtbot.waitUntil(lambda: window.session.view.settings == fitted, timeout=20_000)
    qtbot.waitUntil(button(window, "predict").isEnabled, timeout=20_000)
    return window


@pytest.fixture
def judgement(qtbot, reviews_window):
    """The window that judges the network, after an epoch."""
    train(qtbot, reviews_window, epochs=1)
    reviews_window.actions_by_name["show_judgement"].trigger()
    judgement = reviews_window.further["judgement"]
    words = control(judgement, QLabel, "judgementWordsLabel")
    qtbot.waitUntil(lambda: "The network is" in words.text(), timeout=20_000)
    return judgement


def test_beside_the_network_stands_what_simpler_means_judge_rightly(qtbot, reviews_window):
    panel = control(reviews_window, BesidePanel, "besidePanel")
    qtbot.waitUntil(lambda: len(panel.chart.bars) == 3, timeout=20_000)
    train(qtbot, reviews_window, epochs=1)
    bars = {bar.name: bar.figure for bar in panel.chart.bars}
    assert bars[NETWORK] == reviews_window.session.view.last.accuracy
    assert bars["bag of words"] == 1


def test_a_network_is_judged_by_what_its_epoch_said(reviews_window, judgement):
    record = reviews_window.session.view.last
    assert judgement.canvas.measures.accuracy == pytest.approx(record.accuracy)
    assert judgement.canvas.measures.count == len(record.predictions)


def test_the_test_set_is_asked_and_bag_of_words_and_n_grams_are_told_beside(
    qtbot, reviews_window, judgement
):
    qtbot.mouseClick(button(judgement, "judgementAsk"), Qt.LeftButton)
    words = control(judgement, QLabel, "judgementWordsLabel")
    qtbot.waitUntil(lambda: "of the test set" in words.text(), timeout=20_000)
    rivals = reviews_window.comparison.of(PROBLEM).of_test
    assert rivals.verdict(judgement.canvas.measures.accuracy) in words.text()


def test_a_review_that_is_most_wrong_is_explained_in_its_own_window(
    qtbot, reviews_window, judgement
):
    worst = control(judgement, QListWidget, "judgementWorstList")
    place = worst.visualItemRect(worst.item(0)).center()
    qtbot.mouseClick(worst.viewport(), Qt.LeftButton, pos=place)
    read = control(judgement, QPlainTextEdit, "judgementWorstText").toPlainText()
    assert read in map(PROBLEM.corpus.spell, range(len(PROBLEM.corpus)))
    qtbot.mouseDClick(worst.viewport(), Qt.LeftButton, pos=place)
    review = reviews_window.further["review"]
    qtbot.waitUntil(review.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: read.split()[0] in shown_in(review), timeout=20_000)


def shown_in(window):
    """All that is typed in a window, or may be."""
    return " ".join(edit.toPlainText() for edit in window.findChildren(QPlainTextEdit))
