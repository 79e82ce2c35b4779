"""What the window of a review is given to show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tasks.explaining import (
    AS_THEY_STAND,
    CONTRIBUTIONS,
    GRADIENT_TIMES_INPUT,
    OCCLUSION,
    Explained,
    Reading,
)
from training.checkpoint import TrainedState

NAMES = {
    CONTRIBUTIONS: "contribution",
    OCCLUSION: "occlusion",
    GRADIENT_TIMES_INPUT: "gradient × input",
}
"""Of the ways of explaining, as the window calls them."""
TESTED = NAMES | {AS_THEY_STAND: "as they stand"}
"""Of all that a deletion test tries."""


@dataclass(frozen=True, eq=False)
class ReviewScene:
    """A review as a network has read it, and why it was answered so.

    Attributes:
        state: the network.
        epoch: at the end of which.
        text: as it was typed.
        reading: what was read.
        explained: further explanations; None until they are there.
        answers: what the negative and the positive answer are called.
    """

    state: TrainedState
    epoch: int
    text: str
    reading: Reading
    explained: Explained | None
    answers: tuple[str, str]

    @property
    def words(self) -> int:
        """How many there are."""
        return len(self.reading.words)

    @property
    def answer(self) -> str:
        """What was answered."""
        return self.answers[self.reading.is_positive]

    def values(self, name: str) -> np.ndarray:
        """What each word is held to have added, ``(words,)``; none until that is there."""
        if name == CONTRIBUTIONS:
            return self.reading.contributions
        return self.explained.explanations[name].values if self.explained else np.zeros(0)
