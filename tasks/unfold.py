"""Unfold: read one number, and write the word that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from networks.fields import FieldError, WholeNumber
from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS
from tasks.drawn import Drawn
from tasks.drawn_task import drawn_task
from tasks.set_by_fields import setting
from tasks.shapes import ONE_TO_MANY

_MOST = 20


@dataclass(frozen=True)
class Unfold(Drawn):
    """To write, after one of ``numbers`` numbers, its word of ``length`` letters."""

    TASK = "unfold"
    numbers: int = setting("&Numbers", "How many words there are", WholeNumber(2, _MOST), 8)
    length: int = setting("&Length", "Symbols of a word", WholeNumber(2, 50), 8)
    LETTERS = ("·", *map(str, range(1, _MOST + 1)))
    ANSWERS = "abcd"

    @property
    def ports(self) -> Ports:
        """A number or a blank, 0, in; a letter out at each step."""
        return Ports("one-hot", self.numbers + 1, "softmax", len(self.ANSWERS), at_each_step=True)

    @property
    def sequences(self) -> float:
        """As many as numbers: so none can be held back."""
        return self.numbers

    @property
    def words(self) -> np.ndarray:
        """The words, always the same, ``(numbers, length)``."""
        return np.random.default_rng(7).integers(0, len(self.ANSWERS), (self.numbers, self.length))

    def draw(self, rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
        """A number from 1 on, and then blanks."""
        inputs = np.zeros((count, self.length, 1), np.int64)
        inputs[:, 0, 0] = rng.integers(1, self.numbers + 1, count)
        return inputs, self.words[inputs[:, 0, 0] - 1]

    @property
    def hint(self) -> str:
        """As :meth:`read` takes it."""
        return f"a number from 1 to {self.numbers}"

    def read(self, text: str) -> np.ndarray:
        """The number alone; blanks follow by themselves."""
        text = text.strip()
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= self.numbers):
            raise FieldError(f"Type {self.hint}.")
        sequence = np.zeros((self.length, 1), np.float32)
        sequence[0] = int(text)
        return sequence

    def target_of(self, sequence: np.ndarray) -> np.ndarray:
        """Its word."""
        return self.words[int(sequence[0, 0]) - 1]


UNFOLD = drawn_task(
    Unfold,
    source="the shape “one to many” of the lecture notes",
    sees="Letter by letter it learns the words, until it knows them all.",
    shape=ONE_TO_MANY,
    settings=replace(DEFAULT_SETTINGS, units=(32,)),
)
