"""The controls of writing: what to begin with, how much, and how symbols are drawn."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QWidget

from tasks.sampling import Sampling
from tasks.writing import LENGTH, OF_SAMPLING, ToWrite, sampling_of
from views.field_row import BETWEEN, FieldRow
from views.number_field import are_taken, first_refusal
from views.rows import fill, label_of, lines_of, row_of
from views.text_field import TextField

LONGEST_BEGINNING = 500
_PREFIX = "writing"


class WritingControls(QWidget):
    """What is set for the next text; temperature and cuts also move the bars at once.

    Attributes:
        beginning: the field for it.

    Signals:
        changed: another value is set.
        refusal_changed: a number that is typed is refused, or not any more.
        submitted: Return was pressed behind the beginning.
    """

    changed = pyqtSignal()
    refusal_changed = pyqtSignal()
    submitted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.beginning = TextField(objectName="writingBeginning", accessibleName="Beginning")
        self.beginning.setMaxLength(LONGEST_BEGINNING)
        self.beginning.setClearButtonEnabled(True)
        self.beginning.setPlaceholderText("a few words that were held out, or type some")
        self.beginning.setToolTip("What the network reads first, and goes on from")
        self.beginning.textChanged.connect(self.changed)
        self.beginning.returnPressed.connect(self.submitted)
        self._values = {field.name: field.default for field in (LENGTH, *OF_SAMPLING)}
        length, self._drawing = FieldRow(_PREFIX, (LENGTH,)), FieldRow(_PREFIX, OF_SAMPLING)
        for row in (length, self._drawing):
            row.put.connect(self._put)
            row.refusal_changed.connect(self.refusal_changed)
        self._numbers = (*length.numbers, *self._drawing.numbers)
        words = label_of("&Beginning:", self.beginning)
        begin = row_of(words, self.beginning, BETWEEN, length, stretched=self.beginning)
        fill(self, lines_of(begin, self._drawing))

    @property
    def sampling(self) -> Sampling:
        """How symbols are drawn as it is set now."""
        return sampling_of(self._values)

    @property
    def asked(self) -> ToWrite:
        """What is set."""
        return ToWrite(self.beginning.text(), self._values[LENGTH.name], self.sampling)

    @property
    def refusal(self) -> str:
        """What is wrong with a number that is typed, in a sentence; empty if nothing is."""
        return first_refusal(*self._numbers)

    def take(self) -> ToWrite | None:
        """What is to be written, a number that is still being typed included; None if refused."""
        return self.asked if are_taken(*self._numbers) else None

    def draw_with(self, **values: Any) -> None:
        """Set fields of the sampling."""
        self._values |= values
        self._drawing.show_values(self._values)
        self.changed.emit()

    def _put(self, name: str, value: Any) -> None:
        self._values[name] = value
        self.changed.emit()
