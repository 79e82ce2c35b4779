"""What the colours behind the text mean."""

from __future__ import annotations

from PyQt5.QtCore import QRect, QSize, Qt
from PyQt5.QtGui import QPaintEvent
from PyQt5.QtWidgets import QSizePolicy, QWidget

from views.painting import fails_once, painting_on
from views.writing.text_view import LEVELS, shade

_NONE, _ALL = "improbable", "certain"
_MEANING = (
    "The colour behind a symbol is the probability that the network gave it, before temperature "
    "and cuts; point at a symbol for its number. Bold is what was typed, and what is underlined "
    "stands in the book"
)
_WIDTH, _GAP = 120, 6


class ShadeLegend(QWidget):
    """All shades in a row, with a word at both ends."""

    def __init__(self) -> None:
        super().__init__(objectName="writingLegend", accessibleName=_MEANING, toolTip=_MEANING)
        self.setSizePolicy(QSizePolicy.Fixed, QSizePolicy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the shades and their words."""
        letters = self.fontMetrics()
        words = letters.horizontalAdvance(_NONE) + letters.horizontalAdvance(_ALL)
        return QSize(words + 2 * _GAP + _WIDTH, letters.lineSpacing() + 4)

    @fails_once(lambda legend: legend.size())
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw word, shades, word."""
        left = self.fontMetrics().horizontalAdvance(_NONE) + _GAP
        bar = QRect(left, 2, _WIDTH, self.height() - 4)
        with painting_on(self) as painter:
            painter.drawText(self.rect(), Qt.AlignLeft | Qt.AlignVCenter, _NONE)
            painter.drawText(self.rect(), Qt.AlignRight | Qt.AlignVCenter, _ALL)
            for level in range(LEVELS + 1):
                start, stop = (k * bar.width() // (LEVELS + 1) for k in (level, level + 1))
                part = QRect(bar.left() + start, bar.top(), stop - start, bar.height())
                painter.fillRect(part, shade(level, self))
            painter.drawRect(bar.adjusted(0, 0, -1, -1))
