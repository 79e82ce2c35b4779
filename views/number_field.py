"""Fields for numbers: what is typed is read as it stands, or refused in view.

Qt's own drop the characters that the computer's language does not know, so that 0,003 becomes 3,
and put the last number back when they are left. Here, a text that is no number stays until
somebody mends it: the field is framed, and has a sentence on it for the window to show.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from PyQt5.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt5.QtGui import QColor, QFocusEvent, QHideEvent, QPaintEvent, QPen, QValidator
from PyQt5.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox

from networks.fields import Number, WholeNumber
from views.calm_wheel import CalmWheel
from views.colours import colours_for
from views.painting import fails_once, painting_on
from views.text_field import TextField

EMPTY = "The field is empty: type a number."
_MOST_DECIMALS = 20
"""More than are ever typed: Qt would round to as many."""
_DECIMALS_OF_A_STEP = 9
_ROUND = 1.0, 2.0, 5.0
_DIGITS_OF_ROUND = 6
_FRAME = 2
"""Pixels."""


class NumberField(CalmWheel):
    """What is common to fields for whole numbers and for decimals.

    Its range is that of what can be typed or stepped to. A value from elsewhere that lies
    outside is shown as it is; the first change brings it within.

    Attributes:
        refusal: why the text is no number for this field, in a sentence; empty if it is one.
        kind: a WholeNumber or a Number: how it is read and written, and what can be typed.

    Signals:
        refusal_changed: the refusal is another one, or there is none any more.
    """

    refusal_changed = pyqtSignal()
    refusal = ""
    _refused = ""
    _is_refused = False
    kind: Any

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self.kind = replace(self.kind, least=self.minimum(), largest=self.maximum())
        self.setLineEdit(TextField(objectName=self.lineEdit().objectName()))
        self.lineEdit().textChanged.connect(self._check)

    def stepped(self, steps: int) -> float:
        """The number so many steps on, within the range or not."""
        return self.value() + steps * self.singleStep()

    # What the program asks

    @property
    def _limits(self) -> tuple[float, float]:
        return self.kind.least, self.kind.largest

    @property
    def outside(self) -> str:
        """That the value lies outside the range, in a sentence; empty if it does not."""
        least, most = self._limits
        if least <= self.value() <= most:
            return ""
        value, least, most = map(self.kind.write, (self.value(), least, most))
        return (
            f"{value} is outside what can be chosen, {least} to {most}: a change brings it within."
        )

    def setRange(self, least: float, most: float) -> None:
        """Set what can be typed; the value stays, and of the same limits what is being typed."""
        if (least, most) == self._limits:
            return
        self.kind = replace(self.kind, least=least, largest=most)
        super().setRange(min(least, self.value()), max(most, self.value()))
        self._check()

    def setValue(self, value: float) -> None:
        """Show a number in place of whatever is typed."""
        self._is_refused = False
        least, most = self._limits
        super().setRange(min(least, value, self.value()), max(most, value, self.value()))
        super().setValue(value)
        super().setRange(min(least, value), max(most, value))
        self._check()  # Qt changes the text without telling of it.

    def take_back(self) -> None:
        """Show the number that is in use in place of a text that is refused."""
        self.setValue(self.value())

    # What Qt asks

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let everything be typed; whether it is a number is told, and decides what is taken."""
        is_number = not self._problem_with(self._bare(text))
        state = QValidator.Acceptable if is_number else QValidator.Intermediate
        return state, text, position

    def fixup(self, text: str) -> str:
        """Mend nothing: that is for the user."""
        return text

    def valueFromText(self, text: str) -> float:
        """The number that is typed, or the present one."""
        try:
            return self._read(self._bare(text))
        except ValueError:
            return self.value()

    def textFromValue(self, value: float) -> str:
        """The number; but what is refused is not replaced by the number before it."""
        is_replaced = self._is_refused and value == self.value()
        return self._refused if is_replaced else self.kind.write(value)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabled:
        """Either way up to the end of the range; from beyond it, both lead back."""
        least, most = self._limits
        up = QAbstractSpinBox.StepUpEnabled if self.value() != most else 0
        down = QAbstractSpinBox.StepDownEnabled if self.value() != least else 0
        return QAbstractSpinBox.StepEnabled(up | down)

    def stepBy(self, steps: int) -> None:
        """Go on from the number that is typed, or else from the one in use, within the range."""
        self.interpretText()
        least, most = self._limits
        self.setValue(min(max(self.stepped(steps), least), most))
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the number that was typed in the one way, and take back no typing from then on."""
        super().focusOutEvent(event)
        self.interpretText()
        # From a menu or another window, one comes back to one's typing.
        if event.reason() not in (Qt.PopupFocusReason, Qt.ActiveWindowFocusReason):
            self.lineEdit().setText(self.lineEdit().text())

    def changeEvent(self, event: QEvent) -> None:
        """Keep no refused text where nobody can mend it."""
        super().changeEvent(event)
        if event.type() == QEvent.EnabledChange and not self.isEnabled():
            self.take_back()

    def hideEvent(self, event: QHideEvent) -> None:
        """Likewise where it is not shown any more, unless all around it goes with it."""
        super().hideEvent(event)
        if self.isHidden():
            self.take_back()

    @fails_once(lambda field: field.refusal)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame the field if its text is refused."""
        super().paintEvent(event)
        if self.refusal:
            with painting_on(self) as painter:
                colour = QColor(colours_for(self.palette()).error)
                painter.setPen(QPen(colour, _FRAME))
                inset = _FRAME // 2
                painter.drawRect(self.rect().adjusted(inset, inset, -inset, -inset))

    def _check(self) -> None:
        text = self._bare(self.lineEdit().text())
        refusal = self._problem_with(text)
        self._refused, self._is_refused = text, bool(refusal)
        if refusal != self.refusal:
            self.refusal = refusal
            self.setAccessibleDescription(refusal)
            self.update()
            self.refusal_changed.emit()

    def _problem_with(self, text: str) -> str:
        if not text:
            return EMPTY
        try:
            self._read(text)
        except ValueError as error:
            return str(error)
        return ""

    def _read(self, text: str) -> float:
        # As it is shown, a value outside the range is not refused.
        return self.value() if text == self.kind.write(self.value()) else self.kind.read(text)

    def _bare(self, text: str) -> str:
        """The text without what stands around the number, spaces that were pasted included."""
        return text.removeprefix(self.prefix()).removesuffix(self.suffix()).strip()


