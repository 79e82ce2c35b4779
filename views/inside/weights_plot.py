"""The weights of one recurrent layer, and of the output, as matrices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtGui import QShowEvent

from views.axes_style import Change, place
from views.colours import Colours, colours_for
from views.elided_label import ElidedLabel
from views.inside.layer_weights import LayerWeights, Matrix
from views.inside.pointer import Pointer
from views.inside.scene_canvas import CanvasView
from views.inside.weight_matrix import WeightMatrix
from views.layered_canvas import LayeredCanvas

HINT = "Rest the pointer on a weight to read it."

_SMALLEST_SIZE = (680, 400)
_ANYWHERE = 0, 0, 1, 1
# Room around and between the matrices, for the words there. All in points.
_LEFT, _RIGHT, _TOP, _BOTTOM = 120, 112, 24, 18
_BETWEEN = 27
_ROW_HEIGHT, _NEXT_ROW = 34, 14
_SCALE_WIDTH, _SCALE_HEIGHT, _SCALE_GAP = 76, 8, 20


class WeightsCanvas(LayeredCanvas):
    """Matrices, one under the other: kernels, bias, what else the cell has, output.

    Signals:
        hovered: the pointer has moved or left; ``words`` tells what is under it.
    """

    hovered = pyqtSignal()

    def __init__(self) -> None:
        super().__init__(_SMALLEST_SIZE)
        self._wanted: LayerWeights | None = None
        self._shown: LayerWeights | None = None
        self._unit = 0
        self._still_pictures: dict[tuple[object, ...], Any] = {}
        self._matrices: list[WeightMatrix] = []
        self._colours = colours_for(self.palette())
        self._pointer = Pointer(self, self.hovered.emit)

    def show_weights(self, wanted: LayerWeights, unit: int) -> None:
        """Show these weights, with a unit marked, from the next frame on."""
        self._wanted, self._unit = wanted, unit

    def update_plots(self) -> Change:
        """Set the artists' data; says which layers have changed besides the moving one."""
        before, self._shown = self._shown, self._wanted
        if self._shown is None:
            return Change.NOTHING
        change = Change.NOTHING
        if before is None or before.cell is not self._shown.cell:
            self._build(self._shown)
        if before is None or before.frame != self._shown.frame:
            self._set_shapes(self._shown)
            change = self._recall_still_picture(self._shown)
        if before is not self._shown:
            for matrix, wanted in zip(self._matrices, self._shown.matrices, strict=True):
                matrix.show(wanted.values, wanted.note)
            change = max(change, Change.CURVES)
        *of_layer, output = self._matrices
        for matrix in of_layer:
            matrix.mark(self._unit)
        feeds_output = self._shown.layer == self._shown.layers - 1
        output.mark(self._unit if feeds_output else None)
        return change

    def _build(self, shown: LayerWeights) -> None:
        """Make the matrices that layers of this cell have."""
        self.figure.clear()
        self._matrices = [
            WeightMatrix(self.figure.add_axes(_ANYWHERE), self.figure.add_axes(_ANYWHERE), names)
            for names in (matrix.blocks for matrix in shown.matrices)
        ]
        self.curves = tuple(artist for matrix in self._matrices for artist in matrix.curves)
        self.moving = tuple(artist for matrix in self._matrices for artist in matrix.moving)
        self.paint(self._colours)

    def _recall_still_picture(self, shown: LayerWeights) -> Change:
        """Take the axes and words of a layer that was drawn before; else draw them anew."""
        if shown.frame not in self._still_pictures:
            return Change.AXES
        self._still_picture = self._still_pictures[shown.frame]
        return Change.CURVES

    def _keep_still_picture(self) -> None:
        """Keep that of each layer: one goes back and forth between them."""
        super()._keep_still_picture()
        if self._shown is not None:
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
        heights = _heights(height, self._shown.matrices)
        top = height - _TOP
        for matrix, each in zip(self._matrices, heights, strict=True):
            top -= each
            place(matrix.axes, _LEFT, top, width - _LEFT - _RIGHT, each)
            matrix.number_rows(each)
            middle = top + each / 2
            beside = width - _RIGHT + _SCALE_GAP
            place(matrix.scale_axes, beside, middle, _SCALE_WIDTH, _SCALE_HEIGHT)
            top -= _BETWEEN

    def _ink(self, colours: Colours) -> None:
        for matrix in self._matrices:
            matrix.paint(colours)

    def _set_shapes(self, shown: LayerWeights) -> None:
        for shown_matrix, matrix in zip(shown.matrices, self._matrices, strict=True):
            columns = shown_matrix.values.shape[1]
            block = columns // max(len(shown_matrix.blocks), 1)
            matrix.set_shape(
                shown_matrix.values.shape, block, shown_matrix.words, shown_matrix.rows
            )
            if shown_matrix.is_numbered:
                matrix.number_columns()
        self.lay_out()

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
        matrix = self._shown.matrices[kind]
        rows, columns = matrix.values.shape
        row = min(max(round(event.ydata), 0), rows - 1)
        column = min(max(round(event.xdata), 0), columns - 1)
        return self._shown.sentence(matrix, row, column)


class WeightsPlot(CanvasView):
    """The weights as pictures, and in words the one under the pointer."""

    canvas: WeightsCanvas

    def __init__(self) -> None:
        words = ElidedLabel("weightsReadoutLabel", "The weight under the pointer")
        super().__init__(WeightsCanvas(), words)
        # Words alone need no room above them; the matrices need all that a small screen has.
        self.row.setContentsMargins(9, 0, 9, 0)
        self.setObjectName("weightsPlot")
        self._weights: LayerWeights | None = None
        self.canvas.name_it("weightsCanvas", "Weights as matrices")
        self.canvas.hovered.connect(self._read_out)
        self._read_out()

    def show_weights(self, wanted: LayerWeights, unit: int) -> None:
        """Show the weights of one layer, and those of the output.

        Args:
            wanted: their weights are the same object as before if they are the same.
            unit: the unit whose columns are marked, from 0.
        """
        shown = self._weights
        if shown is None or shown.weights is not wanted.weights or shown.layer != wanted.layer:
            shown = self._weights = wanted
        self.canvas.show_weights(shown, unit)
        self.redraw()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up: nothing was drawn while the plot was hidden."""
        super().showEvent(event)
        self.redraw()

    def _read_out(self) -> None:
        self.words.setText(self.canvas.words or HINT)

    def redraw(self) -> None:
        """Draw again, and read out again: what is under the pointer may have changed."""
        super().redraw()
        self._read_out()


def _heights(height: float, matrices: Sequence[Matrix]) -> list[float]:
    """Heights of the matrices, in points: what single rows leave is for the tall ones."""
    room = height - _TOP - _BOTTOM - (len(matrices) - 1) * _BETWEEN
    rows = [1 if matrix.is_tall else len(matrix.values) for matrix in matrices]
    usual = [_ROW_HEIGHT + (count - 1) * _NEXT_ROW for count in rows]
    shrunk = min(1.0, room / sum(usual))
    tall = sum(matrix.is_tall for matrix in matrices)
    spare = max(room - sum(usual), 0.0) / max(tall, 1)
    return [
        shrunk * each + (spare if matrix.is_tall else 0.0)
        for each, matrix in zip(usual, matrices, strict=True)
    ]
