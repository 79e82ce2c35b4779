"""Lag: to remember the bit of so many steps before, in a stream of bits without end."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from networks.fields import WholeNumber
from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS, LONGEST_SEQUENCE, Settings
from tasks.drawn import Drawn
from tasks.drawn_lessons import calls
from tasks.drawn_task import drawn_task
from tasks.lesson import Lesson
from tasks.set_by_fields import setting

ASKED = 64
"""Windows of each row that a net is asked about: with 32 rows 2,048 answers."""
BESIDE = 4
"""Steps by which a window is longer than the lag: the gradient reaches the bit that is asked."""


@dataclass(frozen=True)
class Lag(Drawn):
    """To say, after each window of random bits, the one that was read ``lag`` before the last."""

    TASK = "lag"
    lag: int = setting(
        "&Lag", "How many steps back the bit lies that is asked", WholeNumber(1, 100), 5
    )
    # One of two symbols: such a network is not taken for one of a pattern.
    ports = Ports("one-hot", 2)
    goes_on = True  # Where a window begins tells nothing: bits have come before.
    sequences = np.inf  # A stream is never the same again.

    @property
    def steps(self) -> int:
        """Of a window."""
        return self.lag + BESIDE

    @property
    def lengths(self) -> range:
        """Enough for the bit that is asked."""
        return range(self.lag + 1, LONGEST_SEQUENCE + 1)

    def stream(
        self, rng: np.random.Generator, windows: int, rows: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Random bits."""
        return draw_windows(rng, self, windows, rows, self.steps)

    def asked_place(self, steps: int) -> int:
        """So many steps before the last."""
        return steps - 1 - self.lag

    def target_of(self, sequence: np.ndarray) -> np.ndarray:
        """The bit so many steps before the last."""
        return sequence[-1 - self.lag]


def draw_windows(
    bits: np.random.Generator, lag: Lag, windows: int, rows: int, steps: int
) -> tuple[np.ndarray, np.ndarray]:
    """Random bits as windows of a stateful net: each row goes on where it ended.

    Returns:
        float32 ``(windows, rows, steps, 1)``, and ``(windows, rows, 1)``: of each window the
        bit ``lag`` steps before its last one.
    """
    inputs = bits.integers(0, 2, (windows, rows, steps, 1)).astype(np.float32)
    return inputs, inputs[..., steps - 1 - lag.lag, :]


def _bits_after(count: int, seed: int) -> np.random.Generator:
    """The generator of this seed, when it has drawn so many bits: it makes two of a number."""
    numbers = np.random.PCG64(seed).advance(count // 2)
    bits = np.random.Generator(numbers)
    bits.integers(0, 2, count % 2)
    return bits


def _lesson(lag: Lag, settings: Settings, seed: int, epoch: int) -> Lesson:
    """Bits that were never there before; asked are always the same, which nobody learns."""
    shape = settings.window_shape
    sizes = calls(lag, settings), shape.updates_at_once, shape.rows, shape.window
    bits = _bits_after((epoch - 1) * int(np.prod(sizes)), seed)
    inputs, targets = draw_windows(bits, lag, sizes[0] * sizes[1], *sizes[2:])
    other_bits = np.random.default_rng(seed + 1)
    asked, expected = draw_windows(other_bits, lag, ASKED, *sizes[2:])
    at_once = math.gcd(ASKED, sizes[1])
    return Lesson(
        inputs=inputs.reshape(*sizes, 1),
        targets=targets.reshape(*sizes[:3], 1),
        asked=asked.reshape(-1, at_once, *sizes[2:], 1),
        asked_targets=expected.reshape(-1, at_once, sizes[2], 1),
        expected=expected.reshape(-1).astype(np.uint8),
        rows_kept=settings.rows,
        goes_on=True,
    )


REMEMBERING = drawn_task(
    Lag,
    noun="stream",
    source="a delay line, as Jaeger 2001 asks how long a network remembers",
    sees="Epoch by epoch it learns to pass more of the bits on, until it is right nearly always.",
    lesson=_lesson,
    settings=replace(DEFAULT_SETTINGS.at_rate(0.02), units=(20,), passes=2),
)
