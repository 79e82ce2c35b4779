"""A form for a problem of any task that declares its fields."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import QEvent, Qt, pyqtSignal
from PyQt5.QtWidgets import QWidget

from networks.fields import Field, WholeNumber
from tasks.task import Problem, Task
from views.colours import colours_for
from views.field_widgets import changed, make_number, make_widget, show_value, value_of
from views.labels import make_text
from views.number_field import NumberField, first_refusal
from views.rows import fill, label_of, lines_of, row_of

_BETWEEN = 12
"""Pixels from one field to the words before the next."""


class ProblemForm(QWidget):
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

    def __init__(self, task: Task[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task = task
        self.problem: Problem = task.example
        self._widgets = {field.name: self._make(field) for field in task.fields}
        self.numbers = tuple(w for w in self._widgets.values() if isinstance(w, NumberField))
        self.message = make_text(f"{task.name}Message", "What a guess reaches, or what is wrong")
        self._arrange()
        self.setFocusProxy(next(iter(self._widgets.values())))
        self.setFocusPolicy(Qt.StrongFocus)  # Its label asks it whether it takes the focus.
        for number in self.numbers:
            number.refusal_changed.connect(self._tell)
            number.refusal_changed.connect(self.refusal_changed)
        self._show()

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """The fields from left to right."""
        return tuple(self._widgets.values())

    def show_problem(self, problem: Problem) -> None:
        """Put a problem in, unless it is set already."""
        if problem != self.problem:
            self._take(problem)

    def set_editable(self, editable: bool) -> None:
        """Let the user change the fields, or only read them."""
        for widget in self._widgets.values():
            widget.setEnabled(editable)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change between the light and the dark palette."""
        super().changeEvent(event)
        if event.type() == QEvent.PaletteChange:
            self._tell()

    def _make(self, field: Field) -> Any:
        name = f"{self._task.name}{field.name.capitalize()}Field"
        is_whole = isinstance(field.kind, WholeNumber)
        widget = make_number(field, name) if is_whole else make_widget(field, name)
        changed(widget).connect(lambda: self._put(field.name, value_of(widget)))
        return widget

    def _arrange(self) -> None:
        items: list[Any] = []
        for field in self._task.fields:
            widget = self._widgets[field.name]
            items += [label_of(f"{field.label}:", widget), widget, _BETWEEN]
        fill(self, lines_of(row_of(*items, None), self.message))

    def _put(self, name: str, value: Any) -> None:
        """Set one field; those that it limits follow it."""
        values = {**vars(self.problem), name: value}
        for field in self._task.fields:
            kind = field.among(values).kind
            if isinstance(kind, WholeNumber):
                values[field.name] = min(max(values[field.name], kind.least), kind.largest)
        self._take(self._task.problem(**values))

    def _take(self, problem: Problem) -> None:
        self.problem = problem
        self._show()
        self.problem_changed.emit(problem)

    def _show(self) -> None:
        values = vars(self.problem)
        for field in self._task.fields:
            show_value(self._widgets[field.name], field.among(values), values[field.name])
        self._tell()

    def _tell(self) -> None:
        colours = colours_for(self.palette())
        refusal = first_refusal(*self.numbers)
        guess = self._task.guess_told(self.problem)
        self.message.setText(f"✗ {refusal}" if refusal else f"A blind guess reaches {guess}.")
        self.message.setStyleSheet(f"color: {colours.error if refusal else colours.muted}")
