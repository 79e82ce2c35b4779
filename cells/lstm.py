"""The LSTM, with the forget gate: the cell that this program is about."""

from __future__ import annotations

from typing import Any

from cells.cell import PHI, SIGMA, Blend, Cell, Gate


def _keras_layer(**options: Any) -> Any:
    raise NotImplementedError


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
    keras_layer=_keras_layer,
    numpy_step=None,
    forget_gate="f",
)
