"""How good answers are that are probabilities of one of two labels, in more than one number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tasks.heads import SIGMOID

BARS = 20
"""Equal stretches from 0 to 1 into which answers are sorted to be counted."""
STRETCHES = 10
"""Fewer of them, to compare answers with how often they come true."""
_MOST_STARS = 10
_TWICE = 1.96
"""Standard deviations within which 95 of 100 figures are by chance."""


@dataclass(frozen=True)
class Agreement:
    """How well answers go along with what is wanted, both from 0 to 1.

    Attributes:
        count: how many answers there are.
        pearson: correlation; None where either is always the same.
        spearman: that of their ranks, likewise.
        mean_deviation: mean of the distance between the two.
        standard_deviation: of this distance.
    """

    count: int
    pearson: float | None
    spearman: float | None
    mean_deviation: float
    standard_deviation: float


@dataclass(frozen=True)
class Stretch:
    """Reviews to which about the same was answered.

    Attributes:
        mean: of the answers.
        positive: the share that is positive; in the best case it is the same.
        count: how many there are.
    """

    mean: float
    positive: float
    count: int


@dataclass(frozen=True, eq=False)
class Measures:
    """Of the answers to some reviews, each the probability that it is positive.

    Attributes:
        confusion: ``(2, 2)``, how many of each label, negative first, were said to be what.
        calibration: the stretches that have any answer, from 0 on.
        calibration_error: how far the answers are from what comes true, on average.
        histogram: ``(2, BARS)``, how many of each label had an answer of each stretch.
        with_labels: how the answers go along with the labels.
        with_stars: with the stars, as far as they are known; None where none is.
    """

    confusion: np.ndarray
    calibration: tuple[Stretch, ...]
    calibration_error: float
    histogram: np.ndarray
    with_labels: Agreement
    with_stars: Agreement | None

    @property
    def count(self) -> int:
        """How many reviews were judged."""
        return int(self.confusion.sum())

    @property
    def mistakes(self) -> int:
        """How many were judged wrongly."""
        return self.count - int(np.trace(self.confusion))

    @property
    def accuracy(self) -> float:
        """The share that was judged rightly."""
        return 1 - self.mistakes / self.count


def chance(accuracy: float, count: int) -> float:
    """By how much an accuracy on so many reviews differs from that on all that there could be.

    With two more of either kind (A. Agresti and B. Coull 1998): of few mistakes, or none, it is
    not told that there could be no others.
    """
    wrong = ((1 - accuracy) * count + 2) / (count + 4)
    return float(_TWICE * (wrong * (1 - wrong) / (count + 4)) ** 0.5)


def chance_told(accuracy: float, count: int) -> str:
    """The same in words."""
    return f"{100 * chance(accuracy, count):.1f} points"


def measures_of(probabilities: np.ndarray, labels: np.ndarray, stars: np.ndarray) -> Measures:
    """All of them.

    Args:
        probabilities: ``(reviews,)``, 0 to 1, of at least one review.
        labels: ``(reviews,)``, 1 for a positive one and 0 for a negative one.
        stars: ``(reviews,)``, 1 to 10; 0 where they are not known.
    """
    has_stars = stars > 0
    scaled = (stars[has_stars] - 1.0) / (_MOST_STARS - 1)
    stretches = _calibration(probabilities, labels)
    apart = sum(each.count * abs(each.mean - each.positive) for each in stretches)
    return Measures(
        confusion=_counts(labels, SIGMOID.said(probabilities), 2),
        calibration=stretches,
        calibration_error=apart / len(labels),
        histogram=_counts(labels, _places(probabilities, BARS), BARS),
        with_labels=agreement(probabilities, labels),
        with_stars=agreement(probabilities[has_stars], scaled) if len(scaled) else None,
    )


def agreement(answers: np.ndarray, wanted: np.ndarray) -> Agreement:
    """How well they go along with each other, ``(count,)`` each."""
    answers, wanted = answers.astype(float), wanted.astype(float)
    distances = np.abs(answers - wanted)
    return Agreement(
        count=len(answers),
        pearson=correlation(answers, wanted),
        spearman=correlation(_ranks(answers), _ranks(wanted)),
        mean_deviation=float(distances.mean()),
        standard_deviation=float(distances.std()),
    )


def correlation(one: np.ndarray, other: np.ndarray) -> float | None:
    """Pearson's; None where either is always the same."""
    if one.min() == one.max() or other.min() == other.max():
        return None
    return float(np.corrcoef(one, other)[0, 1])


def _ranks(numbers: np.ndarray) -> np.ndarray:
    """From 1 on; equal ones share the mean of theirs."""
    _, which, counts = np.unique(numbers, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[which]


def _places(probabilities: np.ndarray, stretches: int) -> np.ndarray:
    """In which stretch each of them is; 1 belongs to the last one."""
    return np.minimum((probabilities * stretches).astype(int), stretches - 1)


def _counts(labels: np.ndarray, places: np.ndarray, of: int) -> np.ndarray:
    """How many of either label are at each of so many places, ``(2, of)``."""
    return np.bincount(labels.astype(int) * of + places, minlength=2 * of).reshape(2, of)


def _calibration(probabilities: np.ndarray, labels: np.ndarray) -> tuple[Stretch, ...]:
    places = _places(probabilities, STRETCHES)
    in_each = (places == place for place in range(STRETCHES))
    return tuple(
        Stretch(float(probabilities[these].mean()), float(labels[these].mean()), int(these.sum()))
        for these in in_each
        if these.any()
    )
