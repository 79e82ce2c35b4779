"""A form for a problem of any task that declares its fields."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QWidget

from networks.fields import WholeNumber
from tasks.task import Problem, Task
from views.adapting import Adapting
from views.colours import colours_for
from views.field_row import FieldRow
from views.labels import make_text
from views.rows import fill, lines_of


class ProblemForm(Adapting, QWidget):
    """Sets a problem field by field, and says below what it takes to solve it.

    Attributes:
        problem: that is set.
        numbers: the fields in which numbers are typed.

    Signals:
        problem_changed: another problem is set.
        submitted: never: Return belongs to the number that is typed.
        refusal_changed: what is typed for a number is refused, or not any more.
    """

    problem_changed = pyqtSignal(object)
    submitted = pyqtSignal()
    refusal_changed = pyqtSignal()
    is_under_way = False
    """It is there as soon as it is asked for."""

    def __init__(self, task: Task[Any]) -> None:
        super().__init__()
        self._task = task
        self.problem: Problem = task.example
        self._row = FieldRow(task.name, task.fields)
        self.numbers, self.controls = self._row.numbers, self._row.controls
        self.set_editable = self._row.set_editable
        self.message = make_text(f"{task.name}Message", "What a guess reaches, or what is wrong")
        fill(self, lines_of(self._row, self.message))
        self.setFocusProxy(self.controls[0])
        self.setFocusPolicy(Qt.StrongFocus)  # Its label asks it whether it takes the focus.
        self._row.put.connect(self._put)
        self._row.refusal_changed.connect(self._tell)
        self._row.refusal_changed.connect(self.refusal_changed)
        self._show()
        self.on_palette(self._tell)

    @property
    def refusal(self) -> str:
        """What is wrong with what is typed, in a sentence; empty if nothing is."""
        return self._row.refusal

    def show_problem(self, problem: Problem) -> None:
        """Put a problem in, unless it is set already."""
        if problem != self.problem:
            self._take(problem)

    def _put(self, name: str, value: Any) -> None:
        """Set one field; those that it limits follow it."""
        values = {**self._values, name: value}
        for field in self._task.fields:
            kind = field.among(values).kind
            if isinstance(kind, WholeNumber):
                values[field.name] = min(max(values[field.name], kind.least), kind.largest)
        self._take(self._task.with_values(self.problem, values))

    @property
    def _values(self) -> dict[str, Any]:
        return self._task.values(self.problem)

    def _take(self, problem: Problem) -> None:
        self.problem = problem
        self._show()
        self.problem_changed.emit(problem)

    def _show(self) -> None:
        self._row.show_values(self._values)
        self._tell()

    def _tell(self) -> None:
        colours = colours_for(self.palette())
        guess = self._task.guess_told(self.problem)
        wrong = f"✗ {self.refusal}" if self.refusal else ""
        self.message.setText(wrong or f"A blind guess reaches {guess}.")
        self.message.setStyleSheet(f"color: {colours.error if wrong else colours.muted}")
