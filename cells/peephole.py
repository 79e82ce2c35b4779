"""The LSTM whose gates see the cell state.

    f = σ(W_f x + U_f h_tm1 + p_f ⊙ c_tm1 + b_f)
    i = σ(W_i x + U_i h_tm1 + p_i ⊙ c_tm1 + b_i)
    g = φ(W_g x + U_g h_tm1 + b_g)
    c = f ⊙ c_tm1 + i ⊙ g
    o = σ(W_o x + U_o h_tm1 + p_o ⊙ c + b_o)
    h = o ⊙ φ(c)

The peepholes p are vectors, as in Gers & Schmidhuber 2000: each unit sees its own cell state
alone, and the output gate the new one. Lecture notes often write c_tm1 into the concatenated
matrix, which would let every unit see the cell states of all. Keras has no such layer.
"""

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
    """From x, h_tm1 and c_tm1 to the gates, c and h; the output gate sees the new c."""
    sigma, phi = given.sigma, given.phi
    z_i, z_f, z_g, z_o = given.z
    p_i, p_f, p_o = given.p
    c_tm1 = given.before["c"]
    f, i, g = sigma(z_f + p_f * c_tm1), sigma(z_i + p_i * c_tm1), phi(z_g)
    c = f * c_tm1 + i * g
    o = sigma(z_o + p_o * c)
    return {"f": f, "i": i, "g": g, "c": c, "o": o, "h": o * phi(c)}


def step_back(given: Given, now: Values, d: Values) -> Passed:
    """From ∂L/∂h and ∂L/∂c to ∂L/∂z: c reaches the loss through the output gate as well.

    What a peephole sees is multiplied by its weight p and added to z, so ∂L/∂c_tm1 goes
    back through p·∂L/∂z.
    """
    sigma, phi = given.sigma, given.phi
    f, i, g, o = now["f"], now["i"], now["g"], now["o"]
    p_i, p_f, p_o = given.p
    phi_c = phi(now["c"])
    dz_o = d["h"] * phi_c * sigma.slope(o)
    dc = d["c"] + d["h"] * o * phi.slope(phi_c) + p_o * dz_o
    dz_f = dc * given.before["c"] * sigma.slope(f)
    dz_i = dc * g * sigma.slope(i)
    dz = [dz_i, dz_f, dc * i * phi.slope(g), dz_o]
    return Passed(wx=dz, uh=dz, before={"c": dc * f + p_f * dz_f + p_i * dz_i})


_TOP, _GATES = 74, 274
"""Heights of the cell state's line, and of the middle of the gates."""
_ABOVE = _GATES - GATE_SIZE[1] / 2

_DRAWING = Drawing(
    boxes=(
        Box("f", (246, _GATES)),
        Box("i", (390, _GATES)),
        Box("g", (540, _GATES)),
        Box("o", (740, _GATES)),
        Box("φ(c)", (900, 128)),
    ),
    knots=(
        Knot("×", "f·c_tm1", (266, _TOP)),
        Knot("+", "c", (540, _TOP)),
        Knot("×", "i·g", (540, 176)),
        Knot("×", "h", (900, 226)),
    ),
    wires=(
        Wire("c_tm1", ((0, _TOP), (206, _TOP)), has_head=False),
        Wire("c_tm1", ((206, _TOP), (266 - KNOT_RADIUS, _TOP)), feeds=("c",)),
        Wire("c_tm1", ((206, _TOP), (206, 196)), feeds=("f", "i"), has_head=False, is_thin=True),
        Wire("c_tm1", ((206, 196), (206, _ABOVE)), feeds=("f",), is_thin=True),
        # It leaves room for f, which crosses it.
        Wire(
            "c_tm1",
            ((206, 196), (266 - CROSSING, 196)),
            feeds=("i",),
            has_head=False,
            is_thin=True,
        ),
        Wire(
            "c_tm1",
            ((266 + CROSSING, 196), (360, 196), (360, _ABOVE)),
            feeds=("i",),
            is_thin=True,
        ),
        Wire("f", ((266, _ABOVE), (266, _TOP + KNOT_RADIUS))),
        Wire("f·c_tm1", ((266 + KNOT_RADIUS, _TOP), (540 - KNOT_RADIUS, _TOP))),
        Wire("i", ((410, _ABOVE), (410, 176), (540 - KNOT_RADIUS, 176))),
        Wire("g", ((540, _ABOVE), (540, 176 + KNOT_RADIUS))),
        Wire("i·g", ((540, 176 - KNOT_RADIUS), (540, _TOP + KNOT_RADIUS))),
        Wire("c", ((540 + KNOT_RADIUS, _TOP), (720, _TOP)), has_head=False),
        Wire("c", ((720, _TOP), (720, _ABOVE)), feeds=("o",), is_thin=True),
        Wire("c", ((720, _TOP), (900, _TOP)), feeds=("h",), has_head=False),
        # It leaves room for h, which crosses it.
        Wire("c", ((900, _TOP), (946 - CROSSING, _TOP)), feeds=(), has_head=False),
        Wire("c", ((946 + CROSSING, _TOP), (1100, _TOP)), feeds=()),
        Wire("φ(c)", ((900, _TOP), (900, 128 - SQUASH_SIZE[1] / 2))),
        Wire("φ(c)", ((900, 128 + SQUASH_SIZE[1] / 2), (900, 226 - KNOT_RADIUS))),
        Wire("o", ((760, _ABOVE), (760, 226), (900 - KNOT_RADIUS, 226))),
        Wire("h", ((900, 226 + KNOT_RADIUS), (900, 352), (1100, 352))),
        Wire("h", ((916, 352), (946, 352), (946, 0))),
    ),
    labels=(
        Label("p_f·c_tm1", (198, 152), ends_here=True, size=15, lines=2),
        Label("f", (275, 120)),
        Label("f·c_tm1", (300, 56)),
        Label("p_i·c_tm1", (352, 218), ends_here=True, size=15, lines=2),
        Label("i", (418, 160)),
        Label("i·g", (550, 127)),
        Label("g", (549, 216)),
        Label("p_o·c", (728, 122), size=15, lines=2),
        Label("o", (768, 210)),
        Label("φ(c)", (890, 179), ends_here=True),
        Label("h", (955, 12)),
    ),
    ends=(End("c_tm1", (56, _TOP)), End("c", (1042, _TOP)), End("h", (1042, 352))),
    feed=Feed(taps=(("f", 246), ("i", 390), ("g", 540), ("o", 740))),
    size=(1100, 424),
    frame=(112, 26, 868, 354),
)


PEEPHOLE = Cell(
    name="peephole",
    title="Peephole LSTM",
    kind="PeepholeLSTM",
    summary="An LSTM whose gates also see the cell state, each unit its own.",
    source="Gers & Schmidhuber 2000",
    stages=(
        Gate(
            "f",
            "Forget gate",
            "How much of the old cell state c_tm1 stays: 0 forgets all of it, 1 keeps all of it.",
            SIGMA,
            peephole="c_tm1",
        ),
        Gate(
            "i",
            "Input gate",
            "How much of the candidate goes into the cell state: 0 nothing, 1 all of it.",
            SIGMA,
            peephole="c_tm1",
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
            peephole="c",
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
    convention=(
        "Peepholes are vectors, as in the paper: each unit sees its own cell state alone. "
        "Lecture notes write c_tm1 into the concatenated matrix, which would let it see all "
        "of them."
    ),
    forget_gate="f",
    drawing=_DRAWING,
)
