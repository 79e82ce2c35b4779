"""The plain recurrent net: no gate, its state is made anew at every step."""

from __future__ import annotations

from cells.cell import PHI, Cell, Gate, Given, Passed, Values
from cells.drawing import GATE_SIZE, Box, Drawing, End, Feed, Label, Wire


def step(given: Given) -> Values:
    """From x and h_tm1 to h."""
    (z,) = given.z
    return {"h": given.phi(z)}


def step_back(given: Given, now: Values, d: Values) -> Passed:
    """From ∂L/∂h to ∂L/∂z; h_tm1 is in z alone."""
    dz = [d["h"] * given.phi.slope(now["h"])]
    return Passed(wx=dz, uh=dz, before={})


_BOX = 540, 176

_DRAWING = Drawing(
    boxes=(Box("h", _BOX),),
    wires=(
        Wire("h", ((_BOX[0] + GATE_SIZE[0] / 2, _BOX[1]), (1000, _BOX[1]))),
        Wire("h", ((816, _BOX[1]), (846, _BOX[1]), (846, 0))),
    ),
    labels=(
        Label("W_h x", (210, 120)),
        Label("U_h h_tm1", (210, 152)),
        Label("b_h", (210, 184)),
        Label("h", (855, 12)),
    ),
    ends=(End("h", (942, _BOX[1])),),
    feed=Feed(y=252, taps=(("h", _BOX[0]),)),
    size=(1000, 324),
    frame=(118, 60, 762, 222),
)


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
    drawing=_DRAWING,
)
