"""A cell as lecture notes draw it, with the numbers of one unit at one step in it.

What there is to draw, and where, the cell declares (:mod:`cells.drawing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PyQt5.QtCore import QRectF
from PyQt5.QtGui import QColor
from PyQt5.QtWidgets import QGraphicsItem, QGraphicsScene

from cells.cell import PHI, SIGMA, Gate, inner_symbol
from cells.drawing import GATE_SIZE, KNOT_RADIUS, SQUASH_SIZE, Box, Label, Place, Wire
from inspection.cell_values import CellValues
from views.inside.cell_items import (
    CORNER,
    Circle,
    Ink,
    PlainWire,
    Rounded,
    ValueBar,
    on_click,
    wire_path,
)
from views.inside.equation_text import place_text, reads_a_symbol, short_number
from views.inside.stages import SQUASHES, maker_of, squash_of, stages_of, textbook
from views.network_items import HEAD, Arrow, Line, Style, TextColumn

_LINEAR = "linear"
_THIN = 1.2


class CellDrawing:
    """Draws one unit at one step into a scene, which it empties first.

    With a stage in focus, what belongs to it is lit and all the rest fades.
    """

    def __init__(
        self, scene: QGraphicsScene, style: Style, focus: str | None, values: CellValues
    ) -> None:
        self._values = values
        self._cell, self._drawing = values.cell, values.cell.drawing
        self._scene = scene
        self._style = style
        self._focus = focus
        colours = style.colours
        normal = colours.accent if focus else colours.muted
        self._lit = Ink(normal, normal, colours.background, colours.text, 2.0)
        self._faded = Ink(colours.grid, colours.grid, colours.background, colours.muted, 1.5)

    def draw(self) -> None:
        """The cell, its wires from left to right, and a number at each of them."""
        self._scene.clear()
        colours = self._style.colours
        self._scene.setBackgroundBrush(QColor(colours.background))
        self._scene.setSceneRect(0, 0, *self._drawing.size)
        frame = Ink("", colours.grid, colours.panel, "", 1.5)
        self._scene.addItem(Rounded(QRectF(*self._drawing.frame), frame, corner=24))
        self._draw_wires()
        self._draw_knots()
        for box in self._drawing.boxes:
            self._draw_box(box)
        self._label_feed()
        for label in self._drawing.labels:
            self._draw_label(label)
        for end in self._drawing.ends:
            stages = self._stages_beyond(end.shows, end.feeds)
            self._two_lines(
                _name(end.shows, self._values), _number(end.shows, self._values), stages, end.place
            )

    def _is_lit(self, stages: Sequence[str]) -> bool:
        return self._focus is None or self._focus in stages

    def _ink(self, stages: Sequence[str]) -> Ink:
        """The colours of a part that belongs to these stages."""
        return self._lit if self._is_lit(stages) else self._faded

    # Wires.

    def _draw_wires(self) -> None:
        wires = [*self._fed_wires(), *self._drawing.wires]
        stages = [self._stages_beyond(wire.carries, wire.feeds) for wire in wires]
        # What is lit lies over what has faded.
        for is_lit in (False, True):
            for wire, of_wire in zip(wires, stages, strict=True):
                if self._is_lit(of_wire) == is_lit:
                    self._add_wire(wire, self._ink(of_wire))

    def _stages_beyond(self, symbol: str, feeds: tuple[str, ...] | None) -> tuple[str, ...]:
        """The stage that makes what a wire carries, and those that it leads to."""
        if feeds is None:
            return stages_of(self._cell, symbol)
        return (*(stage.symbol for stage in self._cell.stages if stage.symbol == symbol), *feeds)

    def _fed_wires(self) -> Iterator[Wire]:
        """The line of x and h_tm1, in stretches: each is of the stages that lie beyond it."""
        feed = self._drawing.feed
        stages = tuple(stage for stage, _ in feed.taps)
        joined = ((feed.x, self._drawing.size[1]), (feed.x, feed.y), (feed.x + 30, feed.y))
        yield Wire("x", joined, stages, has_head=False)
        before = 0.0
        for place, (stage, x) in enumerate(feed.taps):
            # It bends up to what it feeds before it gets there.
            yield Wire(
                "h_tm1", ((before, feed.y), (x - CORNER, feed.y)), stages[place:], has_head=False
            )
            yield Wire("h_tm1", ((x - 30, feed.y), (x, feed.y), (x, self._bottom_at(x))), (stage,))
            before = x - CORNER

    def _bottom_at(self, x: float) -> float:
        """The lower edge of the gate or knot that stands over this place of the feeding line."""
        bottoms = [box.place[1] + GATE_SIZE[1] / 2 for box in self._gates if box.place[0] == x]
        bottoms += [
            knot.place[1] + KNOT_RADIUS for knot in self._drawing.knots if knot.place[0] == x
        ]
        return max(bottoms)

    @property
    def _gates(self) -> list[Box]:
        return [box for box in self._drawing.boxes if not box.shows.startswith(PHI)]

    def _add_wire(self, wire: Wire, ink: Ink) -> None:
        width = _THIN if wire.is_thin else ink.width
        if not wire.has_head:
            self._scene.addItem(PlainWire(wire_path(wire.places), ink.wire, width))
            return
        *others, (x, y) = wire.places
        before_x, before_y = others[-1]
        # The head is drawn beyond the end of its line.
        length = abs(x - before_x) + abs(y - before_y)
        share = (length - HEAD) / length
        end = before_x + share * (x - before_x), before_y + share * (y - before_y)
        self._scene.addItem(Arrow(wire_path([*others, end]), ink.wire, width))

    # Boxes and knots.

    def _draw_knots(self) -> None:
        for knot in self._drawing.knots:
            stage = maker_of(self._cell, knot.makes)
            circle = Circle(knot.place, knot.sign, self._ink((stage,)))
            self._scene.addItem(on_click(circle, stage))

    def _draw_box(self, box: Box) -> None:
        stage = self._cell.stage(maker_of(self._cell, box.shows))
        ink = self._ink((stage.symbol,))
        value = self._values.numbers[box.shows]
        is_gate = isinstance(stage, Gate)
        width, height = GATE_SIZE if is_gate else SQUASH_SIZE
        x, y = box.place
        rect = QRectF(x - width / 2, y - height / 2, width, height)
        item = on_click(Rounded(rect, ink, CORNER if is_gate else height / 2), stage.symbol)
        item.setToolTip(f"Light the {stage.title.lower()}")
        self._scene.addItem(item)
        if isinstance(stage, Gate):
            squash = squash_of(stage, self._values.activation) or _LINEAR
            lines = [Line(squash, ink.text, 17, bold=True)]
            lines.append(Line(stage.title.lower(), ink.text, 13))
            self._put(TextColumn(lines, self._style), x, rect.top() + 25, item)
            bar = QRectF(rect.left() + 10, rect.bottom() - 18, width - 20, 11)
            self._add_bar(bar, value, stage.squash != SIGMA, ink, item)
        else:
            squash = SQUASHES[self._values.activation] or _LINEAR
            words = TextColumn([Line(squash, ink.text, 15, bold=True)], self._style)
            self._put(words, x, rect.top() + 14, item)
            bar = QRectF(x - 24, rect.bottom() - 16, 48, 9)
            self._add_bar(bar, value, True, ink, item)

    def _add_bar(
        self, rect: QRectF, value: float, is_signed: bool, ink: Ink, box: QGraphicsItem
    ) -> None:
        bar = ValueBar(rect, value, is_signed, ink)
        bar.setParentItem(box)
        bar.setOpacity(1.0 if ink is self._lit else 0.35)

    # Numbers.

    def _label_feed(self) -> None:
        """What comes from below and from the step before, and the sums that are made of it."""
        values, feed = self._values, self._drawing.feed
        stages = tuple(stage for stage, _ in feed.taps)
        self._two_lines(
            textbook("h_tm1"), _counted(len(values.h_tm1)), stages, (56, feed.y), size=15
        )
        self._line(_x_text(values), stages, (feed.x + 10, self._drawing.size[1] - 22))
        for box in self._gates:
            x, y = box.place
            middle = (y + GATE_SIZE[1] / 2 + feed.y) / 2 + 2
            text = f"s = {short_number(values.gates[box.shows].sum)}"
            self._line(text, (box.shows,), (x + 8, middle), size=15)

    def _draw_label(self, label: Label) -> None:
        stages = stages_of(self._cell, label.shows)
        name, text = _name(label.shows, self._values), _number(label.shows, self._values)
        x, y = label.place
        lines = [(f"{name} = {text}", y)] if label.lines == 1 else [(name, y - 9), (text, y + 9)]
        for line, line_y in lines:
            self._line(line, stages, (x, line_y), label.size, label.ends_here)

    def _two_lines(
        self, name: str, value: str, stages: Sequence[str], place: Place, size: int = 18
    ) -> None:
        """A name over a wire and its value under it, centred."""
        x, y = place
        ink = self._ink(stages)
        for text, line_y, bold in ((name, y - 16, False), (value, y + 18, True)):
            self._put(TextColumn([Line(text, ink.text, size, bold)], self._style), x, line_y)

    def _line(
        self,
        text: str,
        stages: Sequence[str],
        place: Place,
        size: int = 17,
        ends_here: bool = False,
    ) -> None:
        """One line that begins at ``place``, or ends there, and is centred on its height."""
        column = TextColumn([Line(text, self._ink(stages).text, size, bold=True)], self._style)
        half = column.rect().width() / 2
        self._put(column, place[0] + (-half if ends_here else half), place[1])

    def _put(
        self, column: TextColumn, x: float, y: float, parent: QGraphicsItem | None = None
    ) -> None:
        column.setPos(x - column.rect().width() / 2, y - column.rect().height() / 2)
        if parent is None:
            self._scene.addItem(column)
        else:
            column.setParentItem(parent)


def _x_text(values: CellValues) -> str:
    """What comes from below; of several numbers how many they are."""
    if reads_a_symbol(values):
        return f"x = {values.x[0]:.0f}"
    read = f"h of layer {values.layer}" if values.layer else values.shown
    return f"x = {read}, {_counted(len(values.x))}"


def _counted(count: int) -> str:
    return "1 number" if count == 1 else f"{count:,} numbers"


def _name(symbol: str, values: CellValues) -> str:
    """A symbol as it stands in the drawing: ``tanh c`` for ``φ(c)``."""
    if symbol.startswith(PHI):
        return f"{SQUASHES[values.activation]} {inner_symbol(symbol)}".lstrip()
    return textbook(symbol)


def _number(symbol: str, values: CellValues) -> str:
    return short_number(values.numbers[symbol])


def describe(values: CellValues) -> str:
    """What the drawing shows as a sentence, for those who cannot see it."""
    drawing = values.cell.drawing
    shown = dict.fromkeys(
        [end.shows for end in drawing.ends] + [label.shows for label in drawing.labels]
    )
    numbers = ", ".join(f"{_name(each, values)} = {_number(each, values)}" for each in shown)
    read = "" if values.layer or reads_a_symbol(values) else f"{_x_text(values)}, "
    return f"{place_text(values)}: {read}{numbers}."
