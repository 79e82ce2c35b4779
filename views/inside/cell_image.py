"""A matrix drawn as a grid of coloured cells, several times faster than matplotlib's own image."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import Colormap


class CellImage(Artist):
    """Fills its axes: each number becomes a cell of one colour.

    Axes images are resampled number by number and pixel by pixel. Here every number is
    coloured once, and each pixel looks up its cell.
    """

    def __init__(self, axes: Axes, colour_map: Colormap) -> None:
        super().__init__()
        self._colour_map = colour_map
        self._box = axes.bbox
        self._cells = np.zeros((1, 1, 4), np.uint8)
        axes.add_artist(self)

    def set_values(self, values: np.ndarray, low: float, high: float) -> None:
        """Show ``values``, first row on top; ``low`` and ``high`` are the ends of the colours."""
        self._cells = self._colour_map((values - low) / (high - low), bytes=True)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the cells into the box of the axes."""
        left, bottom, right, top = np.rint(self._box.extents).astype(int)
        rows, columns = self._cells.shape[:2]
        # The renderer counts its rows from below.
        row_of = np.arange(top - bottom)[::-1] * rows // (top - bottom)
        column_of = np.arange(right - left) * columns // (right - left)
        picture = np.ascontiguousarray(self._cells[row_of][:, column_of])
        context = renderer.new_gc()
        renderer.draw_image(context, left, bottom, picture)
        context.restore()
