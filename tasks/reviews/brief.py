"""All of reviews but the reviews: what a list of runs keeps of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from tasks.briefs import InOneLine, Named


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

    TASK: ClassVar = "reviews"
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
