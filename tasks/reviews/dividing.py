"""Which reviews are learned from, which are chosen by, and which are asked once at the end."""

from __future__ import annotations

import numpy as np

from tasks.reviews.corpus import HELD_OUT, TEST, TRAIN

UNDIVIDED = TEST + 1
"""The part of a review that its source puts in none."""
SHARE = 10
"""One of so many reviews is held out, and one is for the test where the source has none for it."""


def as_said(parts: np.ndarray) -> np.ndarray:
    """The parts that a source has; one that is all for the test is divided like any other."""
    return np.full_like(parts, UNDIVIDED) if (parts == TEST).all() else parts


def without_repeated(digests: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Which reviews are kept, bool: of several alike one, and none to learn from that is a test's.

    A test part that the source has is left as it is, so that figures compare with others'.
    """
    is_kept = parts == TEST
    others = np.flatnonzero(~is_kept)
    _, first = np.unique(digests[others], return_index=True)
    is_kept[others[first]] = True
    is_kept[others[np.isin(digests[others], digests[parts == TEST])]] = False
    return is_kept


def divided(digests: np.ndarray, labels: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """The part of each review, where its source has not said all of them.

    It follows from the reviews alone, not from their order, and it is the same share of the
    positive and of the negative ones.

    Args:
        digests: uint64, of each review.
        labels: of each, 0 or 1.
        parts: of each, or :data:`UNDIVIDED`.
    """
    parts = parts.copy()
    for part in (TEST, HELD_OUT):
        if not (parts == part).any():
            # What a source has to learn from is never asked at the end.
            among = parts == UNDIVIDED if part == TEST else (parts == TRAIN) | (parts == UNDIVIDED)
            for label in range(2):
                chosen = np.flatnonzero(among & (labels == label))
                by_digest = chosen[np.argsort(digests[chosen], kind="stable")]
                parts[by_digest[: -(-len(chosen) // SHARE)]] = part
    parts[parts == UNDIVIDED] = TRAIN
    return parts
