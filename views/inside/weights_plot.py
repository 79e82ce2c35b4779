"""The weights of one LSTM layer, and of the output, as matrices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# PyQt5 first: matplotlib takes the Qt that is loaded already.
from PyQt5.QtCore import QEvent, pyqtSignal

# isort: split
import numpy as np
from PyQt5.QtGui import QShowEvent
from PyQt5.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from training.cell_values import GATES
from views.axes_style import Change
from views.colours import Colours, colours_for
from views.inside.layer_weights import BIAS, OUTPUT, LayerWeights
from views.inside.pointer import Pointer
from views.inside.weight_matrix import WeightMatrix
from views.layered_canvas import LayeredCanvas

BLOCK_NAMES = {"i": "i  input", "f": "f  forget", "g": "g  candidate", "o": "o  output"}
NOTHING_YET = "No epoch yet.\nPress Start in the main window."
HINT = "Rest the pointer on a weight to read it. Keras calls the candidate g c."

_SMALLEST_SIZE = (680, 400)
# Room around and between the matrices, for the words there. All in points.
_LEFT, _RIGHT, _TOP, _BOTTOM = 120, 112, 24, 18
_BETWEEN = 27
_ROW_HEIGHT = 34
_SCALE_WIDTH, _SCALE_HEIGHT, _SCALE_GAP = 76, 8, 20


class WeightsCanvas(LayeredCanvas):
    """Four matrices, one under the other: kernel, recurrent kernel, bias, output.

    Signals:
        hovered: the pointer has moved or left; ``words`` tells what is under it.
    """

    hovered = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_SMALLEST_SIZE, parent)
        self._wanted: LayerWeights | None = None
        self._shown: LayerWeights | None = None
        self._unit = 0
        self._still_pictures: dict[tuple[object, ...], Any] = {}
        gates = tuple(BLOCK_NAMES[gate] for gate in GATES)
        self._matrices = [self._make_matrix(names) for names in (gates, gates, gates, ())]
        self._sentence = self.figure.text(0.5, 0.5, NOTHING_YET, ha="center", va="center")
        self._show_axes(False)
        self._pointer = Pointer(self, self.hovered.emit)

    def _make_matrix(self, names: tuple[str, ...]) -> WeightMatrix:
        axes, scale_axes = (self.figure.add_axes((0, 0, 1, 1)) for _ in range(2))
        return WeightMatrix(axes, scale_axes, names)

    def show_weights(self, wanted: LayerWeights | None, unit: int) -> None:
        """Show these weights, with a unit marked, from the next frame on; None: nothing yet."""
        self._wanted, self._unit = wanted, unit

    def update_plots(self) -> Change:
        """Set the artists' data; says which layers have changed besides the moving one."""
        before, self._shown = self._shown, self._wanted
        if self._shown is None:
            self._show_axes(False)
            return Change.NOTHING if before is None else Change.AXES
        change = Change.NOTHING
        if before is None or before.frame != self._shown.frame:
            self._set_shapes(self._shown)
            change = self._recall_still_picture(self._shown)
        if before is not self._shown:
            self._set_weights(self._shown)
            change = max(change, Change.CURVES)
        for matrix in self._matrices[:OUTPUT]:
            matrix.mark(self._unit)
        feeds_output = self._shown.layer == self._shown.layers - 1
        self._matrices[OUTPUT].mark(self._unit if feeds_output else None)
        return change

    def _recall_still_picture(self, shown: LayerWeights) -> Change:
        """Take the axes and words of a layer that was drawn before; else draw them anew."""
        if shown.frame not in self._still_pictures:
            return Change.AXES
        self._still_picture = self._still_pictures[shown.frame]
        return Change.CURVES

    def _keep_still_picture(self, event: object) -> None:
        """Keep that of each layer: one goes back and forth between them."""
        super()._keep_still_picture(event)
        if self._shown is not None and not self.is_saving():
            self._still_pictures[self._shown.frame] = self._still_picture

    def forget_pictures(self) -> None:
        """Draw everything anew at the next frame, whichever layer it shows."""
        super().forget_pictures()
        self._still_pictures.clear()

    def lay_out(self) -> None:
        """Stack the matrices: a single row takes little height, taller ones share the rest."""
        if self._shown is None:
            return
        width, height = self.figure.get_size_inches() * 72
        heights = _heights(height, [len(matrix) for matrix in self._shown.matrices])
        top = height - _TOP
        for matrix, each in zip(self._matrices, heights, strict=True):
            top -= each
            place = _LEFT, top, width - _LEFT - _RIGHT, each
            matrix.axes.set_position(_shares(place, width, height))
            middle = top + each / 2
            place = width - _RIGHT + _SCALE_GAP, middle, _SCALE_WIDTH, _SCALE_HEIGHT
            matrix.scale_axes.set_position(_shares(place, width, height))
            top -= _BETWEEN

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette; seen at the next frame."""
        super().paint(colours)
        self._sentence.set_color(colours.text)
        for matrix in self._matrices:
            matrix.paint(colours)

    def _show_axes(self, are_shown: bool) -> None:
        self._sentence.set_visible(not are_shown)
        for axes in self.figure.axes:
            axes.set_visible(are_shown)
        # What is drawn by itself does not ask whether its axes are to be seen.
        matrices = self._matrices if are_shown else []
        self.curves = tuple(artist for matrix in matrices for artist in matrix.curves)
        self.moving = tuple(artist for matrix in matrices for artist in matrix.moving)

    def _set_shapes(self, shown: LayerWeights) -> None:
        self._show_axes(True)
        units = shown.units, shown.units, shown.units, shown.matrices[OUTPUT].size
        for matrix, weights, each, words in zip(
            self._matrices, shown.matrices, units, shown.words, strict=True
        ):
            matrix.set_shape(weights.shape, each, words)
        # The bias stands below its kernels, so its numbers are theirs too.
        for kind in (BIAS, OUTPUT):
            self._matrices[kind].number_columns()
        self.lay_out()

    def _set_weights(self, shown: LayerWeights) -> None:
        for matrix, weights, note in zip(self._matrices, shown.matrices, shown.notes, strict=True):
            matrix.show(weights, note)

    @property
    def words(self) -> str:
        """The weight under the pointer: gate, from, to, value; empty where there is none."""
        event = self._pointer.event
        axes = [matrix.axes for matrix in self._matrices]
        if self._shown is None or event is None or event.inaxes not in axes:
            return ""
        assert event.xdata is not None
        assert event.ydata is not None
        kind = axes.index(event.inaxes)
        rows, columns = self._shown.matrices[kind].shape
        row = min(max(round(event.ydata), 0), rows - 1)
        column = min(max(round(event.xdata), 0), columns - 1)
        return self._shown.sentence(kind, row, column)


class WeightsPlot(QWidget):
    """The weights as pictures, and in words the one under the pointer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weightsPlot")
        self._weights: LayerWeights | None = None
        self._canvas = WeightsCanvas()
        self._canvas.setObjectName("weightsCanvas")
        self._canvas.setAccessibleName("Weights as matrices")
        self._canvas.paint(colours_for(self.palette()))
        self._canvas.hovered.connect(self._read_out)
        self._readout = QLabel(HINT)
        self._readout.setObjectName("weightsReadoutLabel")
        self._readout.setAccessibleName("The weight under the pointer")
        self._readout.setToolTip("Gate, from where, to where, and value of the weight")
        self._readout.setContentsMargins(9, 4, 9, 0)
        # Its words must not widen the window.
        self._readout.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._readout)
        column.addWidget(self._canvas, stretch=1)

    def show_weights(self, weights: Sequence[np.ndarray] | None, layer: int, unit: int) -> None:
        """Show the weights of one layer, and those of the output.

        Args:
            weights: of the whole net, in the order of Keras' ``get_weights``; the same object
                as before if they are the same. None: there are none yet.
            layer: number of the LSTM layer, from 0.
            unit: the unit whose columns are marked, from 0.
        """
        before = self._weights
        if weights is None:
            self._weights = None
        elif before is None or before.weights is not weights or before.layer != layer:
            self._weights = LayerWeights(weights, layer)
        self._canvas.show_weights(self._weights, unit)
        self._redraw()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up: nothing was drawn while the plot was hidden."""
        super().showEvent(event)
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between the light and the dark palette."""
        super().changeEvent(event)
        if event.type() == QEvent.PaletteChange:
            self._canvas.paint(colours_for(self.palette()))
            self._redraw()

    def _read_out(self) -> None:
        self._readout.setText(self._canvas.words or HINT)

    def _redraw(self) -> None:
        if self.isVisible():
            self._canvas.draw_frame()
            # What is under the pointer may be another weight now, or have another value.
            self._read_out()


def _heights(height: float, rows: Sequence[int]) -> list[float]:
    """Heights of the matrices, in points."""
    room = height - _TOP - _BOTTOM - (len(rows) - 1) * _BETWEEN
    tall = sum(count > 1 for count in rows)
    shared = (room - (len(rows) - tall) * _ROW_HEIGHT) / max(tall, 1)
    return [max(shared, _ROW_HEIGHT) if count > 1 else _ROW_HEIGHT for count in rows]


def _shares(
    place: tuple[float, float, float, float], width: float, height: float
) -> tuple[float, float, float, float]:
    """Left, bottom, width and height in points as shares of the figure's."""
    left, bottom, wide, high = place
    return left / width, bottom / height, wide / width, high / height
