"""The GRU: two gates, and no state apart from the one that is shown.

    z = σ(W_z x + b_z + U_z h_tm1 + d_z)
    r = σ(W_r x + b_r + U_r h_tm1 + d_r)
    g = φ(W_g x + b_g + r ⊙ (U_g h_tm1 + d_g))
    h = z ⊙ h_tm1 + (1 − z) ⊙ g

The literature has two ways; this one is Keras' with ``reset_after``, and cuDNN's:

- The update gate z keeps the old state, as in Cho et al. 2014. In Chung et al. 2014 it is
  1 − z that keeps it.
- The reset gate r is multiplied onto what the recurrent weights make of h_tm1. In the paper
  it is multiplied onto h_tm1 itself, U_g (r ⊙ h_tm1), which takes a product with a matrix of
  its own. So that what is reset is a whole weighted sum, it has a second bias d.
"""

from __future__ import annotations

from cells.cell import PHI, SIGMA, Blend, Cell, Gate, Given, Passed, Values
from cells.drawing import GATE_SIZE, KNOT_RADIUS, Box, Drawing, End, Feed, Knot, Label, Wire


def step(given: Given) -> Values:
    """From x and h_tm1 to the gates and h; r lets part of what comes from h_tm1 into g."""
    (x_z, x_r, x_g), (h_z, h_r, h_g) = given.wx, given.uh
    z, r = given.sigma(x_z + h_z), given.sigma(x_r + h_r)
    g = given.phi(x_g + r * h_g)
    return {"z": z, "r": r, "g": g, "h": z * given.before["h"] + (1 - z) * g}


def step_back(given: Given, now: Values, d: Values) -> Passed:
    """From ∂L/∂h to the derivatives by all that the gates add up."""
    sigma, phi = given.sigma, given.phi
    z, r, g = now["z"], now["r"], now["g"]
    h_g = given.uh[2]
    dz_z = d["h"] * (given.before["h"] - g) * sigma.slope(z)
    dz_g = d["h"] * (1 - z) * phi.slope(g)
    dz_r = dz_g * h_g * sigma.slope(r)
    return Passed(wx=[dz_z, dz_r, dz_g], uh=[dz_z, dz_r, dz_g * r], before={"h": d["h"] * z})


_TOP, _GATES = 74, 274
"""Heights of the hidden state's line, and of the middle of the gates."""
_ABOVE = _GATES - GATE_SIZE[1] / 2

_DRAWING = Drawing(
    boxes=(
        Box("z", (200, _GATES)),
        Box("r", (340, _GATES)),
        Box("g", (715, _GATES)),
    ),
    knots=(
        Knot("×", "z·h_tm1", (200, _TOP)),
        Knot("+", "h", (715, _TOP)),
        Knot("1−", "1−z", (420, 148)),
        Knot("×", "(1−z)·g", (715, 148)),
        Knot("×", "r·(U_g h_tm1 + d_g)", (480, _GATES)),
    ),
    wires=(
        Wire("h_tm1", ((0, _TOP), (200 - KNOT_RADIUS, _TOP)), feeds=("h",)),
        Wire("z", ((200, _ABOVE), (200, _TOP + KNOT_RADIUS))),
        Wire("z·h_tm1", ((200 + KNOT_RADIUS, _TOP), (715 - KNOT_RADIUS, _TOP))),
        Wire("z", ((200, 148), (420 - KNOT_RADIUS, 148))),
        Wire("1−z", ((420 + KNOT_RADIUS, 148), (715 - KNOT_RADIUS, 148))),
        Wire("r", ((340, _ABOVE), (340, 212), (480, 212), (480, _GATES - KNOT_RADIUS))),
        Wire(
            "r·(U_g h_tm1 + d_g)",
            ((480 + KNOT_RADIUS, _GATES), (715 - GATE_SIZE[0] / 2, _GATES)),
        ),
        Wire("g", ((715, _ABOVE), (715, 148 + KNOT_RADIUS))),
        Wire("(1−z)·g", ((715, 148 - KNOT_RADIUS), (715, _TOP + KNOT_RADIUS))),
        Wire("h", ((715 + KNOT_RADIUS, _TOP), (1000, _TOP))),
        Wire("h", ((836, _TOP), (866, _TOP), (866, 0))),
    ),
    labels=(
        Label("z", (209, 196)),
        Label("z·h_tm1", (360, 56)),
        Label("1−z", (520, 131)),
        Label("(1−z)·g", (725, 112)),
        Label("g", (724, 202)),
        Label("r", (352, 196)),
        Label("U_g h_tm1 + d_g", (489, 320), size=15, lines=2),
        Label("r·(U_g h_tm1 + d_g)", (489, 248), size=15, lines=2),
        Label("h", (875, 12)),
    ),
    ends=(End("h_tm1", (56, _TOP), feeds=("h",)), End("h", (952, _TOP))),
    feed=Feed(taps=(("z", 200), ("r", 340), ("g", 480), ("g", 715))),
    frame=(118, 26, 784, 354),
)


GRU = Cell(
    name="gru",
    title="GRU",
    kind="GRU",
    summary="Two gates and no cell state: the hidden state itself is blended, old with new.",
    source="Cho et al. 2014; reset after the product, as in Keras and cuDNN",
    stages=(
        Gate(
            "z",
            "Update gate",
            "How much of the old hidden state stays: 1 keeps all of it, 0 takes the candidate.",
            SIGMA,
        ),
        Gate(
            "r",
            "Reset gate",
            "How much of the old hidden state the candidate gets to see: 0 nothing, 1 all of it.",
            SIGMA,
        ),
        Gate(
            "g",
            "Candidate",
            "What could take the place of the old hidden state. Keras calls it h.",
            PHI,
            reset_by="r",
        ),
        Blend(
            "h",
            "Hidden state",
            "Old hidden state and candidate, mixed by the update gate; ⊙ multiplies unit by unit.",
            (("z", "h_tm1"), ("1−z", "g")),
        ),
    ),
    blocks=("z", "r", "g"),
    states=("h",),
    step=step,
    step_back=step_back,
    convention=(
        "As in Keras: z keeps the old state (in Cho et al. 2014 too; Chung et al. 2014 let 1 "
        "− z keep it), and r is multiplied onto U h_tm1 + d, with a second bias d, where the "
        "paper has U (r ⊙ h_tm1)."
    ),
    second_bias=True,
    keras_class="GRU",
    keras_options={"recurrent_activation": "sigmoid", "reset_after": True},
    drawing=_DRAWING,
)
