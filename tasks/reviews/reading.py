"""Reviews are read: from a folder, an archive, Keras' own data or a table."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from file_parts import open_archive
from files import open_regular
from formatting import counted, quoted, sentence_of, shown
from networks.fields import FieldError
from networks.steps import Steps
from tasks.reviews.archives import LARGEST_ARCHIVE, LARGEST_DIRECTORY, TarSource, ZipSource
from tasks.reviews.corpus import Corpus, PreparationStep
from tasks.reviews.films import FilmList
from tasks.reviews.folders import FolderSource
from tasks.reviews.keras_data import ARRAYS, KerasSource
from tasks.reviews.preparing import Labelled, Preparation
from tasks.reviews.source import Source, damage_said
from tasks.reviews.tables import TableSource

_READ = 0.9
"""What share of the whole has passed when all is read; then words are counted."""
_STEPS = 50
"""After so many of counting, half of it is said to be done."""
_PACKED, _ZIP, _TAR, _TAR_AT = b"\x1f\x8b", b"PK\x03\x04", b"ustar", 257
"""What files of these kinds begin with, and where."""
_HEAD = 512

Told = tuple[float, str]
"""How far it has come, 0 to 1, and what is being done, in a few words."""


def read_reviews(
    path: str | Path, columns: tuple[str, str] | None = None
) -> Generator[Told, None, Corpus]:
    """Read reviews, whatever they come in, and make a corpus of them.

    Whoever drops the generator gives up the reading.

    Args:
        path: of a folder or a file.
        columns: of a table: those of the reviews and of the labels, by their names, or where it
            has none by their numbers from 1; None to find them.

    Raises:
        tasks.reviews.columns.ColumnsOpen: they cannot be found.
        FieldError: it cannot be read, has no reviews, or nothing can be learned from them.
    """
    path = Path(path)
    preparation = Preparation()
    try:
        source = _source(path, columns)
        for review in source:
            if isinstance(review, FilmList):
                preparation.add_films(review)
            elif review is not None:
                preparation.add(review)
            if not isinstance(review, Labelled) or preparation.taken % 10 == 0:
                yield _READ * source.share, f"{counted(preparation.taken, 'review')} read"
    except OSError as error:
        raise FieldError(sentence_of(error)) from error
    read = f"{preparation.taken_told}{source.told()}."
    done = (PreparationStep("Read", read, preparation.taken), *source.unread)
    steps = preparation.corpus(_name_of(path), *done)
    try:
        return (yield from _telling(steps))
    except FieldError as error:
        raise FieldError(
            shown(" ".join([f"{error}", *(step.sentence for step in done)]))
        ) from error


def _telling(steps: Steps[Corpus]) -> Generator[Told, None, Corpus]:
    """How far the counting has come: nobody knows how many steps it takes."""
    done = 0
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
        done += 1
        yield _READ + (1 - _READ) * done / (done + _STEPS), "Words are counted"


def _source(path: Path, columns: tuple[str, str] | None) -> Source:
    """What reads it, by what it begins with and not by its name."""
    if path.is_dir():
        return FolderSource(path)
    with open_regular(path, LARGEST_ARCHIVE) as file:
        head = file.read(_HEAD)
    if not head:
        raise FieldError(f"{quoted(path.name)} is empty.")
    is_tar = head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR
    if is_tar or head.startswith(_PACKED):
        return TarSource(path, is_packed=not is_tar)
    if head.startswith(_ZIP):
        return KerasSource(path) if _has_arrays(path) else ZipSource(path)
    return TableSource(path, columns)


def _has_arrays(path: Path) -> bool:
    """Whether a zip is Keras' own data."""
    with (
        open_regular(path, LARGEST_ARCHIVE) as file,
        damage_said(),
        open_archive(file, LARGEST_DIRECTORY) as archive,
    ):
        return ARRAYS in archive.namelist()


def _name_of(path: Path) -> str:
    name = path.resolve().name
    for ending in (".gz", ".tgz", ".tar", ".zip", ".npz", ".csv", ".tsv", ".txt"):
        name = name.removesuffix(ending)
    return name or "Reviews"
