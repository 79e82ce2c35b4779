"""The LSTM, with the forget gate: the cell that this program is about."""

from __future__ import annotations

from typing import Any

from cells.cell import PHI, SIGMA, Blend, Cell, Gate, Given, Passed, Values


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
)
