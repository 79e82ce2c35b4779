"""Symbols written on a map, as many as have room without lying over each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase

from views.inside.glyph_grid import picture_of, put

MOST_LABELS = 200
_MOST_TRIED = 1_500
_SIZE = 9.0
_BESIDE = 5
"""Pixels from a point to the words beside it."""


class MapLabels(Artist):
    """Writes each symbol beside its place, the first ones first.

    Attributes:
        written: numbers of the symbols that had room at the last drawing.
    """

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        self._axes = axes
        self._glyphs: Sequence[str] = ()
        self._places = np.zeros((0, 2))
        self._inks = np.zeros((0, 3), np.uint8)
        self.written: list[int] = []
        axes.add_artist(self)

    def set_labels(self, glyphs: Sequence[str], places: np.ndarray, inks: np.ndarray) -> None:
        """Write these at ``places``, ``(symbols, 2)``, in colours ``(symbols, 3)``, 0 to 255."""
        self._glyphs, self._places, self._inks = glyphs, places, inks

    def draw(self, renderer: RendererBase) -> None:
        """Write as many as there is room for."""
        box = self._axes.bbox
        left, bottom, right, top = np.rint(box.extents).astype(int)
        picture = np.zeros((max(top - bottom, 1), max(right - left, 1), 4), np.uint8)
        taken = np.zeros(picture.shape[:2], bool)
        tried = self._places[:_MOST_TRIED]
        pixels = np.rint(self._axes.transData.transform(tried) - (left, bottom)).astype(int)
        size = round(float(renderer.points_to_pixels(_SIZE)), 1)  # type: ignore[arg-type]
        self.written = []
        for symbol, (x, y) in enumerate(pixels):
            mask = picture_of(self._glyphs[symbol], size)
            corner = x + _BESIDE, picture.shape[0] - y - mask.shape[0] // 2
            if _take(taken, corner, mask.shape):
                put(picture, mask, *corner, self._inks[symbol])
                self.written.append(symbol)
                if len(self.written) == MOST_LABELS:
                    break
        context = renderer.new_gc()
        # The renderer counts its rows from below.
        renderer.draw_image(context, left, bottom, np.ascontiguousarray(picture[::-1]))
        context.restore()


def _take(taken: np.ndarray, corner: tuple[int, int], shape: tuple[int, ...]) -> bool:
    """Take room for a picture, if all of it is free and within."""
    x, y = corner
    place = taken[max(y, 0) : y + shape[0], max(x, 0) : x + shape[1]]
    if place.shape != shape or place.any():
        return False
    place[:] = True
    return True
