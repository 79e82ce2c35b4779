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

from cells.cell import Given, Passed, Values
from cells.drawing import CROSSING, KNOT_RADIUS, Label, Wire
from cells.lstm import (
    ABOVE,
    CANDIDATE,
    CELL_STATE,
    FORGET_GATE,
    HIDDEN_STATE,
    INPUT_GATE,
    LSTM,
    OUTPUT_GATE,
    TOP,
    Columns,
    draw_lstm,
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


_WIRES = (
    Wire("c_tm1", ((0, TOP), (206, TOP)), has_head=False),
    Wire("c_tm1", ((206, TOP), (266 - KNOT_RADIUS, TOP)), feeds=("c",)),
    Wire("c_tm1", ((206, TOP), (206, 196)), feeds=("f", "i"), has_head=False, is_thin=True),
    Wire("c_tm1", ((206, 196), (206, ABOVE)), feeds=("f",), is_thin=True),
    # It leaves room for f, which crosses it.
    Wire("c_tm1", ((206, 196), (266 - CROSSING, 196)), feeds=("i",), has_head=False, is_thin=True),
    Wire("c_tm1", ((266 + CROSSING, 196), (360, 196), (360, ABOVE)), feeds=("i",), is_thin=True),
    Wire("c", ((540 + KNOT_RADIUS, TOP), (720, TOP)), has_head=False),
    Wire("c", ((720, TOP), (720, ABOVE)), feeds=("o",), is_thin=True),
    Wire("c", ((720, TOP), (900, TOP)), feeds=("h",), has_head=False),
)

_DRAWING = draw_lstm(
    Columns(f=246, i=390, g=540, o=740, phi=900, beside=20),
    wires=_WIRES,
    labels=(
        Label("p_f·c_tm1", (198, 152), ends_here=True, size=15, lines=2),
        Label("f", (275, 120)),
        Label("f·c_tm1", (300, 56)),
        Label("p_i·c_tm1", (352, 218), ends_here=True, size=15, lines=2),
        Label("p_o·c", (728, 122), size=15, lines=2),
        Label("o", (768, 210)),
    ),
)._replace(size=(1100, 424), frame=(112, 26, 868, 354))


PEEPHOLE = LSTM.variant(
    name="peephole",
    title="Peephole LSTM",
    kind="PeepholeLSTM",
    summary="An LSTM whose gates also see the cell state, each unit its own.",
    source="Gers & Schmidhuber 2000",
    stages=(
        FORGET_GATE._replace(peephole="c_tm1"),
        INPUT_GATE._replace(peephole="c_tm1"),
        CANDIDATE,
        CELL_STATE,
        OUTPUT_GATE._replace(peephole="c"),
        HIDDEN_STATE,
    ),
    step=step,
    step_back=step_back,
    convention=(
        "Peepholes are vectors, as in the paper: each unit sees its own cell state alone. "
        "Lecture notes write c_tm1 into the concatenated matrix, which would let it see all "
        "of them."
    ),
    drawing=_DRAWING,
)
