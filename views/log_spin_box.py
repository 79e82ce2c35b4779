"""A field for numbers that are compared by their ratio, such as a learning rate."""

from __future__ import annotations

import math

from views.number_field import DecimalField

_STEPS = (1.0, 2.0, 5.0, 10.0)
_DIGITS = 6


class LogSpinBox(DecimalField):
    """A field that steps 1, 2, 5, 10, 20, …"""

    def stepped(self, steps: int) -> float:
        """The next round number, up or down, as often as asked."""
        value = self.value()
        for _ in range(abs(steps)):
            value = _next_round(value, upwards=steps > 0)
        return value


def _next_round(value: float, upwards: bool) -> float:
    """The next of …, 0.1, 0.2, 0.5, 1, 2, 5, … beyond ``value``."""
    # A hair further, so that a round number is not its own successor.
    power = 10.0 ** math.floor(math.log10(value * (1 + 1e-9)))
    if upwards:
        found = next(step * power for step in _STEPS if step * power > value * (1 + 1e-9))
    else:
        below = [step * power for step in _STEPS if step * power < value * (1 - 1e-9)]
        found = below[-1] if below else power / 2
    # Without the noise of binary fractions, which would be written.
    return float(f"{found:.{_DIGITS}g}")
