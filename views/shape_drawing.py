"""A small drawing of the shape that a sequence problem has: when something is read and said."""

from __future__ import annotations

from typing import NamedTuple

from PyQt5.QtCore import QPoint, QRect, QSize
from PyQt5.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt5.QtWidgets import QSizePolicy, QWidget

from tasks.shapes import SHAPES
from views.colours import Colours, colours_for
from views.painting import fails_once, painting_on

_BOX, _GAP, _ARROW = 6, 6, 4
_HEIGHT = 3 * _BOX + 2 * _ARROW
_TIP = 2
"""Pixels, all of them."""


class ShapeDrawing(QWidget):
    """Steps from left to right: below what is read, in the middle the network, above its answer."""

    def __init__(self, name: str) -> None:
        super().__init__(objectName=name)
        self._shape = next(iter(SHAPES))
        self.setSizePolicy(QSizePolicy.Fixed, QSizePolicy.Fixed)

    def show_shape(self, shape: str) -> None:
        """Draw one of :data:`tasks.shapes.SHAPES`."""
        self._shape = shape
        words = f"{shape[0].upper()}{shape[1:]}: below what is read, above what is answered"
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the longest."""
        steps = max(len(reads) for reads, _ in SHAPES.values())
        return QSize(steps * (_BOX + _GAP) + _GAP, _HEIGHT)

    @fails_once(lambda self: self._shape)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw step by step."""
        colours = colours_for(self.palette())
        with painting_on(self) as painter:
            painter.translate(0, (self.height() - _HEIGHT) // 2)
            painter.setRenderHint(QPainter.Antialiasing)
            for step, (reads, says) in enumerate(zip(*SHAPES[self._shape], strict=True)):
                column = _Column(painter, _GAP + step * (_BOX + _GAP), colours)
                column.draw(reads == "1", says == "1", follows=step > 0)


class _Column(NamedTuple):
    """One step of the drawing."""

    painter: QPainter
    left: int
    colours: Colours

    def draw(self, reads: bool, says: bool, follows: bool) -> None:
        """The network at this step, and what goes in and out of it."""
        rows = _BOX + _ARROW
        if reads:
            self._box(2 * rows, self.colours.actual)
            self._arrow(QPoint(self._middle, 2 * rows), QPoint(0, -_ARROW))
        self._box(rows, self.colours.muted)
        if says:
            self._box(0, self.colours.predicted)
            self._arrow(QPoint(self._middle, rows), QPoint(0, -_ARROW))
        if follows:
            self._arrow(QPoint(self.left - _GAP, rows + _BOX // 2), QPoint(_GAP, 0))

    @property
    def _middle(self) -> int:
        return self.left + _BOX // 2

    def _box(self, top: int, colour: str) -> None:
        self.painter.fillRect(QRect(self.left, top, _BOX, _BOX), QColor(colour))

    def _arrow(self, start: QPoint, way: QPoint) -> None:
        self.painter.setPen(QPen(QColor(self.colours.text), 1))
        end = start + way
        self.painter.drawLine(start, end)
        back = QPoint(_sign(way.x()), _sign(way.y())) * _TIP
        across = QPoint(back.y(), back.x())
        self.painter.drawLine(end, end - back + across)
        self.painter.drawLine(end, end - back - across)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
