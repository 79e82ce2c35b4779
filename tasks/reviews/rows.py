"""A review as a network reads it: in rows of so many symbols, with padding in front of them.

Whatever is longer than a row is cut into several of nearly the same length, which are read side by
side, each from zero state. They stand one behind the other, and the answer is asked at the last.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from networks.settings import Settings

PADDING, UNKNOWN = 0, 1
"""The first two symbols; the words follow."""


class InRows(NamedTuple):
    """Stretches of symbols, a row each, review after review.

    Attributes:
        first: ``(rows,)``, where each begins.
        end: ``(rows,)``, where it ends.
        counts: ``(reviews,)``, how many rows each review has.
    """

    first: np.ndarray
    end: np.ndarray
    counts: np.ndarray


def rows_of_each(lengths: np.ndarray, window: int) -> np.ndarray:
    """How few rows of ``window`` hold each review of so many symbols."""
    found: np.ndarray = np.maximum(1, -(-lengths // window))
    return found


def pieces_of(begins: np.ndarray, lengths: np.ndarray, window: int) -> InRows:
    """Cut reviews that begin here and are so long into as few rows of ``window`` as hold them."""
    counts = rows_of_each(lengths, window)
    review = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(len(review)) - (np.cumsum(counts) - counts)[review]
    begins, lengths, of = begins[review], lengths[review], counts[review]
    return InRows(begins + place * lengths // of, begins + (place + 1) * lengths // of, counts)


def padded(symbols: np.ndarray, first: np.ndarray, end: np.ndarray, window: int) -> np.ndarray:
    """What stands from ``first`` to ``end``, float32 ``(…, window, 1)``; 0 is padding."""
    places = end[..., np.newaxis] - window + np.arange(window)
    read = np.take(symbols, places, mode="clip").astype(np.float32)
    read[places < first[..., np.newaxis]] = PADDING
    return read[..., np.newaxis]


def counting(lengths: np.ndarray, settings: Settings) -> np.ndarray:
    """How many words, the last, of reviews of so many can move the answer, ``(reviews,)``.

    Where the output reads the last state alone, what stands in the rows before does not.
    """
    if settings.pooling != "last":
        return lengths
    cut = pieces_of(np.zeros_like(lengths), lengths, settings.window)
    last: np.ndarray = np.cumsum(cut.counts) - 1
    return cut.end[last] - cut.first[last]


def rows_of(symbols: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """One review.

    Args:
        symbols: ``(length,)``, of at least one word.
        window: symbols of a row.

    Returns:
        float32 ``(rows, window, 1)``; and ``(rows, 1)``, 0 in the last row, where an answer is
        asked, and not a number in those before.
    """
    cut = pieces_of(np.zeros(1, int), np.array([len(symbols)]), window)
    marks = np.full((len(cut.first), 1), np.nan, np.float32)
    marks[-1] = 0
    return padded(symbols, cut.first, cut.end, window), marks
