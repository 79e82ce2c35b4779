"""Symbols written on a map, as many as have room without lying over each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase

from views.artists import PartedArtist, put_picture
from views.axes_style import is_drawable
from views.inside.glyph_grid import inked, letters_wide, picture_of

MOST_LABELS = 200
_AT_ONCE = 10
"""Words whose pictures are made in one go."""
_MOST_TRIED = 1_500
_SIZE = 9.0
_GROUND = 170
"""Of 255: how much the ground of a word covers."""
_BESIDE = 7
"""Points from the middle of a mark to the words beside it."""


class MapLabels(PartedArtist):
    """Writes each symbol beside its place, the first ones first.

    Attributes:
        written: numbers of the symbols that had room at the last drawing.
    """

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        self._axes = axes
        self._glyphs: Sequence[str] = ()
        self._places = np.zeros((0, 2))
        self._ink, self._behind = inked("black", 1), inked("white", 1)
        self.written: list[int] = []
        axes.add_artist(self)

    def set_labels(self, glyphs: Sequence[str], places: np.ndarray, ink: str, behind: str) -> None:
        """Write these at ``places``, ``(symbols, 2)``, in one colour upon another."""
        self._glyphs, self._places = glyphs, places
        self._ink, self._behind = inked(ink, 1), inked(behind, 1)

    def drawing(self, renderer: RendererBase) -> Iterator[None]:
        """Write as many as there is room for, some of them at a time."""
        left, bottom, right, top = np.rint(self._axes.bbox.extents).astype(int)
        picture = np.zeros((max(top - bottom, 1), max(right - left, 1), 4), np.uint8)
        size = round(float(renderer.points_to_pixels(_SIZE)), 1)  # type: ignore[arg-type]
        tried = self._places[:_MOST_TRIED]
        pixels = np.rint(self._axes.transData.transform(tried) - (left, bottom)).astype(int)
        pixels[:, 1] = picture.shape[0] - pixels[:, 1]
        self.written = []
        for symbol, (x, y) in islice(self._with_room(pixels, picture.shape, size), MOST_LABELS):
            self._write(picture, picture_of(self._glyphs[symbol], size), x, y)
            self.written.append(symbol)
            if len(self.written) % _AT_ONCE == 0:
                yield
        put_picture(renderer, left, bottom, picture[::-1])

    def _with_room(
        self, pixels: np.ndarray, shape: tuple[int, ...], size: float
    ) -> Iterator[tuple[int, tuple[int, int]]]:
        """Each symbol that fonts have and that has room, and where its left upper corner is.

        As all letters are equally wide, a picture is made of those alone.
        """
        taken = np.zeros(shape[:2], bool)
        height, letter = picture_of("m", size).shape
        for symbol, place in enumerate(pixels):
            if not is_drawable(self._glyphs[symbol]):
                continue
            room = height, letter * letters_wide(self._glyphs[symbol])
            corners = _corners(place, room, round(_BESIDE * size / _SIZE))
            # A letter's width behind it stays free: words side by side are read as one.
            apart = height, room[1] + letter
            corner = next((each for each in corners if _take(taken, each, apart)), None)
            if corner is not None:
                yield symbol, corner

    def _write(self, picture: np.ndarray, mask: np.ndarray, x: int, y: int) -> None:
        """Lay a symbol on a ground that lets what is behind it shine through a little."""
        place = picture[y : y + mask.shape[0], x : x + mask.shape[1]]
        share = mask[: place.shape[0], : place.shape[1], None] / 255
        place[..., :3] = np.rint(share * self._ink + (1 - share) * self._behind)
        place[..., 3] = np.maximum(_GROUND, mask[: place.shape[0], : place.shape[1]])


def _corners(
    place: tuple[int, int], shape: tuple[int, ...], beside: int
) -> Iterator[tuple[int, int]]:
    """Left upper corners of words to the right of a place, to its left, above and below it."""
    (x, y), (height, width) = place, shape
    yield x + beside, y - height // 2
    yield x - beside - width, y - height // 2
    yield x - width // 2, y - beside - height
    yield x - width // 2, y + beside


def _take(taken: np.ndarray, corner: tuple[int, int], shape: tuple[int, ...]) -> bool:
    """Take room for a picture, if all of it is free and within."""
    x, y = corner
    place = taken[max(y, 0) : y + shape[0], max(x, 0) : x + shape[1]]
    if place.shape != shape or place.any():
        return False
    place[:] = True
    return True
