"""The bar at the bottom of a window, which tells what has become of something."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QPaintEvent
from PyQt5.QtWidgets import QSizeGrip, QStatusBar

from formatting import one_line
from views.labels import as_it_stands
from views.painting import fails_once, painting_on

_BEFORE = 6
"""Pixels between the edge and the sentence."""


class StatusBar(QStatusBar):
    """Shows as much of a sentence as there is room for; the tooltip has all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.messageChanged.connect(self._follow)

    @property
    def drawn(self) -> str:
        """As much as there is room for."""
        room = self.width() - _BEFORE - self.findChild(QSizeGrip).width()
        return self.fontMetrics().elidedText(one_line(self.currentMessage()), Qt.ElideRight, room)

    def _follow(self, sentence: str) -> None:
        self.setToolTip(as_it_stands(sentence))
        # Qt paints only where the sentence is to stand, and so leaves what stood beside it.
        self.update()

    @fails_once(QStatusBar.currentMessage)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw that."""
        with painting_on(self) as painter:
            room = self.rect().adjusted(_BEFORE, 0, 0, 0)
            painter.drawText(room, Qt.AlignLeft | Qt.AlignVCenter, self.drawn)
