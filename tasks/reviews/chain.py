"""The whole way from a source to what a network reads, each step with its count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formatting import counted, share_text
from tasks.reviews.corpus import PreparationStep
from tasks.reviews.reviews import Reviews
from tasks.reviews.rows import UNKNOWN, rows_of_each


@dataclass(frozen=True, eq=False)
class ReadWords:
    """What becomes of the words of reviews by what is set of them.

    Attributes:
        read: words that are read, of all reviews.
        unknown: those of them that are not among the known words.
        different: words that stand in the reviews.
        known: those of them that are told apart.
        longer: reviews of which not all words are read.
        left_out: words of these that are not.
    """

    read: int
    unknown: int
    different: int
    known: int
    longer: int
    left_out: int

    @classmethod
    def of(cls, problem: Reviews) -> ReadWords:
        """Count them, which takes a moment where there are millions."""
        begins, lengths, whole = problem.begins, problem.lengths, problem.corpus.lengths
        # No sum over all words: for an eighth of a second nobody else could have Python's lock.
        unknown = np.flatnonzero(problem.all_symbols == UNKNOWN)
        first, end = np.searchsorted(unknown, [begins, begins + lengths])
        return cls(
            read=int(lengths.sum()),
            unknown=int((end - first).sum()),
            different=len(problem.corpus.words),
            known=len(problem.glyphs) - UNKNOWN - 1,
            longer=int(np.count_nonzero(whole > lengths)),
            left_out=int((whole - lengths).sum()),
        )


def chain(problem: Reviews, words: ReadWords, window: int) -> tuple[PreparationStep, ...]:
    """What was done to the reviews, and is done to them as they are read in such windows."""
    return (*problem.corpus.done, *_of_words(words), *_of_rows(problem, words, window))


def _of_words(words: ReadWords) -> tuple[PreparationStep, ...]:
    rare = words.different - words.known
    share = words.unknown / max(words.read, 1)
    return (
        PreparationStep(
            "Rare words",
            f"{counted(rare, 'rare word')} of {words.different:,} different ones "
            f"{'is' if rare == 1 else 'are'} not told apart.",
            rare,
        ),
        PreparationStep(
            "Unknown",
            f"{words.unknown:,} of {words.read:,} words that are read ({share_text(share)}) are "
            "one of those: the unknown word.",
            words.unknown,
        ),
    )


def _of_rows(problem: Reviews, words: ReadWords, window: int) -> tuple[PreparationStep, ...]:
    kept = "first" if problem.cut == "first" else "last"
    rows = int(rows_of_each(problem.lengths, window).sum())
    padding = rows * window - words.read
    pieces = f"{counted(rows, 'row')} of {window} words each"
    return (
        PreparationStep(
            "Cut",
            f"{counted(words.longer, 'review')} longer than {problem.length:,} words: "
            f"{words.left_out:,} words are left out, the {kept} {problem.length:,} stay.",
            words.left_out,
        ),
        PreparationStep(
            "Padding",
            f"{pieces}, filled up with {padding:,} places of padding in front, which change "
            "nothing.",
            padding,
        ),
    )
