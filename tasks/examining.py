"""What a task declares whose answers are one of two labels, so that a window can judge them all."""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from networks.settings import Settings
from networks.steps import Steps

LABELS = ("negative", "positive")
"""What a text is, by its label."""


@dataclass(frozen=True, eq=False)
class Answered:
    """What a network says to some texts of a problem.

    Attributes:
        reviews: their numbers, ``(texts,)``.
        probabilities: of each, that it is positive, float32.
        labels: uint8, 1 for a positive one, and 0 for a negative one.
        stars: uint8, 1 to 10, that came with each; 0 where they are not known.
    """

    reviews: np.ndarray
    probabilities: np.ndarray
    labels: np.ndarray
    stars: np.ndarray


class HardJudged(NamedTuple):
    """What a network says to sentences that are hard to judge.

    Attributes:
        kinds: of each kind, how many are judged rightly, and how many there are.
        told: what is to be known of that, in sentences.
    """

    kinds: Mapping[str, tuple[int, int]]
    told: str


class Examining(NamedTuple):
    """What is asked of such a task.

    Attributes:
        held_out: what was said to the held-out part, given the problem, the settings of the
            network, and the predictions that the record of an epoch keeps.
        test: asks a network that has learned a problem about the whole test set; it yields how
            much is done, 0 to 1, or None.
        test_set: what a problem has for a test set, the same for the same one; None if nothing.
        why_once: why that is asked but once, in sentences.
        text: one of a problem, by its number, to be read.
        left_out: of a problem, the settings of a network and the numbers of texts, what of these
            has no part in its answers, in a sentence; mostly empty.
        hard: asks a network from scratch about sentences that are hard to judge.
        reported: what a source reports of its network, by the names of
            :class:`tasks.measures.Agreement`.
    """

    held_out: Callable[[Any, Settings, np.ndarray], Answered]
    test: Callable[[Any, Any], Generator[float | None, None, Answered]]
    test_set: Callable[[Any], Hashable]
    why_once: str
    text: Callable[[Any, int], str]
    left_out: Callable[[Any, Settings, np.ndarray], str]
    hard: Callable[[Any, Any], Steps[HardJudged]]
    reported: Mapping[str, float]
