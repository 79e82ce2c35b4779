"""Echo: hear some numbers, and say the one at a fixed place."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from networks.fields import WholeNumber
from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS
from tasks.drawn import Drawn
from tasks.drawn_task import drawn_task
from tasks.set_by_fields import setting


@dataclass(frozen=True)
class Echo(Drawn):
    """To say, after ``length`` random integers, the one at ``place``."""

    TASK = "echo"
    length: int = setting("&Length", "How many numbers are read", WholeNumber(2, 50), 5)
    integers: int = setting("&Integers", "How many there are", WholeNumber(2, 20), 10)
    place: int = setting(
        "Pl&ace", "Which is to be said, from 1", WholeNumber(1, 50), 2, not_above="length"
    )

    @property
    def ports(self) -> Ports:
        """One-hot in, a class out."""
        return Ports("one-hot", self.integers, "softmax", self.integers)

    def draw(self, rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Integers from 0 on."""
        inputs = rng.integers(0, self.integers, (count, self.length, 1))
        return inputs, inputs[:, self.place - 1]

    def asked_place(self, _steps: int) -> int:
        """Always the same."""
        return self.place - 1

    def target_of(self, sequence: np.ndarray) -> np.ndarray:
        """The number at its place."""
        return sequence[self.place - 1]


ECHO = drawn_task(
    Echo,
    source="lecture notes, after J. Brownlee",
    sees="After few epochs it knows which of the numbers to keep, and says it nearly always.",
    settings=replace(DEFAULT_SETTINGS, units=(25,)),
)