class WholeField(NumberField, QSpinBox):
    """A field for a whole number, in digits without anything between them."""

    kind = WholeNumber(0, 0)

    def __init__(self, zero: str = "", **properties: Any) -> None:
        super().__init__(**properties)
        self.kind = replace(self.kind, zero=zero)
        self.setValue(self.value())


class DecimalField(NumberField, QDoubleSpinBox):
    """A field for a number with a fraction, with a point or a comma, in as few digits as needed."""

    kind = Number(0.0, 0.0)

    def __init__(self, **properties: Any) -> None:
        super().__init__(**properties)
        self.setDecimals(_MOST_DECIMALS)

    def sizeHint(self) -> QSize:
        """Room for the digits of its steps, too: Qt measures both ends of the range alone."""
        between = self.kind.write(self.stepped(1)) if self.singleStep() < 1 else ""
        return super().sizeHint() + QSize(self.fontMetrics().horizontalAdvance(between), 0)

    minimumSizeHint = sizeHint

    def stepped(self, steps: int) -> float:
        """The number so many steps on, without what is left of 0.1 + 0.2 beside 0.3."""
        return round(super().stepped(steps), _DECIMALS_OF_A_STEP)


class LogSpinBox(DecimalField):
    """For numbers that are compared by their ratio, such as a rate: it steps 1, 2, 5, 10, 20, …"""

    def stepped(self, steps: int) -> float:
        """The next round number, up or down, as often as asked."""
        value = self.value()
        for _ in range(abs(steps)):
            value = _next_round(value, upwards=steps > 0)
        return value


def _next_round(value: float, upwards: bool) -> float:
    """The next of …, 0.1, 0.2, 0.5, 1, 2, 5, … beyond ``value``."""
    power = math.floor(math.log10(value))
    near = [digit * 10.0**each for each in range(power - 1, power + 2) for digit in _ROUND]
    # A hair further, so that a round number is not its own successor.
    found = (
        min(each for each in near if each > value * (1 + 1e-9))
        if upwards
        else max(each for each in near if each < value * (1 - 1e-9))
    )
    # Without the noise of binary fractions, which would be written.
    return float(f"{found:.{_DIGITS_OF_ROUND}g}")


def are_taken(*fields: NumberField) -> bool:
    """Take what is typed in them; the first that is refused gets the keyboard.

    Returns whether all hold numbers.
    """
    for field in fields:
        field.interpretText()
    refused = [field for field in fields if field.refusal]
    if refused:
        refused[0].setFocus()
        refused[0].selectAll()
    return not refused


def first_refusal(*fields: NumberField) -> str:
    """The first sentence on what is refused in one of them; empty if nothing is."""
    return next((field.refusal for field in fields if field.refusal), "")
