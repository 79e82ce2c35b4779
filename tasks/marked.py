"""The marked bit: remember one bit of many, the one that was marked."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from networks.fields import FieldError, WholeNumber
from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS, LONGEST_SEQUENCE
from tasks.drawn import Drawn
from tasks.drawn_task import drawn_task
from tasks.set_by_fields import setting


@dataclass(frozen=True)
class Marked(Drawn):
    """To say, after ``length`` random bits, the one in the first half that was marked."""

    TASK = "marked"
    length: int = setting("&Length", "How many bits are read", WholeNumber(4, LONGEST_SEQUENCE), 30)
    ports = Ports(features=2)  # A bit and its mark in, a bit out.
    features = ("bit", "mark")  # As short as an axis has room for.

    @property
    def sequences(self) -> float:
        """All bits, with the mark at each place."""
        return 2.0**self.length * (self.length // 2)

    def draw(self, rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
        """The mark is in the first half, so that there is something to be remembered."""
        inputs = np.zeros((count, self.length, 2), np.int64)
        inputs[..., 0] = rng.integers(0, 2, (count, self.length))
        places, rows = rng.integers(0, self.length // 2, count), np.arange(count)
        inputs[rows, places, 1] = 1
        return inputs, inputs[rows, places, :1]

    def given(self, sequence: np.ndarray) -> tuple[str, ...]:
        """The marked bit with a star."""
        return tuple(f"{int(bit)}{'*' * int(mark)}" for bit, mark in sequence)

    @property
    def hint(self) -> str:
        """As :meth:`read` takes it."""
        return f"{self.length} bits, one of them with a star, as in 0 1* 0 1"

    def read(self, text: str) -> np.ndarray:
        """Bits, one of which has a star behind it."""
        parts = text.replace(",", " ").split()
        bits = super().read(" ".join(part.removesuffix("*") for part in parts))
        marks = np.array([[part.endswith("*")] for part in parts], np.float32)
        if marks.sum() != 1:
            raise FieldError("Mark one of the bits with a star, as in 0 1* 0 1.")
        return np.concatenate([bits, marks], axis=1)

    def target_of(self, sequence: np.ndarray) -> np.ndarray:
        """The marked one."""
        return sequence[sequence[:, 1] == 1, 0]


MARKED = drawn_task(
    Marked,
    source="the simplest of the tasks with distractors in Hochreiter & Schmidhuber 1997",
    sees="It guesses at first; once it heeds the mark, it says the bit nearly always.",
    settings=replace(DEFAULT_SETTINGS.at_rate(0.01), units=(16,), chrono=30, passes=2),
)
