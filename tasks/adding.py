"""Adding: the sum of two marked numbers among many."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from networks.fields import FieldError, WholeNumber
from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS, LONGEST_SEQUENCE
from tasks.drawn import DIGITS, Drawn
from tasks.drawn_task import drawn_task
from tasks.set_by_fields import setting


@dataclass(frozen=True)
class Adding(Drawn):
    """To say, after ``length`` numbers in [0, 1], the sum of the two that were marked."""

    TASK = "adding"
    length: int = setting(
        "&Length", "How many numbers are read", WholeNumber(4, LONGEST_SEQUENCE), 20
    )
    ports = Ports(features=2, head="linear")  # A number and its mark in, a number out.
    sequences = np.inf  # Numbers are never the same again.
    # The mean square of who always says 1: twice the variance of a number, 1/12 each.
    guess = 1 / 6
    features = ("x", "mark")  # As short as an axis has room for.

    def draw(self, rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
        """One mark in either half."""
        inputs = np.zeros((count, self.length, 2), np.float32)
        inputs[..., 0] = rng.random((count, self.length))
        rows, half = np.arange(count), self.length // 2
        inputs[rows, rng.integers(0, half, count), 1] = 1
        inputs[rows, rng.integers(half, self.length, count), 1] = 1
        return inputs, self.target_of(inputs)

    def as_written(
        self, sequence: np.ndarray, _targets: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Numbers of as many digits as are written: what stands there adds up."""
        rounded = sequence.round(DIGITS)
        return rounded, self.target_of(rounded)

    def given(self, sequence: np.ndarray) -> tuple[str, ...]:
        """The marked ones with a star."""
        return tuple(f"{number:.{DIGITS}f}{'*' * int(mark)}" for number, mark in sequence)

    @property
    def hint(self) -> str:
        """As :meth:`read` takes it."""
        return f"{self.length} numbers from 0 to 1, two of them with a star, as 0.25 0.5* 0.75* 1"

    def read(self, text: str) -> np.ndarray:
        """Numbers, two of which have a star behind them."""
        parts = text.split()
        if len(parts) != self.length:
            raise FieldError(
                f"A sequence has {self.length} numbers here, and this has {len(parts)}."
            )
        marks = [part.endswith("*") for part in parts]
        try:
            numbers = [float(part.removesuffix("*")) for part in parts]
        except ValueError as error:
            raise FieldError("Type numbers from 0 to 1, as in 0.25 0.5* 0.75* 1.") from error
        if sum(marks) != 2 or not all(0 <= number <= 1 for number in numbers):
            raise FieldError("Mark two numbers with a star; each is from 0 to 1.")
        return np.array([numbers, marks], np.float32).T

    def target_of(self, sequence: np.ndarray) -> np.ndarray:
        """The sum of the marked ones; of many sequences that of each."""
        return (sequence[..., 0] * sequence[..., 1]).sum(axis=-1, keepdims=True)


ADDING = drawn_task(
    Adding,
    source="Hochreiter & Schmidhuber 1997, task 4",
    sees="Its error falls from that of who always says 1 to a small part of it.",
    settings=replace(DEFAULT_SETTINGS.at_rate(0.02), units=(8,), chrono=20),
)
