"""The GRU: two gates, and no state apart from the one that is shown."""

from __future__ import annotations

from cells.cell import PHI, SIGMA, Blend, Cell, Gate, Given, Passed, Values


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
)
