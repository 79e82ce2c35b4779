"""The stages of a cell in words and equations, all taken from its declaration."""

from __future__ import annotations

import re
from html import escape

from cells.cell import ONE_MINUS, PHI, SIGMA, Blend, Cell, Gate, Stage, inner_symbol
from inspection.cell_values import product_symbol, reset_symbols

SQUASHES = {"tanh": "tanh", "relu": "ReLU", "linear": ""}
"""How the activations are written in front of what they squash; linear leaves it as it is."""
_MEANINGS = {"relu": "ReLU(s) = max(0, s)"}
_SIGMA_MEANING = "σ(s) = 1 / (1 + e^−s)"


def textbook(text: str) -> str:
    """Symbols of the step before as textbooks write them: ``h_tm1`` is the code's name for hₜ₋₁."""
    return text.replace("_tm1", "ₜ₋₁")


def raised_and_lowered(text: str) -> str:
    """The same as rich text: what is written after ``_`` or ``^`` is set below or above."""
    lowered = re.sub(r"_(\w)\b", r"<sub>\1</sub>", escape(text)).replace("ₜ₋₁", "<sub>t−1</sub>")
    return re.sub(r"\^(−?\w+)", r"<sup>\1</sup>", lowered)


def squash_of(gate: Gate, activation: str) -> str:
    """What stands in front of a gate's sum: ``σ``, ``tanh``, ``ReLU`` or nothing."""
    return SIGMA if gate.squash == SIGMA else SQUASHES[activation]


def squashed(squash: str, text: str) -> str:
    """``tanh(text)``, or the text alone where nothing squashes it."""
    return f"{squash}({text})" if squash else text


def equation(stage: Stage, cell: Cell, activation: str) -> str:
    """The equation of a stage for a whole layer: ``f = σ(W_f x + U_f hₜ₋₁ + b_f)``."""
    if isinstance(stage, Gate):
        right = squashed(squash_of(stage, activation), _sum(stage, cell))
    else:
        right = _blend(stage, activation)
    return textbook(f"{stage.symbol} = {right}")


def _sum(gate: Gate, cell: Cell) -> str:
    g = gate.symbol
    from_state = f"U_{g} h_tm1"
    if gate.reset_by:
        from_state = f"{gate.reset_by} ⊙ ({reset_symbols(cell, gate)[0]})"
    parts = [f"W_{g} x", from_state]
    if gate.peephole:
        parts.append(f"p_{g} ⊙ {gate.peephole}")
    parts.append(f"b_{g}")
    if cell.second_bias and not gate.reset_by:
        parts.append(f"d_{g}")
    return " + ".join(parts)


def _blend(blend: Blend, activation: str) -> str:
    return " + ".join(
        " ⊙ ".join(_factor(factor, activation) for factor in factors) for factors in blend.products
    )


def _factor(factor: str, activation: str) -> str:
    if factor.startswith(PHI):
        return squashed(SQUASHES[activation], inner_symbol(factor))
    return f"({factor})" if factor.startswith(ONE_MINUS) else factor


def has_long_sum(stage: Stage, cell: Cell) -> bool:
    """Whether more is summed than the usual three: x, the state before, and a bias."""
    return isinstance(stage, Gate) and (bool(stage.peephole) or cell.second_bias)


def meanings(cell: Cell, activation: str) -> str:
    """What the functions in the equations are, as far as a calculator does not know them."""
    found = [_SIGMA_MEANING] if any(gate.squash == SIGMA for gate in cell.gates) else []
    if activation in _MEANINGS:
        found.append(_MEANINGS[activation])
    return " and ".join(found)


def whole_cell(cell: Cell) -> str:
    """What goes into the cell and what comes out, for when no stage is in focus."""
    before = ["x", *(f"{state}_tm1" for state in cell.states)]
    last = before.pop()
    return textbook(
        f"The whole cell: from {', '.join(before)} and {last} to "
        f"{' and '.join(reversed(cell.states))}. {cell.summary}"
    )


def stages_of(cell: Cell, symbol: str) -> tuple[str, ...]:
    """The stages that a number belongs to: the one it is computed in, and those that read it."""
    makers = [stage.symbol for stage in cell.stages if symbol in _made_in(cell, stage)]
    readers = [stage.symbol for stage in cell.stages if symbol in _read_by(stage)]
    return tuple(dict.fromkeys(makers + readers))


def maker_of(cell: Cell, symbol: str) -> str:
    """The stage in which a number is computed, or for a factor first needed."""
    return stages_of(cell, symbol)[0]


def _made_in(cell: Cell, stage: Stage) -> set[str]:
    """What a stage computes on its way, and at its end."""
    g = stage.symbol
    if isinstance(stage, Blend):
        return {g, *map(product_symbol, stage.products)}
    made = {g, f"s_{g}", f"W_{g} x", f"U_{g} h_tm1", f"b_{g}", f"d_{g}"}
    made.add(f"p_{g}·{stage.peephole}")
    return made | set(reset_symbols(cell, stage))


def _read_by(stage: Stage) -> set[str]:
    """What a stage reads of its own unit; what a factor is made of, too."""
    if isinstance(stage, Gate):
        return {"x", "h_tm1", stage.peephole, stage.reset_by}
    factors = {factor for factors in stage.products for factor in factors}
    return factors | {inner_symbol(factor) for factor in factors}
