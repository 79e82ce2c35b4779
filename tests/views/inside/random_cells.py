"""Units of nets with random weights, to look at."""

from functools import cache

import numpy as np

from custom_lstm import CustomNetwork, Trace
from training.cell_values import CellValues, cell_values
from training.settings import Settings

STEPS = 8


def random_weights(settings: Settings, seed: int, spread: float = 0.5) -> list[np.ndarray]:
    """All weights drawn, biases too, in the order of Keras' ``get_weights``."""
    rng = np.random.default_rng(seed)
    return [
        rng.normal(0, spread, array.shape).astype(settings.dtype)
        for name, array in CustomNetwork(settings).snapshot().items()
        if name.startswith("weights/")
    ]


def random_cell(
    layer: int = 0,
    unit: int = 0,
    step: int = 3,
    seed: int = 0,
    spread: float = 0.5,
    units: tuple[int, ...] = (50, 50),
) -> CellValues:
    """One unit at one step of a net that reads random symbols."""
    return cell_values(*_read(seed, spread, units), layer, unit, step)


@cache
def _read(
    seed: int, spread: float, units: tuple[int, ...]
) -> tuple[np.ndarray, Trace, list[np.ndarray]]:
    """Symbols, what a net did while it read them, and its weights: drawn once."""
    settings = Settings(units=units)
    weights = random_weights(settings, seed, spread)
    network = CustomNetwork(settings)
    named = {f"weights/{index}": weight for index, weight in enumerate(weights)}
    network.restore(network.snapshot() | named)
    symbols = np.random.default_rng(seed).integers(0, 2, STEPS).astype(np.uint8)
    return symbols, network.trace(symbols), weights
