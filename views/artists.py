"""What plots draw faster than matplotlib would: cells, frames and bars as one, and part by part."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import Colormap
from matplotlib.path import Path

_CORNERS = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]])
_ONE = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]


class PartedArtist(Artist):
    """Is drawn in parts, of which none takes long; a canvas lets others have a turn in between."""

    def drawing(self, renderer: RendererBase) -> Iterator[None]:
        """Draw, and yield after each part."""
        raise NotImplementedError

    def draw(self, renderer: RendererBase) -> None:
        """Draw all of it at once."""
        for _ in self.drawing(renderer):
            pass


def drawing_of(artist: Artist, renderer: RendererBase) -> Iterator[None]:
    """Draw any artist, in parts if it has some; the last one is followed by a yield, too."""
    if isinstance(artist, PartedArtist):
        yield from artist.drawing(renderer)
    else:
        artist.draw(renderer)
    yield


class CellImage(Artist):
    """A matrix that fills its axes: each number becomes a cell of one colour.

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
        put_picture(renderer, left, bottom, self._cells[row_of][:, column_of])


def put_picture(renderer: RendererBase, left: int, bottom: int, picture: np.ndarray) -> None:
    """Draw pixels, ``(rows, columns, 4)``, the first row lowest: the renderer counts from below."""
    context = renderer.new_gc()
    renderer.draw_image(context, left, bottom, np.ascontiguousarray(picture))
    context.restore()


def framed(centres: np.ndarray, half: tuple[float, float] | np.ndarray = (0.5, 0.5)) -> Path:
    """A rectangle around each centre, ``(count, 2)``, of half this width and height.

    ``half`` is the same for all, or ``(count, 1, 2)``.
    """
    corners = (centres[:, None] + _CORNERS * half).reshape(-1, 2)
    return Path(corners, np.tile(_ONE, len(centres)).astype(Path.code_type))


def bars(places: np.ndarray, starts: np.ndarray, ends: np.ndarray, width: float) -> Path:
    """A bar in each place from its start to its end, ``(count,)`` each."""
    centres = np.stack([places, (starts + ends) / 2], axis=1)
    half = np.stack([np.full(len(places), width / 2), np.abs(ends - starts) / 2], axis=1)
    return framed(centres, half[:, np.newaxis])
