"""A canvas of which only what has changed is redrawn.

A full drawing of axes, ticks and words takes tens of milliseconds, more than a
window may stand still while epochs stream in. So the canvas keeps a picture of
everything that stands still and, for a usual frame, puts the moving artists on
a copy of it (*blitting*). The curves are in a second such picture, since ten
thousand epochs, or six heat maps, take longer to draw than a cursor on them.
Where all must be drawn anew, that can be done in parts, one axes after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path

# PyQt5 first: matplotlib takes the Qt that is loaded already.
from PyQt5.QtCore import Qt

# isort: split
from matplotlib.artist import Artist
from matplotlib.backend_bases import DrawEvent
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import QSizePolicy, QWidget

from views.axes_style import Change
from views.colours import Colours

_DOTS_PER_INCH = 200
"""Of a picture that is saved."""
_OVER = object()


class LayeredCanvas(FigureCanvasQTAgg):
    """Three layers: what stands still, the curves upon it, the moving artists upon these.

    A subclass fills the figure, names its animated artists, and says in
    :meth:`update_plots` what a new frame has changed.

    Attributes:
        curves: animated artists that change with the data, in the order of drawing.
        moving: animated artists that change in every frame, drawn over the curves.
    """

    curves: tuple[Artist, ...] = ()
    moving: tuple[Artist, ...] = ()

    def __init__(self, smallest_size: tuple[int, int], parent: QWidget | None = None) -> None:
        """``smallest_size`` is the least width and height, in pixels."""
        super().__init__(Figure())
        self.setParent(parent)
        self.setMinimumSize(*smallest_size)
        # Its hint is the size of the figure, which would squeeze its neighbours.
        self.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Ignored)
        self.setFocusPolicy(Qt.NoFocus)
        # While it is drawn in parts the window's ground is seen at first, and not nothing: black.
        self.setAttribute(Qt.WA_OpaquePaintEvent, False)
        self._still_picture = None
        self._curves_picture = None
        self._frame_under_way: Iterator[None] | None = None
        self.mpl_connect("resize_event", self._lay_out_anew)
        self.mpl_connect("draw_event", self._keep_still_picture)

    def name_it(self, name: str, meaning: str) -> None:
        """Let it be found by a name, and read aloud by a few words."""
        self.setObjectName(name)
        self.setAccessibleName(meaning)

    def update_plots(self) -> Change:
        """Set the artists' data; says which layers have changed besides the moving one."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Give the axes their places, at a new size."""
        raise NotImplementedError

    def draw_frame(self) -> None:
        """Bring the picture up to date."""
        self._leave_frame()
        while self.draw_part():
            pass

    def draw_part(self) -> bool:
        """Do a part of a frame, none of which takes long; whether there is more of it to do.

        The data are those of its first part. What is half drawn is not shown.
        """
        parts = self._frame_under_way or self._drawing(self.update_plots())
        self._frame_under_way = None
        try:
            if next(parts, _OVER) is not _OVER:
                self._frame_under_way = parts
        finally:
            self.setUpdatesEnabled(self._frame_under_way is None)
        return self._frame_under_way is not None

    def _drawing(self, change: Change) -> Iterator[None]:
        if change is Change.AXES or self._still_picture is None:
            yield from self._drawing_anew()
            return
        if change is Change.CURVES:
            self.restore_region(self._still_picture)
            self._keep_curves_picture()
        else:
            self.restore_region(self._curves_picture)
        self._draw_artists(self.moving)
        self.blit(self.figure.bbox)

    def _drawing_anew(self) -> Iterator[None]:
        """The same as :meth:`draw`, one after the other of what the figure holds."""
        self._still_picture = None  # Left half-way, it has to be drawn from the beginning.
        renderer, background = self.get_renderer(), self.figure.patch
        renderer.clear()
        background.draw(renderer)
        held = [artist for artist in self.figure.get_children() if artist is not background]
        for artist in sorted(held, key=attrgetter("zorder")):
            artist.draw(renderer)
            yield
        self.callbacks.process("draw_event", DrawEvent("draw_event", self, renderer))
        self.update()

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette; seen at the next frame."""
        self._colours = colours
        self.figure.set_facecolor(colours.background)
        # Seen at the edge, where the size in inches rounds to a pixel too few.
        self.setPalette(QPalette(QColor(colours.background)))
        self.forget_pictures()

    def forget_pictures(self) -> None:
        """Draw everything anew at the next frame."""
        self._still_picture = None
        self._leave_frame()

    def _leave_frame(self) -> None:
        """Do no more of a frame that is drawn in parts."""
        self._frame_under_way = None
        self.setUpdatesEnabled(True)

    def save_picture(self, path: Path) -> None:
        """Write what is shown as a picture, in the format that the path's ending names.

        Raises:
            OSError: the file cannot be written.
        """
        self.update_plots()
        self.figure.savefig(path, dpi=_DOTS_PER_INCH)
        # The renderer was made anew for the file's resolution.
        self.forget_pictures()

    def _draw_artists(self, artists: Iterable[Artist]) -> None:
        renderer = self.get_renderer()
        for artist in artists:
            artist.draw(renderer)

    def _keep_still_picture(self, _event: object) -> None:
        """After a full drawing, which leaves curves and moving artists out."""
        if self.is_saving():
            return
        self._leave_frame()
        self._still_picture = self.copy_from_bbox(self.figure.bbox)
        self._keep_curves_picture()
        self._draw_artists(self.moving)

    def _keep_curves_picture(self) -> None:
        self._draw_artists(self.curves)
        self._curves_picture = self.copy_from_bbox(self.figure.bbox)

    def _lay_out_anew(self, _event: object) -> None:
        self.lay_out()
        self.forget_pictures()
        self.update_plots()
