"""What a terminal shows while data are read that take a while."""

from __future__ import annotations

import sys
from collections.abc import Generator
from typing import TypeVar

from formatting import share_text

Result = TypeVar("Result")
_PARTS = 10
"""Lines of a reading that is told where no line can be written over."""
_CLEAR = "\r\N{ESCAPE}[K"


def reading_told(steps: Generator[tuple[float, str], None, Result]) -> Result:
    """What comes of it; on stderr it says how far it has come, 0 to 1, and what is being done."""
    on_screen = sys.stderr is not None and sys.stderr.isatty()
    told = -1
    while True:
        try:
            share, words = next(steps)
        except StopIteration as end:
            if on_screen:
                print(_CLEAR, end="", file=sys.stderr, flush=True)
            return end.value
        part = int(share * (100 if on_screen else _PARTS))
        if part > told:
            told, line = part, f"Reading: {share_text(share, 0)} ({words})"
            start, end_ = (_CLEAR, "") if on_screen else ("", "\n")
            print(f"{start}{line}", end=end_, file=sys.stderr, flush=True)
