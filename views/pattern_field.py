"""The field for the pattern: checked while it is typed, with a menu of examples."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from formatting import counted
from tasks.pattern import Pattern
from tasks.task import Problem
from utils import PatternError
from views.adapting import Adapting
from views.buttons import Push, menu_button
from views.colours import colours_for
from views.example_patterns import EXAMPLES, Example
from views.labels import make_label
from views.number_field import NumberField
from views.text_field import TextField

LONGEST_TEXT = 100_000
"""Characters: room for 10,000 symbols however they are spaced, and for a paste that is too long."""


class PatternField(Adapting, QWidget):
    """Reads a pattern of zeros and ones, and says beside the field what is wrong with it.

    Attributes:
        problem: the pattern that is typed, or None while the text is not one.
        refusal: what is wrong with the text, in a sentence; empty if nothing is.

    Signals:
        problem_changed: the pattern, or None while the text is not one.
        refusal_changed: the refusal is another one, or there is none any more.
        submitted: Return was pressed in the field.
    """

    problem_changed = pyqtSignal(object)
    refusal_changed = pyqtSignal()
    submitted = pyqtSignal()
    numbers: tuple[NumberField, ...] = ()
    """It has no field for a number."""
    is_under_way = False
    """It is there as soon as it is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.refusal = ""
        self.problem: Pattern | None = None
        self.edit = self._make_edit()
        self.message = self._make_message()
        self.examples = self._make_examples()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit, 0, 0)
        layout.addWidget(self.examples, 0, 1)
        layout.addWidget(self.message, 1, 0, 1, 2)
        self.setFocusProxy(self.edit)
        self.setFocusPolicy(Qt.StrongFocus)  # Its label asks it whether it takes the focus.
        self.on_palette(self._colour_message)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """All that cannot be used while the pattern is only read."""
        return (self.examples,)

    def set_text(self, text: str) -> None:
        """Put a pattern in as if it had been typed."""
        self.edit.setText(text)

    def show_problem(self, pattern: Problem) -> None:
        """Put a pattern in, unless the text already means just that."""
        if pattern != self.problem:
            self.set_text(",".join(str(pattern)))

    def set_editable(self, editable: bool) -> None:
        """Let the user change the pattern, or only read and copy it.

        Once it is trained on, its typing is not taken back any more: Undo is then for the
        training.
        """
        if not editable and not self.edit.isReadOnly():
            self._forget_typing()
        self.edit.setReadOnly(not editable)
        self.examples.setEnabled(editable)

    def _forget_typing(self) -> None:
        place = self.edit.cursorPosition()
        self.edit.setText(self.edit.text())
        self.edit.setCursorPosition(place)

    def _make_edit(self) -> QLineEdit:
        edit = TextField(objectName="patternEdit", accessibleName="Pattern of zeros and ones")
        edit.setToolTip(
            "One period of an endless repetition, written 0,1,0,1 or 0101 or 0 1 0 1, or pasted "
            "as a list, an array or a column: 1 to 10,000 symbols."
        )
        edit.setPlaceholderText("for example 0,1,0,1")
        edit.setMaxLength(LONGEST_TEXT)
        edit.setClearButtonEnabled(True)
        edit.textChanged.connect(self._check)
        edit.returnPressed.connect(self.submitted)
        return edit

    def _make_message(self) -> QLabel:
        label = make_label("patternMessage", "What the pattern is, or what is wrong with it")
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Preferred)
        return label

    def _make_examples(self) -> QPushButton:
        push = Push(
            "examplesButton",
            "Examples",
            "Patterns worth trying, and why",
            spoken="Example patterns",
        )
        return menu_button(push, dict(map(self._entry, EXAMPLES)))

    def _entry(self, example: Example) -> tuple[str, tuple[str, Callable[[], object]]]:
        take = partial(self.set_text, ",".join(example.symbols))
        text = f"{example.name}:  {example.symbols}\t{example.why}"
        return text, (f"{example.name}: {example.why}.", take)

    def _check(self, text: str) -> None:
        pattern, refusal = None, ""
        try:
            pattern = Pattern.read(text)
            symbols = counted(len(pattern), "symbol")
            self.message.setText(f"{symbols}, period {pattern.period:,}")
        except PatternError as error:
            refusal = str(error)
            self.message.setText(f"✗ {error}")
        was, self.refusal = self.refusal, refusal
        self._colour_message()
        if refusal != was:
            self.refusal_changed.emit()
        self.problem = pattern
        self.problem_changed.emit(pattern)

    def _colour_message(self) -> None:
        colours = colours_for(self.palette())
        colour = colours.error if self.refusal else colours.muted
        self.message.setStyleSheet(f"color: {colour}")
