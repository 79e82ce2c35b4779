"""The equations of a cell with one unit's numbers put in, so that they can be checked.

Every number shown is the true one, rounded. So that a student who puts the shown
numbers into a calculator comes within one unit of the last digit of what is shown
as the result, what goes into a sum or a product has a digit more than what comes
out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cells.cell import ONE_MINUS, PHI, Blend, Gate, inner_symbol
from inspection.cell_values import CellValues, GateValues, units_named
from views.inside.stages import SQUASHES, squash_of, squashed, textbook

RESULT_DIGITS = 4
"""Digits after the point of a result."""
PART_DIGITS = RESULT_DIGITS + 1
"""Digits after the point of what a result is computed from."""
FACTOR_DIGITS = PART_DIGITS + 3
PRODUCT_DIGITS = PART_DIGITS + 2
"""Digits of the terms of a sum: the errors of a hundred add up to half a unit of PART_DIGITS."""
_LARGE, _DIGITS_OF_LARGE = 100, 2
_HUGE = 1e7
"""From here on numbers are written with a power of ten: they would fill the line."""
_MOST_TERMS = 1_000
"""So many of a sum are listed, zeros and all."""
_MOST_ROUNDINGS = 10
"""So many parts, each rounded, still leave the last digit of a result safe."""


@dataclass(frozen=True)
class Term:
    """One product of a sum over units.

    Attributes:
        source: what it comes from.
        weight: of the connection.
        value: what is there.
    """

    source: str
    weight: float
    value: float

    @property
    def product(self) -> float:
        """What it adds to the sum."""
        return self.weight * self.value


def number(value: float, digits: int = RESULT_DIGITS) -> str:
    """A number with a fixed count of digits after the point, and never as −0."""
    text = f"{value:.{digits}f}" if not abs(value) >= _HUGE else f"{value:.{digits}e}"
    if float(text) == 0:
        text = text.removeprefix("-")
    return text.replace("-", "−")


def short_number(value: float) -> str:
    """A number as a drawing has room for it: a large one with fewer digits after the point."""
    return number(value, RESULT_DIGITS if abs(value) < _LARGE else _DIGITS_OF_LARGE)


def bracketed(value: float) -> str:
    """A number that stands behind an operator: in brackets if it is negative."""
    return _in_brackets(number(value, PART_DIGITS))


def numbers_of(symbol: str, values: CellValues) -> str:
    """The right side of the equation that computes ``symbol``, with the unit's numbers in it."""
    stage = values.cell.stage(symbol)
    return _gate(stage, values) if isinstance(stage, Gate) else _blend(stage, values)


def _gate(gate: Gate, values: CellValues) -> str:
    of_gate = values.gates[gate.symbol]
    digits = result_digits(_roundings_in_sum(of_gate))
    squash = squash_of(gate, values.activation)
    total, value = number(of_gate.sum, digits), number(of_gate.value, digits)
    parts = " + ".join(_parts(gate, values))
    if not squash:
        return f"{parts} = {value}"
    return f"{squash}({parts}) = {squash}({total}) = {value}"


def _parts(gate: Gate, values: CellValues) -> list[str]:
    """What is summed inside a gate, in the order of its equation."""
    of_gate = values.gates[gate.symbol]
    parts = [_from_input(of_gate, values), _from_state(of_gate)]
    if of_gate.peephole is not None:
        p, seen = of_gate.peephole
        parts.append(f"{bracketed(p)}·{bracketed(seen)}")
    parts.append(bracketed(of_gate.bias))
    if of_gate.state_bias is not None and of_gate.reset is None:
        parts.append(bracketed(of_gate.state_bias))
    return parts


def _from_input(of_gate: GateValues, values: CellValues) -> str:
    """A single product in the first layer, where x is one symbol; else the sum over x."""
    if reads_a_symbol(values):
        return f"{number(of_gate.input_weights[0], PART_DIGITS)}·{values.x[0]:.0f}"
    return number(of_gate.from_input, PART_DIGITS)


def reads_a_symbol(values: CellValues) -> bool:
    """Whether x is a single 0 or 1, or another whole number."""
    return values.layer == 0 and len(values.x) == 1 and float(values.x[0]).is_integer()


def _from_state(of_gate: GateValues) -> str:
    if of_gate.reset is None:
        return bracketed(of_gate.from_state)
    inside = number(of_gate.from_state, PART_DIGITS)
    if of_gate.state_bias is not None:
        inside += f" + {bracketed(of_gate.state_bias)}"
    return f"{number(of_gate.reset, PART_DIGITS)}·({inside})"


