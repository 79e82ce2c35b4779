"""The GRU: two gates, and no state apart from the one that is shown."""

from __future__ import annotations

from typing import Any

from cells.cell import PHI, SIGMA, Blend, Cell, Gate


def _keras_layer(**options: Any) -> Any:
    raise NotImplementedError


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
    keras_layer=_keras_layer,
    numpy_step=None,
    convention=(
        "As in Keras: z keeps the old state (in Cho et al. 2014 too; Chung et al. 2014 let 1 "
        "− z keep it), and r is multiplied onto U h_tm1 + d, with a second bias d, where the "
        "paper has U (r ⊙ h_tm1)."
    ),
    second_bias=True,
)
