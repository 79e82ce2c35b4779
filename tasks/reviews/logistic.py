"""Logistic regression on what stands in reviews, in a few lines of NumPy.

scikit-learn has one, but with the SciPy that it needs it is some fifty megabytes to download, and
it says nothing before it has finished: this one can be left after each piece.

What is minimised is Σ ln(1 + e^−z), of a positive review, or Σ ln(1 + e^z), of a negative one, and
the squares of the weights on top. Newton's way, each step found by conjugate gradients: with a
million features it takes some fifty products of the matrix with a vector, and no learning rate.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cells.activations import SIGMOID
from networks.steps import Steps
from tasks.reviews.features import Ones

_ENOUGH = 1e-2
"""The length of the gradient at the end, as a share of that at the beginning."""
_MOST_STEPS, _MOST_PRODUCTS = 20, 30


def logistic(
    pieces: Sequence[Ones], labels: np.ndarray, scale: np.ndarray, strength: float
) -> Steps[np.ndarray]:
    """The weight of each feature, and at the end what is added.

    Args:
        pieces: the reviews that are learned from, some in each.
        labels: 1 for a positive one, 0 for a negative one.
        scale: by which a one of each feature is multiplied before it is learned from.
        strength: the greater, the more the reviews count against small weights.
    """
    ones = _WithBias(pieces, scale)
    weights = np.zeros(len(scale) + 1)
    decay = np.append(np.full(len(scale), 1 / strength), 0.0)
    begins_at = 0.0
    for _ in range(_MOST_STEPS):
        p = SIGMOID((yield from ones.times(weights)))
        downhill = (yield from ones.back(labels - p)) - decay * weights
        length = float(np.linalg.norm(downhill))
        begins_at = begins_at or length
        if length <= _ENOUGH * begins_at:
            break
        curvature = p * (1 - p)
        near = min(0.1, np.sqrt(length / begins_at)) * length
        weights += yield from _newton_step(ones, curvature, decay, downhill, near)
    return np.append(weights[:-1] * scale, weights[-1])


class _WithBias:
    """Ones of all pieces, their columns scaled, and one more column of ones."""

    def __init__(self, pieces: Sequence[Ones], scale: np.ndarray) -> None:
        self._pieces, self._scale = pieces, scale
        self._ends = np.cumsum([piece.shape[0] for piece in pieces])[:-1]

    def times(self, weights: np.ndarray) -> Steps[np.ndarray]:
        scaled, parts = weights[:-1] * self._scale, []
        for piece in self._pieces:
            parts.append(piece.times(scaled))
            yield
        return np.concatenate(parts) + weights[-1]

    def back(self, numbers: np.ndarray) -> Steps[np.ndarray]:
        total = np.zeros(len(self._scale))
        for piece, part in zip(self._pieces, np.split(numbers, self._ends), strict=True):
            total += piece.back(part)
            yield
        return np.append(total * self._scale, numbers.sum())


def _newton_step(
    ones: _WithBias, curvature: np.ndarray, decay: np.ndarray, downhill: np.ndarray, near: float
) -> Steps[np.ndarray]:
    """Where the parabola that touches here has its lowest point, as nearly as is asked."""
    step, left = np.zeros(len(downhill)), downhill
    way, square = left, float(left @ left)
    for _ in range(_MOST_PRODUCTS):
        along = yield from ones.times(way)
        bent = (yield from ones.back(curvature * along)) + decay * way
        far = square / float(way @ bent)
        step, left = step + far * way, left - far * bent
        before, square = square, float(left @ left)
        if np.sqrt(square) <= near:
            break
        way = left + square / before * way
    return step
