"""The plain recurrent net: no gate, its state is made anew at every step."""

from __future__ import annotations

from typing import Any

from cells.cell import PHI, Cell, Gate


def _keras_layer(**options: Any) -> Any:
    raise NotImplementedError


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
    keras_layer=_keras_layer,
    numpy_step=None,
)
