"""Which reviews are learned from, which are chosen by, and which are asked once at the end."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

from tasks.reviews.corpus import HELD_OUT, TEST, TRAIN

UNDIVIDED = TEST + 1
"""The part of a review that its source puts in none."""
SHARE = 10
"""One of so many reviews is held out, and one is for the test where the source has none for it."""
NO_NUMBER = -1
"""The number of a review whose source numbers none."""
_LONGEST_STRETCH = 125
"""Numbers that stay together: those of one film follow one another, 30 at most of a label."""
_LEAST_DIFFERENT = 0.9
"""Share of a label's numbers that are not given twice."""
_FEWEST_STRETCHES = 20
"""Of a label, from which some can be chosen."""


def as_said(parts: np.ndarray) -> np.ndarray:
    """The parts that a source has; one that is all for the test is divided like any other."""
    return np.full_like(parts, UNDIVIDED) if (parts == TEST).all() else parts


def kin_of(
    digests: np.ndarray,
    labels: np.ndarray,
    numbers: np.ndarray,
    parts: np.ndarray,
    films: np.ndarray,
) -> np.ndarray:
    """What each review is divided by, uint64: those that have the same stay together.

    A film that is trained on is known again by its names, and its reviews by what they think of it:
    so whoever chooses by others of the same film sees too much. Reviews of a film stay together,
    whatever they say of it. Where nobody tells the film, large data sets still number their reviews
    film by film, and there whole stretches of numbers stay together. What comes first of them is
    spread evenly over all numbers: those of films that nobody hates may follow one another, too.
    Any other review goes by itself.

    Args:
        digests: uint64, of each review.
        labels: of each, 0 or 1.
        numbers: int64, which each has among those of its label, or :data:`NO_NUMBER`.
        parts: of each; what is for the test already is not divided.
        films: uint64, a digest of the film of each; 0 where it is not known.
    """
    kin = np.where((films != 0) & (parts != TEST), films, digests)
    for label in range(2):
        is_of_label = (numbers != NO_NUMBER) & (labels == label)
        found = np.flatnonzero(is_of_label & (parts != TEST) & (films == 0))
        if len(np.unique(numbers[found])) < _LEAST_DIFFERENT * len(found):
            continue  # They begin anew in each folder, and say nothing of films.
        length = min(max(1, len(found) // _FEWEST_STRETCHES), _LONGEST_STRETCH)
        stretches, of_each = np.unique(numbers[found] // length, return_inverse=True)
        kin[found] = np.array([_kin(label, each) for each in stretches.tolist()], np.uint64)[
            of_each
        ]
    return kin


def _kin(label: int, stretch: int) -> int:
    """Of each ten stretches that follow one another a hash says which is among the first tenth."""
    ten, place = divmod(stretch, SHARE)
    found = int.from_bytes(blake2b(b"%d %d" % (label, ten), digest_size=8).digest(), "big")
    return (place + found) % SHARE << 60 | found >> 4


def without_repeated(digests: np.ndarray, kin: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Which reviews are kept, bool: of several alike one, and none to learn from that is a test's.

    A test part that the source has is left as it is, so that figures compare with others'. Which
    one is kept of several alike follows from their kin, not from their order.
    """
    is_kept = parts == TEST
    others = np.flatnonzero(~is_kept)
    others = others[np.argsort(kin[others], kind="stable")]
    _, first = np.unique(digests[others], return_index=True)
    is_kept[others[first]] = True
    is_kept[others[np.isin(digests[others], digests[parts == TEST])]] = False
    return is_kept


def divided(
    kin: np.ndarray, labels: np.ndarray, parts: np.ndarray, has_films: bool = False
) -> np.ndarray | None:
    """The part of each review, where its source has not said all of them.

    None where all reviews of a label are of films too large to be chosen.

    It follows from the reviews alone, not from their order, and it is the same share of the
    positive and of the negative ones, as nearly as those of the same kin stay together.

    Args:
        kin: of each review, see :func:`kin_of`.
        labels: of each, 0 or 1.
        parts: of each, or :data:`UNDIVIDED`.
        has_films: whether reviews of both labels may be of the same kin.
    """
    parts = parts.copy()
    for part in (TEST, HELD_OUT):
        if not (parts == part).any():
            # What a source has to learn from is never asked at the end.
            among = parts == UNDIVIDED if part == TEST else (parts == TRAIN) | (parts == UNDIVIDED)
            if has_films:
                chosen = np.flatnonzero(among)
                first = chosen[_is_first_of_both(kin[chosen], labels[chosen])]
                if len(np.unique(labels[first])) < len(np.unique(labels[chosen])):
                    return None
                parts[first] = part
                continue
            for label in range(2):
                chosen = np.flatnonzero(among & (labels == label))
                parts[chosen[_is_first(kin[chosen])]] = part
    parts[parts == UNDIVIDED] = TRAIN
    return parts


def _is_first(kin: np.ndarray) -> np.ndarray:
    """Which of these are the first by their kin, about one of :data:`SHARE`, bool."""
    if not len(kin):
        return np.zeros(0, bool)
    each, counts = np.unique(kin, return_counts=True)
    share = -(-len(kin) // SHARE)
    return np.asarray(kin <= each[np.abs(np.cumsum(counts) - share).argmin()])


def _is_first_of_both(kin: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The same of both labels at once: of each one of :data:`SHARE`, as far as kin allow it.

    They are taken in their order, but for those that would be too many of a label.
    """
    each, of_each = np.unique(kin, return_inverse=True)
    counts = [np.bincount(of_each[labels == label], minlength=len(each)) for label in range(2)]
    room = [-(-int(count.sum()) // SHARE) for count in counts]
    is_chosen = np.zeros(len(each), bool)
    for place, (negative, positive) in enumerate(np.stack(counts, axis=1).tolist()):
        if negative <= room[0] and positive <= room[1]:
            is_chosen[place] = True
            room = [room[0] - negative, room[1] - positive]
    return np.asarray(is_chosen[of_each])
