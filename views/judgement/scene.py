"""What is shown of the answers to one part: its figures, and what is most wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from formatting import confidence_text
from tasks.examining import LABELS, Answered
from tasks.measures import Measures, measures_of

MOST_WRONG = 60
"""Reviews that are listed."""


@dataclass(frozen=True)
class Wrong:
    """A review that is judged wrongly.

    Attributes:
        review: its number.
        probability: that it is positive, as the network has it.
        label: what it is, 0 or 1.
        stars: 1 to 10; 0 where they are not known.
    """

    review: int
    probability: float
    label: int
    stars: int

    @property
    def told(self) -> str:
        """In a few words, the surest first."""
        said = LABELS[1 - self.label]
        sure = self.probability if self.label == 0 else 1 - self.probability
        stars = f", {self.stars} of 10 stars" if self.stars else ""
        return f"{confidence_text(sure)} sure it is {said}{stars}"


@dataclass(frozen=True, eq=False)
class PartJudged:
    """What a network says to one part.

    Attributes:
        part: what it is called.
        epoch: after which it was asked.
        answered: what it said.
        left_out: what of the texts has no part in that, in a sentence; mostly empty.
    """

    part: str
    epoch: int
    answered: Answered
    left_out: str = ""

    @property
    def heading(self) -> str:
        """Which answers these are: it stands over every figure of them."""
        return f"{self.part[0].upper()}{self.part[1:]}, after epoch {self.epoch:,}"

    @cached_property
    def measures(self) -> Measures:
        """How good that is."""
        answered = self.answered
        return measures_of(answered.probabilities, answered.labels, answered.stars)

    @cached_property
    def wrong(self) -> tuple[Wrong, ...]:
        """The reviews that are judged most wrongly, the worst first; no more than are listed."""
        answered = self.answered
        distance = np.abs(answered.probabilities - answered.labels)
        is_wrong = (answered.probabilities > 0.5) != (answered.labels == 1)
        order = np.argsort(-distance, kind="stable")
        return tuple(
            Wrong(
                int(answered.reviews[at]),
                float(answered.probabilities[at]),
                int(answered.labels[at]),
                int(answered.stars[at]),
            )
            for at in order[is_wrong[order]][:MOST_WRONG]
        )
