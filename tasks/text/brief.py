"""All of a book but its text: what a list of runs keeps of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from formatting import shorten
from tasks.briefs import InOneLine

_LONGEST_SHORT = 12


class Titled:
    """How a book is called.

    Attributes:
        name: its own; may be empty.
        by: what it is learned by.
    """

    name: str
    by: str

    @property
    def title(self) -> str:
        """Its name, as it stands in a sentence."""
        return f"{self.name or 'a book'}{' by words' if self.by == 'words' else ''}"

    @property
    def short(self) -> str:
        """As much of its name as stands beside another."""
        return shorten(self.name or "book", _LONGEST_SHORT)

    @property
    def file_name(self) -> str:
        """As much of its name as a file's takes."""
        return re.sub(r"\W+", "-", self.name.lower())[:16].strip("-") or "book"


@dataclass(frozen=True)
class Brief(InOneLine, Titled):
    """A book as runs name it: losses and guesses are told by it, but it cannot be learned from.

    Attributes:
        by: as in the book; so are words, cut and name.
        length: characters of its text.
        text: a digest of that, by which it is known.
        characters: as in the book; so are spelling_bits and guess.
    """

    by: str
    words: int
    cut: str
    length: int
    text: str
    characters: float
    spelling_bits: float
    guess: float
    name: str

    NOUN: ClassVar = "book"
    PARTS: ClassVar[Mapping[str, str]] = {
        "by": r"characters|words",
        "words": r"\d{1,5}",
        "cut": r"rows|windows",
        "length": r"\d{1,9}",
        "text": r"[0-9a-f]{16}",
        "characters": r"[1-9]\d{0,6}(?:\.\d{1,17})?",
        "spelling_bits": r"\d{1,3}(?:\.\d{1,20})?(?:e-\d\d)?",
        "guess": r"[01](?:\.\d{1,20})?",
        "name": r".*",
    }
