"""What squashes the sums in a cell besides σ and tanh, which stand in :mod:`custom_lstm`."""

from __future__ import annotations

import numpy as np

from custom_lstm import SIGMOID, TANH, Activation

__all__ = ["ACTIVATIONS", "SIGMOID", "Activation"]

ACTIVATIONS = {
    "tanh": TANH,
    "relu": Activation(lambda z: np.maximum(z, 0), lambda value: (value > 0).astype(value.dtype)),
    "linear": Activation(lambda z: z, np.ones_like),
}
"""By the names in the settings, which are those of Keras."""
