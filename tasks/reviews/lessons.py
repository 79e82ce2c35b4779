"""What a network learns of reviews in an epoch, and what it is asked afterwards."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from networks.settings import Settings
from tasks.lesson import Lesson
from tasks.reviews.corpus import HELD_OUT, TRAIN
from tasks.reviews.packing import (
    Planned,
    has_answer,
    in_calls,
    in_updates,
    plan_of,
    planned,
    rows_needed,
    spread,
    targets_of,
)
from tasks.reviews.reviews import Reviews

MOST_ASKED = 2_500
"""Reviews of the held-out part that are asked after an epoch, and as many of those that were
trained on: an accuracy of 90 % is then off by 0.6 % or less, twice in three times."""


def reviews_lesson(problem: Reviews, settings: Settings, seed: int, epoch: int) -> Lesson:
    """All that are trained on, in an order of the epoch's own."""
    at_once, window = settings.window_shape.updates_at_once, settings.window
    plan = in_calls(_shuffled(problem, settings, seed, epoch), at_once)
    asked, seen = _asked(problem, window, settings.rows)
    asked = in_calls(asked, at_once)
    wanted, counted = targets_of(problem, asked), has_answer(asked)
    return Lesson(
        inputs=Planned(problem, plan, window),
        targets=targets_of(problem, plan),
        asked=Planned(problem, asked, window),
        asked_targets=wanted,
        expected=wanted[counted].astype(settings.ports.kind_of_targets),
        rows_kept=settings.rows,
        counted=counted.reshape(-1, *counted.shape[2:]),
        seen=seen,
        wanted=len(problem.corpus.reviews_in(TRAIN)),
    )


def calls(problem: Reviews, settings: Settings) -> int:
    """Of the compiled graph: as many as it takes to see each review once."""
    shape = settings.window_shape
    _, updates = _order(problem, shape.window, shape.rows, shape.updates_at_once)
    return updates // shape.updates_at_once


@lru_cache(maxsize=2)
def _order(problem: Reviews, window: int, rows: int, at_once: int) -> tuple[np.ndarray, int]:
    """Where reviews that are trained on begin, those that need most rows first; and the updates.

    It is the same in every epoch, so that each has as many updates: only which of those that
    need as many rows takes which place is drawn.
    """
    counts = rows_needed(problem, problem.corpus.reviews_in(TRAIN), window)
    return spread(np.sort(counts)[::-1], rows, at_once)


def _shuffled(problem: Reviews, settings: Settings, seed: int, epoch: int) -> np.ndarray:
    shape, rng = settings.window_shape, np.random.default_rng([seed, epoch])
    starts, updates = _order(problem, shape.window, shape.rows, shape.updates_at_once)
    reviews = rng.permutation(problem.corpus.reviews_in(TRAIN))
    counts = rows_needed(problem, reviews, shape.window)
    reviews = reviews[np.argsort(-counts, kind="stable")]
    plan = planned(problem, reviews, shape.window, starts)
    return rng.permutation(in_updates(plan, shape.rows, updates))


@lru_cache(maxsize=2)
def _asked(problem: Reviews, window: int, rows: int) -> tuple[np.ndarray, int]:
    """A plan ``(updates, rows, 3)``, and how many reviews at its end were trained on."""
    held_out = held_out_asked(problem)
    seen = _some_of(problem.corpus.reviews_in(TRAIN), len(held_out))
    plans = [plan_of(problem, reviews, window, rows) for reviews in (held_out, seen)]
    return np.concatenate(plans), len(seen)


def held_out_asked(problem: Reviews) -> np.ndarray:
    """The numbers of the held-out reviews that are asked after an epoch."""
    return _some_of(problem.corpus.reviews_in(HELD_OUT), MOST_ASKED)


def held_out_reviews(problem: Reviews, settings: Settings) -> np.ndarray:
    """The same in the order of what is kept of such an epoch."""
    asked, seen = _asked(problem, settings.window, settings.rows)
    return asked[has_answer(asked)[..., 0], 2][:-seen]


def _some_of(reviews: np.ndarray, most: int) -> np.ndarray:
    """So many of them at most, from all over."""
    return reviews[np.linspace(0, len(reviews) - 1, min(most, len(reviews))).astype(int)]
