"""A repeating pattern of zeros and ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from formatting import LONGEST_PATTERN_TOLD, shorten
from utils import LONGEST_PATTERN, PatternError, parse_pattern

_LONGEST_BESIDE_A_NAME = 8


@dataclass(frozen=True)
class Pattern:
    """One period of an endless repetition, as it was typed.

    Attributes:
        glyphs: its symbols without anything between them, ``0011``.

    Raises:
        PatternError: there is no symbol, one that is neither 0 nor 1, or too many.
    """

    glyphs: str

    TASK: ClassVar[str] = "pattern"

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

    @property
    def short(self) -> str:
        """As much of it as stands beside a name."""
        return shorten(self.glyphs, _LONGEST_BESIDE_A_NAME)

    @property
    def file_name(self) -> str:
        """As much of it as a file's name takes."""
        return self.glyphs[:16]

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
