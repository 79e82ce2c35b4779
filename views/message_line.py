"""One line on how something ended, in a place that is kept for it."""

from __future__ import annotations

from PyQt5.QtCore import QSize, Qt, QTimer

from formatting import shown
from views.colours import colours_for
from views.elided_label import ElidedLabel

GONE_AFTER = 10_000
"""Milliseconds that good news stays."""


class MessageLine(ElidedLabel):
    """Tells an outcome; empty, it is as high as full, so that nothing beside it moves.

    Good news goes by itself. What is under way, and a failure, stays until the line is cleared or
    told something else. What is too long is shortened in the middle: a long path must not make the
    window wider than the user has it.
    """

    elides = Qt.ElideMiddle

    def __init__(self, name: str, meaning: str) -> None:
        super().__init__(name, meaning)
        self._is_failure = False
        self._timer = QTimer(self, singleShot=True, timeout=self.clear)

    def tell(self, sentence: str, went_well: bool, goes: bool = True) -> None:
        """Show a sentence.

        ``goes``: whether good news goes by itself; not that of what is under way.
        """
        self._is_failure = not went_well
        sentence = shown(sentence)
        self.setText(sentence)
        self.setAccessibleDescription(sentence)
        if went_well and goes:
            self._timer.start(GONE_AFTER)
        else:
            self._timer.stop()

    def clear(self) -> None:
        """Show nothing; the tooltip says what may stand here."""
        self._timer.stop()
        self.setText("")
        self.setAccessibleDescription("")

    @property
    def ink(self) -> str:
        """The colour of the sentence, which follows the palette."""
        colours = colours_for(self.palette())
        return colours.error if self._is_failure else colours.text

    def sizeHint(self) -> QSize:
        """As wide as the whole sentence, where nothing makes it narrower."""
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(width, super().sizeHint().height())
