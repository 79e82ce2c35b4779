"""The task and its problem: which is chosen, and how it is set."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PyQt5.QtCore import Qt, QTimer, pyqtSignal
from PyQt5.QtWidgets import QSpinBox, QWidget

from networks.settings import Settings
from tasks.cards import CARDS
from tasks.registry import FIRST_TASK, TASKS, task_of
from tasks.task import Problem, Task
from views.adapting import Adapting
from views.awaited_page import OF_FILES, AwaitedPage
from views.calm_wheel import CalmComboBox
from views.labels import keep_room, lines_high, make_text
from views.number_field import NumberField
from views.pattern_field import PatternField
from views.problem_form import ProblemForm
from views.rows import fill, label_of, lines_of, put_in_tab_order, row_of
from views.shape_drawing import ShapeDrawing

_LINES = 2
"""Of words below a row: so many has what is told of reviews."""
_LONGEST_LABEL = "P&roblem:"
"""That of any task: each is loaded when it is chosen, and all that stands behind it would move."""
_PATIENCE = 0.4
"""Seconds that closing waits for what is being read."""


class TaskChooser(CalmComboBox):
    """Chooses one of the tasks that there are."""

    def __init__(self) -> None:
        super().__init__(objectName="taskCombo", accessibleName="Task")
        self.setToolTip("What kind of sequence problem the network learns")
        for place, (name, card) in enumerate(CARDS.items()):
            self.addItem(card.title, name)
            self.setItemData(place, f"{card.summary}.", Qt.ToolTipRole)


class ProblemEditor(Adapting, QWidget):
    """What the student sets: a pattern that is typed, data, or a form of the task's fields.

    What was set for a task is there again when it is chosen again.

    Attributes:
        chooser: the tasks.
        label: what stands before the problem, to which its mnemonic leads.
        pattern: the field for the one that is typed as a whole.

    Signals:
        problem_changed: the problem, or None while what is typed is none.
        submitted: Return was pressed where it means that training is to begin.
        refusal_changed: what is refused is something else, or nothing any more.
        told: what becomes of a file that is read for a task that is not the chosen one.
        is_training: the path of a file that was to be read and holds a training.
    """

    problem_changed = pyqtSignal(object)
    submitted = pyqtSignal()
    refusal_changed = pyqtSignal()
    told = pyqtSignal(str)
    is_training = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.chooser = TaskChooser()
        self.pattern = PatternField()
        self.label = label_of("", self)
        self._summary = make_text("taskSummary", "What the chosen task is", lines=2)
        self._drawing = ShapeDrawing("taskShape")
        # No stack: it would take the height of its tallest page, seen or not.
        self._pages: dict[str, Any] = {}
        self._shown = ""
        fill(self, lines_of(None))
        self._keep_room()
        self.on_font(self._keep_room)
        self._awaited = ""
        self._coming = AwaitedPage(self)
        self._coming.came.connect(self._show_wanted)
        self._coming.given_up.connect(self._want_no_more)
        self._coming.failed.connect(self.told)
        self.chooser.activated.connect(self._choose)
        self.setFocusPolicy(Qt.StrongFocus)  # Its label asks it whether it takes the focus.
        self._show_task(FIRST_TASK)

    def _keep_room(self) -> None:
        """Have room for a row and two lines of words, so that no task moves what is below it."""
        field = self.pattern
        row = max(each.sizeHint().height() for each in (field.examples, QSpinBox()))
        below = max(row, lines_high(_LINES, self))
        self.setMinimumHeight(row + field.layout().spacing() + below)
        keep_room(self.label, _LONGEST_LABEL)

    @property
    def _page(self) -> Any:
        """Of the task that is shown."""
        return self._pages[self._shown]

    @property
    def problem(self) -> Problem | None:
        """That is set, even if its page is still to come; None while what is typed is none."""
        return self._page.problem if self._coming.problem is None else self._coming.problem

    @property
    def refusal(self) -> str:
        """What is wrong with what is typed for the task that is shown, or with data that were
        asked for, in a sentence; empty if nothing is."""
        return self._page.refusal if self._coming.problem is None else ""

    @property
    def numbers(self) -> tuple[NumberField, ...]:
        """The fields in which numbers are typed."""
        return self._page.numbers

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What sets the problem of the task that is shown, beside a pattern's text."""
        return self._page.controls

    def task_row(self) -> Any:
        """The chooser and what it has chosen, for a form."""
        return row_of(self.chooser, self._drawing, self._summary, stretched=self._summary)

    def show_problem(self, problem: Problem) -> None:
        """Put a problem in as if it had been set, unless it is; it takes the place of a choice."""
        if problem == self.problem:
            if self._coming.is_chosen:
                self._want_no_more()
            return
        name = task_of(problem).name
        # Before the window is there, nobody has to wait for it.
        if self.isVisible() and not self._is_here(name):
            if problem is not self._coming.problem_that_failed(name):
                self._await(name, problem)
                self.problem_changed.emit(problem)
            return
        self._show_task(name)
        if problem == self.problem:
            self.problem_changed.emit(problem)
        else:
            self._page.show_problem(problem)

    def read_file(self, path: str) -> None:
        """Let what is at this path be learned, as soon as it is read."""
        self._awaited = self._reader_of(Path(path))
        self._want_no_more()
        self._page_of(self._awaited).read_file(path)

    def read_data(self, values: Sequence[str]) -> None:
        """Let the chosen task's page read data by the values of the task's ``of_a_file``."""
        self._page.read_file(*values)

    def prepare(self) -> None:
        """Load beside the window what choosing data has to wait for."""
        self._coming.prepare()

    def show_settings(self, settings: Settings) -> None:
        """Follow the network, as far as a page of data tells of it."""
        if self._shown in OF_FILES:
            self._page.show_settings(settings)

    @property
    def is_under_way(self) -> bool:
        """Whether a problem of the chosen task was asked for, and is still to come."""
        coming = self._coming
        return coming.is_chosen or (coming.problem is None and self._page.is_under_way)

    def finish(self) -> bool:
        """Read no more, and say no more; whether the reading has ended in the time a user waits."""
        self.blockSignals(True)
        pages = [self._pages[name] for name in OF_FILES if name in self._pages]
        have_ended = [self._coming.close(_PATIENCE), *(page.finish(_PATIENCE) for page in pages)]
        return all(have_ended)

    def set_editable(self, editable: bool) -> None:
        """Let the user choose and change, or only read; what gives way to a choice is only read.

        So it is on the pages that are not shown, too: one of them may be reading a file.
        """
        self.chooser.setEnabled(editable)
        for name, page in self._pages.items():
            page.set_editable(editable and not (self._coming.task and name == self._shown))
        if self._coming.task:
            QTimer.singleShot(0, self._show_wanted)

    def _page_of(self, name: str) -> Any:
        """The page of a task, made when it is first chosen: the window's start waits for none."""
        if name not in self._pages:
            task = TASKS[name]
            page = self._made_page(name, task)
            page.problem_changed.connect(partial(self._on_problem, name))
            page.submitted.connect(self.submitted)
            page.refusal_changed.connect(self.refusal_changed)
            page.set_editable(self.chooser.isEnabled())
            self._pages[name] = page
            page.hide()
            page.setParent(self)
            if task.fields:
                put_in_tab_order([self.pattern.examples, *page.controls])
            if name in OF_FILES:
                page.told.connect(partial(self._on_told, name))
                page.arrived.connect(partial(self._on_arrived, name))
                page.is_training.connect(self.is_training)
                page.is_of_another.connect(self.read_file)
        return self._pages[name]

    def _made_page(self, name: str, task: Task[Any]) -> Any:
        if name in OF_FILES:
            return OF_FILES[name].make(task)
        return ProblemForm(task) if task.fields else self.pattern

    def _reader_of(self, path: Path) -> str:
        """Name of the task whose data are at a path: if they can be, of the one that is chosen."""
        chosen = self.chooser.currentData()
        names = [chosen, *OF_FILES] if chosen in OF_FILES else [*OF_FILES]
        return next((name for name in names if OF_FILES[name].takes(path)), names[0])

    def _choose(self) -> None:
        """Show the task that is chosen, unless that is on its way already."""
        self._awaited, name = "", self.chooser.currentData()
        if name == self._coming.task:
            return
        if self._is_here(name):
            self._show_task(name)
            self.problem_changed.emit(self.problem)
        else:
            self._await(name, self._coming.problem_that_failed(name))

    def _is_here(self, name: str) -> bool:
        """Whether the page of a task can be shown without any wait."""
        of_files = OF_FILES.get(name)
        return of_files is None or name in self._pages or of_files.is_prepared_for(name)

    def _await(self, name: str, problem: Problem | None = None) -> None:
        """Show a task once what its data begin with is made, and then this problem in it."""
        self._coming.wait_for(name, problem)
        self._page.set_editable(False)
        self.chooser.setCurrentIndex(self.chooser.findData(name))
        self.told.emit(f"{CARDS[name].title}: preparing what it begins with…")

    def _want_no_more(self) -> None:
        """Be back at the task whose page is shown."""
        if self._coming.task:
            self._show_task(self._shown)

    def _show_wanted(self) -> None:
        """Show the task that was waited for, once it is here; a choice has to be possible, too."""
        name, coming, is_chosen = self._coming.task, self._coming.problem, self._coming.is_chosen
        if not name or not self._is_here(name):
            return
        if is_chosen and not self.chooser.isEnabled():
            return
        self._show_task(name)
        if is_chosen or coming == self.problem:
            self.problem_changed.emit(self.problem)
        else:
            self._page.show_problem(coming)

    def _show_task(self, name: str) -> None:
        task = TASKS[name]
        if self._coming.end():
            self._page.set_editable(self.chooser.isEnabled())
            self.told.emit("")
        self.chooser.setCurrentIndex(self.chooser.findData(name))
        self._bring_up(name)
        self.label.setText(f"{task.words.label}:")
        self._summary.setText(f"{task.summary}.")
        self._summary.setToolTip(f"{task.summary}.\nFrom: {task.source}.\n{task.sees}")
        self._drawing.show_shape(task.shape)
        self.refusal_changed.emit()

    def _bring_up(self, name: str) -> None:
        """Show its page in place of the one before, which passes the keyboard on to it."""
        page, before = self._page_of(name), self._pages.get(self._shown)
        self._shown = name
        self.setFocusProxy(page)
        if page is before:
            return
        if before is not None:
            # Were there room for both for a moment, all that is below would jump.
            self.layout().removeWidget(before)
        self.layout().insertWidget(0, page)
        page.show()
        if before is not None:
            if before.isAncestorOf(self.window().focusWidget()):
                page.setFocus()
            before.hide()

    def _on_problem(self, name: str, problem: Problem | None) -> None:
        if name == self._shown and self._coming.problem is None:
            self.problem_changed.emit(problem)

    def _on_arrived(self, name: str) -> None:
        """Choose the task of data that have come, unless another was chosen meanwhile."""
        if self._is_awaited_elsewhere(name):
            self._show_task(name)
            self.told.emit("")
            self.problem_changed.emit(self.problem)
        if name == self._awaited:
            self._awaited = ""

    def _on_told(self, name: str, sentence: str) -> None:
        if self._is_awaited_elsewhere(name):
            self.told.emit(sentence)

    def _is_awaited_elsewhere(self, name: str) -> bool:
        return name == self._awaited != self._shown
