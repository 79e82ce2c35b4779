"""What squashes the sums in a cell, and its slope."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Activation:
    """A function that works number by number.

    Attributes:
        function: from a sum z to the value.
        slope: the derivative by z, told from the value alone: z need not be kept.
    """

    function: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]

    def __call__(self, z: np.ndarray) -> np.ndarray:
        """The values of sums."""
        return self.function(z)


SIGMOID = Activation(lambda z: 0.5 + 0.5 * np.tanh(0.5 * z), lambda value: value * (1 - value))
"""σ(z) = 1 / (1 + e^−z) = ½ + ½·tanh(z/2), which cannot overflow."""

ACTIVATIONS = {
    "tanh": Activation(np.tanh, lambda value: 1 - value * value),
    "relu": Activation(lambda z: np.maximum(z, 0), lambda value: (value > 0).astype(value.dtype)),
    "linear": Activation(lambda z: z, np.ones_like),
}
"""By the names in the settings, which are those of Keras."""
