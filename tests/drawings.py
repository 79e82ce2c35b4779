"""What canvases draw, for tests of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.artist import Artist

from views.layered_canvas import LayeredCanvas


def finish(canvas: LayeredCanvas) -> None:
    """Draw what is still to be drawn of a frame that comes in parts."""
    while canvas.is_half_drawn:
        canvas.draw_part()


def count(artist: Artist, drawn: list[Any], name: Any = None) -> None:
    """Note by its name each time from now on that an artist is drawn."""
    draw = artist.draw

    def note_and_draw(renderer: Any) -> None:
        drawn.append(name)
        draw(renderer)

    artist.draw = note_and_draw  # type: ignore[method-assign]


def check_that_all_is_within(canvas: LayeredCanvas, artists: Iterable[Artist]) -> int:
    """Nothing is cut off; how many of these there is anything to be seen of."""
    whole, seen = canvas.figure.bbox, 0
    for artist in artists:
        extent = artist.get_tightbbox()
        if extent is not None:  # An axis may have no words.
            seen += 1
            assert whole.x0 <= extent.x0, artist
            assert extent.x1 <= whole.x1, artist
            assert whole.y0 <= extent.y0, artist
            assert extent.y1 <= whole.y1, artist
    return seen


def check_that_it_looks_as_drawn_anew(canvas: LayeredCanvas) -> None:
    """The frame, of which what stood still was kept, is the same to the last pixel."""
    frame = np.array(canvas.buffer_rgba())
    canvas.draw()
    np.testing.assert_array_equal(frame, np.array(canvas.buffer_rgba()))


def full_drawings(canvas: LayeredCanvas) -> list[Any]:
    """An entry for each time from now on that all is drawn, axes and words too."""
    drawn: list[Any] = []
    count(canvas.figure.patch, drawn)
    return drawn
