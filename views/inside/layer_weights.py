"""The weights of a layer as they are shown: which matrices there are, and what each weight is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.cell_values import GATES
from views.inside.equation_text import number

GATE_NAMES = {
    "i": "input gate i",
    "f": "forget gate f",
    "g": "candidate g (Keras: c)",
    "o": "output gate o",
}

KERNEL, RECURRENT_KERNEL, BIAS, OUTPUT = range(4)
"""Places of the matrices, from the top."""


@dataclass(frozen=True, eq=False)
class LayerWeights:
    """The weights of a layer and of the output, as they are shown.

    Attributes:
        weights: of the whole net, in the order of Keras' ``get_weights``.
        layer: number of the layer, from 0.
    """

    weights: Sequence[np.ndarray]
    layer: int

    @property
    def layers(self) -> int:
        """How many LSTM layers the net has."""
        return len(self.weights) // 3

    @property
    def units(self) -> int:
        """Units of the layer."""
        return len(self.weights[3 * self.layer + 1])

    @property
    def matrices(self) -> tuple[np.ndarray, ...]:
        """Kernel, recurrent kernel, bias, and the output's kernel lying on its side."""
        kernel, recurrent_kernel, bias = self.weights[3 * self.layer : 3 * self.layer + 3]
        return kernel, recurrent_kernel, bias[None], self.weights[-2].T

    @property
    def words(self) -> tuple[str, ...]:
        """What each of the matrices is."""
        kernel, recurrent_kernel, bias = self.weights[3 * self.layer : 3 * self.layer + 3]
        source = f"h of layer {self.layer}" if self.layer else "symbol x"
        return (
            f"kernel W, layer {self.layer + 1}\nfrom {source}\n{_shape_text(kernel)}",
            f"recurrent kernel U\nfrom h_tm1\n{_shape_text(recurrent_kernel)}",
            f"bias b\n{bias.size:,} numbers",
            f"output kernel\nfrom h of layer {self.layers}\n ",
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What is said of each of the matrices besides, and changes from epoch to epoch."""
        return "", "", "", f"its bias: {number(float(self.weights[-1][0]))}"

    @property
    def frame(self) -> tuple[object, ...]:
        """What decides the places of the matrices, their ticks and words."""
        return self.units, self.words, *(matrix.shape for matrix in self.matrices)

    def sentence(self, kind: int, row: int, column: int) -> str:
        """One weight: gate, from where, to where, value."""
        value = number(float(self.matrices[kind][row, column]))
        return f"{self._way(kind, row, column)}: {value}"

    def _way(self, kind: int, row: int, column: int) -> str:
        if kind == OUTPUT:
            return f"Output kernel: from unit {column + 1} of layer {self.layers} to the output"
        gate = GATE_NAMES[GATES[column // self.units]]
        unit = f"unit {column % self.units + 1}"
        if kind == BIAS:
            return f"Bias, {gate}: of {unit}"
        if kind == RECURRENT_KERNEL:
            return f"Recurrent kernel, {gate}: from h_tm1 of unit {row + 1} to {unit}"
        source = f"unit {row + 1} of layer {self.layer}" if self.layer else "the symbol x"
        return f"Kernel, {gate}: from {source} to {unit}"


def _shape_text(matrix: np.ndarray) -> str:
    return " × ".join(f"{size:,}" for size in matrix.shape)
