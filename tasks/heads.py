"""What a network's output answers, and how right that is.

Whatever the head, of what is asked three vectors tell all: the targets, what was said, and p,
the probability given to the target. What is kept of the answers is no more than that takes.
The formulas by which a network learns are in :mod:`custom_lstm`.
"""

from __future__ import annotations

import numpy as np

from networks.ports import MOST_SYMBOLS

NEAR_ENOUGH = 0.04
"""A number that is no further from its target is right."""
THRESHOLD = 0.5
"""A probability above it reads as the symbol 1 (as Keras' binary accuracy has it)."""
_SMALLEST_PROBABILITY = 1e-7


class Head:
    """How answers are read; each array may have more axes before that of the targets.

    Attributes:
        axis: what :meth:`drawn` is, for the axis of a plot.
        loss_unit: what a loss is measured in.
        unit: what stands after a loss.
    """

    axis: str
    loss_unit = "nats"
    unit = " nats"

    def kept(self, answers: np.ndarray, _targets: np.ndarray) -> np.ndarray:
        """Of ``(targets, outputs)`` what the other methods take for answers: the only output."""
        return answers[:, 0]

    def drawn(self, answers: np.ndarray) -> np.ndarray:
        """What a plot shows beside the targets, ``(targets,)``: the answers themselves."""
        return answers

    def said(self, answers: np.ndarray) -> np.ndarray:
        """What was said: of numbers float32, else whole numbers from 0 on."""
        raise NotImplementedError

    def rights(self, answers: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Which of them are right: where symbols are said, nothing but the symbol itself."""
        return self.said(answers) == targets

    def p(self, answers: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """The probability that was given to each target."""
        raise NotImplementedError

    def can_be(self, answers: np.ndarray) -> bool:
        """Whether they can be answers, whatever a file has in their place.

        That is whether all are probabilities, row by row: no array as large is made beside them.
        """
        return all(((row >= 0) & (row <= 1)).all() for row in answers)

    def losses(self, answers: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """The mean of −ln p over the targets, in nats; of numbers half the mean square."""
        raise NotImplementedError


class Sigmoid(Head):
    """One unit that says how probable a 1 is, which is all that an answer has to hold."""

    axis = "Probability of a 1"

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


class Softmax(Head):
    """A probability for each class. Kept are that of the target, and the class of the largest."""

    axis = "Answer"

    def drawn(self, answers: np.ndarray) -> np.ndarray:
        """The class that was said."""
        return answers[..., 1]

    def kept(self, answers: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Float32 ``(targets, 2)``."""
        of_target = answers[np.arange(len(targets)), targets.astype(int)]
        return np.stack([of_target, answers.argmax(axis=1)], axis=1).astype(np.float32)

    def said(self, answers: np.ndarray) -> np.ndarray:
        """The most probable class, uint16."""
        return answers[..., 1].astype(np.uint16)

    def p(self, answers: np.ndarray, _targets: np.ndarray) -> np.ndarray:
        """The probability that was given to each target."""
        return answers[..., 0]

    def can_be(self, answers: np.ndarray) -> bool:
        """Whether the probabilities are some, and the classes too."""
        return super().can_be(answers[..., 0]) and all(map(_are_classes, answers[..., 1]))

    def losses(self, answers: np.ndarray, _targets: np.ndarray) -> np.ndarray:
        """The mean of −ln p, p kept 1e-7 from 0 as Keras does."""
        p = np.clip(answers[..., 0].astype(np.float64), _SMALLEST_PROBABILITY, 1)
        return -np.mean(np.log(p), axis=-1)


def _are_classes(numbers: np.ndarray) -> bool:
    are_whole = numbers == np.floor(numbers)
    return bool((are_whole & (numbers >= 0) & (numbers < MOST_SYMBOLS)).all())


class Linear(Head):
    """A number."""

    axis = "Number"
    loss_unit = "half the squared error"
    unit = ""

    def said(self, answers: np.ndarray) -> np.ndarray:
        """The number itself."""
        return answers

    def rights(self, answers: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Where it is near enough (Hochreiter & Schmidhuber 1997, task 4)."""
        return np.abs(answers - targets) < NEAR_ENOUGH

    def can_be(self, answers: np.ndarray) -> bool:
        """Whether they are numbers."""
        return bool(np.isfinite(answers).all())

    def p(self, answers: np.ndarray, _targets: np.ndarray) -> np.ndarray:
        """For want of a probability the number."""
        return answers

    def losses(self, answers: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Half the mean square of the error."""
        return np.mean((answers.astype(np.float64) - targets) ** 2, axis=-1) / 2


SIGMOID, LINEAR = Sigmoid(), Linear()
HEADS: dict[str, Head] = {"sigmoid": SIGMOID, "softmax": Softmax(), "linear": LINEAR}
"""By their names in :mod:`networks.ports`."""


def accuracies(head: Head, answers: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """The share of targets that were said, 0 to 1."""
    return np.mean(head.rights(answers, targets), axis=-1)
