"""What the names of files and folders say of a review: its label, its part and its stars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tasks.reviews.corpus import HELD_OUT, MOST_STARS, TEST, TRAIN
from tasks.reviews.dividing import NO_NUMBER, UNDIVIDED

LABELS = {
    **dict.fromkeys(("pos", "positive", "good", "fresh", "recommended"), 1),
    **dict.fromkeys(("neg", "negative", "bad", "rotten", "not recommended"), 0),
}
"""What the two kinds of reviews are called."""
PARTS_NAMED = {
    **dict.fromkeys(("train", "training"), TRAIN),
    **dict.fromkeys(("valid", "validation", "val", "dev", "held_out", "held out"), HELD_OUT),
    **dict.fromkeys(("test", "testing"), TEST),
}
"""What the parts of a corpus are called."""
UNLABELLED = ("unsup", "unlabeled", "unlabelled")
"""Folders of reviews of which nobody says what they are."""
_ENDINGS = ("txt", "text", "htm", "html")
_NUMBERED = re.compile(r"(\d{1,18})_(\d{1,2})\.\w+")
"""A name that has the number of a review and its stars."""


_FILMS = re.compile(r"urls_([a-z ]+)\.txt")
"""The name of a list of films, with that of the folder beside it whose reviews are of these."""


class FromName(NamedTuple):
    """What the name of a review's file says, see :class:`tasks.reviews.preparing.Labelled`.

    The label is None where it has none.
    """

    label: int | None
    stars: int
    part: int
    number: int


class FilmsOf(NamedTuple):
    """Which reviews a list of films is of, see :class:`tasks.reviews.films.FilmList`."""

    label: int
    part: int


def place_of(folders: Sequence[str], name: str) -> FromName | FilmsOf | None:
    """What is said of a file in these folders, the innermost last; None if it is of no use."""
    if films := films_of(folders[-1] if folders else "", name):
        return films
    *outer, kind = "", *(folder.lower() for folder in folders)
    if not is_review(name) or (kind not in LABELS and kind not in UNLABELLED):
        return None
    numbers = _NUMBERED.fullmatch(name)
    number, stars = map(int, numbers.groups()) if numbers else (NO_NUMBER, 0)
    part = PARTS_NAMED.get(outer[-1], UNDIVIDED) if outer else UNDIVIDED
    return FromName(LABELS.get(kind), stars if stars <= MOST_STARS else 0, part, number)


def films_of(folder: str, name: str) -> FilmsOf | None:
    """Of which reviews a file in this folder lists the films; None if it is no such list."""
    listed = _FILMS.fullmatch(name.lower())
    label = LABELS.get(listed[1]) if listed else None
    return None if label is None else FilmsOf(label, PARTS_NAMED.get(folder.lower(), UNDIVIDED))


def is_review(name: str) -> bool:
    """Whether a file may hold a review, and is none that a system hides in every folder."""
    _, point, ending = name.rpartition(".")
    return not name.startswith(".") and (not point or ending.lower() in _ENDINGS)
