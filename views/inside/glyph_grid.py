"""Symbols as they are written, one in each cell of a grid: hundreds of them at no cost.

matplotlib sets a text of its own for each, which takes half a millisecond. Here each symbol is
set once, and its picture put wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties

from views.axes_style import drawable

_FONT = FontProperties(family="DejaVu Sans Mono")
_SIZE = 7.0
"""Points: at that, two hundred symbols have room side by side in a usual window."""
_BETWEEN_WORDS = 0.3
"""Of the size of the letters."""
_LAP = 1
"""Pixels by which neighbours may lie over each other's empty edge."""


class GlyphGrid(Artist):
    """Fills its axes, or a line above them: each symbol stands in the middle of its cell.

    Of symbols that are longer than a cell those are left out that would lie over the one before.
    """

    def __init__(self, axes: Axes, above: float = 0.0) -> None:
        """``above`` is the height of a line over the axes, in points; 0 fills the axes."""
        super().__init__()
        self._box, self._above = axes.bbox, above
        self._rows: Sequence[Sequence[str]] = ()
        self._inks: Sequence[np.ndarray] = ()
        axes.add_artist(self)

    def set_glyphs(self, rows: Sequence[Sequence[str]], inks: Sequence[np.ndarray]) -> None:
        """Show these from the next drawing on, the first row on top.

        ``inks`` are the colours of each row, ``(steps, 3)``, from 0 to 255; see :func:`inked`.
        """
        self._rows, self._inks = rows, inks

    def draw(self, renderer: RendererBase) -> None:
        """Draw what there is room for into the box of the axes."""
        left, bottom, right, top = np.rint(self._box.extents).astype(int)
        if self._above:
            line = float(renderer.points_to_pixels(self._above))  # type: ignore[arg-type]
            bottom, top = top, top + round(line)
        picture = np.zeros((max(top - bottom, 1), max(right - left, 1), 4), np.uint8)
        height = picture.shape[0] / max(len(self._rows), 1)
        for row, (glyphs, inks) in enumerate(zip(self._rows, self._inks, strict=True)):
            middle = round((row + 0.5) * height)
            for step, mask, x in self._placed(glyphs, renderer, picture.shape[1]):
                _put(picture, mask, x, middle - mask.shape[0] // 2, inks[step])
        context = renderer.new_gc()
        # The renderer counts its rows from below.
        renderer.draw_image(context, left, bottom, np.ascontiguousarray(picture[::-1]))
        context.restore()

    def _placed(
        self, glyphs: Sequence[str], renderer: RendererBase, width: int
    ) -> Iterator[tuple[int, np.ndarray, int]]:
        """Number, picture and left edge of each symbol of a row that has room."""
        size = float(renderer.points_to_pixels(_SIZE))  # type: ignore[arg-type]
        free_from = -_LAP
        for step, glyph in enumerate(glyphs):
            mask = picture_of(glyph, round(size, 1))
            x = round((step + 0.5) * width / len(glyphs) - mask.shape[1] / 2)
            if x >= free_from and x + mask.shape[1] <= width + _LAP:
                # Words that touch would be read as one.
                apart = round(_BETWEEN_WORDS * size) if len(glyph) > 1 else -_LAP
                free_from = x + mask.shape[1] + apart
                yield step, mask, x


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
