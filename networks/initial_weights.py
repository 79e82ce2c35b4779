"""The weights that a net begins with: drawn by a seed, the same for all backends."""

from __future__ import annotations

import numpy as np

from cells.registry import CELLS
from networks.network_arrays import untrained
from networks.settings import Settings

_KERAS_LIMIT = 0.05
"""Of the numbers of an embedding."""


def draw_weights(settings: Settings, seed: int) -> list[np.ndarray]:
    """The initial weights that belong to ``seed``, the same for all backends.

    The table of the embedding, if there is one, for each recurrent layer kernel, recurrent kernel,
    bias and what else there may be, those of the way back behind those of the way there, then the
    output's kernel and bias: the order of Keras' ``get_weights``. They are drawn in float64
    whatever the precision, as by Keras. What differs in its start alone has all else the same.
    """
    rng = np.random.default_rng(seed)
    (rng_of_biases,) = rng.spawn(1)
    weights, features = [], settings.ports.features
    if settings.embedding:
        weights, features = [_table(rng, settings)], settings.embedding
    for n, passed_up in zip(settings.units, settings.passed_up, strict=True):
        for _ in range(settings.ways):
            below = _biases(settings, n, rng_of_biases)
            columns = below[0].shape[-1]
            recurrent_kernel = _STARTS[settings.recurrent_start]
            weights.append(_glorot_uniform(rng, features, columns))
            weights += [recurrent_kernel(rng.normal(size=(columns, n))), *below]
        features = passed_up
    outputs = settings.ports.outputs
    weights += [_glorot_uniform(rng, features, outputs), np.zeros(outputs)]
    return [weight.astype(settings.dtype) for weight in weights]


def initial_snapshot(settings: Settings, seed: int) -> dict[str, np.ndarray]:
    """A snapshot of a network of any backend that has nothing but these weights."""
    weights = enumerate(draw_weights(settings, seed))
    return untrained(settings) | {f"weights/{index}": weight for index, weight in weights}


def _biases(settings: Settings, n: int, rng: np.random.Generator) -> list[np.ndarray]:
    """What lies below the kernels of a layer of n units.

    A unit whose forget gate has the bias ln(T − 1) keeps 1 − 1/T of its state at every step.
    """
    cell = CELLS[settings.cell]
    if settings.chrono and cell.forget_gate:
        b_f = np.log(rng.uniform(1, max(settings.chrono - 1, 1), n))
        return cell.initial_biases(n, {cell.forget_gate: b_f, cell.input_gate: -b_f})
    of_gates = {cell.forget_gate: settings.forget_bias, cell.input_gate: settings.input_bias}
    return cell.initial_biases(n, of_gates)


def _table(rng: np.random.Generator, settings: Settings) -> np.ndarray:
    """Numbers of variance 1, as a layer is to read them: so large, what a symbol says is heard.

    With lines as short as Keras draws them, or of length 1, a book's first epoch brings half a
    bit less. Where whole sequences are judged, they are as Keras draws them: most of many thousand
    words are seen too seldom to lose what they began with, and what is large there is learned by
    heart. It costs reviews four or five points.
    """
    limit = _KERAS_LIMIT if settings.ports.padded else np.sqrt(3)
    return rng.uniform(-limit, limit, (settings.ports.features, settings.embedding))


def _glorot_uniform(rng: np.random.Generator, n_in: int, n_out: int) -> np.ndarray:
    """Uniform, as wide as keeps signals of the same size forwards and back (Glorot 2010)."""
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out))


def _orthogonal(normal: np.ndarray) -> np.ndarray:
    """With orthonormal rows (Saxe et al. 2014)."""
    q, r = np.linalg.qr(normal)
    return (q * np.sign(np.diag(r))).T


def _identity(normal: np.ndarray) -> np.ndarray:
    """The identity for every gate (Le, Jaitly & Hinton 2015); nothing of it is random."""
    columns, n = normal.shape
    return np.tile(np.eye(n), columns // n)


def _small_random(normal: np.ndarray) -> np.ndarray:
    """As textbooks often have it."""
    return 0.01 * normal.T


_STARTS = {"orthogonal": _orthogonal, "identity": _identity, "small_random": _small_random}
"""From normal numbers, ``(columns, n)``, to a recurrent kernel, ``(n, columns)``."""
