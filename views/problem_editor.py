"""The task and its problem: which is chosen, and how it is set."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QStackedWidget, QWidget

from tasks.registry import FIRST_TASK, TASKS, task_of
from tasks.task import Problem, Task
from views.calm_wheel import CalmComboBox
from views.labels import make_text
from views.number_field import NumberField
from views.pattern_field import PatternField
from views.problem_form import ProblemForm
from views.rows import label_of, put_in_tab_order, row_of
from views.shape_drawing import ShapeDrawing


def _book_page(task: Task[Any]) -> QWidget:
    from views.book.page import BookPage  # No start of the window waits for it.

    return BookPage(task)


def _load_books() -> None:
    importlib.import_module("views.book.page")
    _ = TASKS[_BOOKS].example


_BOOKS = "text"
"""Name of the task whose problems are read from files."""
_PAGES: dict[str, Callable[[Task[Any]], QWidget]] = {_BOOKS: _book_page}
"""How problems of a task are set, by its name, where that takes more than a form."""
_PATIENCE = 0.4
"""Seconds that closing waits for what is being read."""


class TaskChooser(CalmComboBox):
    """Chooses one of the tasks that there are."""

    def __init__(self) -> None:
        super().__init__(objectName="taskCombo", accessibleName="Task")
        self.setToolTip("What kind of sequence problem the network learns")
        for place, (name, task) in enumerate(TASKS.items()):
            self.addItem(task.title, name)
            self.setItemData(place, f"{task.summary}.", Qt.ToolTipRole)


class ProblemEditor(QStackedWidget):
    """What the student sets: a pattern that is typed, a book, or a form of the task's fields.

    What was set for a task is there again when it is chosen again.

    Attributes:
        chooser: the tasks.
        label: what stands before the problem, to which its mnemonic leads.
        pattern: the field for the one that is typed as a whole.

    Signals:
        problem_changed: the problem, or None while what is typed is none.
        submitted: Return was pressed where it means that training is to begin.
        refusal_changed: what is typed for a number is refused, or not any more.
        told: what becomes of a file that is read for a task that is not the chosen one.
        is_training: the path of a file that was to be a book and holds a training.
    """

    problem_changed = pyqtSignal(object)
    submitted = pyqtSignal()
    refusal_changed = pyqtSignal()
    told = pyqtSignal(str)
    is_training = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chooser = TaskChooser()
        self.pattern = PatternField()
        self.label = label_of("", self)
        self._summary = make_text("taskSummary", "What the chosen task is", lines=2)
        self._drawing = ShapeDrawing("taskShape")
        self._pages: dict[str, Any] = {}
        self._is_awaited = False
        self.chooser.activated.connect(self._choose)
        self.setFocusPolicy(Qt.StrongFocus)  # Its label asks it whether it takes the focus.
        self._show_task(FIRST_TASK)

    @property
    def problem(self) -> Problem | None:
        """That is set; None while what is typed is none."""
        return self._page.problem

    @property
    def numbers(self) -> tuple[NumberField, ...]:
        """The fields in which numbers are typed."""
        return self._page.numbers

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """All that can have the keyboard at first, in its order; those of a form follow these."""
        return self.pattern.edit, self.pattern.examples

    def task_row(self) -> Any:
        """The chooser and what it has chosen, for a form."""
        return row_of(self.chooser, self._drawing, self._summary, stretched=self._summary)

    def show_problem(self, problem: Problem) -> None:
        """Put a problem in as if it had been set, unless it is."""
        if problem == self.problem:
            return
        self._show_task(task_of(problem).name)
        if problem == self.problem:
            self.problem_changed.emit(problem)
        else:
            self._page.show_problem(problem)

    def read_file(self, path: str) -> None:
        """Let the text of a file be the book that is learned, as soon as it is read."""
        self._is_awaited = True
        self._page_of(_BOOKS).read_file(path)

    def prepare(self) -> None:
        """Load beside the window what choosing a book would have to wait for."""
        threading.Thread(target=_load_books, name="books", daemon=True).start()

    @property
    def account(self) -> str:
        """What was done to make the problem, in sentences; of most there is nothing to say."""
        return self._page.account

    @property
    def is_under_way(self) -> bool:
        """Whether a problem of the chosen task was asked for, and is still to come."""
        return self._page.is_under_way

    def finish(self) -> bool:
        """Read no more; whether what is being read has ended in the time that a user waits."""
        return _BOOKS not in self._pages or self._pages[_BOOKS].finish(_PATIENCE)

    def set_editable(self, editable: bool) -> None:
        """Let the user choose and change, or only read."""
        self.chooser.setEnabled(editable)
        self._page.set_editable(editable)

    @property
    def _page(self) -> Any:
        return self.currentWidget()

    def _page_of(self, name: str) -> Any:
        """The page of a task, made when it is first chosen: the window's start waits for none."""
        if name not in self._pages:
            task = TASKS[name]
            page: Any = _PAGES.get(name, ProblemForm)(task) if task.fields else self.pattern
            page.problem_changed.connect(partial(self._on_problem, name))
            page.submitted.connect(self.submitted)
            self._pages[name] = page
            self.addWidget(page)
            if task.fields:
                page.refusal_changed.connect(self.refusal_changed)
                put_in_tab_order([self.pattern.examples, *page.controls])
            if name == _BOOKS:
                page.told.connect(self._on_told)
                page.arrived.connect(self._on_arrived)
                page.is_training.connect(self.is_training)
        return self._pages[name]

    def _choose(self) -> None:
        self._is_awaited = False
        self._show_task(self.chooser.currentData())
        self.problem_changed.emit(self.problem)

    def _show_task(self, name: str) -> None:
        task = TASKS[name]
        self.chooser.setCurrentIndex(self.chooser.findData(name))
        self.setCurrentWidget(self._page_of(name))
        self.setFocusProxy(self._page)
        self.label.setText(f"{task.words.label}:")
        self._summary.setText(f"{task.summary}.")
        self._summary.setToolTip(f"{task.summary}.\nFrom: {task.source}.\n{task.sees}")
        self._drawing.show_shape(task.shape)

    def _on_problem(self, name: str, problem: Problem | None) -> None:
        if name == self.chooser.currentData():
            self.problem_changed.emit(problem)

    def _on_arrived(self) -> None:
        """Choose the task of a book that has come, unless another was chosen meanwhile."""
        if self._is_awaited and self._page is not self._pages[_BOOKS]:
            self._show_task(_BOOKS)
            self.problem_changed.emit(self.problem)
            self.told.emit("")
        self._is_awaited = False

    def _on_told(self, sentence: str) -> None:
        if self._is_awaited and self._page is not self._pages[_BOOKS]:
            self.told.emit(sentence)
