"""All of a book but its text: what a list of runs keeps of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from tasks.briefs import InOneLine, Named


class Titled(Named):
    """How a book is called.

    Attributes:
        by: what it is learned by.
    """

    by: str

    TASK: ClassVar = "text"
    NOUN: ClassVar = "book"

    @property
    def title(self) -> str:
        """Its name, as it stands in a sentence."""
        return f"{self.name or 'a book'}{' by words' if self.by == 'words' else ''}"


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
