"""The network that settings describe, computed in NumPy: its cell, its layers, its optimizer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from cells.activations import ACTIVATIONS
from cells.numpy_layer import CellLayer
from cells.registry import CELLS
from custom_lstm import CustomNetwork, initial_weights
from optimizers import OPTIMIZERS
from training.network import LayerDescription
from training.settings import Settings


def numpy_network(settings: Settings, layers: tuple[LayerDescription, ...] = ()) -> CustomNetwork:
    """Make the network; ``layers`` is what the windows say about them."""
    return CustomNetwork(
        settings,
        layers,
        make_layer=_layer_maker(settings),
        biases=CELLS[settings.cell].initial_biases,
        make_optimizer=OPTIMIZERS[settings.optimizer],
    )


def draw_weights(settings: Settings, seed: int) -> list[np.ndarray]:
    """The initial weights that belong to ``seed``, the same for all backends.

    In the order of Keras' ``get_weights``.
    """
    biases = partial(CELLS[settings.cell].initial_biases, forget_bias=settings.forget_bias)
    return initial_weights(settings.units, seed, settings.dtype, biases)


def _layer_maker(settings: Settings) -> Callable:
    """The fast layer where the cell has one and tanh squashes; the loop over its step if not."""
    cell = CELLS[settings.cell]
    if cell.fast_layer and settings.activation == "tanh":
        return cell.fast_layer
    return partial(CellLayer, cell, ACTIVATIONS[settings.activation])
