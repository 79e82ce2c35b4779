"""A repeating pattern of zeros and ones, and how it is cut into windows for a stateful net."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from formatting import LONGEST_PATTERN_TOLD, shorten
from utils import LONGEST_PATTERN, PatternError, WindowShape, parse_pattern


@dataclass(frozen=True)
class Pattern:
    """One period of an endless repetition, as it was typed.

    Attributes:
        glyphs: its symbols without anything between them, ``0011``.

    Raises:
        PatternError: there is no symbol, one that is neither 0 nor 1, or too many.
    """

    glyphs: str

    def __post_init__(self) -> None:
        if not re.fullmatch(f"[01]{{1,{LONGEST_PATTERN}}}", self.glyphs):
            raise PatternError(f"A pattern is one of 1 to {LONGEST_PATTERN:,} zeros and ones.")

    @classmethod
    def read(cls, text: str) -> Pattern:
        """As a student types it: see :func:`utils.parse_pattern`."""
        return cls(parse_pattern(text))

    @classmethod
    def of(cls, symbols: Iterable[int]) -> Pattern:
        """The pattern of these symbols."""
        return cls("".join(chr(ord("0") + int(symbol)) for symbol in symbols))

    def __len__(self) -> int:
        return len(self.glyphs)

    def __str__(self) -> str:
        return self.glyphs

    @property
    def title(self) -> str:
        """As much of it as has room in a sentence or a title."""
        return shorten(self.glyphs, LONGEST_PATTERN_TOLD)

    @cached_property
    def symbols(self) -> np.ndarray:
        """Read-only uint8, ``(length,)``."""
        symbols = np.frombuffer(self.glyphs.encode(), np.uint8) - ord("0")
        symbols.flags.writeable = False
        return symbols

    @cached_property
    def period(self) -> int:
        """Length of the shortest block whose whole repetitions it is made of.

        That of ``0101`` is 2. That of ``010`` is 3: repeated, it reads 010010…
        """
        for period in range(1, len(self) // 2 + 1):
            if len(self) % period == 0 and self.glyphs[period:] == self.glyphs[:-period]:
                return period
        return len(self)

    def repeated(self, length: int, start: int = 0) -> np.ndarray:
        """``length`` symbols of the repetition, from position ``start`` (may be negative)."""
        return self.symbols[np.arange(start, start + length) % len(self)]


def on_pattern(subject: str, pattern: Pattern | None) -> str:
    """``Loss on 0011``: what was learned from which pattern, as much of that as has room."""
    return f"{subject} on {pattern.title}" if pattern else subject


@dataclass(frozen=True)
class Windows:
    """A pattern cut for training: every row continues itself from window to window.

    Attributes:
        pattern: that was cut.
        inputs: float32, ``(calls, updates, rows, window, 1)``.
        targets: float32, ``(calls, updates, rows, 1)``: the symbol after each window.
        order: int, at most ``(calls · updates · window,)``: the places of the flattened
            targets in the order of time, every moment once.
    """

    pattern: Pattern
    inputs: np.ndarray
    targets: np.ndarray
    order: np.ndarray

    @property
    def calls(self) -> int:
        """Calls of the compiled graph that make up an epoch."""
        return len(self.inputs)

    @property
    def window(self) -> int:
        """Symbols that are fed before each target."""
        return self.inputs.shape[3]

    @cached_property
    def targets_in_time(self) -> np.ndarray:
        """The targets of an epoch as ``uint8``, in the order of time, every moment once."""
        return self.targets.reshape(-1)[self.order].astype(np.uint8)


def cut_windows(pattern: Pattern, shape: WindowShape) -> Windows:
    """Tile ``pattern`` and cut it so that row r continues row r of the window before.

    Row r starts at offset r of the tiled pattern and moves on by one window at a
    time, without gap or overlap, so a stateful net sees each row as one long
    sequence. A call has the same shape for every pattern; a long period takes as
    many as it needs to be seen whole.
    """
    calls, updates = shape.calls(pattern.period), shape.updates_at_once
    steps = calls * updates
    starts = np.arange(steps)[:, None] * shape.window + np.arange(shape.rows)[None, :]
    target_times = starts + shape.window
    tiled = pattern.repeated(int(target_times[-1, -1]) + 1).astype(np.float32)
    inputs = tiled[starts[..., None] + np.arange(shape.window)]
    targets = tiled[target_times]
    return Windows(
        pattern=pattern,
        inputs=inputs.reshape(calls, updates, shape.rows, shape.window, 1),
        targets=targets.reshape(calls, updates, shape.rows, 1),
        # Of the rows that see a moment, the first has heard the most before it.
        order=np.arange(target_times.size).reshape(steps, -1)[:, : shape.window].reshape(-1),
    )
