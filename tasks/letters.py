"""Sequences that are typed in letters."""

from __future__ import annotations

from formatting import listed, quoted
from networks.fields import FieldError


def letters_in(text: str, known: str) -> str:
    """The letters that are typed, with or without spaces or commas between them.

    Raises:
        FieldError: one is none of those that are known.
    """
    letters = "".join(text.replace(",", " ").split())
    for place, letter in enumerate(letters, start=1):
        if letter not in known:
            only = listed(known, "and")
            raise FieldError(f"Symbol {place} is {quoted(letter)}: only {only}.")
    return letters
