"""The canvas of the progress window: two plots, of which only the moving parts are redrawn.

A full drawing of axes, ticks and words takes tens of milliseconds, more than the
window may stand still while epochs stream in. So the canvas keeps a picture of
everything that stands still and, for a usual frame, puts the moving artists on
a copy of it (*blitting*). The curves are in a second such picture, since ten
thousand epochs take longer to draw than a cursor on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

# PyQt5 first: matplotlib takes the Qt that is loaded already.
from PyQt5.QtCore import Qt, pyqtSignal

# isort: split
from matplotlib import rcParams
from matplotlib.artist import Artist
from matplotlib.backend_bases import MouseButton, MouseEvent
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import QLabel, QSizePolicy, QWidget

from training.record import History
from views.axes_style import SMALL_SIZE, SUBTITLE_HEIGHT, Change
from views.colours import Colours
from views.curve_plot import CurvePlot
from views.labels import make_label
from views.prediction_plot import PredictionPlot
from views.progress_picture import LEFT, TOP, lay_out, write_picture

_PIXELS_PER_POINT = rcParams["figure.dpi"] / 72
_SMALLEST_SIZE = (600, 212)


class ProgressCanvas(FigureCanvasQTAgg):
    """Both plots of a history, one epoch of it at a time.

    Signals:
        epoch_picked: the number of the epoch clicked at, or dragged to.
    """

    epoch_picked = pyqtSignal(int)

    def __init__(self, history: History, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(Figure())
        self.setParent(parent)
        self.setMinimumSize(*_SMALLEST_SIZE)
        # Its hint is the size of the figure, which would squeeze its neighbours.
        self.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Ignored)
        self.setFocusPolicy(Qt.NoFocus)
        self._history = history
        self._epoch = 0
        self._planned = 0
        self._still_picture = None
        self._curves_picture = None
        self._is_picking = False
        left, self._curve_axes = self.figure.subplots(1, 2)
        self._prediction_plot = PredictionPlot(left)
        self._curve_plot = CurvePlot(self._curve_axes)
        self._moving = self._prediction_plot.moving + self._curve_plot.moving
        self._caption = self._make_caption()
        self.paint(colours)
        self._connect_events()

    def _make_caption(self) -> QLabel:
        caption = make_label("recordLabel", "Epoch shown, its loss and accuracy")
        caption.setParent(self)
        font = caption.font()
        font.setPixelSize(round(SMALL_SIZE * _PIXELS_PER_POINT))
        caption.setFont(font)
        return caption

    def _connect_events(self) -> None:
        self.mpl_connect("resize_event", self._lay_out)
        self.mpl_connect("draw_event", self._keep_still_picture)
        self.mpl_connect("button_press_event", self._start_picking)
        self.mpl_connect("motion_notify_event", self._pick)
        self.mpl_connect("button_release_event", self._stop_picking)

    def set_view(self, epoch: int, planned: int) -> None:
        """Show this epoch (0: none), with room for the plan, from the next frame on."""
        self._epoch, self._planned = epoch, planned

    def draw_frame(self) -> None:
        """Bring the picture up to date with the history and the view."""
        change = self._update_plots()
        if change is Change.AXES or self._still_picture is None:
            self.draw()
            return
        if change is Change.CURVES:
            self.restore_region(self._still_picture)
            self._keep_curves_picture()
        else:
            self.restore_region(self._curves_picture)
        self._draw_artists(self._moving)
        self.blit(self.figure.bbox)

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette; seen at the next frame."""
        self.figure.set_facecolor(colours.background)
        # Seen at the edge, where the size in inches rounds to a pixel too few.
        self.setPalette(QPalette(QColor(colours.background)))
        self._caption.setStyleSheet(f"color: {colours.text}")
        self._prediction_plot.paint(colours)
        self._curve_plot.paint(colours)
        self._still_picture = None

    def save_picture(self, path: Path) -> None:
        """Write what is shown as a picture, in the format that the path's ending names.

        Raises:
            OSError: the file cannot be written.
        """
        self._update_plots()
        write_picture(path, self.figure, self._prediction_plot, self._curve_plot)
        # The renderer was made anew for the file's resolution.
        self._still_picture = None

    def _update_plots(self) -> Change:
        # The history may be cleared a moment before the window is told.
        epoch = min(self._epoch, len(self._history))
        record = self._history[epoch - 1] if epoch else None
        change_left = self._prediction_plot.show(record)
        change_right = self._curve_plot.show(self._history, epoch, self._planned)
        self._caption.setText(self._prediction_plot.caption)
        return max(change_left, change_right)

    def _draw_artists(self, artists: Iterable[Artist]) -> None:
        renderer = self.get_renderer()
        for artist in artists:
            artist.draw(renderer)

    def _keep_still_picture(self, _event: object) -> None:
        """After a full drawing, which leaves curves and moving artists out."""
        if self.is_saving():
            return
        self._still_picture = self.copy_from_bbox(self.figure.bbox)
        self._keep_curves_picture()
        self._draw_artists(self._moving)

    def _keep_curves_picture(self) -> None:
        self._draw_artists(self._curve_plot.curves)
        self._curves_picture = self.copy_from_bbox(self.figure.bbox)

    def _lay_out(self, _event: object) -> None:
        self._place_caption(lay_out(self.figure))
        self._still_picture = None
        self._update_plots()

    def _place_caption(self, width: float) -> None:
        metrics = self._caption.fontMetrics()
        baseline = round((TOP - SUBTITLE_HEIGHT) * _PIXELS_PER_POINT)
        self._caption.setGeometry(
            round(LEFT * _PIXELS_PER_POINT),
            baseline - metrics.ascent(),
            round(width * _PIXELS_PER_POINT),
            metrics.height(),
        )

    def _start_picking(self, event: MouseEvent) -> None:
        if event.button == MouseButton.LEFT and event.inaxes is self._curve_axes:
            self._is_picking = True
            self._pick(event)

    def _pick(self, event: MouseEvent) -> None:
        if self._is_picking and len(self._history):
            self.epoch_picked.emit(self._curve_plot.epoch_at(event.x, len(self._history)))

    def _stop_picking(self, _event: MouseEvent) -> None:
        self._is_picking = False
