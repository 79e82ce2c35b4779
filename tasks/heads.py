"""What a network's output answers, and how right that is.

Whatever the head, of what is asked three vectors tell all: the targets, what was said, and p,
the probability given to the target.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

THRESHOLD = 0.5
"""A probability above it reads as the symbol 1 (as Keras' binary accuracy has it)."""
_SMALLEST_PROBABILITY = 1e-7


class Head(Protocol):
    """How answers are read; each array may have more axes before that of the targets."""

    def said(self, answers: np.ndarray) -> np.ndarray:
        """What was said, uint8."""

    def p(self, answers: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """The probability that was given to each target."""

    def losses(self, answers: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """The mean of −ln p over the targets, in nats."""


class Sigmoid:
    """One unit that says how probable a 1 is, which is all that an answer has to hold."""

    def said(self, answers: np.ndarray) -> np.ndarray:
        """A 1 where it is more probable than a 0, uint8."""
        return (answers > THRESHOLD).astype(np.uint8)

    def p(self, answers: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """The probability that was given to each target."""
        return np.where(targets > THRESHOLD, answers, 1 - answers)

    def losses(self, answers: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """The mean of −ln p, p kept 1e-7 from 0 and 1 as Keras does.

        Written in the probability of a 1, so that nothing is rounded on the way to ln(1 − p).
        """
        of_1 = answers.astype(np.float64)
        of_1 = np.clip(of_1, _SMALLEST_PROBABILITY, 1 - _SMALLEST_PROBABILITY)
        return -np.mean(np.where(targets > THRESHOLD, np.log(of_1), np.log1p(-of_1)), axis=-1)


SIGMOID = Sigmoid()


def accuracies(head: Head, answers: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """The share of targets that were said, 0 to 1."""
    return np.mean(head.said(answers) == targets, axis=-1)
