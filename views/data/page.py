"""The page on which data are chosen, and how a network is to read them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PyQt5.QtCore import Qt, QTimer, pyqtSignal
from PyQt5.QtWidgets import QAction, QWidget

from networks.settings import Settings
from shelf.shelf_files import data_folder
from tasks.task import Problem, Task
from views.buttons import Push, menu_button, plain, put_name
from views.data.download_dialog import DownloadDialog, Offer
from views.data.reading import DataReading, FoundData
from views.data.reading_line import ReadingLine
from views.field_row import FieldRow
from views.questions import ask_which_file
from views.rows import fill, lines_of

CHOOSE = "Choose"
STAY = "Sta&y with {}"
"""What takes away why something else was refused."""
Entries = Mapping[str, tuple[str, Callable[[], object]]]


@dataclass(frozen=True)
class DataWords:
    """What a page says of its data.

    Attributes:
        name: begins the names of its widgets.
        tip: what is chosen.
        spoken: what a screen reader calls the button with which it is.
        message: what is told of it.
        opening: title of the dialog in which a file is chosen.
        file_filter: which files are shown there.
        offer: what can be fetched from the net.
        folder: where that is kept.
        before: what is called so that has no name.
        offered: the name of those that the menu has by it.
        lines: so many is told of them in a usual window.
    """

    name: str
    tip: str
    spoken: str
    message: str
    opening: str
    file_filter: str
    offer: Offer
    folder: str
    before: str
    offered: str = ""
    lines: int = 1


class DataPage(QWidget):
    """Takes data from a file and from elsewhere, and makes a problem of them.

    All of it is read and counted on another thread. The problem before stays until the next one
    is there, and can be had back.

    Attributes:
        words: what the page says of its data.
        numbers: the fields in which numbers are typed.

    Signals:
        problem_changed: another problem is set, or it is cut in another way.
        submitted: never: Return belongs to the number that is typed.
        refusal_changed: what is refused may be something else, or nothing any more.
        arrived: what was asked for is there.
        told: what is being done, or why something is no data, as it stands on the page.
        is_training: the path of a file that holds a training in place of data.
        is_of_another: the path of what can only be data of another task.
    """

    problem_changed = pyqtSignal(object)
    submitted = pyqtSignal()
    refusal_changed = pyqtSignal()
    arrived = pyqtSignal()
    told = pyqtSignal(str)
    is_training = pyqtSignal(str)
    is_of_another = pyqtSignal(str)
    words: DataWords

    def __init__(self, task: Task[Any], reading: DataReading) -> None:
        super().__init__()
        self._task = task
        self._found = FoundData(task.example)
        self._before: FoundData | None = None
        self._waiting: FoundData | None = None
        self._is_editable = True
        self._refusal = ""
        reading.setParent(self)
        reading.found.connect(self._on_found)
        reading.stage.connect(self._tell_stage)
        reading.refused.connect(self._on_refused)
        reading.is_training.connect(lambda: self._show())
        reading.is_training.connect(self.is_training)
        self._reading = reading
        self._make_controls()
        self._row.put.connect(lambda name, value: reading.change(self._found, {name: value}))
        self._row.refusal_changed.connect(self._tell)
        self._show()

    @property
    def problem(self) -> Any:
        """The one that is set."""
        return self._found.problem

    @property
    def account(self) -> str:
        """What was done to its data, in sentences, unless that stands below."""
        return ""

    @property
    def refusal(self) -> str:
        """What is wrong with a number that is typed, or with what was to be read, in a sentence."""
        stay = plain(STAY).format(self._name)
        of_data = self._refusal and f"{self._refusal} Take another, or {CHOOSE} › {stay}."
        return self._row.refusal or of_data

    @property
    def _name(self) -> str:
        """Of what is set."""
        return self.problem.name or self.words.before

    @property
    def facts(self) -> str:
        """What they are, in a sentence."""
        raise NotImplementedError

    @property
    def is_under_way(self) -> bool:
        """Whether another one was asked for, and is not there yet."""
        return self._reading.is_under_way or self._waiting is not None

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """All that can have the keyboard, from left to right."""
        return self._choose, *self._row.controls, *self._further

    def show_problem(self, problem: Problem) -> None:
        """Put a problem in, unless it is set already."""
        self._waiting = None  # What was put in last counts.
        if problem != self.problem:
            self._reading.forget()
            known = (self._found, *filter(None, [self._before]))
            same = next((each for each in known if self._is_of_same_data(each, problem)), None)
            self._take(replace(same, problem=problem) if same else FoundData(problem))

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

    def show_settings(self, settings: Settings) -> None:
        """Follow the network that is to read the data, as far as that is told of."""

    def read_file(self, path: str) -> None:
        """Make a problem of what is at this path."""
        self._reading.read(path, self.problem)

    # Making it

    def _make_controls(self) -> None:
        words = self.words
        push = Push(f"{words.name}Button", CHOOSE, words.tip, spoken=words.spoken)
        self._choose = menu_button(push, self._entries())
        self._back = self._add_action("", lambda: self._on_found(self._before))
        self._stay = self._add_action("", self._forget)
        self._further = self._make_further()
        self._row = FieldRow(self._task.name, self._task.fields, [self._choose], self._further)
        self.numbers = self._row.numbers
        self._line = ReadingLine(words.name, words.message, words.lines)
        self._line.given_up.connect(self._forget)
        self._reading.progress.connect(self._show_progress)
        fill(self, lines_of(self._row, self._line, *self._lines_below()))
        self.setFocusProxy(self._choose)
        self.setFocusPolicy(Qt.StrongFocus)  # Its label asks it whether it takes the focus.

    def _entries(self) -> Entries:
        """What can be chosen, as :func:`views.buttons.menu_button` has it."""
        raise NotImplementedError

    def _make_further(self) -> tuple[QWidget, ...]:
        """What stands behind the fields; more can be added to the menu here."""
        return ()

    def _lines_below(self) -> tuple[QWidget, ...]:
        """What stands under the sentence on the data."""
        return ()

    def _add_action(self, text: str, slot: Callable[[], object]) -> QAction:
        action = self._choose.menu().addAction(text)
        action.triggered.connect(lambda: slot())
        return action

    # What the user asks for

    def _ask(self) -> None:
        ask_which_file(self, self.words.opening, self.words.file_filter, self.read_file)

    def _ask_for_download(self) -> None:
        dialog = DownloadDialog(self.words.offer, self)
        dialog.setAttribute(Qt.WA_DeleteOnClose)
        folder = data_folder(self.words.folder)
        dialog.wanted.connect(lambda what: self._reading.download(what, folder, self.problem))
        dialog.unwanted.connect(self._forget)
        self._reading.fetched.connect(dialog.show_fetched)
        self._reading.progress.connect(dialog.show_share)
        self._reading.refused.connect(dialog.refuse)
        self._reading.found.connect(dialog.accept)
        dialog.open()

    def _forget(self) -> None:
        self._reading.forget()
        self._waiting = None
        self._refusal = ""
        self._show()

    # What comes of it

    def _on_found(self, found: FoundData | None) -> None:
        if found is None:
            return
        if not self._is_editable:
            self._waiting = found
            return
        self._take(found)
        self.arrived.emit()

    def _take_waiting(self) -> None:
        waiting, self._waiting = self._waiting, None
        self._on_found(waiting)

    def _take(self, found: FoundData) -> None:
        last, self._found = self._found, found
        if not self._is_of_same_data(last, found.problem) and not found.is_of_same_source(last):
            self._before = last
        self._refusal = ""
        self._show()
        if found.problem != last.problem:
            self.problem_changed.emit(found.problem)

    def _is_of_same_data(self, found: FoundData, problem: Any) -> bool:
        """Whether a problem differs from what was found in its fields alone."""
        raise NotImplementedError

    def _on_refused(self, sentence: str) -> None:
        self._refusal = sentence
        self._show()
        self.told.emit(sentence)

    # Showing it

    def _show(self) -> None:
        self._row.show_values(self._task.values(self.problem), self._idle())
        self._row.set_editable(self._is_editable)
        self._choose.setEnabled(self._is_editable)
        before = self._before
        name = before.problem.name or self.words.before if before else ""
        self._back.setVisible(name not in ("", self.words.offered))
        put_name(self._back, "&Back to {}", name)
        self._stay.setVisible(bool(self._refusal))
        put_name(self._stay, STAY, self._name)
        self._show_source()
        self._tell()

    def _idle(self) -> Collection[str]:
        """Names of the fields that mean nothing now."""
        return ()

    def _show_source(self) -> None:
        """Show in what else there is on the page what the problem was made of."""

    def _show_progress(self, share: float) -> None:
        if self._reading.is_under_way:
            self._line.show_share(share)

    def _tell_stage(self, sentence: str) -> None:
        if self._reading.is_under_way:
            self._line.tell_stage(sentence)
            self.told.emit(sentence)

    def _tell(self) -> None:
        refusal = self._row.refusal or self._refusal
        told = f"{self.facts} {self.account}".strip()
        self._line.tell(f"✗ {refusal}" if refusal else told, bool(refusal))
        is_kept = bool(self._refusal) and not self._row.refusal
        self._line.keep(self._name * is_kept, told)
        self.refusal_changed.emit()
