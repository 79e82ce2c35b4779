"""The page on which a book is chosen, and how a network is to read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PyQt5.QtCore import QEvent, Qt, QTimer, pyqtSignal
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QAction, QWidget

from shelf.shelf_files import data_folder
from tasks.task import Problem, Task
from tasks.text.book import DEFAULT_NAME, Book, default_text
from views.book.download_dialog import DownloadDialog
from views.book.reading import BookReading, BookSource, FoundBook
from views.book.words import CHOOSE, KEEP_HEADER, account_of, facts_of, has_capitals
from views.buttons import Push, check_box, menu_button
from views.colours import colours_for
from views.elided_label import ElidedLabel
from views.field_row import FieldRow
from views.questions import ask_which_file
from views.rows import fill, lines_of

FILE_FILTER = "Texts (*.txt *.text *.md *.log *.csv *.rst *.tex *.html *.py);;All files (*)"
NOTHING_COPIED = "There is no text on the clipboard: copy one first."
PASTED = "pasted text"


class BookPage(QWidget):
    """Takes a text from a file, from the clipboard, from the network or from Python itself.

    All of it is read and counted on another thread. The book before stays until the next one is
    there, and can be had back.

    Attributes:
        problem: the book that is set.
        numbers: the fields in which numbers are typed.

    Signals:
        problem_changed: another book is set, or it is cut in another way.
        submitted: never: Return belongs to the number that is typed.
        refusal_changed: what is typed for a number is refused, or not any more.
        arrived: what was asked for is there.
        told: what is being done, or why a text is no book, as it stands on the page.
        is_training: the path of a file that holds a training in place of a text.
    """

    problem_changed = pyqtSignal(object)
    submitted = pyqtSignal()
    refusal_changed = pyqtSignal()
    arrived = pyqtSignal()
    told = pyqtSignal(str)
    is_training = pyqtSignal(str)

    def __init__(self, task: Task[Book], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task = task
        self._found = FoundBook(task.example)
        self._before: FoundBook | None = None
        self._waiting: FoundBook | None = None
        self._is_editable = True
        self._refusal = ""
        self._reading = BookReading(self)
        self._reading.found.connect(self._on_found)
        self._reading.stage.connect(self._tell_stage)
        self._reading.refused.connect(self._on_refused)
        self._reading.is_training.connect(self._on_training)
        self._make_controls()
        self._row.put.connect(lambda name, value: self._reading.change(self._found, {name: value}))
        self._row.refusal_changed.connect(self._tell)
        self._row.refusal_changed.connect(self.refusal_changed)
        self._show()
        self._reading.make(_default(), task.example)

    @property
    def problem(self) -> Book:
        """The book that is set."""
        return self._found.book

    @property
    def account(self) -> str:
        """What was done to its text, in sentences."""
        return account_of(self._found)

    @property
    def is_under_way(self) -> bool:
        """Whether another one was asked for, and is not there yet."""
        return self._reading.is_under_way or self._waiting is not None

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """All that can have the keyboard, from left to right."""
        return self._choose, *self._row.controls, self._lower

    def show_problem(self, problem: Problem) -> None:
        """Put a book in, unless it is set already."""
        if problem != self.problem:
            assert isinstance(problem, Book)
            self._reading.forget()
            self._take(self._with_source(problem))

    def set_editable(self, editable: bool) -> None:
        """Let the user choose and change, or only read; what comes meanwhile waits."""
        if editable == self._is_editable:
            return
        self._is_editable = editable
        self._show()
        if editable and self._waiting is not None:
            QTimer.singleShot(0, self._take_waiting)

    def finish(self, patience: float) -> bool:
        """Read no more; whether what is being read has ended in so many seconds."""
        self._reading.forget()
        return self._reading.close(patience)

    def read_file(self, path: str) -> None:
        """Make the text of this file the book."""
        self._reading.read(path, self.problem)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between the light and the dark palette."""
        super().changeEvent(event)
        if event.type() == QEvent.PaletteChange:
            self._tell()

    # Making it

    def _make_controls(self) -> None:
        push = Push("bookButton", CHOOSE, "Which text the network learns", spoken="Choose a book")
        self._choose = menu_button(push, self._entries())
        self._back = self._add_action("", self._go_back)
        self._header = self._add_action(KEEP_HEADER, self._change_source)
        self._header.setCheckable(True)
        self._lower = check_box(
            "bookLowerCheck",
            "Lower c&ase",
            "Make capitals small, so that each letter is learned once",
            self._change_source,
        )
        self._row = FieldRow(self._task.name, self._task.fields, [self._choose], [self._lower])
        self.numbers = self._row.numbers
        self.message = ElidedLabel("bookMessage", "Which book it is, or what is wrong")
        fill(self, lines_of(self._row, self.message))
        self.setFocusProxy(self._choose)
        self.setFocusPolicy(Qt.StrongFocus)  # Its label asks it whether it takes the focus.

    def _entries(self) -> dict[str, tuple[str, Callable[[], object]]]:
        return {
            "&Open…": (
                "Take the text of a file, which can be dropped onto the window, too",
                self._ask,
            ),
            "&Paste": ("Take the text that was copied last", self._paste),
            "&Download…": ("Fetch a book from the net", self._ask_for_download),
            "Default &text": ("Take the text that comes with Python", self._take_default),
        }

    def _add_action(self, text: str, slot: Callable[[], object]) -> QAction:
        action = self._choose.menu().addAction(text)
        action.triggered.connect(lambda: slot())
        return action

    # What the user asks for

    def _ask(self) -> None:
        ask_which_file(self, "Open a text", FILE_FILTER, self.read_file)

    def _ask_for_download(self) -> None:
        dialog = DownloadDialog(self)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        dialog.wanted.connect(self._download)
        dialog.unwanted.connect(self._forget)
        self._reading.fetched.connect(dialog.show_fetched)
        self._reading.refused.connect(dialog.refuse)
        self._reading.found.connect(dialog.accept)
        dialog.open()

    def _download(self, wanted: str) -> None:
        self._reading.download(wanted, data_folder("books"), self.problem)

    def _forget(self) -> None:
        self._reading.forget()
        self._refusal = ""
        self._tell()

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

    def _take_default(self) -> None:
        self._reading.make(_default(), self.problem)

    def _go_back(self) -> None:
        if self._before is not None:
            self._on_found(self._before)

    def _change_source(self, *_: object) -> None:
        """Prepare the same text in another way."""
        source = self._found.source or BookSource(self.problem.text, self.problem.name)
        lower, keeps = self._lower.isChecked(), self._header.isChecked()
        self._reading.make(replace(source, lower=lower, keep_header=keeps), self.problem)

    # What comes of it

    def _on_found(self, found: FoundBook) -> None:
        if not self._is_editable:
            self._waiting = found
            return
        self._take(found)
        self.arrived.emit()

    def _take_waiting(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._on_found(waiting)

    def _take(self, found: FoundBook) -> None:
        last, self._found = self._found, found
        if found.book.text != last.book.text and not _same_source(found, last):
            self._before = last
        self._refusal = ""
        self._show()
        if found.book != last.book:
            self.problem_changed.emit(found.book)

    def _with_source(self, book: Book) -> FoundBook:
        """A book that comes from elsewhere, and of what it was made, if that is known here."""
        known = (found for found in (self._found, self._before) if found is not None)
        same = next((found for found in known if found.book.text == book.text), None)
        return replace(same, book=book) if same else FoundBook(book)

    def _on_refused(self, sentence: str) -> None:
        self._refusal = sentence
        self._show()
        self.told.emit(sentence)

    def _on_training(self, path: str) -> None:
        self._show()
        self.is_training.emit(path)

    # Showing it

    def _show(self) -> None:
        found, book = self._found, self.problem
        idle = () if book.by == "words" else ("words",)
        self._row.show_values(self._task.values(book), idle)
        self._row.set_editable(self._is_editable)
        self._choose.setEnabled(self._is_editable)
        self._show_source(found)
        self._tell()

    def _show_source(self, found: FoundBook) -> None:
        prepared, source = found.prepared, found.source
        is_lower = not has_capitals(found.book)
        has_any = prepared.has_capitals if prepared else not is_lower
        _show_checked(self._lower, is_lower, has_any and self._is_editable)
        keeps = source is not None and source.keep_header
        _show_checked(self._header, keeps, prepared is not None and prepared.has_header)
        before = self._before
        self._back.setVisible(before is not None)
        self._back.setText(f"&Back to {before.book.name or 'the book before'}" if before else "")

    def _tell_stage(self, sentence: str) -> None:
        if self._reading.is_under_way:
            self._write(sentence, is_wrong=False)
            self.told.emit(sentence)

    def _tell(self) -> None:
        refusal = self._row.refusal or self._refusal
        facts = f"{facts_of(self._found)} {self.account}"
        self._write(f"✗ {refusal}" if refusal else facts, bool(refusal))

    def _write(self, text: str, is_wrong: bool) -> None:
        colours = colours_for(self.palette())
        self.message.setText(text)
        self.message.setStyleSheet(f"color: {colours.error if is_wrong else colours.muted}")


def _default() -> BookSource:
    return BookSource(default_text(), DEFAULT_NAME)


def _same_source(found: FoundBook, other: FoundBook) -> bool:
    """Whether both are of the same text, prepared in two ways."""
    if found.source is None or other.source is None:
        return False
    return found.source.content is other.source.content


def _show_checked(box: Any, checked: bool, enabled: bool) -> None:
    """Show without taking it for what the user has put."""
    box.blockSignals(True)
    box.setChecked(checked)
    box.setEnabled(enabled)
    box.blockSignals(False)
