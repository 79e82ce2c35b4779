"""A text as it grows, and what the network held likely in each of its places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence

import numpy as np

from formatting import visible
from tasks.answer import Answer
from tasks.writing import Written

MOST_BYTES = 64 * 2**20
"""Of probabilities that are kept: all of a text of characters, 1,600 words of 10,000."""


def units(text: str) -> int:
    """Length of a text as Qt counts it: some characters take two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class WrittenText:
    """A beginning, and what a network writes after it.

    Where it stands in a view is counted as Qt counts what is shown of it.

    Attributes:
        beginning: that was read first.
        glyphs: what each symbol that was written adds to the text.
        shown_beginning: the beginning as it is shown, see :func:`formatting.visible`.
        shown: each of the glyphs likewise.
        symbols: their classes.
        confidences: how likely the network held each.
    """

    def __init__(self, beginning: str = "", most_bytes: int = MOST_BYTES) -> None:
        self.beginning = beginning
        self.glyphs: list[str] = []
        self.symbols: list[int] = []
        self.confidences: list[float] = []
        self.shown: list[str] = []
        self._most_bytes = most_bytes
        self._last = " "
        self._letters = [0]
        self.shown_beginning = self._shown(beginning)
        self._ends = [self._letters[-1]]
        self._pieces: deque[np.ndarray] = deque()
        self._forgotten = 0
        self._ahead: np.ndarray | None = None

    @classmethod
    def of(cls, answer: Answer) -> WrittenText:
        """What was answered, of which nobody knows the classes any more."""
        text = cls("".join(answer.given))
        text._add(answer.said, answer.confidences)
        return text

    def __len__(self) -> int:
        return len(self.glyphs)

    def _add(self, glyphs: Sequence[str], confidences: np.ndarray) -> None:
        self.glyphs += glyphs
        self.confidences += map(float, confidences)
        for glyph in glyphs:
            self.shown.append(self._shown(glyph))
            self._ends.append(self._letters[-1])

    def _shown(self, text: str) -> str:
        """What comes next as it is shown; where each of its letters ends is kept."""
        shown = []
        for letter in text:
            shown.append(visible(letter, self._last, spaces=True))
            self._letters.append(self._letters[-1] + units(shown[-1]))
            self._last = letter if shown[-1] == letter else " "
        return "".join(shown)

    def append(self, piece: Written) -> None:
        """It goes on."""
        self._add(piece.glyphs, piece.confidences)
        self.symbols += map(int, piece.symbols)
        self._pieces.append(piece.probabilities)
        self._ahead = piece.ahead
        while len(self._pieces) > 1 and self._bytes > self._most_bytes:
            self._forgotten += len(self._pieces.popleft())

    @property
    def text(self) -> str:
        """What was written, without the beginning."""
        return "".join(self.glyphs)

    @property
    def whole(self) -> str:
        """The beginning, and what was written after it."""
        return self.beginning + self.text

    @property
    def _bytes(self) -> int:
        return sum(piece.nbytes for piece in self._pieces)

    def symbol_at(self, position: int) -> int | None:
        """The symbol at a place of what is shown; None in the beginning.

        Behind the last one it is the symbol that would come next.
        """
        if position < self._ends[0]:
            return None
        return min(bisect_right(self._ends, position) - 1, len(self))

    def place_of(self, symbol: int) -> slice:
        """Where a symbol stands in what is shown."""
        return slice(self._ends[symbol], self._ends[min(symbol + 1, len(self))])

    def text_at(self, place: slice) -> str:
        """The part of the whole text that is shown there."""
        first = bisect_right(self._letters, place.start) - 1
        return self.whole[first : bisect_left(self._letters, place.stop)]

    def in_units(self, stretch: slice) -> slice:
        """Where a stretch of what was written stands in what is shown."""
        before = len(self.beginning)
        return slice(self._letters[before + stretch.start], self._letters[before + stretch.stop])

    def probabilities_at(self, symbol: int) -> np.ndarray | None:
        """How likely each class was in a place, ``(classes,)``; None where that is not kept."""
        if symbol == len(self):
            return self._ahead
        place = symbol - self._forgotten
        for piece in self._pieces if place >= 0 else ():
            if place < len(piece):
                return piece[place]
            place -= len(piece)
        return None
