"""Which row of which update reads what: reviews of several rows, with little padding among them.

A *plan* says it: int64 ``(…, rows, 3)``, of each row where in the problem's symbols it begins to
read, where it ends, and the review whose last row it is, or :data:`NONE`.
"""

from __future__ import annotations

from heapq import heapreplace
from math import ceil

import numpy as np

from tasks.lesson import OfCalls
from tasks.reviews.reviews import Reviews
from tasks.reviews.rows import padded, pieces_of

NONE = -1
_NOTHING = (0, 0, NONE)
"""What a row reads that no review is left for."""


class Planned(OfCalls):
    """What is read by a plan, like an array of it; that of a call is made when it comes.

    Args:
        problem: the reviews.
        plan: ``(calls, updates, rows, 3)``.
        window: symbols of a row.
    """

    def __init__(self, problem: Reviews, plan: np.ndarray, window: int) -> None:
        self._problem, self._plan, self._window = problem, plan, window

    @property
    def shape(self) -> tuple[int, ...]:
        """As that of the whole array."""
        return (*self._plan.shape[:-1], self._window, 1)

    def __getitem__(self, call: int) -> np.ndarray:
        first, end = self._plan[call, ..., 0], self._plan[call, ..., 1]
        return padded(self._problem.all_symbols, first, end, self._window)


def has_answer(plan: np.ndarray) -> np.ndarray:
    """At which rows one is asked, bool ``(…, rows, 1)``."""
    return plan[..., 2:] != NONE


def targets_of(problem: Reviews, plan: np.ndarray) -> np.ndarray:
    """The label where an answer is asked, else not a number, float32 ``(…, rows, 1)``."""
    labels = problem.corpus.labels[plan[..., 2:]].astype(np.float32)
    return np.where(has_answer(plan), labels, np.float32(np.nan))


def rows_needed(problem: Reviews, reviews: np.ndarray, window: int) -> np.ndarray:
    """How many rows each of these reviews takes."""
    return pieces_of(reviews, problem.lengths[reviews], window).counts


def planned(problem: Reviews, reviews: np.ndarray, window: int, starts: np.ndarray) -> np.ndarray:
    """A plan ``(all rows, 3)`` as long as it takes, in which each review begins at such a row."""
    cut = pieces_of(problem.begins[reviews], problem.lengths[reviews], window)
    before = np.cumsum(cut.counts) - cut.counts
    rows = np.repeat(starts - before, cut.counts) + np.arange(len(cut.first))
    plan = np.full((rows.max(initial=-1) + 1, 3), _NOTHING)
    plan[rows, 0], plan[rows, 1] = cut.first, cut.end
    plan[starts + cut.counts - 1, 2] = reviews
    return plan


def in_updates(plan: np.ndarray, rows: int, updates: int) -> np.ndarray:
    """The same as ``(updates, rows, 3)``, what is missing filled up with rows of padding."""
    missing = updates * rows - len(plan)
    return np.concatenate([plan, np.full((missing, 3), _NOTHING)]).reshape(updates, rows, 3)


def in_calls(plan: np.ndarray, at_once: int) -> np.ndarray:
    """Of ``(updates, rows, 3)`` whole calls of so many updates, likewise filled up."""
    updates, rows, _ = plan.shape
    calls = ceil(updates / at_once)
    return in_updates(plan.reshape(-1, 3), rows, calls * at_once).reshape(calls, -1, rows, 3)


def plan_of(problem: Reviews, reviews: np.ndarray, window: int, rows: int) -> np.ndarray:
    """A plan ``(updates, rows, 3)`` by which these are asked."""
    starts, updates = spread(rows_needed(problem, reviews, window), rows)
    return in_updates(planned(problem, reviews, window, starts), rows, updates)


def spread(counts: np.ndarray, rows: int, at_once: int = 1) -> tuple[np.ndarray, int]:
    """Where reviews of so many rows begin, that all updates be about as full, and none be parted.

    Long ones are dealt out first, each to the update that has most room: so each gets its share of
    long and of short ones.

    Args:
        counts: ``(reviews,)``, none of them above ``rows``.
        rows: of an update.
        at_once: updates of a call; there are only whole ones.

    Returns:
        ``(reviews,)``, the row counted through all updates; and how many updates there are.
    """
    updates = at_once * max(1, ceil(counts.sum() / (rows * at_once)))
    while (starts := _dealt(counts, rows, updates)) is None:
        updates += at_once
    return starts, updates


def _dealt(counts: np.ndarray, rows: int, updates: int) -> np.ndarray | None:
    """None if one finds no room in so many updates."""
    starts = np.empty(len(counts), int)
    filled = [(0, update) for update in range(updates)]
    for review in np.argsort(-counts, kind="stable").tolist():
        full, update = filled[0]
        if full + counts[review] > rows:
            return None
        starts[review] = update * rows + full
        heapreplace(filled, (full + int(counts[review]), update))
    return starts
