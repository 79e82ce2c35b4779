"""The network as a drawing: data, layers and output from left to right, loops on top."""

from __future__ import annotations

from itertools import pairwise

from PyQt5.QtCore import QRectF
from PyQt5.QtGui import QColor, QPainterPath
from PyQt5.QtWidgets import QGraphicsScene

from networks.network import LayerDescription
from views.network_items import HEAD, PADDING, Arrow, LayerBox, Line, Style, TextColumn
from views.network_words import (
    Plan,
    activation_text,
    answer_lines,
    arithmetic,
    axes_text,
    data_lines,
    loop_texts,
    parameters_text,
    shape_text,
    state_text,
    units_text,
)

MARGIN = 28
LOOP_HEIGHT = 46
LOOP_SHARE = 0.64
"""Width of a loop as a share of its box."""


class NetworkDrawing:
    """Draws a plan into a scene, which it empties first."""

    def __init__(self, scene: QGraphicsScene, style: Style) -> None:
        self._scene = scene
        self._style = style
        self._colours = style.colours

    def draw(self, plan: Plan) -> None:
        """Boxes joined by arrows, a loop on every recurrent layer, the total below."""
        self._scene.clear()
        self._scene.setBackgroundBrush(QColor(self._colours.background))
        boxes = self._draw_boxes(plan)
        for (left, right), shape in zip(pairwise(boxes), plan.shapes, strict=True):
            self._join(left, right, shape)
        for layer, box in zip(plan.layers, boxes[1:-1], strict=True):
            for text, away in zip(loop_texts(layer), (-1, 1), strict=False):
                self._draw_loop(layer, box.outline, text, away)
        self._draw_total(plan)
        around = self._scene.itemsBoundingRect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        # Whole units, so that a picture of that size is filled to its edges.
        self._scene.setSceneRect(QRectF(around.toAlignedRect()))

    def _draw_boxes(self, plan: Plan) -> list[LayerBox]:
        ends = self._colours.background, self._colours.muted
        layer = self._colours.panel, self._colours.accent
        columns = [
            (self._column([self._title("Data"), *self._plain(*data_lines(plan))]), ends),
            *((self._column(self._layer_lines(each)), layer) for each in plan.layers),
            (self._column([self._title("Output"), *self._plain(*answer_lines(plan))]), ends),
        ]
        height = max(column.rect().height() for column, _ in columns) + 2 * PADDING
        boxes = [LayerBox(column, height, *paint) for column, paint in columns]
        for box, each in zip(boxes[1:-1], plan.layers, strict=True):
            box.setToolTip(parameters_text(each))
        self._place(boxes, plan)
        return boxes

    def _place(self, boxes: list[LayerBox], plan: Plan) -> None:
        """Side by side, with room for the words along each arrow."""
        x = 0.0
        gaps = [self._arrow_words(shape).rect().width() + 2 * PADDING for shape in plan.shapes]
        for box, gap in zip(boxes, [*gaps, 0], strict=True):
            box.setPos(x, 0)
            x += box.outline.width() + gap
            self._scene.addItem(box)

    def _column(self, lines: list[Line]) -> TextColumn:
        return TextColumn(lines, self._style)

    def _title(self, text: str) -> Line:
        return Line(text, self._colours.text, size=19, bold=True)

    def _plain(self, *texts: str) -> list[Line]:
        return [Line(text, self._colours.text) for text in texts]

    def _layer_lines(self, layer: LayerDescription) -> list[Line]:
        activation = activation_text(layer).replace("activation ", "activation: ")
        known = arithmetic(layer)
        return [
            self._title(layer.kind),
            *self._plain(units_text(layer), *activation.replace(" (", "\n(").split("\n")),
            *self._plain(f"in: {shape_text(layer.input_shape)}"),
            *self._plain(f"out: {shape_text(layer.output_shape)}"),
            Line(f"{layer.parameters:,} parameters", self._colours.text, bold=True),
            *([Line(f"= {known[1]}", self._colours.muted, size=13)] if known else []),
        ]

    def _arrow_words(self, shape: tuple[int, ...]) -> TextColumn:
        """What flows along an arrow: as many words above it as below."""
        axes = axes_text(shape).rsplit(" × ", maxsplit=1)
        muted = self._colours.muted
        return self._column(
            [
                Line(" ", muted, size=13),
                Line(shape_text(shape), self._colours.text, bold=True),
                Line(axes[0], muted, size=13),
                Line(f"× {axes[1]}", muted, size=13),
            ]
        )

    def _join(self, left: LayerBox, right: LayerBox, shape: tuple[int, ...]) -> None:
        start, end = left.outline.right() + 4, right.outline.left() - 4
        y = left.outline.center().y()
        path = QPainterPath()
        path.moveTo(start, y)
        path.lineTo(end - HEAD, y)
        self._scene.addItem(Arrow(path, self._colours.muted))
        words = self._arrow_words(shape)
        words.setPos((start + end - words.rect().width()) / 2, y - words.rect().height() / 2)
        self._scene.addItem(words)

    def _draw_loop(self, layer: LayerDescription, box: QRectF, text: str, away: int) -> None:
        """An arrow that leaves the box and comes back to it: above, or with ``away`` 1 below."""
        right = box.center().x() + LOOP_SHARE / 2 * box.width()
        left = 2 * box.center().x() - right
        edge = box.top() if away < 0 else box.bottom()
        top = edge + away * LOOP_HEIGHT
        corner = LOOP_HEIGHT / 2
        path = QPainterPath()
        path.moveTo(right, edge)
        path.lineTo(right, top - away * corner)
        path.quadTo(right, top, right - corner, top)
        path.lineTo(left + corner, top)
        path.quadTo(left, top, left, top - away * corner)
        path.lineTo(left, edge + away * (2 + HEAD))
        self._scene.addItem(Arrow(path, self._colours.accent))
        middle = box.center().x()
        self._centre(text, top - away * LOOP_HEIGHT / 2, middle, self._colours.muted)
        self._centre(state_text(layer), top + away * 14, middle, self._colours.accent)

    def _centre(self, text: str, y: float, x: float, ink: str) -> None:
        column = self._column([Line(text, ink)])
        column.setPos(x - column.rect().width() / 2, y - column.rect().height() / 2)
        self._scene.addItem(column)

    def _draw_total(self, plan: Plan) -> None:
        column = self._column(
            [
                Line(plan.total, self._colours.text, size=17, bold=True),
                Line(plan.footnote, self._colours.muted),
            ]
        )
        around = self._scene.itemsBoundingRect()
        column.setPos(around.center().x() - column.rect().width() / 2, around.bottom() + MARGIN)
        self._scene.addItem(column)
