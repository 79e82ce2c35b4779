"""Patterns of zeros and ones: how they are read, and how they are cut into windows.

A *pattern* is one period of an endless repetition.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from formatting import visible

LONGEST_PATTERN = 10_000
SYMBOLS_A_PASS = 4
"""The shorter a period, the sooner it is learned, and the shorter is an epoch on it."""
SEPARATORS = {",": "comma", ";": "semicolon"}
"""What may stand between two symbols, once."""
_WRAPPING = frozenset("[]()'\"`‘’“”")
"""Brackets and quotation marks, which say nothing about the symbols within them."""
_SPACES = frozenset("\t\n\v\f\r\x85")
_INVISIBLE = frozenset(("Zs", "Zl", "Zp", "Cf"))
"""Spaces of all widths, line ends as a line edit pastes them, byte order marks, joiners: the
categories by which Unicode knows them."""
_FULL_WIDTH = str.maketrans("０１，、；［］（）", "01,,;[]()")
"""What a keyboard for Chinese or Japanese types."""
_ARRAY = re.compile(
    r"(?P<head>(\w+\.)*([Aa]rray|tensor)\()?(?P<symbols>.*?)(,\s*dtype=[\w.]+\s*\))?",
    re.ASCII | re.DOTALL,
)
_DECIMAL_POINT = re.compile(r"(?<![0-9.])([01])\.0*(?![0-9.])")
"""A symbol of an array of floating-point numbers: ``0.`` or ``1.0``."""


class PatternError(ValueError):
    """A text that is not a pattern. Its message is one sentence for the user."""


def parse_pattern(text: str) -> str:
    """Read a pattern written as ``0,1,0,1``, ``0101`` or ``0 1 0 1``, or pasted from elsewhere.

    That may be a list, a tuple, a string or an array as Python and NumPy print them, or a
    column of a table.

    Returns the symbols with nothing between them, ``0101``.

    Raises:
        PatternError: the text is empty, too long, has a symbol that is neither
            0 nor 1, or two commas or semicolons with nothing between them.
    """
    symbols = ""
    separator = ""
    for character in _without_wrapping(text):
        if character in "01":
            symbols += character
            separator = ""
        elif character in SEPARATORS:
            if separator or not symbols:
                raise PatternError(_missing_symbol(len(symbols), separator, character))
            separator = character
        else:
            place = len(symbols) + 1
            raise PatternError(f"Symbol {place} is `{visible(character)}`: only 0 and 1.")
    if not symbols:
        raise PatternError("Type a pattern of zeros and ones, for example 0,1,0,1.")
    if len(symbols) > LONGEST_PATTERN:
        raise PatternError(
            f"The pattern is longer than {LONGEST_PATTERN:,} symbols, the most that is possible."
        )
    return symbols


def _without_wrapping(text: str) -> str:
    """The symbols and separators of a text, and whatever does not belong in a pattern."""
    shown = "".join(
        " " if _is_space(character) else character for character in text.translate(_FULL_WIDTH)
    )
    found = _ARRAY.fullmatch(shown.strip())
    assert found is not None  # It matches everything, with or without the words of an array.
    symbols = found["symbols"] if found["head"] else shown
    plain = _DECIMAL_POINT.sub(r"\1", symbols)
    return "".join(c for c in plain if c != " " and c not in _WRAPPING)


def _is_space(character: str) -> bool:
    return character in _SPACES or unicodedata.category(character) in _INVISIBLE


def _missing_symbol(before: int, first: str, second: str) -> str:
    name = SEPARATORS[second]
    if before == 0:
        return f"There is a {name} before the first symbol."
    both = f"two {name}s" if first == second else f"a {SEPARATORS[first]} and a {name}"
    verb = "are" if first == second else "is"
    return f"There {verb} {both} after symbol {before}, with nothing between them."


@dataclass(frozen=True)
class WindowShape:
    """How the endless repetition is cut for a stateful net.

    Attributes:
        rows: sequences that run side by side in a batch; row r starts at offset r. The
            first ``window`` rows have every moment as a target once; further rows have
            them again, with a state that began later in the pattern.
        window: symbols fed to each row in one forward pass.
        updates: windows, and so weight updates, in one pass.
        most_passes: passes in an epoch, unless a row needs more to walk through the period.
        parts: calls of the compiled graph that a pass is made of; a divisor of ``updates``.
    """

    rows: int
    window: int
    updates: int
    most_passes: int = 1
    parts: int = 1

    @property
    def updates_at_once(self) -> int:
        """Windows in one call of the compiled graph."""
        return self.updates // self.parts

    @property
    def rows_asked(self) -> int:
        """How many rows predictions are asked of: the first ``window`` have every moment.

        In whole sixteens, as processors multiply: so, of the default rows, those that are
        asked say the same as if all were, to the last bit.
        """
        return min(self.rows, -(-self.window // 16) * 16)

    @property
    def span(self) -> int:
        """Symbols that one row walks through in a pass."""
        return self.window * self.updates

    def passes(self, period: int) -> int:
        """Passes of an epoch: few, so that learning can be watched; a long period is seen whole."""
        enough = min(self.most_passes, -(-period // SYMBOLS_A_PASS))
        return max(enough, -(-period // self.span))

    def calls(self, period: int) -> int:
        """Calls of the compiled graph that the passes of an epoch are made of."""
        return self.parts * self.passes(period)
