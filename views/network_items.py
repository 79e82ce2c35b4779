"""The parts a drawing of a network is put together from."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt5.QtCore import QPointF, QRectF, Qt
from PyQt5.QtGui import QColor, QFont, QPainterPath, QPen, QPolygonF, QTransform
from PyQt5.QtWidgets import (
    QGraphicsPathItem,
    QGraphicsPolygonItem,
    QGraphicsRectItem,
    QGraphicsSimpleTextItem,
)

from views.colours import Colours

PADDING = 16
LINE_GAP = 4
HEAD = 9
"""Length of an arrow's head."""


@dataclass(frozen=True)
class Style:
    """Colours and the font's family."""

    colours: Colours
    family: str

    def font(self, size: int, bold: bool) -> QFont:
        """The font in a size that is measured in units of the drawing."""
        font = QFont(self.family)
        font.setPixelSize(size)
        font.setBold(bold)
        return font


@dataclass(frozen=True)
class Line:
    """A line of text in a drawing."""

    text: str
    ink: str
    size: int = 14
    bold: bool = False


class TextColumn(QGraphicsRectItem):
    """Lines of text, one under the other, centred on a common axis."""

    def __init__(self, lines: list[Line], style: Style) -> None:
        super().__init__()
        self.setPen(QPen(Qt.NoPen))
        items = [self._make_item(line, style) for line in lines]
        width = max(item.boundingRect().width() for item in items)
        y = 0.0
        for item in items:
            size = item.boundingRect()
            item.setPos((width - size.width()) / 2, y)
            y += size.height() + LINE_GAP
        self.setRect(0, 0, width, y - LINE_GAP)

    def _make_item(self, line: Line, style: Style) -> QGraphicsSimpleTextItem:
        item = QGraphicsSimpleTextItem(line.text, self)
        item.setFont(style.font(line.size, line.bold))
        item.setBrush(QColor(line.ink))
        return item


class LayerBox(QGraphicsPathItem):
    """A rounded box around a column of text."""

    def __init__(self, text: TextColumn, height: float, fill: str, frame: str) -> None:
        super().__init__()
        self._width = text.rect().width() + 2 * PADDING
        path = QPainterPath()
        path.addRoundedRect(QRectF(0, 0, self._width, height), 10, 10)
        self.setPath(path)
        self.setBrush(QColor(fill))
        self.setPen(QPen(QColor(frame), 1.5))
        text.setParentItem(self)
        text.setPos(PADDING, (height - text.rect().height()) / 2)

    @property
    def outline(self) -> QRectF:
        """The box without the width of its frame, in the scene's coordinates."""
        return self.path().boundingRect().translated(self.pos())


class Arrow(QGraphicsPathItem):
    """A line with a head at its end."""

    def __init__(self, path: QPainterPath, colour: str, width: float = 2.0) -> None:
        super().__init__(path)
        self.setPen(QPen(QColor(colour), width, Qt.SolidLine, Qt.FlatCap))
        end = path.currentPosition()
        # Angles of a path count against the clock, those of a transform with it.
        turn = QTransform().translate(end.x(), end.y()).rotate(-path.angleAtPercent(1))
        corners = [QPointF(HEAD, 0), QPointF(0, HEAD / 2), QPointF(0, -HEAD / 2)]
        head = QGraphicsPolygonItem(turn.map(QPolygonF(corners)), self)
        head.setBrush(QColor(colour))
        head.setPen(QPen(Qt.NoPen))
