"""Which words stand in a review, and which pairs of words, but not where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from networks.steps import Steps
from tasks.reviews.reviews import Reviews

FEWEST = 2
"""Reviews of the training part that a pair must stand in to be one that is known."""
_AT_ONCE = 2**16
"""Words that are looked through in one step: some hundredths of a second."""


@dataclass(frozen=True, eq=False)
class Ones:
    """A matrix of ones, a row for a review and a column for a feature; its zeros are not kept.

    Attributes:
        rows: int32 ``(ones,)``, the review of each, from 0.
        columns: int32 ``(ones,)``, the feature of each.
        shape: how many reviews, and how many features.
    """

    rows: np.ndarray
    columns: np.ndarray
    shape: tuple[int, int]

    def times(self, weights: np.ndarray) -> np.ndarray:
        """The sum of the weights of what stands in each review."""
        return np.bincount(self.rows, weights[self.columns], minlength=self.shape[0])

    def back(self, numbers: np.ndarray) -> np.ndarray:
        """The sum of the numbers of the reviews that each feature stands in."""
        return np.bincount(self.columns, numbers[self.rows], minlength=self.shape[1])


@dataclass(frozen=True, eq=False)
class Occurring:
    """What stands in some reviews, each thing once in each, by its code.

    Attributes:
        rows: int32, the review of each, from 0.
        codes: uint32; that of a word is its symbol, those of pairs come after the words.
        reviews: how many there are.
    """

    rows: np.ndarray
    codes: np.ndarray
    reviews: int

    def of(self, known: np.ndarray) -> Ones:
        """The same by place in what is known, in order; what is not is left out."""
        places = np.searchsorted(known, self.codes)
        is_known = known[np.minimum(places, len(known) - 1)] == self.codes
        columns = places[is_known].astype(np.int32)
        return Ones(self.rows[is_known], columns, (self.reviews, len(known)))


def found_in(problem: Reviews, reviews: np.ndarray, has_pairs: bool) -> Iterator[Occurring]:
    """What stands in these, some of them at a time, of what a network reads of each."""
    at_once = max(1, int(_AT_ONCE / problem.lengths.mean()))
    for start in range(0, len(reviews), at_once):
        texts = [problem.symbols(review) for review in reviews[start : start + at_once]]
        yield standing_in(problem, texts, has_pairs)


def standing_in(problem: Reviews, texts: Sequence[np.ndarray], has_pairs: bool) -> Occurring:
    """What stands in these, each as the symbols that a network reads."""
    symbols = np.concatenate(texts).astype(np.uint64)
    rows = np.repeat(np.arange(len(texts), dtype=np.uint64), [*map(len, texts)])
    classes = np.uint64(len(problem.glyphs))
    of_row = classes + classes * classes
    standing = rows * of_row + symbols
    if has_pairs:
        (at,) = np.nonzero(rows[1:] == rows[:-1])
        pairs = rows[at] * of_row + classes + symbols[at] * classes + symbols[at + 1]
        standing = np.concatenate([standing, pairs])
    standing.sort()
    rows, codes = np.divmod(standing[_firsts(standing)], of_row)
    return Occurring(rows.astype(np.int32), codes.astype(np.uint32), len(texts))


def known_in(found: Sequence[Occurring], words: int) -> Steps[np.ndarray]:
    """The codes that are known after what was found, in order: all words, and pairs not too rare.

    Args:
        found: in the training part.
        words: codes below this are words.
    """
    codes = np.concatenate([each.codes for each in found])
    yield
    codes.sort()
    yield
    begins = _firsts(codes)
    counts = np.diff(begins, append=len(codes))
    different = codes[begins]
    return different[(different < words) | (counts >= FEWEST)]


def _firsts(in_order: np.ndarray) -> np.ndarray:
    """Where each number stands first: ``np.unique`` takes ten times as long for so few."""
    return np.flatnonzero(np.concatenate(([True], in_order[1:] != in_order[:-1])))
