"""Where reviews come from: whatever it is, it gives one after the other."""

from __future__ import annotations

import gzip
import tarfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile

from file_parts import FileProblem
from formatting import counted, listed, quoted, shorten, shown
from networks.fields import FieldError
from tasks.decoding import OneEncoding
from tasks.reviews.corpus import UNREAD, PreparationStep
from tasks.reviews.films import FilmList
from tasks.reviews.layout import FilmsOf, FromName
from tasks.reviews.preparing import LONGEST_REVIEW, Labelled

LARGEST_REVIEW = 4_000_000
"""Bytes, of the longest one in any encoding."""
LARGEST_SOURCE = 1_000_000_000
"""Bytes of all reviews together."""
_MOST_NAMED, _LONGEST_NAMED = 10, 60
NO_REVIEWS = (
    "There are no reviews in {}: they are texts in two folders, pos and neg, perhaps within train "
    "and test."
)


_SAY_WHY = (
    BadZipFile,
    EOFError,
    FileProblem,
    NotImplementedError,
    gzip.BadGzipFile,
    tarfile.TarError,
    zlib.error,
)
"""What is raised where an archive is torn, in words that can be shown."""


Found = Labelled | FilmList | None
"""What a source gives: a review, a list of films, or nothing yet though time has passed."""


class Source:
    """Reviews of a file or a folder.

    Attributes:
        share: how much of it was read, 0 to 1.
    """

    def __init__(self, path: Path) -> None:
        self.share = 0.0
        self._path = path

    def __iter__(self) -> Iterator[Found]:
        raise NotImplementedError

    def told(self) -> str:
        """What is to be known of it once it is read; in a sentence's end, may be empty."""
        raise NotImplementedError

    @property
    def unread(self) -> tuple[PreparationStep, ...]:
        """The step of what could not be read, once the rest is; empty if there was nothing."""
        return ()


class NoReview(Exception):
    """Why a file is none, behind its name."""


class FilesSource(Source):
    """Makes reviews of the bytes of files whose names say what they are."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._encoding = OneEncoding()
        self._titles: Counter[str] = Counter()
        self._bytes = self._missed = 0
        self._names_missed: list[str] = []
        self._why_missed = ""

    def found(
        self, place: FromName | FilmsOf, name: str, size: int, content: Callable[[], bytes]
    ) -> Found:
        """What is in a file of so many bytes; None where it is left out.

        Raises:
            FieldError: there are more than there is room for.
        """
        try:
            return self._made_of(place, size, content)
        except NoReview as error:
            self.missed(name, f"{quoted(name)}{error}")
            return None

    def _made_of(
        self, place: FromName | FilmsOf, size: int, content: Callable[[], bytes]
    ) -> Labelled | FilmList:
        if size > LARGEST_REVIEW:
            most = counted(LARGEST_REVIEW // 1_000_000, "megabyte")
            raise NoReview(f" is larger than {most}, and no review.")
        raw = content()
        if isinstance(place, FilmsOf):
            return FilmList(*place, _text(OneEncoding(), raw))
        if place.label is None:
            return Labelled("", None)
        self._bytes += len(raw)
        if self._bytes > LARGEST_SOURCE:
            raise FieldError("These are more reviews than there is room for.")
        text = _text(self._encoding, raw)
        if len(text) > LONGEST_REVIEW:
            raise NoReview(f" is longer than {LONGEST_REVIEW:,} characters, and no review.")
        self._titles[self._encoding.title if raw else ""] += 1
        return Labelled(text, place.label, *place[1:])

    def missed(self, name: str, why: str) -> None:
        """Leave out a file or a folder that cannot be read: one of many is no loss.

        Args:
            name: its own.
            why: a sentence.
        """
        self._why_missed = self._why_missed or why
        self._names_missed += [name][: _MOST_NAMED - len(self._names_missed)]
        self._missed += 1

    def told(self) -> str:
        """In which encodings they were; what could be in any is in the one of most others."""
        titles = self._titles.copy()
        in_any = titles.pop("", 0)
        most = titles.most_common(1)[0][0] if titles else "UTF-8"
        titles[most] += in_any
        if len(titles) == 1:
            return f" as {most}"
        each = [f"{count:,} as {title}" for title, count in titles.most_common()]
        return f", {listed(each, 'and')}"

    @property
    def unread(self) -> tuple[PreparationStep, ...]:
        """The step of what could not be read; see :class:`Source`."""
        if not self._missed:
            return ()
        names = [quoted(shorten(name, _LONGEST_NAMED)) for name in self._names_missed]
        told = listed(names, "and") if len(names) == self._missed else ", ".join([*names, "…"])
        sentence = f"{counted(self._missed, 'file')} could not be read: {told}."
        return (PreparationStep(UNREAD, sentence, self._missed),)

    def _check_found(self) -> None:
        """Refuse what has no review at all.

        Raises:
            FieldError: so it is.
        """
        if not self._titles.total():
            raise FieldError(self._why_missed or NO_REVIEWS.format(quoted(self._path.name)))


def _text(encoding: OneEncoding, raw: bytes) -> str:
    try:
        return encoding.read(raw) if raw else ""
    except FieldError as error:
        raise NoReview(f": {error}") from error


@contextmanager
def damage_said() -> Iterator[None]:
    """Around reading an archive: whatever a broken one leads to is said to be damage.

    Raises:
        FieldError: so it is; one that says more itself, and what the system refuses, pass.
    """
    try:
        yield
    except _SAY_WHY as error:
        why = shown(str(error)).rstrip(".")
        raise FieldError(f"The archive is damaged{why and ': '}{why}.") from error
    except (FieldError, OSError, MemoryError):
        raise
    except Exception as error:
        raise FieldError("The archive is damaged.") from error
