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


class FromName(NamedTuple):
    """What the name of a review's file says, see :class:`tasks.reviews.preparing.Labelled`.

    The label is None where it has none.
    """

    label: int | None
    stars: int
    part: int
    number: int


def place_of(folders: Sequence[str], name: str) -> FromName | None:
    """What is said of a file in these folders, the innermost last; None if it is no review."""
    *outer, kind = "", *(folder.lower() for folder in folders)
    if not is_review(name) or (kind not in LABELS and kind not in UNLABELLED):
        return None
    numbers = _NUMBERED.fullmatch(name)
    number, stars = map(int, numbers.groups()) if numbers else (NO_NUMBER, 0)
    part = PARTS_NAMED.get(outer[-1], UNDIVIDED) if outer else UNDIVIDED
    return FromName(LABELS.get(kind), stars if stars <= MOST_STARS else 0, part, number)


def is_review(name: str) -> bool:
    """Whether a file may hold a review, and is none that a system hides in every folder."""
    _, point, ending = name.rpartition(".")
    return not name.startswith(".") and (not point or ending.lower() in _ENDINGS)
