"""The window that says what the program waits for before it ends."""

from __future__ import annotations

import time
from collections.abc import Callable

from PyQt5.QtCore import QCoreApplication, QEventLoop, Qt
from PyQt5.QtWidgets import QWidget

from shelf.shelf import Shelf
from views.labels import make_text
from views.rows import lines_of

_SOON = 1.0
"""Seconds for which nobody has to be told what is waited for."""
_WIDTH = 420
_WITHOUT_INPUT = QEventLoop.ExcludeUserInputEvents | QEventLoop.ExcludeSocketNotifiers
"""Nobody can close all a second time. Timers and queued signals come, and not only what is drawn:
whoever could ask for more by them is to have ended before anything is waited for."""


class ClosingWindow(QWidget):
    """Comes up in place of the main one, if closing takes longer than a moment."""

    def __init__(self) -> None:
        super().__init__(None, Qt.Window, objectName="closingWindow")
        self.setAttribute(Qt.WA_QuitOnClose, False)
        self.setWindowTitle("Closing – LSTM Lab")
        self.setFixedWidth(_WIDTH)
        self._label = make_text("closingLabel", "What is waited for", lines=2)
        self.setLayout(lines_of(self._label))
        self._soon = time.monotonic() + _SOON

    def tell(self, sentence: str) -> None:
        """Say what is waited for, while the program stands still."""
        if time.monotonic() > self._soon:
            self._label.setText(sentence)
            self.show()
            QCoreApplication.processEvents(_WITHOUT_INPUT)


def try_to_keep(shelf: Shelf, put: Callable[[], None]) -> None:
    """Try once more what could not be kept, with what ``put`` puts on the shelf; if it takes long,
    say so."""
    if shelf.not_kept:
        put()
        waiting = ClosingWindow()
        shelf.keep_again(waiting.tell)
        waiting.hide()
