"""A sequence to be looked at while a network reads it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Sample:
    """One sequence to be looked at while a network reads it.

    Attributes:
        given: ``(steps,)``, what is read; of several channels ``(steps, channels)``.
        targets: ``(steps,)``, what should be answered after each step.
        look_at: a step, from 0, at which much is to be seen.
        words: what is read, as it stands in a sentence.
        shown: what is read at each step, as it is written.
        answers: after the last so many steps an answer is wanted.
        features: what the numbers are called that the network reads at a step: of one-hot
            symbols the symbols.
        classes: how each answer is written that there can be; empty where it is a number.
        wanted: what a legend calls the targets.
    """

    given: np.ndarray
    targets: np.ndarray
    look_at: int
    words: str
    shown: tuple[str, ...]
    answers: int
    features: tuple[str, ...] = ("x",)
    classes: tuple[str, ...] = ("0", "1")
    wanted: str = "expected"

    def glyph(self, answer: float) -> str:
        """An answer as it is written."""
        return self.classes[int(answer)] if self.classes else f"{answer:.2f}"
