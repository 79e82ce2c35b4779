"""The controls that choose another stretch of a long text, or one that is typed, to look at."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import QSignalBlocker, pyqtSignal
from PyQt5.QtWidgets import QLineEdit, QWidget

from networks.fields import FieldError
from tasks.passages import Passages
from tasks.sample import Sample
from tasks.task import Task
from views.buttons import Push, push_button
from views.number_field import WholeField
from views.rows import fill, label_of, row_of
from views.text_field import TextField

_TYPE = "type a text to be read, and press Enter"


class StretchBar(QWidget):
    """Seen where a task's problems are long texts; elsewhere its usual sample is looked at.

    Attributes:
        refusal: why what was typed cannot be read, in a sentence; empty if it can.

    Signals:
        changed: another stretch is wanted.
    """

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.refusal = ""
        self._problem: Any = None
        self._place = 0
        self._typed = ""
        self._from = WholeField(objectName="insideFromSpin", accessibleName="First symbol read")
        self._from.setToolTip("From where on the text is read; Enter takes another place")
        self._from.setKeyboardTracking(False)
        self._from.setSingleStep(100)
        self._from.valueChanged.connect(self._go_to)
        self._text: QLineEdit = TextField(objectName="insideTypedField", placeholderText=_TYPE)
        self._text.setAccessibleName("Text to be read in place of the book")
        self._text.setToolTip("A text of your own, which the network reads in place of the book's")
        self._text.returnPressed.connect(lambda: self._read(self._text.text()))
        self._usual = push_button(self._usual_push(), self)
        label = label_of("&Read from:", self._from)
        fill(self, row_of(label, self._from, 8, self._text, self._usual, stretched=self._text))
        self.hide()

    def sample_of(self, task: Task[Any], problem: Any) -> Sample:
        """What is to be looked at of a problem."""
        passages, usual = task.passages, task.sample(problem)
        self.setVisible(passages is not None)
        self.refusal = ""
        if passages is None:
            return usual
        if problem is not self._problem:
            self._begin(passages, problem)
        try:
            return self._chosen(passages, problem, len(usual.given)) or usual
        except FieldError as error:
            self.refusal = str(error)
            return usual

    def _chosen(self, passages: Passages, problem: Any, steps: int) -> Sample | None:
        if self._typed:
            return passages.typed(problem, self._typed)
        return passages.at(problem, self._place - 1, steps) if self._place else None

    def _begin(self, passages: Passages, problem: Any) -> None:
        """Another text: it begins with what is usually looked at of it."""
        self._problem, self._place = problem, 0
        self._show(passages.unseen_from(problem) + 1, passages.length(problem))

    def _show(self, place: int, last: int) -> None:
        with QSignalBlocker(self._from):
            self._from.setRange(1, last)
            self._from.setValue(place)

    def _go_to(self, place: int) -> None:
        self._place, self._typed = place, ""
        self.changed.emit()

    def _read(self, text: str) -> None:
        self._typed = text
        self.changed.emit()

    def _usual_push(self) -> Push:
        return Push(
            "insideUsualButton",
            "&Held-out part",
            "Look at the beginning of the held-out part of the text again",
            self._go_back,
            spoken="Look at the held-out part",
        )

    def _go_back(self) -> None:
        self._place, self._typed, self._problem = 0, "", None
        self._text.clear()
        self.changed.emit()
