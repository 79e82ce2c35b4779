"""A stretch of a text along the time axis of a plot: characters below it, words in the plot."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.text import Text

from formatting import shorten
from views import axes_style
from views.colours import Colours

_LONGEST_CHARACTER = 2
"""Letters of a glyph that stands for a character, such as ↵."""
_LONGEST_WORD = 12
_ROOM_FOR_MARKS, _ROOM_FOR_WORDS = 0.08, 0.55
_POINTS_PER_CHARACTER, _POINTS_PER_WORD = 6.5, 15.0


class TextAlong:
    """Writes what came at each step; words, which are wider than a step, upwards."""

    def __init__(self, axes: Axes) -> None:
        self._axes = axes
        self._words: list[Text] = []
        self._colour = "black"

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette."""
        self._colour = colours.text
        for word in self._words:
            word.set_color(self._colour)

    def room_for(self, glyphs: Sequence[str]) -> int:
        """How many symbols of a text there is room for, given all that there can be."""
        pitch = _POINTS_PER_WORD if _are_words(glyphs) else _POINTS_PER_CHARACTER
        return int(axes_style.width_in_points(self._axes) / pitch)

    @staticmethod
    def room_below(glyphs: Sequence[str]) -> float:
        """How far the plot goes on below 0, as a share of what is above it."""
        return _ROOM_FOR_WORDS if _are_words(glyphs) else _ROOM_FOR_MARKS

    def write(self, stretch: Sequence[str], glyphs: Sequence[str]) -> None:
        """Write a stretch from time 1 on, in symbols of these."""
        self.clear()
        shown = [axes_style.drawable(glyph) for glyph in stretch]
        if _are_words(glyphs):
            self._axes.set_xticks([])
            self._words = [self._upwards(time, word) for time, word in enumerate(shown, 1)]
        else:
            self._axes.set_xticks(range(1, len(shown) + 1), shown)

    def clear(self) -> None:
        """Write nothing."""
        for word in self._words:
            word.remove()
        self._words = []

    def _upwards(self, time: float, word: str) -> Text:
        return self._axes.text(
            time,
            -_ROOM_FOR_MARKS,
            shorten(word, _LONGEST_WORD),
            rotation="vertical",
            ha="center",
            va="top",
            fontsize=axes_style.SMALL_SIZE,
            color=self._colour,
            parse_math=False,
        )


def _are_words(glyphs: Sequence[str]) -> bool:
    return max(map(len, glyphs), default=0) > _LONGEST_CHARACTER
