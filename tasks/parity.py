"""Parity: whether the ones so far are odd in number, at every step."""

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
class Parity(Drawn):
    """To say at each of ``length`` random bits whether the ones so far are odd in number."""

    TASK = "parity"
    length: int = setting("&Length", "How many bits are read", WholeNumber(2, 50), 12)
    ports = Ports(at_each_step=True)  # A bit in, a bit out at each step.

    def draw(self, rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Random bits, and their sums modulo 2."""
        inputs = rng.integers(0, 2, (count, self.length, 1))
        return inputs, inputs[..., 0].cumsum(axis=1) % 2

    def target_of(self, sequence: np.ndarray) -> np.ndarray:
        """Its sums modulo 2."""
        return sequence[:, 0].cumsum() % 2


PARITY = drawn_task(
    Parity,
    source="the shape “one to one over time” of the lecture notes; Hochreiter & Schmidhuber 1997",
    sees="It guesses at first; once each bit turns its answer round, it is right nearly always.",
    settings=replace(DEFAULT_SETTINGS, units=(16,)),
)
