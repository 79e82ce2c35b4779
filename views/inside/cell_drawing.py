"""An LSTM cell as lecture notes draw it, with the numbers of one unit at one step in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PyQt5.QtCore import QRectF
from PyQt5.QtGui import QColor
from PyQt5.QtWidgets import QGraphicsItem, QGraphicsScene

from training.cell_values import CellValues
from views.inside.cell_items import (
    CORNER,
    Ink,
    Knot,
    Place,
    Rounded,
    ValueBar,
    Wire,
    on_click,
    wire_path,
)
from views.inside.equation_text import short_number
from views.inside.stages import STAGES
from views.network_items import HEAD, Arrow, Line, Style, TextColumn

WIDTH, HEIGHT = 1000, 424
"""Of the drawing, in its own units; the view scales it."""

# Heights, from the top: the cell state's line, the knot of i and g, the gates, the line that
# brings x and h_tm1 to them.
_STATE_Y, _ADDED_Y, _GATE_Y, _FED_Y = 74, 176, 274, 352
_GATE_X = {"f": 200, "i": 340, "g": 490, "o": 640}
_X_X = 145
_SHOWN_X, _UP_X = 800, 846
_CROSSING = 6
_SHOWN_Y = 226
_TANH_Y = 128
_FRAME = QRectF(118, 26, 762, 354)
_GATE_SIZE = 104, 68
_TANH_SIZE = 76, 44


class CellDrawing:
    """Draws one unit at one step into a scene, which it empties first.

    With a stage in focus, what belongs to it is lit and all the rest fades.
    """

    def __init__(self, scene: QGraphicsScene, style: Style, focus: str | None) -> None:
        self._scene = scene
        self._style = style
        self._focus = focus
        colours = style.colours
        normal = colours.accent if focus else colours.muted
        self._lit = Ink(normal, normal, colours.background, colours.text, 2.0)
        self._faded = Ink(colours.grid, colours.grid, colours.background, colours.muted, 1.5)

    def draw(self, values: CellValues) -> None:
        """The cell, its wires from left to right, and a number at each of them."""
        self._scene.clear()
        colours = self._style.colours
        self._scene.setBackgroundBrush(QColor(colours.background))
        self._scene.setSceneRect(0, 0, WIDTH, HEIGHT)
        frame = Ink("", colours.grid, colours.panel, "", 1.5)
        self._scene.addItem(Rounded(_FRAME, frame, corner=24))
        # What is lit lies over what has faded.
        for is_lit in (False, True):
            self._draw_wires(is_lit)
        self._draw_knots()
        self._draw_gates(values)
        self._draw_tanh(values)
        self._label_inputs(values)
        self._label_gates(values)
        self._label_states(values)

    def _is_lit(self, stages: str) -> bool:
        return self._focus is None or self._focus in stages

    def _ink(self, stages: str) -> Ink:
        """The colours of a part that belongs to these stages."""
        return self._lit if self._is_lit(stages) else self._faded

    # Wires.

    def _draw_wires(self, is_lit: bool) -> None:
        """Those that are lit, or those that are not: with the stages each belongs to."""
        r = Knot.RADIUS
        x = _GATE_X
        gate_top = _GATE_Y - _GATE_SIZE[1] / 2
        wires: list[tuple[str, list[Place], bool]] = [
            *self._fed_wires(),
            ("c", [(0, _STATE_Y), (x["f"] - r, _STATE_Y)], True),
            ("fc", [(x["f"], gate_top), (x["f"], _STATE_Y + r)], True),
            ("c", [(x["f"] + r, _STATE_Y), (x["g"] - r, _STATE_Y)], True),
            ("ic", [(x["i"], gate_top), (x["i"], _ADDED_Y), (x["g"] - r, _ADDED_Y)], True),
            ("gc", [(x["g"], gate_top), (x["g"], _ADDED_Y + r)], True),
            ("c", [(x["g"], _ADDED_Y - r), (x["g"], _STATE_Y + r)], True),
            ("ch", [(x["g"] + r, _STATE_Y), (_SHOWN_X, _STATE_Y)], False),
            # It leaves room for h, which crosses it.
            ("c", [(_SHOWN_X, _STATE_Y), (_UP_X - _CROSSING, _STATE_Y)], False),
            ("c", [(_UP_X + _CROSSING, _STATE_Y), (WIDTH, _STATE_Y)], True),
            ("h", [(_SHOWN_X, _STATE_Y), (_SHOWN_X, _TANH_Y - _TANH_SIZE[1] / 2)], True),
            ("h", [(_SHOWN_X, _TANH_Y + _TANH_SIZE[1] / 2), (_SHOWN_X, _SHOWN_Y - r)], True),
            ("oh", [(x["o"], gate_top), (x["o"], _SHOWN_Y), (_SHOWN_X - r, _SHOWN_Y)], True),
            ("h", [(_SHOWN_X, _SHOWN_Y + r), (_SHOWN_X, _FED_Y), (WIDTH, _FED_Y)], True),
            ("h", [(_SHOWN_X + 16, _FED_Y), (_UP_X, _FED_Y), (_UP_X, 0)], True),
        ]
        for stages, places, has_head in wires:
            if self._is_lit(stages) == is_lit:
                self._add_wire(places, self._ink(stages), has_head)

    def _fed_wires(self) -> Iterator[tuple[str, list[Place], bool]]:
        """The line of x and h_tm1, in stretches: each is of the gates that lie beyond it."""
        yield "figo", [(_X_X, HEIGHT), (_X_X, _FED_Y), (_X_X + 30, _FED_Y)], False
        gates = "".join(_GATE_X)
        before = 0.0
        for place, gate in enumerate(gates):
            # It bends up to the gate before it gets there.
            x = _GATE_X[gate]
            yield gates[place:], [(before, _FED_Y), (x - CORNER, _FED_Y)], False
            yield gate, [(x - 30, _FED_Y), (x, _FED_Y), (x, _GATE_Y + _GATE_SIZE[1] / 2)], True
            before = x - CORNER

    def _add_wire(self, places: Sequence[Place], ink: Ink, has_head: bool) -> None:
        if not has_head:
            self._scene.addItem(Wire(wire_path(places), ink.wire, ink.width))
            return
        *others, (x, y) = places
        before_x, before_y = others[-1]
        # The head is drawn beyond the end of its line.
        length = abs(x - before_x) + abs(y - before_y)
        share = (length - HEAD) / length
        end = before_x + share * (x - before_x), before_y + share * (y - before_y)
        self._scene.addItem(Arrow(wire_path([*others, end]), ink.wire))

    # Boxes and knots.

    def _draw_knots(self) -> None:
        for stages, place, sign in (
            ("c", (_GATE_X["f"], _STATE_Y), "×"),
            ("c", (_GATE_X["g"], _STATE_Y), "+"),
            ("c", (_GATE_X["g"], _ADDED_Y), "×"),
            ("h", (_SHOWN_X, _SHOWN_Y), "×"),
        ):
            self._scene.addItem(on_click(Knot(place, sign, self._ink(stages)), stages))

    def _draw_gates(self, values: CellValues) -> None:
        titles = {stage.symbol: stage.title.lower() for stage in STAGES}
        width, height = _GATE_SIZE
        for gate, x in _GATE_X.items():
            ink = self._ink(gate)
            box = QRectF(x - width / 2, _GATE_Y - height / 2, width, height)
            item = on_click(Rounded(box, ink), gate)
            item.setToolTip(f"Light the {titles[gate]}")
            self._scene.addItem(item)
            squash = "tanh" if gate == "g" else "σ"
            words = TextColumn(
                [Line(squash, ink.text, 17, bold=True), Line(titles[gate], ink.text, 13)],
                self._style,
            )
            self._put(words, x, box.top() + 25, item)
            bar = QRectF(x - width / 2 + 10, box.bottom() - 18, width - 20, 11)
            self._add_bar(bar, values.gates[gate].value, gate == "g", ink, item)

    def _draw_tanh(self, values: CellValues) -> None:
        ink = self._ink("h")
        width, height = _TANH_SIZE
        box = QRectF(_SHOWN_X - width / 2, _TANH_Y - height / 2, width, height)
        item = on_click(Rounded(box, ink, corner=height / 2), "h")
        self._scene.addItem(item)
        words = TextColumn([Line("tanh", ink.text, 15, bold=True)], self._style)
        self._put(words, _SHOWN_X, box.top() + 14, item)
        bar = QRectF(_SHOWN_X - 24, box.bottom() - 16, 48, 9)
        self._add_bar(bar, values.tanh_c, True, ink, item)

    def _add_bar(
        self, rect: QRectF, value: float, is_signed: bool, ink: Ink, box: QGraphicsItem
    ) -> None:
        bar = ValueBar(rect, value, is_signed, ink)
        bar.setParentItem(box)
        bar.setOpacity(1.0 if ink is self._lit else 0.35)

    # Numbers.

    def _label_inputs(self, values: CellValues) -> None:
        """At the left: what comes from the step before, and from below."""
        count = len(values.h_tm1)
        numbers = "1 number" if count == 1 else f"{count} numbers"
        self._two_lines("c_tm1", short_number(values.c_tm1), "c", (56, _STATE_Y))
        self._two_lines("h_tm1", numbers, "figo", (56, _FED_Y), size=15)
        from_below = (
            f"x = {values.x[0]:.0f}"
            if values.layer == 0
            else f"x = h of layer {values.layer}, {len(values.x)} numbers"
        )
        self._line(from_below, "figo", (_X_X + 10, HEIGHT - 22))

    def _label_gates(self, values: CellValues) -> None:
        for gate, x in _GATE_X.items():
            z = f"z = {short_number(values.gates[gate].z)}"
            self._line(z, gate, (x + 8, (_GATE_Y + _GATE_SIZE[1] / 2 + _FED_Y) / 2 + 2), size=15)
        for gate, stages, place in (
            ("f", "fc", (_GATE_X["f"] + 9, _ADDED_Y)),
            ("i", "ic", (_GATE_X["i"] + 8, _ADDED_Y - 16)),
            ("g", "gc", (_GATE_X["g"] + 9, _SHOWN_Y - 10)),
            ("o", "oh", (_GATE_X["o"] + 12, _SHOWN_Y - 16)),
        ):
            self._line(f"{gate} = {short_number(values.gates[gate].value)}", stages, place)

    def _label_states(self, values: CellValues) -> None:
        middle = (_GATE_X["f"] + _GATE_X["g"]) / 2
        self._line(f"f·c_tm1 = {short_number(values.kept)}", "c", (middle - 86, _STATE_Y - 18))
        between = (_STATE_Y + _ADDED_Y) / 2
        self._line(f"i·g = {short_number(values.added)}", "c", (_GATE_X["g"] + 10, between + 2))
        tanh_y = (_TANH_Y + _TANH_SIZE[1] / 2 + _SHOWN_Y - Knot.RADIUS) / 2 - 1
        text = f"tanh c = {short_number(values.tanh_c)}"
        self._line(text, "h", (_SHOWN_X - 10, tanh_y), is_right=True)
        self._two_lines("c", short_number(values.c), "ch", (WIDTH - 58, _STATE_Y))
        self._two_lines("h", short_number(values.h), "h", (WIDTH - 58, _FED_Y))
        self._line(f"h = {short_number(values.h)}", "h", (_UP_X + 9, 12))

    def _two_lines(self, name: str, value: str, stages: str, place: Place, size: int = 18) -> None:
        """A name over a wire and its value under it, centred."""
        x, y = place
        ink = self._ink(stages)
        for text, line_y, bold in ((name, y - 16, False), (value, y + 18, True)):
            self._put(TextColumn([Line(text, ink.text, size, bold)], self._style), x, line_y)

    def _line(
        self, text: str, stages: str, place: Place, size: int = 17, is_right: bool = False
    ) -> None:
        """One line that begins at ``place``, or ends there, and is centred on its height."""
        column = TextColumn([Line(text, self._ink(stages).text, size, bold=True)], self._style)
        half = column.rect().width() / 2
        self._put(column, place[0] + (-half if is_right else half), place[1])

    def _put(
        self, column: TextColumn, x: float, y: float, parent: QGraphicsItem | None = None
    ) -> None:
        column.setPos(x - column.rect().width() / 2, y - column.rect().height() / 2)
        if parent is None:
            self._scene.addItem(column)
        else:
            column.setParentItem(parent)


def describe(values: CellValues) -> str:
    """What the drawing shows as a sentence, for those who cannot see it."""
    gates = ", ".join(f"{gate} = {short_number(values.gates[gate].value)}" for gate in _GATE_X)
    return (
        f"Layer {values.layer + 1}, unit {values.unit + 1}, step {values.step + 1}: "
        f"c_tm1 = {short_number(values.c_tm1)}, {gates}, f·c_tm1 = {short_number(values.kept)}, "
        f"i·g = {short_number(values.added)}, c = {short_number(values.c)}, "
        f"tanh c = {short_number(values.tanh_c)}, h = {short_number(values.h)}."
    )
