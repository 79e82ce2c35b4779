"""Reviews that are files in an archive, of which nothing is ever written to a disk.

What an archive says of itself is not believed: it is read forward, piece by piece, and no further
than one of its kind can reach. Names only tell what a review is, and links lead nowhere.
"""

from __future__ import annotations

import gzip
import tarfile
from collections.abc import Iterator
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import IO, Self
from zipfile import ZipFile

from file_parts import open_archive, read_part
from files import open_regular
from networks.fields import FieldError
from tasks.reviews.layout import FilmsOf, FromName, place_of
from tasks.reviews.source import LARGEST_REVIEW, FilesSource, Found, NoReview, damage_said

LARGEST_ARCHIVE = 1_000_000_000
"""Bytes, packed or not: twice the largest data set known."""
_LARGEST_PIECE = 32_000_000
"""Bytes that are read at once; only a damaged archive asks for more."""
LARGEST_DIRECTORY = 32_000_000
"""Bytes of a zip's list of its parts."""
_AT_ONCE = 2**18
_LONE = 50
"""Files that may follow one another without a review among them, until there is a pause."""


class Forward:
    """A file that is read forward alone, and no further than an archive can reach.

    Packed files could go back only by being read anew.

    Args:
        file: what is read, from its beginning.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._place = 0
        self._last = b""
        self._back = b""

    def tell(self) -> int:
        """The place that is read next."""
        return self._place - len(self._back)

    def seek(self, place: int, whence: int = 0) -> int:
        """Go forward to a place from the beginning, or back by a byte."""
        if place == self._place - 1:
            self._back = self._last
        while self.tell() < place and self.read(min(place - self.tell(), _AT_ONCE)):
            pass
        return self.tell()

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or as many as there are.

        Raises:
            FieldError: an archive cannot need so many.
        """
        if not 0 <= size <= _LARGEST_PIECE or self._place > LARGEST_ARCHIVE:
            raise FieldError("The archive is damaged, or larger than one of reviews can be.")
        back, self._back = self._back[:size], self._back[size:]
        read = self._file.read(size - len(back))
        self._place += len(read)
        self._last = read[-1:] or self._last
        return back + read


class _Member(tarfile.TarInfo):
    """A member of a tar archive: of plain files only what is asked for is read of a header.

    That takes a fifth of the time; any other header, and one that is broken, is left to its reader.
    """

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """The member that this header is of."""
        try:
            size, checksum = int(_field(buf, 124, 136), 8), int(_field(buf, 148, 156), 8)
        except ValueError:
            size = checksum = 0
        is_plain = len(buf) == tarfile.BLOCKSIZE and buf[156:157] == tarfile.REGTYPE
        if not is_plain or checksum != sum(buf) - sum(buf[148:156]) + 8 * ord(" "):
            return super().frombuf(buf, encoding, errors)
        folder, name = (_field(buf, *place).decode(encoding, errors) for place in _NAMES)
        member = cls(f"{folder}/{name}" if folder else name)
        member.size = size
        return member


_NAMES = (345, 500), (0, 100)
"""Where in a header the beginning of a name stands, and where the rest."""


def _field(buf: bytes | bytearray, start: int, end: int) -> bytes | bytearray:
    return buf[start:end].partition(b"\0")[0]


class TarSource(FilesSource):
    """The reviews of a tar archive, packed or not."""

    def __init__(self, path: Path, is_packed: bool) -> None:
        super().__init__(path)
        self._is_packed = is_packed

    def __iter__(self) -> Iterator[Found]:
        with open_regular(self._path, LARGEST_ARCHIVE) as file:
            size = max(1, self._path.stat().st_size)
            packed = gzip.GzipFile(fileobj=file) if self._is_packed else file
            with damage_said(), BufferedReader(packed, _AT_ONCE) as unpacked:  # type: ignore[type-var]
                for review in self._read(Forward(unpacked)):
                    self.share = min(file.tell() / size, 1.0)
                    yield review
        self._check_found()

    def _read(self, file: Forward) -> Iterator[Found]:
        with tarfile.open(fileobj=file, mode="r:", tarinfo=_Member) as archive:  # type: ignore[call-overload]
            for number, member in enumerate(archive):
                if member.isreg() and not member.issparse() and (place := _place_of(member.name)):
                    content = partial(_content, file, member.size)
                    yield self.found(place, member.name, member.size, content)
                elif number % _LONE == 0:
                    yield None
                archive.members = []  # Else all of them are kept.


class ZipSource(FilesSource):
    """The reviews of a zip."""

    def __iter__(self) -> Iterator[Found]:
        with open_regular(self._path, LARGEST_ARCHIVE) as file, damage_said():
            yield from self._read(file)
        self._check_found()

    def _read(self, file: IO[bytes]) -> Iterator[Found]:
        with open_archive(file, LARGEST_DIRECTORY) as archive:
            infos = archive.infolist()
            for number, info in enumerate(infos):
                self.share = number / len(infos)
                if place := _place_of(info.filename):
                    content = partial(_part, archive, info.filename)
                    yield self.found(place, info.filename, info.file_size, content)
                elif number % _LONE == 0:
                    yield None


def _part(archive: ZipFile, name: str) -> bytes:
    """One that alone is damaged is no loss."""
    try:
        with damage_said():
            return read_part(archive, name, LARGEST_REVIEW)
    except FieldError as error:
        raise NoReview(f": {error}") from error


def _place_of(name: str) -> FromName | FilmsOf | None:
    *folders, name = name.split("/")
    return place_of(folders[-2:], name)


def _content(file: Forward, size: int) -> bytes:
    raw = file.read(size)
    if len(raw) < size:
        raise EOFError("it ends within a review")
    return raw
