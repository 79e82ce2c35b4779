"""The LSTM, with the forget gate: the cell that this program is about."""

from __future__ import annotations

from typing import Any, NamedTuple

from cells.cell import PHI, SIGMA, Blend, Cell, Gate, Given, Passed, Values
from cells.drawing import (
    CROSSING,
    GATE_SIZE,
    KNOT_RADIUS,
    SQUASH_SIZE,
    Box,
    Drawing,
    End,
    Feed,
    Knot,
    Label,
    Wire,
)
from custom_lstm import lstm_step, lstm_step_back


def step(given: Given) -> Values:
    """From x, h_tm1 and c_tm1 to the gates, c and h: the equations of :mod:`custom_lstm`."""
    return lstm_step(given.z, given.before["c"], given.sigma, given.phi)


def step_back(given: Given, now: Values, d: Values) -> Passed:
    """From ∂L/∂h and ∂L/∂c to ∂L/∂z and ∂L/∂c_tm1: its chain rule."""
    c_tm1 = given.before["c"]
    dz, dc_tm1 = lstm_step_back(now, c_tm1, d["h"], d["c"], given.sigma, given.phi)
    return Passed(wx=dz, uh=dz, before={"c": dc_tm1})


def _fast_layer(n_in: int, *arguments: Any) -> Any:
    from fast_lstm import FastLSTMLayer
    from fast_symbols import MOST_MULTIPLIED, FastSymbolLayer

    make = FastSymbolLayer if n_in > MOST_MULTIPLIED else FastLSTMLayer
    return make(n_in, *arguments)


TOP, GATES = 74, 274
"""Heights of the cell state's line, and of the middle of the gates."""
ABOVE = GATES - GATE_SIZE[1] / 2


class Columns(NamedTuple):
    """How far to the right the boxes of an LSTM stand."""

    f: float
    i: float
    g: float
    o: float
    phi: float
    """Of φ(c), and of h under it."""
    beside: float = 0
    """By how much further the wires out of f, i and o stand."""


def draw_lstm(at: Columns, wires: tuple[Wire, ...], labels: tuple[Label, ...]) -> Drawing:
    """The picture of an LSTM of four gates.

    Args:
        at: where its boxes stand.
        wires: what carries c_tm1 to its product, and c to φ(c).
        labels: of f, of that product and of o.
    """
    f, i, o = at.f + at.beside, at.i + at.beside, at.o + at.beside
    g, phi, right = at.g, at.phi, at.phi + 200
    gates = (("f", at.f), ("i", at.i), ("g", g), ("o", at.o))
    return Drawing(
        boxes=(*(Box(gate, (x, GATES)) for gate, x in gates), Box("φ(c)", (phi, 128))),
        knots=(
            Knot("×", "f·c_tm1", (f, TOP)),
            Knot("+", "c", (g, TOP)),
            Knot("×", "i·g", (g, 176)),
            Knot("×", "h", (phi, 226)),
        ),
        wires=(
            *wires,
            Wire("f", ((f, ABOVE), (f, TOP + KNOT_RADIUS))),
            Wire("f·c_tm1", ((f + KNOT_RADIUS, TOP), (g - KNOT_RADIUS, TOP))),
            Wire("i", ((i, ABOVE), (i, 176), (g - KNOT_RADIUS, 176))),
            Wire("g", ((g, ABOVE), (g, 176 + KNOT_RADIUS))),
            Wire("i·g", ((g, 176 - KNOT_RADIUS), (g, TOP + KNOT_RADIUS))),
            # It leaves room for h, which crosses it.
            Wire("c", ((phi, TOP), (phi + 46 - CROSSING, TOP)), feeds=(), has_head=False),
            Wire("c", ((phi + 46 + CROSSING, TOP), (right, TOP)), feeds=()),
            *_wires_of_h(o, phi, right),
        ),
        labels=(*labels, *_labels(i, g, phi)),
        ends=(End("c_tm1", (56, TOP)), End("c", (right - 58, TOP)), End("h", (right - 58, 352))),
        feed=Feed(taps=gates),
    )


def _labels(i: float, g: float, phi: float) -> tuple[Label, ...]:
    return (
        Label("i", (i + 8, 160)),
        Label("i·g", (g + 10, 127)),
        Label("g", (g + 9, 216)),
        Label("φ(c)", (phi - 10, 179), ends_here=True),
        Label("h", (phi + 55, 12)),
    )


def _wires_of_h(o: float, phi: float, right: float) -> tuple[Wire, ...]:
    return (
        Wire("φ(c)", ((phi, TOP), (phi, 128 - SQUASH_SIZE[1] / 2))),
        Wire("φ(c)", ((phi, 128 + SQUASH_SIZE[1] / 2), (phi, 226 - KNOT_RADIUS))),
        Wire("o", ((o, ABOVE), (o, 226), (phi - KNOT_RADIUS, 226))),
        Wire("h", ((phi, 226 + KNOT_RADIUS), (phi, 352), (right, 352))),
        Wire("h", ((phi + 16, 352), (phi + 46, 352), (phi + 46, 0))),
    )


COLUMNS = Columns(f=200, i=340, g=490, o=640, phi=800)

_DRAWING = draw_lstm(
    COLUMNS,
    wires=(
        Wire("c_tm1", ((0, TOP), (COLUMNS.f - KNOT_RADIUS, TOP))),
        Wire("c", ((COLUMNS.g + KNOT_RADIUS, TOP), (COLUMNS.phi, TOP)), has_head=False),
    ),
    labels=(Label("f", (209, 176)), Label("f·c_tm1", (259, 56)), Label("o", (652, 210))),
)

FORGET_GATE = Gate(
    "f",
    "Forget gate",
    "How much of the old cell state c_tm1 stays: 0 forgets all of it, 1 keeps all of it.",
    SIGMA,
)
INPUT_GATE = Gate(
    "i",
    "Input gate",
    "How much of the candidate goes into the cell state: 0 nothing, 1 all of it.",
    SIGMA,
)
CANDIDATE = Gate(
    "g",
    "Candidate",
    "What could go into the cell state. Keras calls it c.",
    PHI,
)
CELL_STATE = Blend(
    "c",
    "New cell state",
    "What stays of the old cell state, and what comes in; ⊙ multiplies unit by unit.",
    (("f", "c_tm1"), ("i", "g")),
)
OUTPUT_GATE = Gate(
    "o",
    "Output gate",
    "How much of the cell state is shown: 0 nothing, 1 all of it.",
    SIGMA,
)
HIDDEN_STATE = Blend(
    "h",
    "Hidden state",
    "What the unit shows: to its layer at the next step, and to what lies above it now.",
    (("o", "φ(c)"),),
)

LSTM = Cell(
    name="lstm",
    title="LSTM",
    kind="LSTM",
    summary="Three gates around a cell state that is only ever scaled and added to.",
    source="Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000",
    stages=(FORGET_GATE, INPUT_GATE, CANDIDATE, CELL_STATE, OUTPUT_GATE, HIDDEN_STATE),
    blocks=("i", "f", "g", "o"),
    states=("h", "c"),
    step=step,
    step_back=step_back,
    forget_gate="f",
    input_gate="i",
    keras_class="LSTM",
    keras_options={"recurrent_activation": "sigmoid"},
    fast_layer=_fast_layer,
    drawing=_DRAWING,
)