def _roundings_in_sum(of_gate: GateValues) -> float:
    """How many times the rounding of one part can show in the sum that is computed from them.

    A part that is added shows once; one that is multiplied, as often as the other factor says.
    """
    if of_gate.reset is None:
        times = 3.0 + (of_gate.state_bias is not None)
    else:
        times = 2.0 + 2 * of_gate.reset
        times += abs(of_gate.from_state + (of_gate.state_bias or 0.0))
    if of_gate.peephole is not None:
        times += sum(map(abs, of_gate.peephole))
    return times


def _blend(blend: Blend, values: CellValues) -> str:
    value = values.numbers[blend.symbol]
    factors = [factor for factors in blend.products for factor in factors]
    digits = result_digits(sum(abs(values.numbers[factor]) for factor in factors))
    result = number(value, digits)
    products = _products(blend, values, put_in=_number_of)
    if SQUASHES[values.activation] and any(factor.startswith(PHI) for factor in factors):
        products = f"{_products(blend, values, put_in=_squash_of_number)} = {products}"
    return f"{products} = {result}"


def _products(blend: Blend, values: CellValues, put_in: Callable[[str, CellValues], str]) -> str:
    """The products of a blend, ``put_in`` writing each factor."""
    texts: list[str] = []
    for first, *others in blend.products:
        beginning = put_in(first, values)
        # All but the very first stand behind an operator.
        factors = [_in_brackets(beginning) if texts else beginning]
        factors += [_in_brackets(put_in(each, values)) for each in others]
        texts.append("·".join(factors))
    return " + ".join(texts)


def _number_of(factor: str, values: CellValues) -> str:
    if factor.startswith(ONE_MINUS):
        return f"(1−{bracketed(values.numbers[inner_symbol(factor)])})"
    return number(values.numbers[factor], PART_DIGITS)


def _squash_of_number(factor: str, values: CellValues) -> str:
    """What the activation squashes, before it does; other factors as their numbers."""
    if not factor.startswith(PHI):
        return _number_of(factor, values)
    inner = number(values.numbers[inner_symbol(factor)], PART_DIGITS)
    return squashed(SQUASHES[values.activation], inner)


def _in_brackets(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def result_digits(roundings: float) -> int:
    """Digits after the point of what is computed from parts of PART_DIGITS.

    Args:
        roundings: how many times the rounding of a part can show in it. A large factor
            multiplies the rounding of the other one, so the last digits are left out.
    """
    if not roundings < np.inf:
        return RESULT_DIGITS
    lost = np.ceil(np.log10(max(_MOST_ROUNDINGS, roundings) / _MOST_ROUNDINGS))
    return RESULT_DIGITS - int(min(lost, RESULT_DIGITS))


def terms_from_input(symbol: str, values: CellValues) -> list[Term]:
    """The terms of a gate's W x; of very many those that are not 0 alone."""
    x, weights = values.x, values.gates[symbol].input_weights
    few = [n for n in range(len(x)) if len(x) <= _MOST_TERMS or x[n]]
    return list(_terms([values.sources[n] for n in few], weights[few], x[few]))


def terms_from_state(symbol: str, values: CellValues) -> list[Term]:
    """The terms of a gate's U h_tm1."""
    names = units_named(len(values.h_tm1))
    return list(_terms(names, values.gates[symbol].recurrent_weights, values.h_tm1))


def other_parts(symbol: str, values: CellValues) -> str:
    """What a gate adds up besides its two sums: ``b_f = 0.85038``, and what the cell has more."""
    of_gate, gate = values.gates[symbol], values.cell.stage(symbol)
    parts = [f"b_{symbol} = {number(of_gate.bias, PART_DIGITS)}"]
    if of_gate.state_bias is not None:
        parts.append(f"d_{symbol} = {number(of_gate.state_bias, PART_DIGITS)}")
    if isinstance(gate, Gate) and of_gate.peephole is not None:
        p, seen = of_gate.peephole
        product = f"{number(p, PART_DIGITS)}·{bracketed(seen)}"
        parts.append(textbook(f"p_{symbol}·{gate.peephole} = {product}"))
    return ", ".join(parts)


def _terms(names: Sequence[str], weights: np.ndarray, values: np.ndarray) -> Iterator[Term]:
    for name, weight, value in zip(names, weights, values, strict=True):
        yield Term(name, float(weight), float(value))


def place_text(values: CellValues) -> str:
    """Which unit at which step, counted from 1 as everywhere."""
    return f"Layer {values.layer + 1}, unit {values.unit + 1}, step {values.step + 1}"
