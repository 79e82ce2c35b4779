"""Reads books beside the windows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from networks.fields import FieldError
from tasks.decoding import FOUND_OUT
from tasks.text.book import Book, is_book
from tasks.text.download import Downloaded, downloading
from tasks.text.reading import prepare, read_file
from views.data.reading import DataReading, FoundData

_ARCHIVE = b"PK\x03\x04"
"""So the file of a training begins, whatever its name is."""


@dataclass(frozen=True, eq=False)
class BookSource:
    """What a book is made of, and how.

    Attributes:
        content: as it was read or pasted.
        name: what it is called, if it does not name itself.
        lower: whether capitals become small letters.
        keep_header: whether what Project Gutenberg writes around a book stays.
        encoding: of bytes, one of :data:`tasks.decoding.ENCODINGS`.
    """

    content: bytes | str
    name: str
    lower: bool = True
    keep_header: bool = False
    encoding: str = FOUND_OUT


class BookReading(DataReading):
    """Makes books of files, of what was pasted, and of what is fetched from the net."""

    def __init__(self) -> None:
        super().__init__("books")

    def read(self, path: str, like: Book, *how: Any) -> None:
        """Make the text of a file a book, cut as another one is.

        ``how`` it is read stands last in :class:`BookSource`.
        """
        self._start(lambda _: self._from_file(path, like, *how), Path(path).name)

    def make(self, source: BookSource, like: Book) -> None:
        """Make a book of what was read or pasted."""
        self._start(lambda _: self._made(source, like), source.name)

    def download(self, wanted: str, folder: Path, like: Book) -> None:
        """Fetch a book from the net, by its number at Project Gutenberg or its address."""
        self._start(lambda is_wanted: self._from_net(is_wanted, wanted, folder, like), wanted)

    # On the thread

    def _from_file(self, path: str, like: Book, *how: Any) -> FoundData | Path:
        name = Path(path).name
        self.stage.emit(f"Reading {name}…")
        content = read_file(path)
        if content.startswith(_ARCHIVE):
            return Path(path)
        return self._made(BookSource(content, Path(path).stem, *how), like)

    def _from_net(
        self, is_wanted: Callable[[], bool], wanted: str, folder: Path, like: Book
    ) -> FoundData | None:
        """The book, unless nobody waits for it any more."""
        got: Downloaded | None = self._fetched(downloading(wanted, folder), is_wanted)
        if got is None:
            return None
        try:
            made = self._made(BookSource(got.raw, got.name), like)
        except FieldError:
            if is_book(got.raw):
                got.keep()
            else:
                got.forget()
            raise
        got.keep()
        return made

    def _made(self, source: BookSource, like: Book) -> FoundData:
        self.stage.emit(f"Making {source.name} a plain text…")
        how = source.lower, source.keep_header, source.encoding
        prepared = prepare(source.content, *how)
        name = prepared.title or source.name
        return FoundData(self._whole(like, text=prepared.text, name=name), source, prepared)

    def _whole(self, like: Book, **values: Any) -> Book:
        self.stage.emit("Finding out which symbols there are…")
        book = replace(like, **values)
        _ = book.symbols, book.held_out_from, book.guess, book.brief, hash(book)
        return book
