"""The LSTM whose gates see the cell state."""

from __future__ import annotations

from cells.cell import PHI, SIGMA, Blend, Cell, Gate, Given, Passed, Values


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
)
