"""The page on which a book is chosen, and how a network is to read it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QSignalBlocker
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QActionGroup, QWidget

from tasks.decoding import ENCODINGS, FOUND_OUT
from tasks.task import Task
from tasks.text.book import DEFAULT_NAME, Book, default_text
from tasks.text.gutenberg import SUGGESTED
from tasks.text.lessons import MOST_ASKED
from views.awaited_page import OF_FILES
from views.buttons import check_box, plain
from views.data.book_reading import BookReading, BookSource
from views.data.download_dialog import Offer
from views.data.page import CHOOSE, DataPage, DataWords, Entries
from views.data.reading import FoundData

NOTHING_COPIED = "There is no text on the clipboard: copy one first."
PASTED = "pasted text"
ENCODING = "&Encoding"
KEEP_HEADER = "Keep &header and footer"
WORDS = DataWords(
    name="book",
    tip="Which text the network learns",
    spoken="Choose a book",
    message="Which book it is, or what is wrong",
    opening="Open a text",
    file_filter="Texts (*.txt *.text *.md *.log *.csv *.rst *.tex *.html *.py);;All files (*)",
    offer=Offer(
        title="Download a book",
        words="The number of a book at Project Gutenberg (gutenberg.org), or the address of any "
        f"plain text. {SUGGESTED} is Heart of Darkness. What was fetched once is kept, and needs "
        "no net again.",
        lines=3,
        label="&Book:",
        suggested=str(SUGGESTED),
        spoken="Number or address",
    ),
    folder="books",
    before="the book before",
    lines=2,
)


class BookPage(DataPage):
    """Takes a text from a file, from the clipboard, from the network or from Python itself."""

    words = WORDS
    _reading: BookReading

    def __init__(self, task: Task[Book]) -> None:
        super().__init__(task, BookReading())
        self._reading.make(_default(), task.example)

    @property
    def account(self) -> str:
        """What was done to its text, and how that is had otherwise, in sentences."""
        prepared, source = self._found.prepared, self._found.source
        if prepared is None or source is None:
            return ""
        has_cut = prepared.has_header and not source.keep_header
        keep = f"{CHOOSE} › {plain(KEEP_HEADER)} brings that back." if has_cut else ""
        done = [*prepared.done]
        if prepared.encodings and source.encoding == FOUND_OUT:
            done.insert(1, f"{CHOOSE} › {plain(ENCODING)} has others.")
        return " ".join(filter(None, (*done, keep, *prepared.lost)))

    @property
    def facts(self) -> str:
        """Which book it is."""
        return facts_of(self.problem)

    def _make_further(self) -> tuple[QWidget, ...]:
        self._header = self._add_action(KEEP_HEADER, self._change_source)
        self._header.setCheckable(True)
        self._encodings = self._choose.menu().addMenu(ENCODING)
        self._encoding = QActionGroup(self)
        self._encoding.triggered.connect(self._change_source)
        self._lower = check_box(
            "bookLowerCheck",
            "Lower c&ase",
            "Make capitals small, so that each letter is learned once",
            self._change_source,
        )
        return (self._lower,)

    def _entries(self) -> Entries:
        return {
            "&Open…": (
                "Take the text of a file, which can be dropped onto the window, too",
                self._ask,
            ),
            "&Paste": ("Take the text that was copied last", self._paste),
            "&Download…": ("Fetch a book from the net", self._ask_for_download),
            "Default &text": (
                "Take the text that comes with Python",
                lambda: self._reading.make(_default(), self.problem),
            ),
        }

    def read_file(
        self, path: str, lower: bool = True, keep_header: bool = False, encoding: str = FOUND_OUT
    ) -> None:
        """Make a book of the file at this path, read in this way, unless no book can be in it."""
        if OF_FILES["text"].takes(Path(path)):
            self._reading.read(path, self.problem, lower, keep_header, encoding)
        else:
            self.is_of_another.emit(path)

    # What the user asks for

    def _paste(self) -> None:
        clipboard = QGuiApplication.clipboard()
        copied = clipboard.mimeData()  # There is none if nothing was ever copied.
        urls = copied.urls() if copied else []
        if len(urls) == 1 and urls[0].isLocalFile():
            self.read_file(urls[0].toLocalFile())
        elif text := clipboard.text():
            self._reading.make(BookSource(text, PASTED), self.problem)
        else:
            self._on_refused(NOTHING_COPIED)

    def _change_source(self, *_: object) -> None:
        """Prepare the same text in another way."""
        source = self._found.source or BookSource(self.problem.text, self.problem.name)
        chosen = self._encoding.checkedAction()
        source = replace(
            source,
            lower=self._lower.isChecked(),
            keep_header=self._header.isChecked(),
            encoding=chosen.data() if chosen else source.encoding,
        )
        self._reading.make(source, self.problem)

    # What comes of it

    def _is_of_same_data(self, found: FoundData, book: Book) -> bool:
        return found.problem.text == book.text

    # Showing it

    def _idle(self) -> Collection[str]:
        return () if self.problem.by == "words" else ("words",)

    def _show_source(self) -> None:
        prepared, source = self._found.prepared, self._found.source
        is_lower = all(symbol == symbol.lower() for symbol in self.problem.vocabulary)
        has_any = prepared.has_capitals if prepared else not is_lower
        _show_checked(self._lower, is_lower, has_any and self._is_editable)
        keeps = source is not None and source.keep_header
        _show_checked(self._header, keeps, prepared is not None and prepared.has_header)
        self._encodings.menuAction().setVisible(bool(prepared and prepared.encodings))
        self._encodings.clear()
        for encoding in prepared.encodings if prepared else ():
            action = self._encoding.addAction(self._encodings.addAction(ENCODINGS[encoding]))
            action.setData(encoding)
            action.setCheckable(True)
            action.setChecked(encoding == source.encoding)


def facts_of(book: Book) -> str:
    """Which book it is, in a sentence."""
    size = f"{len(book.text):,} characters"
    if book.by == "words":
        known = f"{len(book.symbols):,} words and marks, {len(book.vocabulary):,} of them known"
    else:
        known = f"{len(book.vocabulary):,} different"
    held_out = len(book.text) - book.held_out_at
    asked = len(book.symbols) - book.held_out_from
    part = f", of which {MOST_ASKED:,} from all over are asked" if asked > MOST_ASKED else ""
    return f"{book.name}: {size}, {known}; the last {held_out:,} characters are held out{part}."


def _default() -> BookSource:
    return BookSource(default_text(), DEFAULT_NAME)


def _show_checked(box: Any, checked: bool, enabled: bool) -> None:
    """Show without taking it for what the user has put."""
    with QSignalBlocker(box):
        box.setChecked(checked)
        box.setEnabled(enabled)
