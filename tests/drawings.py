"""What canvases draw, for tests of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.text import Text

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


def words_of_axis(axis: Axis) -> Iterator[Text]:
    """Its label, and those of its ticks that are in view."""
    low, high = sorted(axis.get_view_interval())
    ticks = axis.get_major_ticks()
    yield from (tick.label1 for tick in ticks if low <= tick.get_loc() <= high)
    yield axis.label


def words_of(axes: Axes) -> Iterator[Text]:
    """All that is to be read in and around axes."""
    legend = axes.get_legend()
    yield from axes.texts
    yield from legend.get_texts() if legend else ()
    yield from words_of_axis(axes.xaxis)
    yield from words_of_axis(axes.yaxis)


def check_that_all_words_can_be_read(canvas: LayeredCanvas) -> int:
    """None is cut off, and none lies on another; how many there are."""
    of_axes = [text for axes in canvas.figure.axes for text in words_of(axes)]
    words = [text for text in (*canvas.figure.texts, *of_axes) if text.get_text().strip()]
    for one, other in combinations(words, 2):
        assert not one.get_window_extent().overlaps(other.get_window_extent()), (one, other)
    return check_that_all_is_within(canvas, words)


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
