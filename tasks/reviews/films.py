"""Which film a review is of, where lists beside the reviews tell it: line by line, by number."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from tasks.reviews.dividing import NO_NUMBER

UNKNOWN = 0
"""The film of a review of which nobody tells it."""


class FilmList(NamedTuple):
    """The films of the reviews of a label and a part.

    Attributes:
        label: of the reviews, 0 or 1.
        part: theirs.
        text: on line n, counted from 0, the film of review n, as an address or a name.
    """

    label: int
    part: int
    text: str


class Films:
    """All that lists tell of a source's reviews."""

    def __init__(self) -> None:
        self._lists: dict[tuple[int, int], np.ndarray] = {}

    def add(self, films: FilmList) -> None:
        """Take a list."""
        found = array("Q", map(_digest, films.text.splitlines()))
        self._lists[films.label, films.part] = np.frombuffer(found, np.uint64)

    def of_each(self, labels: np.ndarray, parts: np.ndarray, numbers: np.ndarray) -> np.ndarray:
        """A digest of the film of each review, uint64; :data:`UNKNOWN` where no list tells it."""
        films = np.full(len(numbers), UNKNOWN, np.uint64)
        for (label, part), told in self._lists.items():
            is_told = (labels == label) & (parts == part) & (numbers != NO_NUMBER)
            found = np.flatnonzero(is_told & (numbers < len(told)))
            films[found] = told[numbers[found]]
        return films


def _digest(line: str) -> int:
    """Of an empty line, nothing."""
    film = line.strip().encode(errors="replace")
    return int.from_bytes(blake2b(film, digest_size=8).digest(), "big") if film else UNKNOWN
