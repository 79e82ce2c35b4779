"""Loss and accuracy of all epochs in a corner of the main window, small enough to be glanced at.

Drawn by Qt itself: the main window does not wait for matplotlib.
"""

from __future__ import annotations

import numpy as np
from PyQt5.QtCore import QPointF, QRectF, QSize, Qt
from PyQt5.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt5.QtWidgets import QSizePolicy, QWidget

from training.record import History
from views.colours import colours_for
from views.painting import fails_once, painting_on

_LINE = 1.6
_DOT = 2.5
_MARGIN = 6
LOSS, ACCURACY = "loss —", "accuracy - -"
_BETWEEN = "   "
_TIP = (
    "Loss (solid, from 0 to its largest value) and accuracy (dashed, from 0 to 100 %) of every "
    "epoch so far; where a part is held out they are its own, and the loss on what was trained on "
    "is dotted. Show Training Progress (F3) has them large"
)


class SmallCurve(QWidget):
    """Draws both curves over the epochs, the newest at the right, with a word on each."""

    def __init__(self, history: History) -> None:
        """``history`` is drawn as it is; call :meth:`update` when it has changed."""
        super().__init__(objectName="smallCurve", toolTip=_TIP)
        self._history = history
        self.setAccessibleName("Loss and accuracy of every epoch so far")
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Expanding)

    def show_history(self, history: History) -> None:
        """Draw this one from now on."""
        if history is not self._history:
            self._history = history
            self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for both words side by side."""
        letters = self.fontMetrics()
        words = letters.horizontalAdvance(LOSS + _BETWEEN + ACCURACY)
        return QSize(words, 5 * letters.lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """The words and a little of the curves."""
        return QSize(self.sizeHint().width(), 3 * self.fontMetrics().lineSpacing())

    @fails_once(lambda curve: len(curve._history))
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the axis line, the curves and their words."""
        colours = colours_for(self.palette())
        words = self.fontMetrics().lineSpacing()
        area = QRectF(self.rect()).adjusted(_MARGIN, words + _MARGIN, -_MARGIN, -_MARGIN)
        with painting_on(self) as painter:
            painter.setRenderHint(QPainter.Antialiasing)
            painter.setPen(QColor(colours.grid))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
            if not len(self._history):
                painter.setPen(QColor(colours.muted))
                painter.drawText(self.rect(), Qt.AlignCenter, "no epoch yet")
                return
            painter.setPen(QColor(colours.loss))
            painter.drawText(self.rect(), Qt.AlignTop | Qt.AlignLeft, LOSS)
            painter.setPen(QColor(colours.accuracy))
            painter.drawText(self.rect(), Qt.AlignTop | Qt.AlignRight, ACCURACY)
            largest = self._history.highest_loss or 1.0
            _draw(painter, area, self._history.seen_loss / largest, colours.muted, Qt.DotLine)
            _draw(painter, area, self._history.loss / largest, colours.loss, Qt.SolidLine)
            _draw(painter, area, self._history.accuracy, colours.accuracy, Qt.DashLine)


def _draw(
    painter: QPainter, area: QRectF, heights: np.ndarray, colour: str, style: Qt.PenStyle
) -> None:
    """Draw a curve of heights from 0 to 1 into the area, as many points as it has pixels."""
    epochs = np.unique(np.linspace(0, len(heights) - 1, max(2, int(area.width()))).round())
    x = area.left() + area.width() * epochs / max(len(heights) - 1, 1)
    y = area.bottom() - area.height() * np.clip(heights[epochs.astype(int)], 0, 1)
    points = [QPointF(*point) for point in zip(x, y, strict=True) if np.isfinite(point).all()]
    painter.setPen(QPen(QColor(colour), _LINE, style))
    painter.drawPolyline(QPolygonF(points))
    if points:
        painter.setBrush(QColor(colour))
        painter.setPen(Qt.NoPen)
        painter.drawEllipse(points[-1], _DOT, _DOT)
