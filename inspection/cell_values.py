"""Everything one unit of a recurrent layer computes at one step, number by number.

In float64, so that what is shown of it can be checked with a calculator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import NamedTuple

import numpy as np

from cells.activations import ACTIVATIONS, SIGMOID, Activation
from cells.cell import ONE_MINUS, PHI, SIGMA, Blend, Cell, Gate, inner_symbol
from cells.registry import CELLS
from inspection.microscope import Inspection

WAYS = (" →", " ←")
"""Behind what belongs to one of both ways in which a layer reads: from the start, from the end."""


class Peephole(NamedTuple):
    """How a gate sees the cell state of its own unit."""

    weight: float
    seen: float

    @property
    def product(self) -> float:
        """What it adds to the gate's sum."""
        return self.weight * self.seen


@dataclass(frozen=True, eq=False)
class GateValues:
    """How one unit's gate, or its candidate, comes about: value = σ(sum), or φ(sum).

    Attributes:
        input_weights: the unit's column of W, ``(n_in,)``.
        recurrent_weights: the unit's column of U, ``(n,)``.
        from_input: W x, summed.
        from_state: U h_tm1, summed.
        bias: b.
        state_bias: d, which goes with what comes from the state; None without.
        peephole: p and the unit's own cell state; None without.
        reset: the gate that is multiplied onto what comes from the state; None without.
        sum: of all these.
        value: the gate itself: a share from 0 to 1, or what the activation makes of the sum.
    """

    input_weights: np.ndarray
    recurrent_weights: np.ndarray
    from_input: float
    from_state: float
    bias: float
    state_bias: float | None
    peephole: Peephole | None
    reset: float | None
    sum: float
    value: float


@dataclass(frozen=True, eq=False)
class CellValues:
    """One unit at one step, in the symbols of its cell's declaration.

    Attributes:
        cell: what it is a unit of.
        activation: what φ stands for, one of ``ACTIVATION_NAMES``.
        layer: number of the recurrent layer, from 0.
        unit: number of the unit in it, from 0.
        step: number of the step, from 0.
        x: what the layer is fed: the symbol as the net reads it, or all h of the layer below,
            ``(n_in,)``.
        sources: what each of these numbers is called.
        shown: what the net read at this step, as it is written.
        h_tm1: the hidden state of the whole layer after the step before, ``(n,)``.
        gates: by their symbols.
        numbers: the unit's own value of every stage, of each state before the step, of every
            factor such as ``1−z`` or ``φ(c)``, every product such as ``f·c_tm1``, and of the
            sums with their parts, as :mod:`cells.drawing` calls them.
    """

    cell: Cell
    activation: str
    layer: int
    unit: int
    step: int
    x: np.ndarray
    sources: Sequence[str]
    shown: str
    h_tm1: np.ndarray
    gates: Mapping[str, GateValues]
    numbers: Mapping[str, float]


def product_symbol(factors: tuple[str, ...]) -> str:
    """What a product of a blend is called: ``f·c_tm1``, ``(1−z)·g``."""
    return "·".join(f"({each})" if each.startswith(ONE_MINUS) else each for each in factors)


def cell_values(seen: Inspection, layer: int, unit: int, step: int) -> CellValues:
    """Compute one unit at one step anew, from what came before it.

    Args:
        seen: what all units of the net did while it read a sequence from zero state.
        layer: number of the recurrent layer, from 0.
        unit: number of the unit in it, from 0.
        step: number of the step, from 0.
    """
    settings = seen.settings
    cell = CELLS[settings.cell]
    x, sources = _read(seen, layer, step)
    before = _states_before(seen, layer, step)
    unit_of_layer = _Unit(
        cell,
        ACTIVATIONS[settings.activation],
        cell.weights_of_layer(seen.weights, layer),
        unit,
        x.astype(np.float64),
        before["h_tm1"].astype(np.float64),
    )
    gates, numbers = unit_of_layer.compute(
        {name: float(state[unit]) for name, state in before.items()}
    )
    read = unit_of_layer.x, sources, seen.sample.shown[step], unit_of_layer.h_tm1
    return CellValues(cell, settings.activation, layer, unit, step, *read, gates, numbers)


def _read(seen: Inspection, layer: int, step: int) -> tuple[np.ndarray, Sequence[str]]:
    """What a layer is fed at a step, ``(n_in,)``, and what its numbers are called."""
    if layer:
        h = seen.passed_up(layer - 1, step)
        return h, units_named(len(h), seen.settings.ways)
    return seen.fed[step], seen.features


