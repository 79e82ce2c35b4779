"""Temporal order: in which order came two marked symbols, or three, among distractors."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from formatting import listed
from networks.fields import FieldError, WholeNumber
from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS, LONGEST_SEQUENCE
from tasks.drawn import Drawn
from tasks.drawn_task import drawn_task
from tasks.letters import letters_in
from tasks.set_by_fields import setting

_LETTERS = "XYabcd"
"""The first two are those that count."""


@dataclass(frozen=True)
class Order(Drawn):
    """To say, after ``length`` symbols, which of X and Y stood at each of ``marks`` places."""

    TASK = "order"
    length: int = setting("&Length", "Symbols that are read", WholeNumber(10, LONGEST_SEQUENCE), 30)
    marks: int = setting("M&arks", "How many of them are X or Y", WholeNumber(2, 3), 2)
    LETTERS = _LETTERS

    @property
    def ports(self) -> Ports:
        """Six symbols in; XX, XY, YX and YY out, and of three marks eight such words."""
        return Ports("one-hot", len(_LETTERS), "softmax", 2**self.marks)

    @property
    def sequences(self) -> float:
        """At least: distractors alone."""
        return 4.0 ** (self.length - self.marks)

    def draw(self, rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Each mark is somewhere in the first half of its share of the sequence."""
        inputs = rng.integers(2, len(_LETTERS), (count, self.length, 1))
        classes = rng.integers(0, 2**self.marks, count)
        share, rows = self.length // self.marks, np.arange(count)
        for mark in range(self.marks):
            places = mark * share + rng.integers(0, max(1, share // 2), count)
            inputs[rows, places, 0] = classes >> (self.marks - 1 - mark) & 1
        return inputs, classes[:, None]

    def glyph(self, answer: float) -> str:
        """The word that the marks make."""
        return "".join(_LETTERS[int(answer) >> bit & 1] for bit in reversed(range(self.marks)))

    @property
    def hint(self) -> str:
        """As :meth:`read` takes it."""
        return (
            f"{self.length} of the letters {listed(_LETTERS, 'and')}, {self.marks} of them X or Y"
        )

    def read(self, text: str) -> np.ndarray:
        """Letters, with or without spaces between them."""
        letters = letters_in(text, _LETTERS)
        sequence = super().read(" ".join(str(_LETTERS.index(letter)) for letter in letters))
        if (sequence < 2).sum() != self.marks:
            raise FieldError(f"A sequence has {self.marks} symbols here that are X or Y.")
        return sequence

    def target_of(self, sequence: np.ndarray) -> np.ndarray:
        """The word that its marks make."""
        marks = [int(symbol) for symbol in sequence[:, 0] if symbol < 2]
        return np.array([sum(mark << place for place, mark in enumerate(reversed(marks)))])


ORDER = drawn_task(
    Order,
    source="Hochreiter & Schmidhuber 1997, task 6",
    sees="It guesses at first, and a few epochs later it knows the order nearly always.",
    settings=replace(DEFAULT_SETTINGS.at_rate(0.01), units=(8,), chrono=30, passes=2),
)
