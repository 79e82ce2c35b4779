"""A part of the reviews that is asked as a whole: of the test set, once, when all is chosen.

Whoever asks it again after each change chooses by it, and then it is no better than what was held
out: its figure is too good, and nobody knows by how much.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np

from networks.network import answered
from networks.settings import Settings
from tasks.examining import Answered
from tasks.reviews.corpus import TEST
from tasks.reviews.packing import Planned, has_answer, in_calls, plan_of, targets_of
from tasks.reviews.reviews import Reviews

WHY_ONCE = (
    "The test set is asked once, at the end: who chooses by it has learned it by heart himself, "
    "and its figure says too much. Choose by what was held out."
)


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
