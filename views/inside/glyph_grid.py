"""Symbols as they are written, one in each cell of a grid: hundreds of them at no cost.

matplotlib sets a text of its own for each, which takes half a millisecond. Here each symbol is
set once, and its picture put wherever it stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from unicodedata import east_asian_width

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties

from formatting import shorten
from views.artists import PartedArtist, put_picture
from views.axes_style import drawable
from views.fonts import EQUALLY_WIDE, families

_FONT = FontProperties(family=families(EQUALLY_WIDE))
_SIZE = 7.0
"""Points: at that, two hundred symbols have room side by side in a usual window."""
_BETWEEN_WORDS = 0.3
"""Of the size of the letters."""
_WHOLE = 0.75
"""Of all symbols, so many have room as they are; the rest is shortened."""
_AT_ONCE = 20
"""Symbols whose pictures are made in one go."""
_NO_ROOM = "point at a step to read it"
"""Stands in the place of letters."""
_LAP = 1
"""Pixels by which neighbours may lie over each other's empty edge."""


class GlyphGrid(PartedArtist):
    """Fills its axes, or a line above them: each symbol stands in the middle of its cell.

    Where words are longer than a cell, every second step is written, or every third …, the same
    ones in all rows, and what is longer than most is shortened. Letters are all written or none.
    """

    def __init__(self, axes: Axes, above: float = 0.0) -> None:
        """``above`` is the height of a line over the axes, in points; 0 fills the axes."""
        super().__init__()
        self.set_animated(True)
        self._box, self._above = axes.bbox, above
        self._rows: Sequence[Sequence[str]] = ()
        self._inks: Sequence[np.ndarray] = ()
        axes.add_artist(self)

    def set_glyphs(self, rows: Sequence[Sequence[str]], inks: Sequence[np.ndarray]) -> None:
        """Show these from the next drawing on, the first row on top.

        ``inks`` are the colours of each row, ``(steps, 3)``, from 0 to 255; see :func:`inked`.
        """
        self._rows, self._inks = rows, inks

    def drawing(self, renderer: RendererBase) -> Iterator[None]:
        """Draw what there is room for into the box of the axes, some symbols at a time."""
        left, bottom, right, top = np.rint(self._box.extents).astype(int)
        if self._above:
            line = float(renderer.points_to_pixels(self._above))  # type: ignore[arg-type]
            bottom, top = top, top + round(line)
        picture = np.zeros((max(top - bottom, 1), max(right - left, 1), 4), np.uint8)
        height = picture.shape[0] / max(len(self._rows), 1)
        size = float(renderer.points_to_pixels(_SIZE))  # type: ignore[arg-type]
        for row, placed in enumerate(placed_glyphs(self._rows, size, picture.shape[1])):
            middle = round((row + 0.5) * height)
            for number, (step, mask, x) in enumerate(placed):
                _put(picture, mask, x, middle - mask.shape[0] // 2, self._inks[row][step])
                if number % _AT_ONCE == 0:
                    yield
        put_picture(renderer, left, bottom, picture[::-1])


Placed = tuple[int, np.ndarray, int]
"""Number, picture and left edge of a symbol of a row."""


def placed_glyphs(
    rows: Sequence[Sequence[str]], size: float, width: int
) -> Iterator[Iterator[Placed]]:
    """Of each row what there is room for, with letters of this size in so many pixels."""
    lengths = [letters_wide(glyph) for row in rows for glyph in row]
    if not lengths:
        return
    pitch = width / len(rows[0])
    every, most = _room(lengths, pitch, size)
    if every > 1 and are_letters([glyph for row in rows for glyph in row]):
        hint = picture_of(_NO_ROOM, round(size, 1))
        # Over the colours of several rows it could not be read.
        yield iter([(0, hint, 0)] if len(rows) == 1 and hint.shape[1] <= width else [])
        return
    for row in rows:
        yield _placed_in_row(
            row, range(every // 2, len(row) - every // 2, every), most, pitch, size
        )


def _placed_in_row(
    row: Sequence[str], steps: range, most: int, pitch: float, size: float
) -> Iterator[Placed]:
    for step in steps:
        glyph = row[step]
        shown = glyph if letters_wide(glyph) <= most else shorten(glyph, most - 1)
        mask = picture_of(shown, round(size, 1))
        yield step, mask, round((step + 0.5) * pitch - mask.shape[1] / 2)


def _room(lengths: Sequence[int], pitch: float, size: float) -> tuple[int, int]:
    """Every how manieth symbol of such lengths is written, and with how many characters."""
    letter = picture_of("m", round(size, 1)).shape[1]
    usual = int(np.quantile(lengths, _WHOLE, method="lower"))
    # Words that touch would be read as one.
    apart = -_LAP if max(lengths) == 1 else round(_BETWEEN_WORDS * size)
    every = max(1, math.ceil((usual * letter + apart) / pitch))
    return every, max(1, int((every * pitch - apart) / letter))


def are_letters(glyphs: Sequence[str]) -> bool:
    """Whether they are read as a text, which would be another one if some were left out.

    Digits and marks alone are none. A letter without a mark of its own is written by its number.
    """
    single = [glyph for glyph in glyphs if len(glyph) == 1]
    return 2 * len(single) > len(glyphs) and any(map(str.isalpha, single))


def letters_wide(glyph: str) -> int:
    """How many letters a symbol is as wide as, at the most: pictures, such as emoji, are two."""
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in glyph)


def inked(colour: str, steps: int) -> np.ndarray:
    """A row of symbols in one colour."""
    return np.tile(np.array([255 * part for part in to_rgb(colour)], np.uint8), (steps, 1))


@lru_cache(maxsize=4096)
def picture_of(glyph: str, pixels: float) -> np.ndarray:
    """How much of each pixel a symbol covers, 0 to 255; all of a size stand on one line."""
    font = _FONT.copy()
    font.set_size(pixels)
    text = drawable(glyph)
    measured, _, _ = RendererAgg(1, 1, 72).get_text_width_height_descent(text, font, False)
    height = int(np.ceil(1.3 * pixels))
    renderer = RendererAgg(max(1, int(np.ceil(measured))), height, 72)
    renderer.draw_text(renderer.new_gc(), 0, round(0.98 * pixels), text, font, 0)
    return np.array(renderer.buffer_rgba())[..., 3]


def _put(picture: np.ndarray, mask: np.ndarray, x: int, y: int, ink: np.ndarray) -> None:
    """Lay a symbol over what is there; what reaches beyond the picture is cut off."""
    cut_left, cut_top = max(0, -x), max(0, -y)
    mask = mask[cut_top : picture.shape[0] - y, cut_left : picture.shape[1] - x]
    y, x = y + cut_top, x + cut_left
    place = picture[y : y + mask.shape[0], x : x + mask.shape[1]]
    covers = mask > place[..., 3]
    place[covers, :3] = ink
    place[covers, 3] = mask[covers]
