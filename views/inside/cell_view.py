"""The view that shows the drawing of a cell, and tells which part of it was clicked at."""

from __future__ import annotations

from PyQt5.QtCore import QPoint, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QFontInfo, QMouseEvent, QPainter
from PyQt5.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QSizePolicy

from inspection.cell_values import CellValues
from views.adapting import Adapting
from views.colours import colours_for
from views.inside.cell_drawing import CellDrawing, describe
from views.inside.cell_items import STAGE
from views.network_items import Style

_SMALLEST_SIZE = QSize(620, 263)
"""At which the numbers of a drawing can still be read."""


class CellView(Adapting, QGraphicsView):
    """Shows the drawing as large as it fits.

    Signals:
        stage_picked: the symbol of the stage that was clicked at.
    """

    stage_picked = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._values: CellValues | None = None
        self._focus: str | None = None
        self.setObjectName("cellDrawing")
        self.setAccessibleName("Drawing of the cell")
        self.setToolTip("Click on a gate to light it")
        self.setScene(QGraphicsScene(self))
        self.setRenderHint(QPainter.Antialiasing)
        self.setFrameShape(QFrame.NoFrame)
        self.setFocusPolicy(Qt.NoFocus)
        # Without them a drawing that just fits would be given bars, which take room from it.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.setMinimumSize(_SMALLEST_SIZE)
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)
        self.on_palette(self._redraw)
        self.on_font(self._redraw)
        self.on_resize(self._fit)

    def show_cell(self, values: CellValues) -> None:
        """Draw one unit at one step."""
        self._values = values
        self.setAccessibleDescription(describe(values))
        self._redraw()

    def set_focus(self, symbol: str | None) -> None:
        """Light the stage that computes ``symbol``, or the whole cell."""
        self._focus = symbol
        self._redraw()

    def sizeHint(self) -> QSize:
        """Small: it takes the room that is left, and the equations below it stay in view."""
        return self.minimumSize()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the stage under the pointer."""
        symbol = self._stage_at(event.pos())
        if event.button() == Qt.LeftButton and symbol:
            self.stage_picked.emit(symbol)
        super().mousePressEvent(event)

    def _stage_at(self, place: QPoint) -> str | None:
        found = (item.data(STAGE) for item in self.items(place))
        return next((symbol for symbol in found if symbol), None)

    def _redraw(self) -> None:
        if self._values is not None:
            style = Style(colours_for(self.palette()), QFontInfo(self.font()).family())
            CellDrawing(self.scene(), style, self._focus, self._values).draw()
            self._fit()

    def _fit(self) -> None:
        self.fitInView(self.sceneRect(), Qt.KeepAspectRatio)
