"""A field for numbers that are compared by their ratio, such as a learning rate."""

from __future__ import annotations

import math

from PyQt5.QtGui import QValidator
from PyQt5.QtWidgets import QDoubleSpinBox

_STEPS = (1.0, 2.0, 5.0, 10.0)
_DECIMALS = 12
"""More than are shown: a small number must not be rounded to zero."""
_DIGITS = 6


class LogSpinBox(QDoubleSpinBox):
    """A spin box that steps 1, 2, 5, 10, 20, … and writes as few digits as needed."""

    def __init__(self) -> None:
        super().__init__()
        self.setDecimals(_DECIMALS)

    def stepBy(self, steps: int) -> None:
        """Go to the next round number, up or down, as often as asked."""
        for _ in range(abs(steps)):
            self.setValue(_next_round(self.value(), upwards=steps > 0))
        self.selectAll()

    def textFromValue(self, value: float) -> str:
        """The number without zeros at its end."""
        return f"{value:.{_DIGITS}g}"

    def valueFromText(self, text: str) -> float:
        """The number that is typed; what is not one yet counts as the present one."""
        try:
            return float(text)
        except ValueError:
            return self.value()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Take numbers within the range; let everything else be typed on that can become one."""
        try:
            is_within = self.minimum() <= float(text) <= self.maximum()
        except ValueError:
            is_within = False
        if is_within:
            state = QValidator.Acceptable
        elif set(text) <= set("0123456789.e-+"):
            state = QValidator.Intermediate
        else:
            state = QValidator.Invalid
        return state, text, position


def _next_round(value: float, upwards: bool) -> float:
    """The next of …, 0.1, 0.2, 0.5, 1, 2, 5, … beyond ``value``."""
    # A hair further, so that a round number is not its own successor.
    power = 10.0 ** math.floor(math.log10(value * (1 + 1e-9)))
    if upwards:
        return next(step * power for step in _STEPS if step * power > value * (1 + 1e-9))
    below = [step * power for step in _STEPS if step * power < value * (1 - 1e-9)]
    return below[-1] if below else power / 2