def units_named(count: int, ways: int = 1) -> tuple[str, ...]:
    """What so many numbers that a layer passes up are called: by its units, and their way."""
    arrows = WAYS if ways > 1 else ("",)
    return tuple(f"unit {n}{way}" for way in arrows for n in range(1, count // ways + 1))


def _states_before(seen: Inspection, depth: int, step: int) -> dict[str, np.ndarray]:
    """States of a layer before ``step``, each ``(n,)``: zero where they are not carried on."""
    layer, before = seen.trace.layers[depth], seen.before(step)
    states = {state: layer[state] for state in CELLS[seen.settings.cell].states}
    if before is None:
        return {f"{state}_tm1": np.zeros_like(values[0]) for state, values in states.items()}
    return {f"{state}_tm1": values[before] for state, values in states.items()}


def reset_symbols(cell: Cell, gate: Gate) -> tuple[str, str]:
    """What a gate resets is called so before, and so after: ``r·(U_g h_tm1 + d_g)``."""
    before = f"U_{gate.symbol} h_tm1" + (f" + d_{gate.symbol}" if cell.second_bias else "")
    return before, f"{gate.reset_by}·({before})"


def _parts(cell: Cell, gate: Gate, values: GateValues) -> dict[str, float]:
    """The sum inside a gate and what it is made of, by their names."""
    g = gate.symbol
    parts = {
        f"s_{g}": values.sum,
        f"W_{g} x": values.from_input,
        f"U_{g} h_tm1": values.from_state,
        f"b_{g}": values.bias,
    }
    if values.state_bias is not None:
        parts[f"d_{g}"] = values.state_bias
    if values.peephole is not None:
        parts[f"p_{g}·{gate.peephole}"] = values.peephole.product
    if values.reset is not None:
        before, after = reset_symbols(cell, gate)
        parts[before] = values.from_state + (values.state_bias or 0.0)
        parts[after] = values.reset * parts[before]
    return parts


@dataclass(frozen=True, eq=False)
class _Unit:
    """A unit of a layer, and what it reads: ``x``, ``(n_in,)``, and ``h_tm1``, ``(n,)``."""

    cell: Cell
    phi: Activation
    weights: Sequence[np.ndarray]
    unit: int
    x: np.ndarray
    h_tm1: np.ndarray

    def compute(
        self, states_before: Mapping[str, float]
    ) -> tuple[dict[str, GateValues], dict[str, float]]:
        """All gates and all numbers, stage by stage."""
        gates: dict[str, GateValues] = {}
        numbers = dict(states_before)
        for stage in self.cell.stages:
            if isinstance(stage, Gate):
                gates[stage.symbol] = self._gate(stage, numbers)
                numbers[stage.symbol] = gates[stage.symbol].value
                numbers |= _parts(self.cell, stage, gates[stage.symbol])
            else:
                self._blend(stage, numbers)
        return gates, numbers

    def _gate(self, gate: Gate, numbers: Mapping[str, float]) -> GateValues:
        column = self.cell.blocks.index(gate.symbol) * len(self.h_tm1) + self.unit
        kernel, recurrent_kernel, biases, *peepholes = self.weights
        w = kernel[:, column].astype(np.float64)
        u = recurrent_kernel[:, column].astype(np.float64)
        b, *d = (float(bias) for bias in np.atleast_2d(biases)[:, column])
        from_input, from_state = float(w @ self.x), float(u @ self.h_tm1)
        reset = numbers[gate.reset_by] if gate.reset_by else None
        peephole = None
        total = from_input + b + (1.0 if reset is None else reset) * (from_state + sum(d))
        if gate.peephole:
            p = peepholes[0][self.cell.peepholes.index(gate.symbol), self.unit]
            peephole = Peephole(float(p), numbers[gate.peephole])
            total += peephole.product
        squash = SIGMOID if gate.squash == SIGMA else self.phi
        value = float(squash(np.array(total)))
        state_bias = d[0] if d else None
        return GateValues(
            w, u, from_input, from_state, b, state_bias, peephole, reset, total, value
        )

    def _blend(self, blend: Blend, numbers: dict[str, float]) -> None:
        """Add a blend's factors and products, and their sum, to ``numbers``."""
        products = []
        for factors in blend.products:
            for factor in factors:
                numbers[factor] = self._factor(factor, numbers)
            products.append(prod(numbers[factor] for factor in factors))
            numbers[product_symbol(factors)] = products[-1]
        # Last: a product of one factor alone would otherwise stand in its place.
        numbers[blend.symbol] = sum(products)

    def _factor(self, factor: str, numbers: Mapping[str, float]) -> float:
        inner = numbers[inner_symbol(factor)]
        if factor.startswith(PHI):
            return float(self.phi(np.array(inner)))
        return 1 - inner if factor.startswith(ONE_MINUS) else inner
