"""Units of nets with random weights, to look at."""

from functools import cache

import numpy as np

from cells.registry import CELLS
from custom_lstm import Trace
from training.cell_values import CellValues, cell_values
from training.settings import Settings

STEPS = 8


def random_weights(settings: Settings, seed: int, spread: float = 0.5) -> list[np.ndarray]:
    """All weights drawn, biases too, in the order of Keras' ``get_weights``."""
    rng = np.random.default_rng(seed)
    shapes: list[tuple[int, ...]] = []
    n_in = 1
    for n in settings.units:
        shapes += CELLS[settings.cell].weight_shapes(n_in, n)
        n_in = n
    shapes += [(n_in, 1), (1,)]
    return [rng.normal(0, spread, shape).astype(settings.dtype) for shape in shapes]


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
    return cell_values(settings, *_read(settings, seed, spread), layer, unit, step)


@cache
def _read(
    settings: Settings, seed: int, spread: float
) -> tuple[np.ndarray, Trace, list[np.ndarray]]:
    """Symbols, what a net did while it read them, and its weights: drawn once."""
    weights = random_weights(settings, seed, spread)
    symbols = np.random.default_rng(seed).integers(0, 2, STEPS).astype(np.uint8)
    return symbols, _trace(settings, symbols, weights), weights


def _trace(settings: Settings, symbols: np.ndarray, weights: list[np.ndarray]) -> Trace:
    stages = CELLS[settings.cell].stages
    trace = Trace([], np.zeros(len(symbols)))
    for layer, n in enumerate(settings.units):
        trace.layers.append({stage.symbol: np.zeros((len(symbols), n)) for stage in stages})
        for step in range(len(symbols)):
            for unit in range(n):
                values = cell_values(settings, symbols, trace, weights, layer, unit, step)
                for stage in stages:
                    trace.layers[layer][stage.symbol][step, unit] = values.numbers[stage.symbol]
    return trace
