"""The weights that a net begins with: drawn by a seed, the same for all backends."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from cells.registry import CELLS
from networks.network_arrays import untrained
from networks.settings import Settings


def draw_weights(settings: Settings, seed: int) -> list[np.ndarray]:
    """The initial weights that belong to ``seed``, the same for all backends.

    In the order of Keras' ``get_weights``.
    """
    biases = partial(CELLS[settings.cell].initial_biases, forget_bias=settings.forget_bias)
    return _draw(settings, seed, biases)


def initial_snapshot(settings: Settings, seed: int) -> dict[str, np.ndarray]:
    """A snapshot of a network of any backend that has nothing but these weights."""
    weights = enumerate(draw_weights(settings, seed))
    return untrained(settings) | {f"weights/{index}": weight for index, weight in weights}


def _draw(
    settings: Settings, seed: int, biases: Callable[[int], list[np.ndarray]]
) -> list[np.ndarray]:
    """The weights that belong to ``seed``, drawn in float64 whatever the precision, as by Keras.

    For each recurrent layer kernel, recurrent kernel and bias, then the output's kernel and
    bias. ``biases`` tells what lies below the kernels of n units: the bias, as many columns as
    they have, and what else there may be.
    """
    rng = np.random.default_rng(seed)
    weights = []
    features = settings.ports.features
    for n in settings.units:
        below = biases(n)
        columns = below[0].shape[-1]
        weights += [_glorot_uniform(rng, features, columns), _orthogonal(rng, n, columns), *below]
        features = n
    outputs = settings.ports.outputs
    weights += [_glorot_uniform(rng, features, outputs), np.zeros(outputs)]
    return [weight.astype(settings.dtype) for weight in weights]


def _glorot_uniform(rng: np.random.Generator, n_in: int, n_out: int) -> np.ndarray:
    """Uniform, as wide as keeps signals of the same size forwards and back (Glorot 2010)."""
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out))


def _orthogonal(rng: np.random.Generator, n_in: int, n_out: int) -> np.ndarray:
    """``(n_in, n_out)``, n_in ≤ n_out, with orthonormal rows (Saxe et al. 2014)."""
    q, r = np.linalg.qr(rng.normal(size=(n_out, n_in)))
    return (q * np.sign(np.diag(r))).T
