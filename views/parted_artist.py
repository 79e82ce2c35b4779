"""What takes too long to be drawn in one go."""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase


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
