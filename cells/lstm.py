"""The LSTM, with the forget gate: the cell that this program is about."""

from __future__ import annotations

from typing import Any

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


def step(given: Given) -> Values:
    """From x, h_tm1 and c_tm1 to the gates, c and h."""
    sigma, phi = given.sigma, given.phi
    z_i, z_f, z_g, z_o = given.z
    f, i, g = sigma(z_f), sigma(z_i), phi(z_g)
    c = f * given.before["c"] + i * g
    o = sigma(z_o)
    return {"f": f, "i": i, "g": g, "c": c, "o": o, "h": o * phi(c)}


def step_back(given: Given, now: Values, d: Values) -> Passed:
    """From ∂L/∂h and ∂L/∂c to ∂L/∂z: c reaches the loss through h and through later steps."""
    sigma, phi = given.sigma, given.phi
    f, i, g, o = now["f"], now["i"], now["g"], now["o"]
    phi_c = phi(now["c"])
    dc = d["c"] + d["h"] * o * phi.slope(phi_c)
    dz = [
        dc * g * sigma.slope(i),
        dc * given.before["c"] * sigma.slope(f),
        dc * i * phi.slope(g),
        d["h"] * phi_c * sigma.slope(o),
    ]
    return Passed(wx=dz, uh=dz, before={"c": dc * f})


def _fast_layer(*arguments: Any) -> Any:
    from custom_lstm import LSTMLayer

    return LSTMLayer(*arguments)


_TOP, _GATES = 74, 274
"""Heights of the cell state's line, and of the middle of the gates."""
_ABOVE = _GATES - GATE_SIZE[1] / 2

_DRAWING = Drawing(
    boxes=(
        Box("f", (200, _GATES)),
        Box("i", (340, _GATES)),
        Box("g", (490, _GATES)),
        Box("o", (640, _GATES)),
        Box("φ(c)", (800, 128)),
    ),
    knots=(
        Knot("×", "f·c_tm1", (200, _TOP)),
        Knot("+", "c", (490, _TOP)),
        Knot("×", "i·g", (490, 176)),
        Knot("×", "h", (800, 226)),
    ),
    wires=(
        Wire("c_tm1", ((0, _TOP), (200 - KNOT_RADIUS, _TOP))),
        Wire("f", ((200, _ABOVE), (200, _TOP + KNOT_RADIUS))),
        Wire("f·c_tm1", ((200 + KNOT_RADIUS, _TOP), (490 - KNOT_RADIUS, _TOP))),
        Wire("i", ((340, _ABOVE), (340, 176), (490 - KNOT_RADIUS, 176))),
        Wire("g", ((490, _ABOVE), (490, 176 + KNOT_RADIUS))),
        Wire("i·g", ((490, 176 - KNOT_RADIUS), (490, _TOP + KNOT_RADIUS))),
        Wire("c", ((490 + KNOT_RADIUS, _TOP), (800, _TOP)), has_head=False),
        # It leaves room for h, which crosses it.
        Wire("c", ((800, _TOP), (846 - CROSSING, _TOP)), feeds=(), has_head=False),
        Wire("c", ((846 + CROSSING, _TOP), (1000, _TOP)), feeds=()),
        Wire("φ(c)", ((800, _TOP), (800, 128 - SQUASH_SIZE[1] / 2))),
        Wire("φ(c)", ((800, 128 + SQUASH_SIZE[1] / 2), (800, 226 - KNOT_RADIUS))),
        Wire("o", ((640, _ABOVE), (640, 226), (800 - KNOT_RADIUS, 226))),
        Wire("h", ((800, 226 + KNOT_RADIUS), (800, 352), (1000, 352))),
        Wire("h", ((816, 352), (846, 352), (846, 0))),
    ),
    labels=(
        Label("f", (209, 176)),
        Label("f·c_tm1", (259, 56)),
        Label("i", (348, 160)),
        Label("i·g", (500, 127)),
        Label("g", (499, 216)),
        Label("o", (652, 210)),
        Label("φ(c)", (790, 179), ends_here=True),
        Label("h", (855, 12)),
    ),
    ends=(End("c_tm1", (56, _TOP)), End("c", (942, _TOP)), End("h", (942, 352))),
    feed=Feed(taps=(("f", 200), ("i", 340), ("g", 490), ("o", 640))),
)


LSTM = Cell(
    name="lstm",
    title="LSTM",
    kind="LSTM",
    summary="Three gates around a cell state that is only ever scaled and added to.",
    source="Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000",
    stages=(
        Gate(
            "f",
            "Forget gate",
            "How much of the old cell state c_tm1 stays: 0 forgets all of it, 1 keeps all of it.",
            SIGMA,
        ),
        Gate(
            "i",
            "Input gate",
            "How much of the candidate goes into the cell state: 0 nothing, 1 all of it.",
            SIGMA,
        ),
        Gate(
            "g",
            "Candidate",
            "What could go into the cell state. Keras calls it c.",
            PHI,
        ),
        Blend(
            "c",
            "New cell state",
            "What stays of the old cell state, and what comes in; ⊙ multiplies unit by unit.",
            (("f", "c_tm1"), ("i", "g")),
        ),
        Gate(
            "o",
            "Output gate",
            "How much of the cell state is shown: 0 nothing, 1 all of it.",
            SIGMA,
        ),
        Blend(
            "h",
            "Hidden state",
            "What the unit shows: to its layer at the next step, and to what lies above it now.",
            (("o", "φ(c)"),),
        ),
    ),
    blocks=("i", "f", "g", "o"),
    states=("h", "c"),
    step=step,
    step_back=step_back,
    forget_gate="f",
    keras_class="LSTM",
    keras_options={"recurrent_activation": "sigmoid"},
    fast_layer=_fast_layer,
    drawing=_DRAWING,
)
