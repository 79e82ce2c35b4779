"""What counting short runs of symbols reaches: the next symbol guessed from the few before it.

Witten and Bell's interpolation: the more different symbols have followed a context, the more
is left to the context that is one symbol shorter.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

LONGEST = 6
"""Symbols of the longest run that is counted: the one that is guessed, and five before it."""


def guesses(symbols: np.ndarray, classes: int, counted: int) -> Iterator[np.ndarray | None]:
    """The probability that each symbol after those that are counted is guessed with.

    One order after the other: from single symbols, then from pairs, up to runs of
    :data:`LONGEST`, but no longer ones than 64 bits number. In between it yields None, so
    that whoever steps it can do other things; no step takes a second, and none keeps other
    threads from working.

    Args:
        symbols: whole numbers below ``classes``.
        classes: how many different symbols there are, also those that are never counted.
        counted: so many symbols, from the beginning, are what is known; LONGEST at least.

    Yields:
        ``(symbols - counted,)``, for order 1, 2, …
    """
    runs = symbols.astype(np.uint64)
    p = np.full(len(symbols) - counted, 1 / classes)
    for order in range(1, LONGEST + 1):
        if order > 1:
            # In its place: of a large book each copy takes 40 MB.
            runs = runs[:-1]
            runs *= np.uint64(classes)
            runs += symbols[order - 1 :].astype(np.uint64)
        first = counted - order + 1  # Of the runs that end in what is guessed.
        known = np.sort(runs[:first])
        yield None
        p = _interpolated(known, runs[first:], classes, p)
        yield p
        if classes ** (order + 1) > 2**64:
            return


def _interpolated(
    known: np.ndarray, wanted: np.ndarray, classes: int, shorter: np.ndarray
) -> np.ndarray:
    """The probability of the last symbol of each run that is wanted, after the others.

    Args:
        known: the runs that are counted, in order.
        wanted: those that are guessed.
        classes: a run is its context times this, and its last symbol.
        shorter: the probability by contexts that are a symbol shorter.
    """
    begins = np.flatnonzero(np.concatenate(([True], known[1:] != known[:-1])))
    different, begins = known[begins], np.append(begins, len(known))
    # In order they are found several times faster: what is near in memory is read together.
    order = np.argsort(wanted)
    wanted, shorter = wanted[order], shorter[order]
    at = np.searchsorted(different, wanted)
    is_known = different.take(at, mode="clip") == wanted
    times = np.where(is_known, begins.take(at + 1, mode="clip") - begins[at], 0)
    context = wanted - wanted % np.uint64(classes)
    first = np.searchsorted(different, context)
    end = np.searchsorted(different, context + np.uint64(classes - 1), side="right")
    followers = end - first
    total = begins[end] - begins[first] + followers
    p = np.empty_like(shorter)
    p[order] = np.divide(times + followers * shorter, total, out=shorter, where=total > 0)
    return p
