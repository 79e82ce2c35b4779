"""The canvas of the progress window: two plots, of which only the moving parts are redrawn."""

from __future__ import annotations

from pathlib import Path

from matplotlib import rcParams
from matplotlib.backend_bases import MouseEvent
from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QLabel, QWidget

from tasks.task import Problem
from training.record import History
from views.axes_style import SMALL_SIZE, SUBTITLE_HEIGHT, Change
from views.colours import Colours
from views.curve_plot import CurvePlot
from views.elided_label import ElidedLabel
from views.inside.pointer import let_drag
from views.layered_canvas import LayeredCanvas
from views.prediction_plot import PredictionPlot
from views.progress_picture import LEFT, TOP, lay_out, write_picture

_PIXELS_PER_POINT = rcParams["figure.dpi"] / 72
_SMALLEST_SIZE = (600, 204)


class ProgressCanvas(LayeredCanvas):
    """Both plots of a history, one epoch of it at a time.

    Signals:
        epoch_picked: the number of the epoch clicked at, or dragged to.
    """

    epoch_picked = pyqtSignal(int)

    def __init__(self, history: History, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(_SMALLEST_SIZE, parent)
        self._history = history
        self._epoch = 0
        self._planned = 0
        left, self._curve_axes = self.figure.subplots(1, 2)
        self._prediction_plot = PredictionPlot(left)
        self._curve_plot = CurvePlot(self._curve_axes)
        self.set_baselines = self._curve_plot.set_baselines
        self.set_log_scale = self._curve_plot.set_log_scale
        self.curves = self._curve_plot.curves
        self.moving = self._prediction_plot.moving + self._curve_plot.moving
        self._caption = self._make_caption()
        self.paint(colours)
        let_drag(self, self._pick, lambda event: event.inaxes is self._curve_axes)

    def _make_caption(self) -> QLabel:
        caption = ElidedLabel("recordLabel", "Epoch shown, its loss and accuracy")
        caption.setParent(self)
        font = caption.font()
        font.setPixelSize(round(SMALL_SIZE * _PIXELS_PER_POINT))
        caption.setFont(font)
        return caption

    def set_view(self, epoch: int, planned: int) -> None:
        """Show this epoch (0: none), with room for the plan, from the next frame on."""
        self._epoch, self._planned = epoch, planned

    def set_problem(self, problem: Problem | None) -> None:
        """Show epochs on this problem, from the next frame on."""
        self._prediction_plot.set_problem(problem)
        self._curve_plot.set_problem(problem)

    def _ink(self, colours: Colours) -> None:
        self._caption.setStyleSheet(f"color: {colours.text}")
        self._prediction_plot.paint(colours)
        self._curve_plot.paint(colours)

    def save_picture(self, path: Path) -> None:
        """Write what is shown as a picture, in the format that the path's ending names.

        Raises:
            OSError: the file cannot be written.
        """
        self.update_plots()
        write_picture(path, self.figure, self._prediction_plot, self._curve_plot)
        # The renderer was made anew for the file's resolution.
        self.forget_pictures()

    def update_plots(self) -> Change:
        """Show the epoch of the view, with all that the history now has."""
        # The history may be cleared a moment before the window is told.
        epoch = min(self._epoch, len(self._history))
        record = self._history[epoch - 1] if epoch else None
        change_left = self._prediction_plot.show(record)
        change_right = self._curve_plot.show(self._history, epoch, self._planned)
        plot = self._prediction_plot
        self._caption.setText(plot.caption.get_text(), plot.short_caption)
        return max(change_left, change_right)

    def lay_out(self) -> None:
        """Give both plots the same width, and their words the room they need."""
        self._place_caption(lay_out(self.figure))

    def _place_caption(self, width: float) -> None:
        metrics = self._caption.fontMetrics()
        baseline = round((TOP - SUBTITLE_HEIGHT) * _PIXELS_PER_POINT)
        self._caption.setGeometry(
            round(LEFT * _PIXELS_PER_POINT),
            baseline - metrics.ascent(),
            round(width * _PIXELS_PER_POINT),
            metrics.height(),
        )

    def _pick(self, event: MouseEvent) -> None:
        if len(self._history):
            self.epoch_picked.emit(self._curve_plot.epoch_at(event.x, len(self._history)))
