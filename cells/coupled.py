"""The LSTM with one gate for what stays and what comes in."""

from __future__ import annotations

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
    z_f, z_g, z_o = given.z
    f, g = sigma(z_f), phi(z_g)
    c = f * given.before["c"] + (1 - f) * g
    o = sigma(z_o)
    return {"f": f, "g": g, "c": c, "o": o, "h": o * phi(c)}


def step_back(given: Given, now: Values, d: Values) -> Passed:
    """From ∂L/∂h and ∂L/∂c to ∂L/∂z: what f keeps of c_tm1, it takes from g."""
    sigma, phi = given.sigma, given.phi
    f, g, o = now["f"], now["g"], now["o"]
    phi_c = phi(now["c"])
    dc = d["c"] + d["h"] * o * phi.slope(phi_c)
    dz = [
        dc * (given.before["c"] - g) * sigma.slope(f),
        dc * (1 - f) * phi.slope(g),
        d["h"] * phi_c * sigma.slope(o),
    ]
    return Passed(wx=dz, uh=dz, before={"c": dc * f})


_TOP, _GATES = 74, 274
"""Heights of the cell state's line, and of the middle of the gates."""
_ABOVE = _GATES - GATE_SIZE[1] / 2

_DRAWING = Drawing(
    boxes=(
        Box("f", (200, _GATES)),
        Box("g", (490, _GATES)),
        Box("o", (640, _GATES)),
        Box("φ(c)", (800, 128)),
    ),
    knots=(
        Knot("×", "f·c_tm1", (200, _TOP)),
        Knot("+", "c", (490, _TOP)),
        Knot("1−", "1−f", (320, 176)),
        Knot("×", "(1−f)·g", (490, 176)),
        Knot("×", "h", (800, 226)),
    ),
    wires=(
        Wire("c_tm1", ((0, _TOP), (200 - KNOT_RADIUS, _TOP))),
        Wire("f", ((200, _ABOVE), (200, _TOP + KNOT_RADIUS))),
        Wire("f·c_tm1", ((200 + KNOT_RADIUS, _TOP), (490 - KNOT_RADIUS, _TOP))),
        Wire("f", ((200, 176), (320 - KNOT_RADIUS, 176))),
        Wire("1−f", ((320 + KNOT_RADIUS, 176), (490 - KNOT_RADIUS, 176))),
        Wire("g", ((490, _ABOVE), (490, 176 + KNOT_RADIUS))),
        Wire("(1−f)·g", ((490, 176 - KNOT_RADIUS), (490, _TOP + KNOT_RADIUS))),
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
        Label("f", (209, 212)),
        Label("f·c_tm1", (259, 56)),
        Label("1−f", (345, 158)),
        Label("(1−f)·g", (500, 127)),
        Label("g", (499, 216)),
        Label("o", (652, 210)),
        Label("φ(c)", (790, 179), ends_here=True),
        Label("h", (855, 12)),
    ),
    ends=(End("c_tm1", (56, _TOP)), End("c", (942, _TOP)), End("h", (942, 352))),
    feed=Feed(taps=(("f", 200), ("g", 490), ("o", 640))),
)


COUPLED = Cell(
    name="coupled",
    title="Coupled LSTM",
    kind="CoupledLSTM",
    summary="An LSTM without an input gate: as much comes in as is forgotten.",
    source="Greff et al. 2017, their variant CIFG",
    stages=(
        Gate(
            "f",
            "Forget gate",
            "How much of the old cell state c_tm1 stays: 0 forgets all of it, 1 keeps all of it.",
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
            "What stays of the old cell state, and as much of the candidate as was forgotten.",
            (("f", "c_tm1"), ("1−f", "g")),
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
    blocks=("f", "g", "o"),
    states=("h", "c"),
    step=step,
    step_back=step_back,
    convention=(
        "The forget gate is the one that is computed, and 1 − f takes the input gate's place;"
        " Greff et al. compute i and take 1 − i, which is the same with the signs of the "
        "weights turned."
    ),
    forget_gate="f",
    drawing=_DRAWING,
)
