"""What a network says when it is asked, and how well it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np


@dataclass(frozen=True, eq=False)
class Answer:
    """What a network says to what it is given, told apart from what should be said.

    Attributes:
        problem: that it was asked about.
        given: as it is written, glyph by glyph.
        said: likewise; may be empty.
        expected: likewise, and as long.
        probabilities: float32 ``(said,)``, what the head answered; of several outputs
            ``(said, outputs)``.
        confidences: float32 ``(said,)``, the probability of each symbol that was said.
        errors: of numbers float32 ``(said,)``, how far each is from the expected one; else None.
        rights: of each whether it is right; empty where that is whether it is the expected one.
        trouble: why there is no more of it, in one sentence; empty if it is whole.
        remark: what is to be known of how it was read, in one sentence; empty if that is nothing.
        separator: what stands between glyphs where they are spelled in a line.
        added: of a text that is judged as a whole float64 ``(given,)``, what each of its words
            added to z, of which the answer is the sigmoid; None where nobody knows.
        text: of such a text the whole, as it was typed or stands in the data; else empty.
        unknown: how many of its words that are given are one and the same to the network.
        at_each_step: whether each given symbol has its own among those that were said.
        place: index of the given symbol that is asked for; None where it is not one that is known.
    """

    problem: Any
    given: Sequence[str]
    said: Sequence[str]
    expected: Sequence[str]
    probabilities: np.ndarray
    confidences: np.ndarray
    errors: np.ndarray | None = None
    rights: tuple[bool, ...] = ()
    trouble: str = ""
    remark: str = ""
    separator: str = ""
    added: np.ndarray | None = None
    text: str = ""
    unknown: int = 0
    at_each_step: bool = False
    place: int | None = None

    def spelled(self, glyphs: Sequence[str]) -> str:
        """Glyphs in one line."""
        return self.separator.join(glyphs)

    @property
    def first_departure(self) -> int | None:
        """Index of the first symbol said that is not the one expected, or None."""
        pairs = zip(self.said, self.expected, strict=True)
        rights = self.rights or [said == expected for said, expected in pairs]
        return next((index for index, right in enumerate(rights) if not right), None)


class Figure(NamedTuple):
    """What else is told of a trained network, of one kind of problem alone.

    Attributes:
        name: in JSON.
        value: a number.
        words: what it says, in sentences.
        guess: what is reached without looking; None where nothing is.
    """

    name: str
    value: float
    words: str
    guess: float | None = None

    @property
    def facts(self) -> dict[str, float]:
        """As JSON has it."""
        guess = {} if self.guess is None else {f"{self.name}_guess": self.guess}
        return {self.name: self.value, **guess}


class Judged(NamedTuple):
    """How well a network answers sequences that are drawn for it.

    Attributes:
        accuracy: share of the answers that are right, 0 to 1.
        error: of numbers their mean squared error; else None.
        is_unseen: whether none of these sequences was ever trained on.
        further: what else is told.
    """

    accuracy: float
    error: float | None
    is_unseen: bool
    further: tuple[Figure, ...] = ()
