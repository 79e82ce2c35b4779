"""One line on how something ended, in a place that is kept for it."""

from __future__ import annotations

from PyQt5.QtCore import QSize, Qt, QTimer
from PyQt5.QtGui import QColor, QPaintEvent
from PyQt5.QtWidgets import QLabel, QSizePolicy

from formatting import shown
from views.colours import colours_for
from views.painting import fails_once, painting_on

GONE_AFTER = 10_000
"""Milliseconds that good news stays."""


class MessageLine(QLabel):
    """Tells an outcome; empty, it is as high as full, so that nothing beside it moves.

    Good news goes by itself. What is under way, and a failure, stays until the line is cleared or
    told something else. What is too long is shortened in the middle and whole in the tooltip.
    """

    def __init__(self, name: str, meaning: str) -> None:
        super().__init__(objectName=name, accessibleName=meaning, textFormat=Qt.PlainText)
        # A long path must not make the window wider than the user has it.
        self.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Fixed)
        self._meaning = meaning
        self._is_failure = False
        self._timer = QTimer(self, singleShot=True, timeout=self.clear)
        self.clear()

    def tell(self, sentence: str, went_well: bool, goes: bool = True) -> None:
        """Show a sentence.

        ``goes``: whether good news goes by itself; not that of what is under way.
        """
        self._is_failure = not went_well
        sentence = shown(sentence)
        self.setText(sentence)
        self.setToolTip(sentence)
        self.setAccessibleDescription(sentence)
        if went_well and goes:
            self._timer.start(GONE_AFTER)
        else:
            self._timer.stop()

    def clear(self) -> None:
        """Show nothing; the tooltip says what may stand here."""
        self._timer.stop()
        self.setText("")
        self.setToolTip(self._meaning)
        self.setAccessibleDescription("")

    @property
    def ink(self) -> str:
        """The colour of the sentence, which follows the palette."""
        colours = colours_for(self.palette())
        return colours.error if self._is_failure else colours.text

    def sizeHint(self) -> QSize:
        """As high as one line, and as wide as the whole sentence."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()), metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """The same height: the width does not matter."""
        return QSize(0, self.sizeHint().height())

    @fails_once(QLabel.text)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Write as much of the sentence as there is room for."""
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.ElideMiddle, room.width())
        with painting_on(self) as painter:
            painter.setPen(QColor(self.ink))
            painter.drawText(room, Qt.AlignLeft | Qt.AlignVCenter, words)
