"""Reads books beside the windows, which wait neither for a disk nor for what is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal

from formatting import sentence_of
from tasks.text.book import Book
from tasks.text.download import Arrived, Downloaded, downloading
from tasks.text.reading import Prepared, prepare, read_file
from training.file_jobs import FileJobs

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
    """

    content: bytes | str
    name: str
    lower: bool = True
    keep_header: bool = False


@dataclass(frozen=True, eq=False)
class FoundBook:
    """A book, and of what it was made, where that is known."""

    book: Book
    source: BookSource | None = None
    prepared: Prepared | None = None


class BookReading(QObject):
    """Makes one book after the other on a thread of its own; what was asked for last counts.

    Signals:
        found: the :class:`FoundBook` that was asked for last.
        refused: why there is none, in a sentence.
        stage: what is being done, in a few words.
        fetched: how many bytes of a book from the net are there, and of how many; None in
            place of the second where nobody knows.
        is_training: the path of a file that holds a training, and no book.
    """

    stage = pyqtSignal(str)
    fetched = pyqtSignal(object, object)
    found = pyqtSignal(object)
    refused = pyqtSignal(str)
    is_training = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked = self._ended = 0
        self._jobs = FileJobs("books", self)
        self._jobs.done.connect(self._on_done)
        self.close = self._jobs.close

    @property
    def is_under_way(self) -> bool:
        """Whether a book was asked for that is not there yet."""
        return self._ended < self._asked

    def forget(self) -> None:
        """Let nothing come of what was asked for."""
        self._asked += 1
        self._ended = self._asked

    def read(self, path: str, like: Book) -> None:
        """Make the text of a file a book, cut as another one is."""
        self._start(lambda: self._from_file(path, like), Path(path).name)

    def make(self, source: BookSource, like: Book) -> None:
        """Make a book of what was read or pasted."""
        self._start(lambda: self._made(source, like), source.name)

    def download(self, wanted: str, folder: Path, like: Book) -> None:
        """Fetch a book from the net, by its number at Project Gutenberg or its address."""
        asked = self._asked + 1
        self._start(lambda: self._from_net(asked, wanted, folder, like), wanted)

    def change(self, found: FoundBook, values: dict[str, Any]) -> None:
        """Let a book have other values in its fields."""
        book = found.book
        self._start(lambda: replace(found, book=self._whole(book, **values)), book.name)

    def _start(self, job: Callable[[], FoundBook | Path | None], name: str) -> None:
        self._asked += 1
        self._jobs.start(partial(_tried, self._asked, job, f"{name}: "))

    # On the thread

    def _from_file(self, path: str, like: Book) -> FoundBook | Path:
        name = Path(path).name
        self.stage.emit(f"Reading {name}…")
        content = read_file(path)
        if content.startswith(_ARCHIVE):
            return Path(path)
        return self._made(BookSource(content, Path(path).stem), like)

    def _from_net(self, asked: int, wanted: str, folder: Path, like: Book) -> FoundBook | None:
        """The book, unless nobody waits for it any more."""
        for step in downloading(wanted, folder):
            if asked != self._asked:
                return None
            if isinstance(step, Arrived):
                self.fetched.emit(step.done, step.total)
            elif isinstance(step, Downloaded):
                return self._made(BookSource(step.raw, step.name), like)
        return None

    def _made(self, source: BookSource, like: Book) -> FoundBook:
        self.stage.emit(f"Making {source.name} a plain text…")
        prepared = prepare(source.content, source.lower, source.keep_header)
        name = prepared.title or source.name
        return FoundBook(self._whole(like, text=prepared.text, name=name), source, prepared)

    def _whole(self, like: Book, **values: Any) -> Book:
        """A book with all that follows from it, for which no window is to wait."""
        self.stage.emit("Finding out which symbols there are…")
        book = replace(like, **values)
        _ = book.symbols, book.held_out_from, hash(book)
        return book

    # What comes back

    def _on_done(self, ended: tuple[int, FoundBook | Path | str | None]) -> None:
        asked, result = ended
        if asked != self._asked:
            return  # Another one was asked for since.
        self._ended = asked
        match result:
            case FoundBook():
                self.found.emit(result)
            case Path():
                self.is_training.emit(str(result))
            case str():
                self.refused.emit(result)


def _tried(
    asked: int, job: Callable[[], FoundBook | Path | None], begun: str
) -> tuple[int, FoundBook | Path | str | None]:
    """What comes of a job, or why nothing does; and which one it was."""
    try:
        return asked, job()
    except Exception as error:
        return asked, sentence_of(error, begun)
