"""Units of nets with random weights, to look at."""

from dataclasses import replace
from functools import cache

import numpy as np
from samples import bits

from inspection.cell_values import CellValues, cell_values
from inspection.microscope import Inspection
from networks.numpy_network import numpy_network
from networks.readings import Trace
from networks.settings import Settings
from tasks.sample import Sample

STEPS = 8


def random_weights(settings: Settings, seed: int, spread: float = 0.5) -> list[np.ndarray]:
    """All weights drawn, biases too, in the order of Keras' ``get_weights``."""
    rng = np.random.default_rng(seed)
    return [
        rng.normal(0, spread, array.shape).astype(settings.dtype)
        for name, array in numpy_network(settings).snapshot().items()
        if name.startswith("weights/")
    ]


def random_cell(
    layer: int = 0,
    unit: int = 0,
    step: int = 3,
    seed: int = 0,
    spread: float = 0.5,
    cell: str = "lstm",
    activation: str = "tanh",
    units: tuple[int, ...] = (50, 50),
) -> CellValues:
    """One unit at one step of a net that reads random symbols."""
    settings = Settings(cell=cell, activation=activation, units=units)
    seen = Inspection(settings, 1, *_read(settings, seed, spread))
    return cell_values(seen, layer, unit, step)


def with_numbers(values: CellValues, numbers: dict[str, float]) -> CellValues:
    """The same unit with some of its numbers replaced."""
    return replace(values, numbers={**values.numbers, **numbers})


@cache
def _read(settings: Settings, seed: int, spread: float) -> tuple[Sample, Trace, list[np.ndarray]]:
    """Symbols, what a net did while it read them, and its weights: drawn once."""
    weights = random_weights(settings, seed, spread)
    network = numpy_network(settings)
    named = {f"weights/{index}": weight for index, weight in enumerate(weights)}
    network.restore(network.snapshot() | named)
    symbols = np.random.default_rng(seed).integers(0, 2, STEPS).astype(np.uint8)
    return bits(symbols), network.trace(symbols), weights
