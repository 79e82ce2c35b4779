"""What of the states of a review its output reads, of one that is read piece by piece.

A *digest* says of a piece all that the output has to know of it, and those of two pieces that
follow each other make up that of both: so what has been read need not be read again where
something else has changed. Digests are float64, ``(…, numbers)``; padding counts for nothing.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np


class Pool(Protocol):
    """A way from states to what the output reads."""

    def of(self, states: np.ndarray, is_word: np.ndarray) -> np.ndarray:
        """Digests of pieces, ``(pieces, numbers)``.

        Args:
            states: of the last layer, ``(pieces, places, width)``; 0 before the first word.
            is_word: ``(pieces, places)``; words stand at the end.
        """

    def running(self, states: np.ndarray, is_word: np.ndarray) -> np.ndarray:
        """Of each piece up to each place, ``(pieces, places, numbers)``.

        The way back has read the whole piece at each, and so has another digest of less of it.
        """

    def joined(self, before: np.ndarray, after: np.ndarray) -> np.ndarray:
        """Digests of what stands one behind the other."""

    def empty(self, width: int) -> np.ndarray:
        """That of no word at all, of layers that show so many numbers: as a rule one more."""
        return np.zeros(width + 1)

    def read(self, digests: np.ndarray) -> np.ndarray:
        """What the output reads of whole reviews, ``(…, width)``; of none it is zero."""


class _Mean(Pool):
    """Of the states at all words: their sum, and how many there are."""

    def of(self, states: np.ndarray, is_word: np.ndarray) -> np.ndarray:
        return self._counted(states.sum(axis=1, dtype=np.float64), is_word.sum(axis=1))

    def running(self, states: np.ndarray, is_word: np.ndarray) -> np.ndarray:
        return self._counted(states.cumsum(axis=1, dtype=np.float64), is_word.cumsum(axis=1))

    @staticmethod
    def _counted(sums: np.ndarray, counts: np.ndarray) -> np.ndarray:
        return np.concatenate([sums, counts[..., None]], axis=-1)

    def joined(self, before: np.ndarray, after: np.ndarray) -> np.ndarray:
        return before + after

    def read(self, digests: np.ndarray) -> np.ndarray:
        return digests[..., :-1] / np.maximum(digests[..., -1:], 1)


class _Largest(Pool):
    """Of each unit its largest state at any word."""

    def of(self, states: np.ndarray, is_word: np.ndarray) -> np.ndarray:
        return self._of_words(states, is_word).max(axis=1)

    def running(self, states: np.ndarray, is_word: np.ndarray) -> np.ndarray:
        return np.maximum.accumulate(self._of_words(states, is_word), axis=1)

    @staticmethod
    def _of_words(states: np.ndarray, is_word: np.ndarray) -> np.ndarray:
        return np.where(is_word[..., None], states.astype(np.float64), -np.inf)

    def joined(self, before: np.ndarray, after: np.ndarray) -> np.ndarray:
        return np.maximum(before, after)

    def empty(self, width: int) -> np.ndarray:
        return np.full(width, -np.inf)

    def read(self, digests: np.ndarray) -> np.ndarray:
        return np.where(np.isneginf(digests), 0.0, digests)


class _Last(Pool):
    """The state at the end of the last piece; that of the way back where it ends, at the start.

    A digest holds whether there is any word, too.

    Attributes:
        both_ways: whether half of what a layer shows comes from the way back.
    """

    def __init__(self, both_ways: bool) -> None:
        self.both_ways = both_ways

    def of(self, states: np.ndarray, is_word: np.ndarray) -> np.ndarray:
        return self.running(states, is_word)[:, -1]

    def running(self, states: np.ndarray, is_word: np.ndarray) -> np.ndarray:
        digests = np.concatenate([states, is_word[..., None]], axis=-1, dtype=np.float64)
        if self.both_ways:
            back, pieces = slice(states.shape[-1] // 2, -1), np.arange(len(states))
            digests[..., back] = digests[pieces, is_word.argmax(axis=1), None, back]
        return digests

    def joined(self, before: np.ndarray, after: np.ndarray) -> np.ndarray:
        return np.where(after[..., -1:] > 0, after, before)

    def read(self, digests: np.ndarray) -> np.ndarray:
        return digests[..., :-1]


def pool_of(pooling: str, both_ways: bool) -> Pool:
    """That of a network with these settings."""
    if pooling == "last":
        return _Last(both_ways)
    return _Mean() if pooling == "mean" else _Largest()
