"""What a task declares whose answers are explained word by word, and what such an explanation is.

A text is answered by one probability, p = σ(z). What is told of each word is how much it added to
z: what it speaks for has the sign of that, and z = 0 is the middle between both answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from cells.activations import SIGMOID
from formatting import counted
from networks.steps import Steps
from tasks.left_out import left_out_told

CONTRIBUTIONS = "contributions"
OCCLUSION = "occlusion"
GRADIENT_TIMES_INPUT = "gradient_times_input"
AS_THEY_STAND = "as_they_stand"
"""No explanation, but what all are measured by: the words from the first to the last."""
TIED = 0.005
"""Areas that differ by less are said to be the same: half a percent is nothing to see."""
_NONE_KNOWN = (
    "The network knows none of these words: its answer would be the same to as many others like "
    "them."
)


@dataclass(frozen=True, eq=False)
class Reading:
    """A text as a network has read it.

    Attributes:
        words: those that were read, as they were typed.
        is_known: bool ``(words,)``: whether the network knows each; all others are the same to it.
        of: so many words the text has, of which these are a part.
        z: what is answered, p = σ(z).
        bias: what is answered without any word.
        contributions: float64 ``(words,)``: what each added; with ``bias`` they add up to z.
        z_so_far: float64 ``(words,)``: z as it would be if the text ended after each.
        rows: what the network was given, ``(rows, window, 1)``.
        marks: ``(rows, 1)``: in which of them it was asked.
        counting: so many of the words, the last, can move the answer: what stands in earlier rows
            does not, where the output reads the last state alone.
    """

    words: tuple[str, ...]
    is_known: np.ndarray
    of: int
    z: float
    bias: float
    contributions: np.ndarray
    z_so_far: np.ndarray
    rows: np.ndarray
    marks: np.ndarray
    counting: int

    @cached_property
    def so_far(self) -> np.ndarray:
        """The probability after each word, ``(words,)``."""
        return SIGMOID(self.z_so_far)

    @property
    def probability(self) -> float:
        """That is answered in the end."""
        return float(SIGMOID(np.array(self.z)))

    @property
    def is_positive(self) -> bool:
        """Which of both answers it is."""
        return bool(self.z > 0)

    @property
    def left_out_told(self) -> str:
        """What of the text has no part in the answer, in sentences; mostly nothing."""
        return left_out_told(self.of, len(self.words), self.counting)

    def unknown_told(self, marked: str) -> str:
        """How many of the words it does not know, in a sentence; mostly empty.

        Args:
            marked: how those are marked where it stands.
        """
        unknown = int((~self.is_known).sum())
        if unknown == len(self.words):
            return _NONE_KNOWN
        if not unknown:
            return ""
        alike = ", and reads as one and the same" if unknown > 1 else ""
        return f"{counted(unknown, 'word')} ({marked}) it does not know{alike}."


@dataclass(frozen=True, eq=False)
class Explanation:
    """What each word is held to have added to an answer, and how true that proves.

    Attributes:
        name: which of the ways of explaining.
        values: float64 ``(words,)``; above 0 speaks for the positive answer.
        left_out: ``(stages,)``: how many words are left out in each stage of the deletion test.
        curve: ``(stages,)``: the probability that is left to the answer then.
    """

    name: str
    values: np.ndarray
    left_out: np.ndarray
    curve: np.ndarray

    @cached_property
    def area(self) -> float:
        """Under the curve, from no word left out to all: 0 to 1, the lower the truer."""
        shares = self.left_out / max(1, self.left_out[-1])
        return float(np.trapezoid(self.curve, shares))


class Explained(NamedTuple):
    """An answer, explained in several ways.

    Attributes:
        reading: what is explained.
        explanations: by their names.
        as_they_stand: the words left out from the first to the last, which explains nothing.
    """

    reading: Reading
    explanations: dict[str, Explanation]
    as_they_stand: Explanation

    @property
    def says_something(self) -> bool:
        """Whether any is truer than no explanation."""
        least = min(each.area for each in self.explanations.values())
        return self.as_they_stand.area - least >= TIED

    @property
    def truest(self) -> tuple[str, ...]:
        """Which ways have the smallest area, the smallest first: more than one where they tie."""
        in_order = sorted(self.explanations.values(), key=lambda each: each.area)
        least = in_order[0].area
        return tuple(each.name for each in in_order if each.area - least < TIED)


class ChosenText(NamedTuple):
    """A text to explain that nobody has to type.

    Attributes:
        text: as it would be typed.
        told: what is known of it, in a few words.
    """

    text: str
    told: str


@dataclass(frozen=True, eq=False)
class Texts:
    """Some to choose from.

    Attributes:
        title: what they are.
        count: how many.
        at: one of them, by its number from 0.
    """

    title: str
    count: int
    at: Callable[[int], ChosenText]


class Explaining(NamedTuple):
    """What such a task declares.

    Attributes:
        read: a text, by a network from scratch and the problem it has learned: quick. Raises
            :class:`networks.fields.FieldError` with a sentence that says why it cannot be.
        explain: further what was read, which takes many times as long.
        texts: of a problem, those to choose from.
        answers: what the negative and the positive answer are called.
    """

    read: Callable[[Any, Any, str], Steps[Reading]]
    explain: Callable[[Any, Reading], Steps[Explained]]
    texts: Callable[[Any], Sequence[Texts]]
    answers: tuple[str, str]
