"""A table of Qt's as a drawing, to be saved as a picture."""

from __future__ import annotations

from PyQt5.QtCore import QAbstractTableModel, QRectF, Qt
from PyQt5.QtGui import QColor, QFont, QFontMetricsF, QPen
from PyQt5.QtWidgets import QGraphicsScene, QGraphicsSimpleTextItem

from views.colours import Colours

_MARGIN, _GAP, _LEADING = 24, 28, 1.7
"""Around it, between columns, and from line to line in heights of the letters."""


def draw_table(
    model: QAbstractTableModel, caption: str, font: QFont, colours: Colours
) -> QGraphicsScene:
    """Titles above, heads of rows at the left, everything else in the middle of its column."""
    scene = QGraphicsScene(backgroundBrush=QColor(colours.background))
    items = [[_item(scene, *text, font, colours) for text in line] for line in _texts(model)]
    height = _LEADING * QFontMetricsF(font).height()
    left = 0.0
    for number, column in enumerate(zip(*items, strict=True)):
        width = max(item.boundingRect().width() for item in column)
        for row, item in enumerate(column):
            spare = width - item.boundingRect().width() if number else 0
            item.setPos(left + spare / 2, row * height)
        left += width + _GAP
    scene.addLine(0, 0.8 * height, left - _GAP, 0.8 * height, QPen(QColor(colours.muted)))
    _item(scene, caption, False, font, colours).setPos(0, (len(items) + 0.3) * height)
    around = scene.itemsBoundingRect().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
    scene.setSceneRect(QRectF(around.toAlignedRect()))
    return scene


def _texts(model: QAbstractTableModel) -> list[list[tuple[str, bool]]]:
    """Line by line what stands there, and whether it is bold."""
    columns = range(model.columnCount())
    lines = [[("", False), *((model.headerData(at, Qt.Horizontal), True) for at in columns)]]
    for row in range(model.rowCount()):
        fields = [model.index(row, column) for column in columns]
        lines.append(
            [
                (model.headerData(row, Qt.Vertical), False),
                *((field.data(), field.data(Qt.FontRole) is not None) for field in fields),
            ]
        )
    return lines


def _item(
    scene: QGraphicsScene, text: str, is_bold: bool, font: QFont, colours: Colours
) -> QGraphicsSimpleTextItem:
    font = QFont(font)
    font.setBold(is_bold)
    item = scene.addSimpleText(text, font)
    item.setBrush(QColor(colours.text))
    return item
