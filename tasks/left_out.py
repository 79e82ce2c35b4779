"""What of a text has no part in the answer to it, in the words that stand wherever one is told."""

from __future__ import annotations

from formatting import counted

_WHY = "the output reads the last state, and those before stand in rows of their own."


def left_out_told(of: int, words: int, counting: int) -> str:
    """Of one text, in sentences; mostly nothing.

    Args:
        of: words that it has.
        words: so many of them are read.
        counting: so many of those, the last, can move the answer.
    """
    is_read = f"Of {of:,} words it reads these {words:,}." if of > words else ""
    counts = f"Only the last {counting:,} of {words:,} count: {_WHY}" if counting < words else ""
    return f"{is_read} {counts}".strip()


def left_out_of_many_told(shortened: int, of: int, noun: str) -> str:
    """Of many texts, of so many of which only the last words count; empty where of none."""
    if not shortened:
        return ""
    return f"Of {shortened:,} of {counted(of, noun)} only the last words count: {_WHY}"
