"""The parts a drawing of a cell is put together from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import copysign, isnan

from PyQt5.QtCore import QPointF, QRectF, Qt
from PyQt5.QtGui import QColor, QPainterPath, QPen
from PyQt5.QtWidgets import (
    QGraphicsEllipseItem,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
)

from cells.drawing import KNOT_RADIUS, Place
from views.inside.colour_scales import share_colour, signed_colour

CORNER = 10.0
"""Radius of the corners of boxes and wires."""
_PALEST = 0.5
STAGE = 0
"""Key of the data of an item: the symbol of the stage that a click on it lights."""


@dataclass(frozen=True)
class Ink:
    """Colours of a part: lit, or faded because another stage is in focus."""

    wire: str
    frame: str
    fill: str
    text: str
    width: float


def wire_path(places: Sequence[Place]) -> QPainterPath:
    """A line through these places, with round corners."""
    path = QPainterPath(QPointF(*places[0]))
    for before, corner, after in zip(places, places[1:], places[2:], strict=False):
        path.lineTo(_towards(corner, before))
        path.quadTo(QPointF(*corner), _towards(corner, after))
    path.lineTo(QPointF(*places[-1]))
    return path


def _towards(corner: Place, other: Place) -> QPointF:
    """The place at the radius of a corner from it; wires go straight up, down or across."""
    x, y = corner
    return QPointF(x + _sign(other[0] - x) * CORNER, y + _sign(other[1] - y) * CORNER)


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


class PlainWire(QGraphicsPathItem):
    """A line without a head."""

    def __init__(self, path: QPainterPath, colour: str, width: float) -> None:
        super().__init__(path)
        self.setPen(QPen(QColor(colour), width, Qt.SolidLine, Qt.FlatCap))


class Rounded(QGraphicsPathItem):
    """A rounded box."""

    def __init__(self, rect: QRectF, ink: Ink, corner: float = CORNER) -> None:
        super().__init__()
        path = QPainterPath()
        path.addRoundedRect(rect, corner, corner)
        self.setPath(path)
        self.setBrush(QColor(ink.fill))
        self.setPen(QPen(QColor(ink.frame), ink.width))


_SIGNS = {"×": "Multiplied", "+": "Added", "1−": "Subtracted from one"}


class Circle(QGraphicsEllipseItem):
    """The circle in which wires are multiplied (×), added (+) or taken from one (1−)."""

    def __init__(self, place: Place, sign: str, ink: Ink) -> None:
        r = KNOT_RADIUS
        super().__init__(place[0] - r, place[1] - r, 2 * r, 2 * r)
        self.setToolTip(_SIGNS[sign])
        self.setBrush(QColor(ink.fill))
        self.setPen(QPen(QColor(ink.frame), ink.width))
        strokes = QGraphicsPathItem(_one_minus() if sign == "1−" else _cross(), self)
        strokes.setPos(*place)
        strokes.setRotation(45 if sign == "×" else 0)
        strokes.setPen(QPen(QColor(ink.text), 2.5))


def _cross() -> QPainterPath:
    reach = 0.55 * KNOT_RADIUS
    path = QPainterPath(QPointF(-reach, 0))
    path.lineTo(reach, 0)
    path.moveTo(0, -reach)
    path.lineTo(0, reach)
    return path


def _one_minus() -> QPainterPath:
    """In strokes, so that it is as heavy as the other signs."""
    path = QPainterPath(QPointF(-8.5, -3))
    path.lineTo(-5, -6)
    path.lineTo(-5, 6)
    path.moveTo(0, 0)
    path.lineTo(9, 0)
    return path


class ValueBar(QGraphicsRectItem):
    """A value as the length of a bar: from the left end, or either way from the middle.

    What is larger than one, as an activation without bounds may be, fills it.
    """

    def __init__(self, rect: QRectF, value: float, is_signed: bool, ink: Ink) -> None:
        super().__init__(rect)
        # A net that has burst holds values that are no numbers, and they have no length.
        value = 0.0 if isnan(value) else max(-1.0, min(value, 1.0))
        self.setPen(QPen(QColor(ink.frame), 1))
        # Empty at nothing, whatever the palette: the colours of the scales are made for white.
        self.setBrush(QColor("#ffffff"))
        start = rect.center().x() if is_signed else rect.left()
        reach = (rect.width() / 2 if is_signed else rect.width()) * value
        filled = QRectF(start, rect.top(), reach, rect.height()).normalized()
        self._fill = QGraphicsRectItem(filled, self)
        self._fill.setPen(QPen(Qt.NoPen))
        self._fill.setBrush(_bar_colour(value, is_signed))
        if is_signed:
            middle = QGraphicsRectItem(QRectF(start, rect.top(), 0, rect.height()), self)
            middle.setPen(QPen(QColor(ink.frame), 1))

    @property
    def colour(self) -> QColor:
        """Of the part that is filled."""
        return self._fill.brush().color()

    @property
    def filled(self) -> QRectF:
        """The part that is filled, in the scene's coordinates."""
        return self._fill.rect()


def _bar_colour(value: float, is_signed: bool) -> QColor:
    """That of the heat maps, but never so pale that a short bar could not be seen."""
    if is_signed:
        return signed_colour(copysign(max(abs(value), _PALEST), value))
    return share_colour(max(value, _PALEST))


def on_click(item: QGraphicsItem, symbol: str) -> QGraphicsItem:
    """Let a click on ``item`` light the stage that computes ``symbol``."""
    item.setData(STAGE, symbol)
    item.setCursor(Qt.PointingHandCursor)
    return item
