"""The plain recurrent net: no gate, its state is made anew at every step."""

from __future__ import annotations

from cells.cell import PHI, Cell, Gate, Given, Passed, Values


def step(given: Given) -> Values:
    """From x and h_tm1 to h."""
    (z,) = given.z
    return {"h": given.phi(z)}


def step_back(given: Given, now: Values, d: Values) -> Passed:
    """From ∂L/∂h to ∂L/∂z; h_tm1 is in z alone."""
    dz = [d["h"] * given.phi.slope(now["h"])]
    return Passed(wx=dz, uh=dz, before={})


SIMPLE_RNN = Cell(
    name="simple_rnn",
    title="Simple RNN",
    kind="SimpleRNN",
    summary="No gates: all of the hidden state is computed anew at every step.",
    source="Elman 1990",
    stages=(
        Gate(
            "h",
            "Hidden state",
            "What the unit shows, made anew from what comes in and what the layer showed before.",
            PHI,
        ),
    ),
    blocks=("h",),
    states=("h",),
    step=step,
    step_back=step_back,
    keras_class="SimpleRNN",
)
