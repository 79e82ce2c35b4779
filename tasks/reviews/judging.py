"""How the answers to reviews are judged, all together."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from networks.settings import Settings
from networks.steps import Steps
from tasks.examining import Answered, Examining, HardJudged
from tasks.left_out import left_out_of_many_told
from tasks.reviews.corpus import TEST
from tasks.reviews.examination import WHY_ONCE, examine
from tasks.reviews.hard import knowing_nothing_told, right_by_kind, score, unknown_told
from tasks.reviews.lessons import held_out_reviews
from tasks.reviews.reviews import Reviews
from tasks.reviews.rows import counting

REPORTED = {
    "pearson": 0.882,
    "spearman": 0.886,
    "mean_deviation": 0.133,
    "standard_deviation": 0.147,
}
"""What one of the sources of this task reports of its network."""


def _held_out(problem: Reviews, settings: Settings, predictions: np.ndarray) -> Answered:
    """What a record keeps, with the reviews that it belongs to."""
    reviews, corpus = held_out_reviews(problem, settings)[: len(predictions)], problem.corpus
    return Answered(reviews, predictions, corpus.labels[reviews], corpus.stars[reviews])


def _test_set(problem: Reviews) -> Hashable:
    has_any = bool((problem.corpus.part == TEST).any())
    return problem.corpus.digest if has_any else None


def _left_out(problem: Reviews, settings: Settings, reviews: np.ndarray) -> str:
    """Of how many of these only the words of the last row count."""
    lengths = problem.lengths[reviews]
    shortened = int((counting(lengths, settings) < lengths).sum())
    return left_out_of_many_told(shortened, len(reviews), "review")


def _hard(reader: Any, problem: Reviews) -> Steps[HardJudged]:
    answers = yield from score(reader, problem)
    told = filter(None, (knowing_nothing_told(), unknown_told(answers)))
    return HardJudged(right_by_kind(answers), " ".join(told))


EXAMINING = Examining(
    held_out=_held_out,
    test=examine,
    test_set=_test_set,
    why_once=WHY_ONCE,
    text=lambda problem, review: problem.corpus.spell(review),
    left_out=_left_out,
    hard=_hard,
    reported=REPORTED,
)
