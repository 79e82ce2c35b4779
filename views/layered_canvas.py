"""A canvas of which only what has changed is redrawn.

A full drawing of axes, ticks and words takes tens of milliseconds, more than a
window may stand still while epochs stream in. So the canvas keeps a picture of
everything that stands still and, for a usual frame, puts the moving artists on
a copy of it (*blitting*). The curves are in a second such picture, since ten
thousand epochs, or six heat maps, take longer to draw than a cursor on them.
Where more must be drawn anew, that is done in parts, each in a turn of the event loop of its
own: at a new size, too, at which matplotlib would draw all at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path

# PyQt5 first: matplotlib takes the Qt that is loaded already.
from PyQt5.QtCore import QElapsedTimer, Qt, QTimer, pyqtSignal

# isort: split
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PyQt5.QtGui import QColor, QImage, QPaintEvent, QPalette
from PyQt5.QtWidgets import QSizePolicy, QWidget

from views.artists import drawing_of
from views.axes_style import Change
from views.colours import Colours
from views.painting import fails_once, painting_on

_DOTS_PER_INCH = 200
"""Of a picture that is saved."""
_TURN = 10
"""Milliseconds after which a turn of the event loop is left to others: so much is not noticed."""
_OVER = object()
DRAWING = "Drawing…"
"""What stands in the place of the first picture: on a busy machine it takes a second or two."""


class LayeredCanvas(FigureCanvasQTAgg):
    """Three layers: what stands still, the curves upon it, the moving artists upon these.

    A subclass fills the figure, names its animated artists, gives them colours in :meth:`_ink`,
    and says in :meth:`update_plots` what a new frame has changed.

    Attributes:
        curves: animated artists that change with the data, in the order of drawing.
        moving: animated artists that change in every frame, drawn over the curves.

    Signals:
        drawn: a frame has come to its end.
    """

    drawn = pyqtSignal()
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
        self._next_turn = QTimer(self, singleShot=True, timeout=self._take_turn)
        self._still_picture = None
        self._curves_picture = None
        self._is_blank = True
        self._frame_under_way: Iterator[None] | None = None
        self.mpl_connect("resize_event", self._lay_out_anew)
        self.mpl_connect("draw_event", self._on_drawn)

    def name_it(self, name: str, meaning: str) -> None:
        """Let it be found by a name, and read aloud by a few words."""
        self.setObjectName(name)
        self.setAccessibleName(meaning)

    @property
    def is_prepared(self) -> bool:
        """Whether there is all in the figure that data are set in."""
        return True

    def preparing(self) -> Iterator[None]:
        """Bring into the figure what data are set in, in parts; mostly it is there."""
        yield from ()

    def update_plots(self) -> Change:
        """Set the artists' data; says which layers have changed besides the moving one."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Give the axes their places, at a new size."""
        raise NotImplementedError

    @property
    def is_half_drawn(self) -> bool:
        """Whether there is more to do of a frame that is drawn in parts, or all of it."""
        return self._next_turn.isActive()

    def draw_frame(self) -> None:
        """Bring the picture up to date at once."""
        self._leave_frame()
        while self.draw_part():
            pass

    def begin_frame(self) -> None:
        """Bring the picture up to date, a part of it now; one that is half drawn is given up."""
        self._leave_frame()
        self.draw_part()

    def draw_idle(self) -> None:
        """Draw everything anew soon: matplotlib asks for it at a new size."""
        self.forget_pictures()
        self._next_turn.start()

    def draw_part(self) -> bool:
        """Do a part of a frame, none of which takes long; whether there is more of it to do.

        The data are those of its first part. What is half drawn is not shown. The next part comes
        in a turn of its own, unless somebody asks for it before.
        """
        parts = self._frame_under_way or self._frame()
        self._frame_under_way = None
        try:
            if next(parts, _OVER) is not _OVER:
                self._frame_under_way = parts
        finally:
            self._ask_for_turn()
        if not self.is_half_drawn:
            self._is_blank = False
            self.repaint()  # Put off, it would be lost as soon as another frame begins.
            self.drawn.emit()
        return self.is_half_drawn

    def _frame(self) -> Iterator[None]:
        yield from self.preparing()
        yield from self._drawing(self.update_plots())

    def _take_turn(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self.draw_part() and clock.elapsed() < _TURN:
            pass

    def _ask_for_turn(self) -> None:
        """Go on soon, as long as there is a frame under way."""
        is_over = self._frame_under_way is None
        self.setUpdatesEnabled(is_over or self._is_blank)
        # Without a picture the window's ground is seen, and not nothing: black. With one it would
        # be painted again for all that changes around it.
        self.setAttribute(Qt.WA_OpaquePaintEvent, is_over and self._still_picture is not None)
        if is_over:
            self._next_turn.stop()
        else:
            self._next_turn.start()

    def _drawing(self, change: Change) -> Iterator[None]:
        if change is Change.AXES or self._still_picture is None:
            yield from self._drawing_anew()
        elif change is Change.CURVES or self._curves_picture is None:
            self.restore_region(self._still_picture)
            yield from self._drawing_curves()
        else:
            self.restore_region(self._curves_picture)
        self._draw_artists(self.moving)

    def _drawing_anew(self) -> Iterator[None]:
        """The same as :meth:`draw`, one after the other of what the figure holds."""
        self._still_picture = None  # Left half-way, it has to be drawn from the beginning.
        renderer = self.get_renderer()
        renderer.clear()
        for artist in _in_order(self.figure):
            yield from drawing_of(artist, renderer)
        self._keep_still_picture()
        yield
        yield from self._drawing_curves()

    def _drawing_curves(self) -> Iterator[None]:
        self._curves_picture = None
        renderer = self.get_renderer()
        for curve in self.curves:
            yield from drawing_of(curve, renderer)
        self._curves_picture = self.copy_from_bbox(self.figure.bbox)

    @fails_once(lambda canvas: canvas._curves_picture)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Put on the screen what is drawn; matplotlib copies it twice for that."""
        if self._is_blank:
            with painting_on(self) as painter:
                painter.drawText(self.rect(), Qt.AlignCenter, DRAWING)
            return
        drawn = self.get_renderer().buffer_rgba()
        height, width, _ = drawn.shape
        image = QImage(drawn, width, height, QImage.Format_RGBA8888)
        image.setDevicePixelRatio(self.device_pixel_ratio)
        with painting_on(self) as painter:
            painter.eraseRect(self.rect())
            painter.drawImage(0, 0, image)

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette; seen at the next frame."""
        self._colours = colours
        self.figure.set_facecolor(colours.background)
        # Seen at the edge, where the size in inches rounds to a pixel too few.
        self.setPalette(QPalette(QColor(colours.background)))
        self.forget_pictures()
        self._ink(colours)

    def _ink(self, colours: Colours) -> None:
        """Give all that the figure holds its colours."""
        raise NotImplementedError

    def forget_pictures(self) -> None:
        """Draw everything anew at the next frame."""
        self._still_picture = None
        self._leave_frame()

    def _leave_frame(self) -> None:
        """Do no more of a frame that is drawn in parts."""
        self._frame_under_way = None
        self._ask_for_turn()

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

    def _on_drawn(self, _event: object) -> None:
        """After a full drawing, which leaves curves and moving artists out."""
        if self.is_saving():
            return
        self._leave_frame()
        self._is_blank = False
        self._keep_still_picture()
        for _ in self._drawing_curves():
            pass
        self._draw_artists(self.moving)

    def _keep_still_picture(self) -> None:
        self._still_picture = self.copy_from_bbox(self.figure.bbox)

    def _lay_out_anew(self, _event: object) -> None:
        self.forget_pictures()
        if self.is_prepared:
            self.lay_out()
            self.update_plots()


def _in_order(holder: Figure | Axes) -> Iterator[Artist]:
    """What a figure or its axes draw that stands still, in the order in which they draw it.

    Axes are taken apart: the ticks of an axis, each with its words, take as long as all the rest.
    """
    patch = holder.patch
    yield patch
    held = (each for each in holder.get_children() if each is not patch)
    for artist in sorted(held, key=attrgetter("zorder")):
        if isinstance(artist, Axes) and artist.get_visible():
            artist.apply_aspect()
            yield from _in_order(artist)
        elif not artist.get_animated():
            yield artist
