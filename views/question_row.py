"""What a network is asked: how far to go on, or what it answers to a sequence."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QWidget

from networks.settings_table import PREDICTED
from tasks.registry import task_of
from tasks.task import Problem
from views.field_widgets import make_widget
from views.number_field import are_taken
from views.rows import fill, row_of
from views.text_field import TextField

MOST_TYPED = 2_000
"""Characters of a sequence: more than the longest has."""
_TIP = "Leave it empty for a fresh sequence, or type one"


class QuestionRow(QWidget):
    """Beside Predict: for a pattern a number of symbols, else a sequence, typed or fresh.

    Attributes:
        steps: the field for the number of symbols.
        sequence: the field for a sequence.

    Signals:
        refusal_changed: the refusal is another one, or there is none any more.
        submitted: Return was pressed behind a sequence.
    """

    refusal_changed = pyqtSignal()
    submitted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem: Problem | None = None
        self._drawn = 0
        self._is_typed = False
        self.steps = make_widget(PREDICTED, "predictSpin")
        self.steps.refusal_changed.connect(self.refusal_changed)
        self.sequence = TextField(objectName="askEdit", accessibleName="Sequence to be answered")
        self.sequence.setToolTip(f"{_TIP}.")
        self.sequence.setMaxLength(MOST_TYPED)
        self.sequence.setClearButtonEnabled(True)
        self.sequence.textChanged.connect(self.refusal_changed)
        self.sequence.returnPressed.connect(self.submitted)
        self.sequence.setMinimumWidth(36 * self.fontMetrics().averageCharWidth())
        self.sequence.hide()
        fill(self, row_of(self.steps, self.sequence))

    def show_problem(self, problem: Problem | None) -> None:
        """Take the questions that can be asked about this; about none, those as before.

        What was typed stays for another problem of the same task alone.
        """
        if problem is None or problem == self._problem:
            return
        task = task_of(problem)
        if self._problem is not None and task is not task_of(self._problem):
            self.sequence.clear()
        self._problem = problem
        hint = task.hint(problem)
        if hint:
            self.sequence.setPlaceholderText("a fresh sequence, or type one")
            self.sequence.setToolTip(f"{_TIP}: {hint}.")
        self._is_typed = bool(hint)
        self.steps.setVisible(not hint)
        self.sequence.setVisible(bool(hint))
        self.refusal_changed.emit()

    @property
    def refusal(self) -> str:
        """What is wrong with what is typed, in a sentence; empty if nothing is."""
        if not self._is_typed:
            return self.steps.refusal
        text = self.sequence.text()
        if not text.strip() or self._problem is None:
            return ""
        return task_of(self._problem).refusal(self._problem, text)

    def take(self) -> Any:
        """What is asked, as :class:`tasks.task.Task` has it; None while that cannot be asked.

        Each fresh sequence is another one.
        """
        if not self._is_typed:
            return self.steps.value() if are_taken(self.steps) else None
        if self.refusal:
            self.sequence.setFocus()
            self.sequence.selectAll()
            return None
        if text := self.sequence.text().strip():
            return text
        self._drawn += 1
        return self._drawn - 1
