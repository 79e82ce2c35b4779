"""The LSTM as it was before the forget gate: what has come into its cell state stays there.

    i = σ(W_i x + U_i h_tm1 + b_i)
    g = φ(W_g x + U_g h_tm1 + b_g)
    c = c_tm1 + i ⊙ g
    o = σ(W_o x + U_o h_tm1 + b_o)
    h = o ⊙ φ(c)

What it lacks is f, which stands at 1: the gradient goes back through c whole, however long the
memory; but on a sequence without an end c only grows, until φ(c) no longer tells anything.
"""

from __future__ import annotations

import numpy as np

from cells.cell import Given, Passed, Values
from cells.drawing import KNOT_RADIUS, Label, Wire
from cells.lstm import (
    CANDIDATE,
    CELL_STATE,
    COLUMNS,
    HIDDEN_STATE,
    INPUT_GATE,
    LSTM,
    OUTPUT_GATE,
    TOP,
    draw_lstm,
)


def step(given: Given) -> Values:
    """From x, h_tm1 and c_tm1 to the gates, c and h."""
    sigma, phi = given.sigma, given.phi
    z_i, z_g, z_o = given.z
    i, g, o = sigma(z_i), phi(z_g), sigma(z_o)
    c = given.before["c"] + i * g
    return {"i": i, "g": g, "c": c, "o": o, "h": o * phi(c)}


def step_back(given: Given, now: Values, d: Values) -> Passed:
    """From ∂L/∂h and ∂L/∂c to ∂L/∂z: that of an LSTM whose f is held at 1."""
    open_gate = {"f": np.ones_like(now["c"])}
    (dz_i, _, dz_g, dz_o), _, before = LSTM.step_back(given, {**now, **open_gate}, d)
    dz = [dz_i, dz_g, dz_o]
    return Passed(wx=dz, uh=dz, before=before)


_DRAWING = draw_lstm(
    COLUMNS,
    wires=(
        Wire("c_tm1", ((0, TOP), (COLUMNS.g - KNOT_RADIUS, TOP))),
        Wire("c", ((COLUMNS.g + KNOT_RADIUS, TOP), (COLUMNS.phi, TOP)), has_head=False),
    ),
    labels=(Label("o", (652, 210)),),
).without("f", "f·c_tm1")


LSTM_1997 = LSTM.variant(
    name="lstm_1997",
    title="LSTM of 1997",
    kind="LSTM1997",
    summary="An LSTM without a forget gate: its cell state only adds up and cannot let go.",
    source="Hochreiter & Schmidhuber 1997",
    stages=(
        INPUT_GATE,
        CANDIDATE,
        CELL_STATE._replace(
            sentence="All of the old cell state, and what comes in; ⊙ multiplies unit by unit.",
            products=(("c_tm1",), ("i", "g")),
        ),
        OUTPUT_GATE,
        HIDDEN_STATE,
    ),
    blocks=("i", "g", "o"),
    step=step,
    step_back=step_back,
    forget_gate="",
    convention=(
        "All else is the LSTM's: the paper squashed with σ, stretched to −2…2 for g and to −1…1 "
        "for c, and cut off the gradient that goes back through the gates; here it goes all ways."
    ),
    drawing=_DRAWING,
)
