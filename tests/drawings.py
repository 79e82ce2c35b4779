"""What canvases draw, for tests of it."""

from __future__ import annotations

from typing import Any

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


def full_drawings(canvas: LayeredCanvas) -> list[Any]:
    """An entry for each time from now on that all is drawn, axes and words too."""
    drawn: list[Any] = []
    count(canvas.figure.patch, drawn)
    return drawn
