"""The row from which the test set is asked, which says why it is asked but once."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QProgressBar, QWidget

from views.buttons import Push, push_buttons
from views.labels import make_text
from views.rows import fill, row_of

_STEPS = 1000


class AskingBar(QWidget):
    """Asks, shows how far that has gone, and how often it was done.

    Signals:
        wanted: the test set is to be asked.
        unwanted: no more of it is.
    """

    wanted = pyqtSignal()
    unwanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._ask, self._stop = push_buttons(
            (
                Push(
                    "judgementAskButton",
                    "Ask the &test set",
                    "Let the network of the epoch shown judge the whole test set, once",
                    self.wanted.emit,
                    "Ctrl+T",
                ),
                Push(
                    "judgementStopButton",
                    "St&op",
                    "Ask no more; an answer that nobody has seen does not count",
                    self.unwanted.emit,
                    "Ctrl+.",
                ),
            ),
            self,
        )
        self._bar = QProgressBar(objectName="judgementAskingBar", textVisible=False)
        self._bar.setAccessibleName("How much of the test set has been asked")
        self._bar.setToolTip("How much of the test set has been asked")
        self._bar.setRange(0, _STEPS)
        self._bar.setFixedWidth(160)
        self._words = make_text("judgementAskedLabel", "How often the test set was asked", 2)
        row = row_of(self._ask, self._stop, self._bar, self._words, stretched=self._words)
        fill(self, row)

    def show_state(self, can_ask: bool, is_asking: bool, words: str) -> None:
        """Offer what can be done now, and say how often it was."""
        self._ask.setEnabled(can_ask and not is_asking)
        self._stop.setEnabled(is_asking)
        self._words.setText(words)
        self._bar.setVisible(is_asking)
        if not is_asking:
            self._bar.setValue(0)

    def show_progress(self, share: float) -> None:
        """So much is done, 0 to 1."""
        self._bar.setValue(round(_STEPS * share))
