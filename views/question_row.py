"""What a network is asked: how far to go on, or what it answers to a sequence."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QWidget

from networks.settings_table import PREDICTED
from tasks.registry import task_of
from tasks.task import Problem, Task
from tasks.writing import LENGTH, USUAL_COUNT, ToWrite
from views.field_widgets import make_widget
from views.number_field import NumberField, are_taken, first_refusal
from views.rows import fill, row_of
from views.text_field import TextField

MOST_TYPED, LONGEST_TEXT = 2_000, 20_000
"""Characters of a sequence, and of a text that is judged: more than the longest has."""

_OF_A_SEQUENCE, _OF_A_TEXT = 36, 60
"""Letters that can be seen of them."""


class QuestionRow(QWidget):
    """Beside Predict: how far to go on; or a sequence, typed or fresh; or both.

    Both are asked of a network that writes: what it begins with, and how much it writes.

    Attributes:
        steps: the field for the number of symbols.
        sequence: the field for a sequence, or for a beginning.
        length: the field for how much is written.

    Signals:
        refusal_changed: the refusal is another one, or there is none any more.
        submitted: Return was pressed behind a sequence.
    """

    refusal_changed = pyqtSignal()
    submitted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._problem: Problem | None = None
        self._drawn = 0
        self.steps = make_widget(PREDICTED, "predictSpin")
        self.length = make_widget(LENGTH, "predictLengthSpin")
        self.length.setValue(USUAL_COUNT)
        self.length.hide()
        for number in (self.steps, self.length):
            number.refusal_changed.connect(self.refusal_changed)
        self.sequence = TextField(objectName="askEdit", accessibleName="Sequence to be answered")
        self.sequence.setToolTip("What the network is asked, where that can be typed")
        self.sequence.setClearButtonEnabled(True)
        self.sequence.textChanged.connect(self.refusal_changed)
        self.sequence.returnPressed.connect(self.submitted)
        self.sequence.hide()
        fill(self, row_of(self.steps, self.sequence, self.length))

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
        if hint := task.hint(problem):
            empty = _nothing_typed(task)
            self.sequence.setMaxLength(LONGEST_TEXT if task.explaining else MOST_TYPED)
            letters = _OF_A_TEXT if task.explaining else _OF_A_SEQUENCE
            self.sequence.setMinimumWidth(letters * self.fontMetrics().averageCharWidth())
            self.sequence.setPlaceholderText(empty)
            self.sequence.setToolTip(f"Leave it empty for {empty}: {hint}.")
        self.sequence.setVisible(bool(hint))
        self.steps.setVisible(not hint)
        self.length.setVisible(self._writes)
        self.refusal_changed.emit()

    @property
    def _writes(self) -> bool:
        return self._problem is not None and task_of(self._problem).writing is not None

    @property
    def _is_typed(self) -> bool:
        """Whether a sequence can be, and not a number alone."""
        return self._problem is not None and bool(task_of(self._problem).hint(self._problem))

    @property
    def _numbers(self) -> tuple[NumberField, ...]:
        """Those that are asked for now."""
        if self._writes:
            return (self.length,)
        return () if self._is_typed else (self.steps,)

    @property
    def refusal(self) -> str:
        """What is wrong with what is typed, in a sentence; empty if nothing is."""
        return first_refusal(*self._numbers) or self._refused_sequence

    @property
    def _refused_sequence(self) -> str:
        text = self.sequence.text()
        is_empty = not (text if self._writes else text.strip())
        if self._problem is None or not self._is_typed or is_empty:
            return ""
        return task_of(self._problem).refusal(self._problem, text)

    def take(self) -> Any:
        """What is asked, as :class:`tasks.task.Task` has it; None while that cannot be asked.

        Each fresh sequence is another one.
        """
        if not are_taken(*self._numbers):
            return None
        if self._refused_sequence:
            self.sequence.setFocus()
            self.sequence.selectAll()
            return None
        return self._question()

    def _question(self) -> Any:
        if self._writes:
            # A space at its end is part of a beginning.
            return ToWrite(self.sequence.text(), self.length.value())
        if not self._is_typed:
            return self.steps.value()
        if text := self.sequence.text().strip():
            return text
        self._drawn += 1
        return self._drawn - 1


def _nothing_typed(task: Task[Any]) -> str:
    """What is asked where nothing is typed."""
    if task.writing is not None:
        return "held-out words, or type some"
    which = "fresh" if task.explaining is None else "held-out"
    return f"a {which} {task.noun}, or type one"
