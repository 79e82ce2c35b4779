"""The equations of an LSTM with one unit's numbers put in, so that they can be checked.

Every number shown is the true one, rounded. So that a student who puts the shown
numbers into a calculator comes within one unit of the last digit of what is shown
as the result, what goes into a sum or a product has a digit more than what comes
out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from training.cell_values import CellValues

RESULT_DIGITS = 4
"""Digits after the point of a result."""
PART_DIGITS = RESULT_DIGITS + 1
"""Digits after the point of what a result is computed from."""
FACTOR_DIGITS = PART_DIGITS + 3
PRODUCT_DIGITS = PART_DIGITS + 2
"""Digits of the terms of a sum: the errors of a hundred add up to half a unit of PART_DIGITS."""
_LARGE, _DIGITS_OF_LARGE = 100, 2
_LARGEST_SUM = 10
"""As long as |c_tm1| + |f| + |i| + |g| is below this, a product's last digit is safe."""


@dataclass(frozen=True)
class Term:
    """One product of a sum over units.

    Attributes:
        source: number of the unit that it comes from, from 0.
        weight: of the connection.
        value: what that unit shows.
    """

    source: int
    weight: float
    value: float

    @property
    def product(self) -> float:
        """What it adds to the sum."""
        return self.weight * self.value


def number(value: float, digits: int = RESULT_DIGITS) -> str:
    """A number with a fixed count of digits after the point, and never as −0."""
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.removeprefix("-")
    return text.replace("-", "−")


def short_number(value: float) -> str:
    """A number as a drawing has room for it: a large one with fewer digits after the point."""
    return number(value, RESULT_DIGITS if abs(value) < _LARGE else _DIGITS_OF_LARGE)


def bracketed(value: float, digits: int = PART_DIGITS) -> str:
    """A number that stands behind an operator: in brackets if it is negative."""
    text = number(value, digits)
    return f"({text})" if text.startswith("−") else text


def numbers_of(symbol: str, values: CellValues) -> str:
    """The right side of one of the six equations, with the unit's numbers in it."""
    if symbol == "c":
        return _cell_state(values)
    if symbol == "h":
        return _hidden_state(values)
    return _gate(symbol, values)


def _gate(symbol: str, values: CellValues) -> str:
    gate = values.gates[symbol]
    squash = "tanh" if symbol == "g" else "σ"
    parts = f"{_from_input(symbol, values)} + {bracketed(gate.from_state)} + {bracketed(gate.bias)}"
    return f"{squash}({parts}) = {squash}({number(gate.z)}) = {number(gate.value)}"


def _from_input(symbol: str, values: CellValues) -> str:
    """A single product in the first layer, where x is one symbol; else the sum over x."""
    gate = values.gates[symbol]
    if len(values.x) == 1:
        return f"{number(gate.input_weights[0], PART_DIGITS)}·{values.x[0]:.0f}"
    return number(gate.from_input, PART_DIGITS)


def _cell_state(values: CellValues) -> str:
    i, f, g = (values.gates[symbol].value for symbol in "ifg")
    kept = f"{number(f, PART_DIGITS)}·{bracketed(values.c_tm1)}"
    added = f"{number(i, PART_DIGITS)}·{bracketed(g)}"
    return f"{kept} + {added} = {number(values.c, cell_state_digits(values))}"


def cell_state_digits(values: CellValues) -> int:
    """Digits of c: a large c_tm1 multiplies the rounding of f, so the last ones are left out."""
    size = abs(values.c_tm1) + sum(abs(values.gates[symbol].value) for symbol in "ifg")
    lost = np.ceil(np.log10(max(_LARGEST_SUM, size) / _LARGEST_SUM))
    return RESULT_DIGITS - int(min(lost, RESULT_DIGITS))


def _hidden_state(values: CellValues) -> str:
    o = number(values.gates["o"].value, PART_DIGITS)
    return (
        f"{o}·tanh({number(values.c, PART_DIGITS)}) = {o}·{bracketed(values.tanh_c)}"
        f" = {number(values.h)}"
    )


def terms_from_input(symbol: str, values: CellValues) -> list[Term]:
    """The terms of a gate's W x."""
    return list(_terms(values.gates[symbol].input_weights, values.x))


def terms_from_state(symbol: str, values: CellValues) -> list[Term]:
    """The terms of a gate's U h_tm1."""
    return list(_terms(values.gates[symbol].recurrent_weights, values.h_tm1))


def _terms(weights: np.ndarray, values: np.ndarray) -> Iterator[Term]:
    for source, (weight, value) in enumerate(zip(weights, values, strict=True)):
        yield Term(source, float(weight), float(value))


def place_text(values: CellValues) -> str:
    """Which unit at which step, counted from 1 as everywhere."""
    return f"Layer {values.layer + 1}, unit {values.unit + 1}, step {values.step + 1}"
