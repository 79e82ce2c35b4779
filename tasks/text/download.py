"""A book from the net: one that was asked for once is kept, and needs no net again."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from files import read_regular, replace_file
from tasks.fetching import Arrived, DownloadError
from tasks.text.gutenberg import Wanted, wanted
from tasks.text.reading import LARGEST_FILE
from tasks.text.web import NotThere, pieces

MOST_KEPT = 30
"""Books; the one that was fetched longest ago makes room."""
BOOKS = "book-*.txt"
"""Names of the files of those that are kept."""
_LOOK = 0.05
"""Seconds that a step waits for news at most."""


class Downloaded(NamedTuple):
    """A file as it was fetched.

    Attributes:
        raw: what is in it.
        name: what the book is called until its text tells its title.
        path: where it is kept, if it is.
    """

    raw: bytes
    name: str
    path: Path

    def keep(self) -> None:
        """Let it need no net again: it is a book."""
        with suppress(OSError):  # Then it has to be fetched again.
            if not self.path.exists():
                _keep(self.path, self.raw)

    def forget(self) -> None:
        """Let it be fetched anew, should it be asked for again: it is none."""
        with suppress(OSError):
            self.path.unlink()


_News = Arrived | bytes | Exception


def downloading(asked: str, folder: Path) -> Iterator[Arrived | Downloaded | None]:
    """Fetch a book, unless it is kept in the folder.

    The net is waited for in a thread of its own. A step takes a twentieth of a second at most,
    and whoever drops the iterator gives up the download.

    Args:
        asked: a number of Project Gutenberg or an address.
        folder: where books are kept.

    Yields:
        how far it has come, None if that is no further, and in the end the book.

    Raises:
        FieldError: what is asked for is neither a number nor an address.
        DownloadError: it cannot be had.
    """
    book = wanted(asked)
    path = folder / BOOKS.replace("*", book.key)
    kept = _kept(path)
    if kept is not None:
        yield Downloaded(kept, book.name, path)
        return
    for step in _heard(book):
        yield Downloaded(step, book.name, path) if isinstance(step, bytes) else step


def _kept(path: Path) -> bytes | None:
    try:
        return read_regular(path, LARGEST_FILE)
    except OSError:
        return None


def _keep(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, lambda beside: beside.write_bytes(raw))
    newest_first = sorted(path.parent.glob(BOOKS), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in newest_first[MOST_KEPT:]:
        old.unlink(missing_ok=True)


def _heard(book: Wanted) -> Iterator[Arrived | bytes | None]:
    """What a thread tells that fetches the book, until it has it or nobody listens any more."""
    told: queue.SimpleQueue[_News] = queue.SimpleQueue()
    unwanted = threading.Event()
    arguments = (book, told.put, unwanted.is_set)
    threading.Thread(target=_fetch, args=arguments, name="download", daemon=True).start()
    try:
        while True:
            try:
                step = told.get(timeout=_LOOK)
            except queue.Empty:
                yield None
                continue
            if isinstance(step, Exception):
                raise step
            yield step
            if isinstance(step, bytes):
                return
    finally:
        unwanted.set()


def _fetch(book: Wanted, tell: Callable[[_News], None], is_unwanted: Callable[[], bool]) -> None:
    """Try one address after the other."""
    reasons: list[Exception] = []
    for address in book.addresses:
        raw = bytearray()
        try:
            for piece, total in pieces(address):
                raw += piece
                tell(Arrived(len(raw), total))
                if is_unwanted():
                    return
        except Exception as error:
            reasons.append(error)
        else:
            tell(bytes(raw))
            return
        if is_unwanted():
            return
    # Who says that there is none knows more than who does not answer.
    is_missing = any(isinstance(each, NotThere) for each in reasons)
    tell(DownloadError(book.missing) if is_missing else reasons[0])
