"""Reviews that are files in folders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from files import read_regular
from formatting import listed, quoted, sentence_of
from networks.fields import FieldError
from tasks.reviews.corpus import MOST_REVIEWS
from tasks.reviews.layout import (
    LABELS,
    PARTS_NAMED,
    UNLABELLED,
    FilmsOf,
    FromName,
    films_of,
    is_review,
    place_of,
)
from tasks.reviews.source import LARGEST_REVIEW, FilesSource, Found

_DEEPEST = 3
"""So many folders lie around the innermost at most: ``reviews/aclImdb/train/pos``."""
_MOST_FOLDERS = 2_000
"""That are looked into: one that has more is no folder of reviews."""


class FolderSource(FilesSource):
    """The reviews of a folder."""

    def __iter__(self) -> Iterator[Found]:
        yield None
        folders = self._folders()
        files = [*_lists_beside(folders), *(each for one in folders for each in self._files(one))]
        if len(files) > 2 * MOST_REVIEWS:
            raise FieldError(f"There are more than {2 * MOST_REVIEWS:,} files in it.")
        for number, (place, path) in enumerate(files):
            self.share = number / len(files)
            yield self._review(place, path)
        self._check_found()

    def _review(self, place: FromName | FilmsOf, path: Path) -> Found:
        try:
            content = partial(read_regular, path, LARGEST_REVIEW)
            return self.found(place, path.name, path.stat().st_size, content)
        except OSError as error:
            self.missed(path.name, sentence_of(error))
            return None

    def _folders(self) -> list[Path]:
        """Those that are called as reviews are, in order.

        Raises:
            FieldError: there are none.
        """
        found: list[Path] = []
        level, looked = [self._path], 0
        for _ in range(_DEEPEST):
            below = [each for folder in level for each in self._subfolders(folder)]
            found += (each for each in below if each.name.lower() in (*LABELS, *UNLABELLED))
            level = [each for each in below if each not in found]
            looked += len(level)
            if looked > _MOST_FOLDERS:
                break
        if not found:
            raise FieldError(self._why_none())
        return sorted(found)

    def _why_none(self) -> str:
        below = [each.name for each in self._subfolders(self._path)]
        if len(below) == 2:
            names = listed([*map(quoted, below)], "and")
            return (
                f"The folders {names} do not say which has the positive reviews: call them pos "
                "and neg."
            )
        return (
            f"In {quoted(self._path.name)} there are no two folders of reviews, which are called "
            "pos and neg."
        )

    def _files(self, folder: Path) -> Iterator[tuple[FromName | FilmsOf, Path]]:
        folders = (folder.parent.name, folder.name)
        for name, _ in _entries(folder):
            place = place_of(folders, name) if is_review(name) else None
            if place is not None:
                yield place, folder / name

    def _subfolders(self, folder: Path) -> list[Path]:
        """Those that are seen in it; none of one that may not be looked at, but is a stranger.

        Raises:
            OSError: a whole part of the reviews cannot be looked at.
        """
        try:
            return [folder / name for name, is_dir in _entries(folder) if is_dir]
        except OSError as error:
            if folder == self._path or folder.name.lower() in PARTS_NAMED:
                raise
            self.missed(folder.name, sentence_of(error))
            return []


def _lists_beside(folders: list[Path]) -> Iterator[tuple[FilmsOf, Path]]:
    """The lists of films that stand beside folders of reviews."""
    for around in sorted({folder.parent for folder in folders}):
        for name, _ in _entries(around):
            if place := films_of(around.name, name):
                yield place, around / name


def _entries(folder: Path) -> list[tuple[str, bool]]:
    """What is in it by name, hidden things apart, and whether it is a folder."""
    with os.scandir(folder) as entries:
        return sorted((each.name, _is_folder(each)) for each in entries if each.name[0] != ".")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """A link that leads round in a circle is none, and is missed where it is read."""
    try:
        return entry.is_dir()
    except OSError:
        return False
