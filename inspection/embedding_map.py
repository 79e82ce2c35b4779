"""A table of embeddings as a map: what a network has learned to treat alike stands together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

NEIGHBOURS = 10


@dataclass(frozen=True, eq=False)
class EmbeddingMap:
    """The table seen from the side on which its rows are spread the widest.

    Attributes:
        places: ``(symbols, 2)``; the mean of all is at 0.
        shares: of the variance of the whole table, that along each of the two axes, 0 to 1.
    """

    places: np.ndarray
    shares: np.ndarray

    def turned_like(self, places: np.ndarray) -> EmbeddingMap:
        """The same map with its axes turned so that they agree with another of the same symbols.

        An axis may as well point the other way; ``places`` are those of the other.
        """
        agrees = (self.places * places).sum(axis=0)
        return EmbeddingMap(self.places * np.where(agrees < 0, -1.0, 1.0), self.shares)


def embedding_map(table: np.ndarray) -> EmbeddingMap:
    """The first two principal components of ``table``, ``(symbols, numbers)``.

    Of thousands of symbols that takes longer than a window may wait.
    """
    centred = table.astype(np.float64) - table.mean(axis=0, dtype=np.float64)
    # Of the covariance, which is as wide as an embedding however many symbols there are.
    axes, variances, _ = np.linalg.svd(centred.T @ centred, hermitian=True)
    places = centred @ axes[:, :2]
    if places.shape[1] < 2:
        places = np.pad(places, ((0, 0), (0, 2 - places.shape[1])))
    shares = np.resize(np.append(variances, 0.0), 2) / max(variances.sum(), np.finfo(float).tiny)
    return EmbeddingMap(places, shares)


def neighbours(
    table: np.ndarray, symbol: int, count: int = NEIGHBOURS
) -> tuple[np.ndarray, np.ndarray]:
    """Which other symbols are embedded most like one, the most similar first.

    Returns:
        Their numbers, and the cosine of the angle between each and it, −1 to 1; of a row of
        zeros, which points nowhere, 0.
    """
    lengths = np.linalg.norm(table, axis=1)
    products = table @ table[symbol]
    cosines = products / np.maximum(lengths * lengths[symbol], np.finfo(np.float32).tiny)
    cosines[symbol] = -np.inf
    order = np.argsort(-cosines, kind="stable")[: min(count, len(table) - 1)]
    return order, cosines[order]
