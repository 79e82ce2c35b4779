"""A text that a network has judged, each word in the colour of what it speaks for."""

from __future__ import annotations

import numpy as np
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QColor
from PyQt5.QtWidgets import QLabel

from tasks.answer import Answer
from tasks.examining import LABELS
from views.colours import Colours, colours_for
from views.inside.coloured_text import ColouredText

_MEANING = "What was judged: words in blue speak for positive, in orange for negative"
_NOTHING = 0.005
"""What is less than that is written as 0."""
_FULLEST = 0.6
"""Of its colour, which the word has that says the most."""


class JudgedText(ColouredText):
    """Shows what was read, over what its colours mean; a tip has the number of each word."""

    def __init__(self) -> None:
        super().__init__("judgedText", _MEANING)
        self._added: np.ndarray | None = None
        self._legend = QLabel(self, objectName="judgedLegend", textFormat=Qt.RichText)
        self.on_palette(self._colour)
        self.on_font(self._place_legend)
        self.on_resize(self._place_legend)
        self._place_legend()

    def show_answer(self, answer: Answer) -> None:
        """Show what was judged in this answer."""
        self.show_glyphs(answer.given)
        self._added = answer.added
        self._colour()

    def _place_legend(self) -> None:
        """Below the text, which scrolls above it."""
        room, frame = self._legend.sizeHint().height(), self.frameWidth()
        self.setViewportMargins(0, 0, 0, room)
        self._legend.setGeometry(frame, self.height() - frame - room, self.viewport().width(), room)

    def _colour(self) -> None:
        colours = colours_for(self.palette())
        fullest = np.array([[-1.0], [1.0]])
        self._legend.setText(_legend(_fills(colours, fullest)) if self._added is not None else "")
        self._place_legend()
        added = self._added
        if added is None:
            self.show_colours(None)
            return
        reach = max(float(np.abs(added).max(initial=0)), 1e-9)
        fills = _fills(colours, added[:, np.newaxis] / reach)
        self.show_colours(fills, [*map(_told, self._glyphs, added)])


def _fills(colours: Colours, added: np.ndarray) -> np.ndarray:
    """The colours of words that added so much, ``(words, 1)`` from −1 to 1: ``(words, 3)``."""
    inks = np.array([_rgb(colours.predicted), _rgb(colours.actual)])
    ground = _rgb(colours.background)
    side = (added[:, 0] > 0).astype(int)
    return ground + _FULLEST * np.abs(added) * (inks[side] - ground)


def _legend(fills: np.ndarray) -> str:
    """What the colours of those words mean that say the most."""
    names = (QColor(*fill).name() for fill in fills.astype(int))
    return " &nbsp; ".join(
        f'<span style="background-color:{name}">&nbsp;speaks for {side}&nbsp;</span>'
        for name, side in zip(names, LABELS, strict=True)
    )


def _rgb(colour: str) -> np.ndarray:
    return np.array(QColor(colour).getRgb()[:3], float)


def _told(word: str, added: float) -> str:
    if abs(added) < _NOTHING:
        return f"{word}: adds nothing to z"
    side = LABELS[int(added > 0)]
    number = f"{added:+.2f}".replace("-", "−")
    return f"{word}: {number} to z, speaks for {side}"
