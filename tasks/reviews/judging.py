"""How the answers to reviews are judged, all together.

The test set is asked as a whole, once, when all is chosen. Whoever asks it again after each change
chooses by it, and then it is no better than what was held out: its figure is too good, and nobody
knows by how much.
"""

from __future__ import annotations

from collections.abc import Generator, Hashable
from typing import Any

import numpy as np

from networks.network import answered
from networks.settings import Settings
from networks.steps import Steps
from tasks.examining import Answered, Examining, HardJudged
from tasks.left_out import left_out_of_many_told
from tasks.reviews.corpus import TEST
from tasks.reviews.hard import knowing_nothing_told, right_by_kind, score, unknown_told
from tasks.reviews.lessons import held_out_reviews
from tasks.reviews.packing import Planned, has_answer, in_calls, plan_of, targets_of
from tasks.reviews.reviews import Reviews
from tasks.reviews.rows import counting

WHY_ONCE = (
    "The test set is asked once, at the end: who chooses by it has learned it by heart himself, "
    "and its figure says too much. Choose by what was held out."
)
REPORTED = {
    "pearson": 0.882,
    "spearman": 0.886,
    "mean_deviation": 0.133,
    "standard_deviation": 0.147,
}
"""What one of the sources of this task reports of its network."""


def examine(
    network: Any, problem: Reviews, part: int = TEST
) -> Generator[float | None, None, Answered]:
    """Ask all reviews of a part, call by call; so it can be left at any of them.

    It yields how much is done, 0 to 1, or None while another process computes.

    Args:
        network: one that is trained, or what reads as it does, with its settings.
        problem: which reviews, and how they are read.
        part: as the corpus has it.
    """
    settings: Settings = network.settings
    at_once, window = settings.window_shape.updates_at_once, settings.window
    corpus, reviews = problem.corpus, problem.corpus.reviews_in(part)
    plan = in_calls(plan_of(problem, reviews, window, settings.rows), at_once)
    inputs, targets = Planned(problem, plan, window), targets_of(problem, plan)
    answers = np.empty(len(corpus), np.float32)
    for call, (given, wanted) in enumerate(zip(inputs, targets, strict=True)):
        found = yield from answered(network, "evaluate_pass", given, wanted)
        is_asked, which = has_answer(plan[call])[..., 0], plan[call, ..., 2]
        answers[which[is_asked]] = found.reshape(which.shape)[is_asked]
        yield (call + 1) / len(plan)
    return Answered(reviews, answers[reviews], corpus.labels[reviews], corpus.stars[reviews])


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
