"""Which film a review is of, where lists beside the reviews tell it: line by line, by number."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from tasks.reviews.dividing import NO_NUMBER, SHARE

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
        found = array("Q", map(_digest, films.text.split("\n")))
        self._lists[films.label, films.part] = np.frombuffer(found, np.uint64)

    def of_each(self, labels: np.ndarray, parts: np.ndarray, numbers: np.ndarray) -> np.ndarray:
        """A digest of the film of each review, uint64; :data:`UNKNOWN` where no list tells it.

        Nor is it where a film has more reviews of a label than are held out: they have to part.
        """
        films = np.full(len(numbers), UNKNOWN, np.uint64)
        too_large = [films[:0]]
        for (label, part), told in self._lists.items():
            is_meant = (labels == label) & (parts == part)
            is_told = is_meant & (numbers != NO_NUMBER) & (numbers < len(told))
            found = np.flatnonzero(is_told)
            films[found] = told[numbers[found]]
            each, counts = np.unique(films[found], return_counts=True)
            too_large.append(each[counts > -(-np.count_nonzero(is_meant) // SHARE)])
        films[np.isin(films, np.concatenate(too_large))] = UNKNOWN
        return films


def _digest(line: str) -> int:
    """Of an empty line, nothing."""
    film = line.strip().encode(errors="replace")
    return int.from_bytes(blake2b(film, digest_size=8).digest(), "big") if film else UNKNOWN
