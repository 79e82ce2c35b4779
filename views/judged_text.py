"""A text that a network has judged, each word in the colour of what it speaks for."""

from __future__ import annotations

import numpy as np
from PyQt5.QtGui import QColor

from tasks.answer import Answer
from tasks.examining import LABELS
from views.colours import colours_for
from views.inside.coloured_text import ColouredText

_MEANING = "What was judged: words in blue speak for positive, in orange for negative"
_NOTHING = 0.005
"""What is less than that is written as 0."""
_FULLEST = 0.6
"""Of its colour, which the word has that says the most."""


class JudgedText(ColouredText):
    """Shows what was read; rest the pointer on a word for its number."""

    def __init__(self) -> None:
        super().__init__("judgedText", _MEANING)
        self._added: np.ndarray | None = None
        self.on_palette(self._colour)

    def show_answer(self, answer: Answer) -> None:
        """Show what was judged in this answer."""
        self.show_glyphs(answer.given)
        self._added = answer.added
        self._colour()

    def _colour(self) -> None:
        added = self._added
        if added is None:
            self.show_colours(None)
            return
        colours = colours_for(self.palette())
        inks = np.array([_rgb(colours.predicted), _rgb(colours.actual)])
        share = _FULLEST * np.abs(added) / max(float(np.abs(added).max(initial=0)), 1e-9)
        fills = _rgb(colours.background) + share[:, np.newaxis] * (
            inks[(added > 0).astype(int)] - _rgb(colours.background)
        )
        self.show_colours(fills, [*map(_told, self._glyphs, added)])


def _rgb(colour: str) -> np.ndarray:
    return np.array(QColor(colour).getRgb()[:3], float)


def _told(word: str, added: float) -> str:
    if abs(added) < _NOTHING:
        return f"{word}: adds nothing to z"
    side = LABELS[int(added > 0)]
    number = f"{added:+.2f}".replace("-", "−")
    return f"{word}: {number} to z, speaks for {side}"
