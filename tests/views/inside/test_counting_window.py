"""The prepared unit is trained and found without a click."""

import pytest
from PyQt5.QtWidgets import QLabel, QPushButton, QSpinBox, QTabWidget

import model
from experiments.counting_example import COUNTING, COUNTING_UNIT
from views.inside.counting_window import CountingWindow


@pytest.fixture
def window(show_window):
    return show_window(CountingWindow(model))


def wait_until_shown(qtbot, window):
    qtbot.waitUntil(
        lambda: (
            window.findChild(QLabel, "insideEpochLabel").text()
            == f"{COUNTING.look_at} of {COUNTING.epochs}"
            and window.cursor.unit == COUNTING_UNIT
        ),
        timeout=30_000,
    )


def test_it_opens_on_the_unit_that_counts_with_words_on_what_to_see(qtbot, window):
    wait_until_shown(qtbot, window)
    tabs = window.findChild(QTabWidget, "insideTabs")
    assert tabs.tabText(tabs.currentIndex()) == "One unit"
    assert window.findChild(QLabel, "exampleLabel").text() == COUNTING.says


def test_it_offers_no_training_to_go_back_to(window):
    assert not window.findChild(QPushButton, "branchButton").isVisible()


def test_another_seed_trains_it_anew(qtbot, window):
    wait_until_shown(qtbot, window)
    loss = window.cursor.epoch_cursor.history.loss[-1]
    window.findChild(QSpinBox, "exampleSeedSpin").setValue(2)
    qtbot.waitUntil(lambda: window.cursor.epoch_cursor.last < COUNTING.epochs)
    wait_until_shown(qtbot, window)
    assert window.cursor.epoch_cursor.history.loss[-1] != loss


def test_closed_while_it_trains_it_goes_on_when_it_is_opened_again(qtbot, window):
    window.close()
    window.show()
    wait_until_shown(qtbot, window)
