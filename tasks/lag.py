"""What the lag experiment lets networks learn: to remember the bit of so many steps before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from networks.settings import Settings
from networks.steps import Steps
from tasks.heads import SIGMOID
from tasks.task import Lesson, Lessons

ASKED = 64
"""Windows of each row that a net is asked about: with 32 rows 2,048 answers."""


@dataclass(frozen=True)
class Lag:
    """To say, after each window of random bits, the one that was read ``steps`` before the last."""

    steps: int


def draw_windows(
    bits: np.random.Generator, lag: Lag, settings: Settings, *updates: int
) -> tuple[np.ndarray, np.ndarray]:
    """Random bits as windows of a stateful net: each row goes on where it ended.

    Returns:
        float32 ``(*updates, rows, window, 1)``, and ``(*updates, rows, 1)``: of each window
        the bit ``lag`` steps before its last one.
    """
    shape = *updates, settings.rows, settings.window, 1
    inputs = bits.integers(0, 2, shape).astype(np.float32)
    return inputs, inputs[..., settings.window - 1 - lag.steps, :]


def _lesson(lag: Lag, settings: Settings, seed: int, epoch: int) -> Lesson:
    """Bits that were never there before; asked are always the same, which nobody learns."""
    bits = np.random.default_rng(seed)
    inputs, targets = draw_windows(bits, lag, settings, epoch, settings.updates)
    asked, expected = draw_windows(np.random.default_rng(seed + 1), lag, settings, 1, ASKED)
    return Lesson(
        inputs=inputs[-1:],
        targets=targets[-1:],
        asked=asked,
        expected=expected.reshape(-1).astype(np.uint8),
        rows_kept=settings.rows,
        period=1,
        goes_on=True,
    )


def _never(*_: object) -> Steps[bool]:
    """Nobody asks: how well a lag is remembered is told by the accuracy alone."""
    yield from ()
    return False


REMEMBERING = Lessons(
    problem=Lag,
    lesson=_lesson,
    head=SIGMOID,
    is_tried=lambda _lag: False,
    knows=_never,
)
