"""What the windows on gradients have in common stands by itself."""

from PyQt5.QtWidgets import QLabel

import model
from training.record import History
from training.side_training import SideTraining
from views.epoch_cursor import EpochCursor
from views.gradients.window import GradientsWindow


def test_it_is_whole_when_it_is_made_and_asks_nothing_of_a_class_below(qtbot, show_window):
    own = QLabel("compare with nothing")
    given = (EpochCursor(History()), SideTraining(model), (own,), "Nothing to be seen.")
    window = show_window(GradientsWindow("baseGradientsWindow", "Gradients", *given))
    assert own.isVisible()
    empty = window.findChild(QLabel, "gradientsEmptyLabel")
    qtbot.waitUntil(lambda: empty.text() == "Nothing to be seen.")
