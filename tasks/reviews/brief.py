"""All of reviews but the reviews: what a list of runs keeps of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from formatting import shorten
from tasks.briefs import InOneLine

_LONGEST_SHORT = 12


class Named:
    """How reviews are called.

    Attributes:
        name: of where they come from.
    """

    name: str

    @property
    def title(self) -> str:
        """Its name, as it stands in a sentence."""
        return self.name or "reviews"

    @property
    def short(self) -> str:
        """As much of it as stands beside another."""
        return shorten(self.title, _LONGEST_SHORT)

    @property
    def file_name(self) -> str:
        """As much of it as a file's takes."""
        return re.sub(r"\W+", "-", self.name.lower())[:16].strip("-") or "reviews"


@dataclass(frozen=True)
class ReviewsBrief(InOneLine, Named):
    """Reviews as runs name them: guesses are told by it, but it cannot be learned from.

    Attributes:
        words: as in the problem; so are length, cut, guess and name.
        reviews: how many there are in all parts.
        corpus: a digest of them, by which they are known.
    """

    words: int
    length: int
    cut: str
    reviews: int
    corpus: str
    guess: float
    name: str

    NOUN: ClassVar = "reviews"
    PARTS: ClassVar[Mapping[str, str]] = {
        "words": r"\d{1,5}",
        "length": r"\d{1,4}",
        "cut": r"chopped|first|last",
        "reviews": r"\d{1,9}",
        "corpus": r"[0-9a-f]{16,64}",
        "guess": r"[01](?:\.\d{1,20})?",
        "name": r".*",
    }
