"""The LSTM with one gate for what stays and what comes in."""

from __future__ import annotations

from cells.cell import Given, Passed, Values
from cells.drawing import KNOT_RADIUS, Drawing, Knot, Label, Wire
from cells.lstm import CANDIDATE, CELL_STATE, FORGET_GATE, HIDDEN_STATE, LSTM, OUTPUT_GATE, TOP


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


_DRAWING = (
    LSTM.drawing.without("i", "i·g")
    .with_label_at("f", (209, 212))
    .plus(
        Drawing(
            knots=(Knot("1−", "1−f", (320, 176)), Knot("×", "(1−f)·g", (490, 176))),
            wires=(
                Wire("f", ((200, 176), (320 - KNOT_RADIUS, 176))),
                Wire("1−f", ((320 + KNOT_RADIUS, 176), (490 - KNOT_RADIUS, 176))),
                Wire("(1−f)·g", ((490, 176 - KNOT_RADIUS), (490, TOP + KNOT_RADIUS))),
            ),
            labels=(Label("1−f", (345, 158)), Label("(1−f)·g", (500, 127))),
        )
    )
)


COUPLED = LSTM.variant(
    name="coupled",
    title="Coupled LSTM",
    kind="CoupledLSTM",
    summary="An LSTM without an input gate: as much comes in as is forgotten.",
    source="Greff et al. 2017, their variant CIFG",
    stages=(
        FORGET_GATE,
        CANDIDATE,
        CELL_STATE._replace(
            sentence="What stays of the old cell state, and as much of the candidate as was "
            "forgotten.",
            products=(("f", "c_tm1"), ("1−f", "g")),
        ),
        OUTPUT_GATE,
        HIDDEN_STATE,
    ),
    blocks=("f", "g", "o"),
    step=step,
    step_back=step_back,
    input_gate="",
    convention=(
        "The forget gate is the one that is computed, and 1 − f takes the input gate's place;"
        " Greff et al. compute i and take 1 − i, which is the same with the signs of the "
        "weights turned."
    ),
    drawing=_DRAWING,
)
