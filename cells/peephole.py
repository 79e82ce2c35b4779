"""The LSTM whose gates see the cell state."""

from __future__ import annotations

from typing import Any

from cells.cell import PHI, SIGMA, Blend, Cell, Gate


def _keras_layer(**options: Any) -> Any:
    raise NotImplementedError


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
    keras_layer=_keras_layer,
    numpy_step=None,
    convention=(
        "Peepholes are vectors, as in the paper: each unit sees its own cell state alone. "
        "Lecture notes write c_tm1 into the concatenated matrix, which would let it see all "
        "of them."
    ),
    forget_gate="f",
)
