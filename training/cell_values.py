"""Everything one unit of an LSTM layer computes at one step, number by number.

In float64, so that what is shown of it can be checked with a calculator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from custom_lstm import Trace, sigmoid

GATES = "ifgo"
"""The order in which the four blocks of a layer's weights stand side by side."""


@dataclass(frozen=True, eq=False)
class GateValues:
    """How one unit's gate, or its candidate, comes about: value = σ(z), or tanh(z) for g.

    Attributes:
        input_weights: the unit's column of W, ``(n_in,)``.
        recurrent_weights: the unit's column of U, ``(n,)``.
        from_input: W x, summed.
        from_state: U h_tm1, summed.
        bias: b.
        z: the sum of these three.
        value: the gate itself: 0 to 1, the candidate −1 to 1.
    """

    input_weights: np.ndarray
    recurrent_weights: np.ndarray
    from_input: float
    from_state: float
    bias: float
    z: float
    value: float


@dataclass(frozen=True, eq=False)
class CellValues:
    """One unit at one step, in the symbols of :mod:`custom_lstm`.

    Attributes:
        layer: number of the LSTM layer, from 0.
        unit: number of the unit in it, from 0.
        step: number of the step, from 0.
        x: what the layer is fed: the symbol, or all h of the layer below, ``(n_in,)``.
        h_tm1: the hidden state of the whole layer after the step before, ``(n,)``.
        c_tm1: the unit's cell state after the step before.
        gates: by their letters i, f, g and o.
        c: the unit's new cell state.
        tanh_c: what of it can be shown.
        h: the unit's new hidden state.
    """

    layer: int
    unit: int
    step: int
    x: np.ndarray
    h_tm1: np.ndarray
    c_tm1: float
    gates: Mapping[str, GateValues]
    c: float
    tanh_c: float
    h: float

    @property
    def kept(self) -> float:
        """What stays of the old cell state: f·c_tm1."""
        return self.gates["f"].value * self.c_tm1

    @property
    def added(self) -> float:
        """What comes into the cell state: i·g."""
        return self.gates["i"].value * self.gates["g"].value


def cell_values(
    symbols: np.ndarray,
    trace: Trace,
    weights: Sequence[np.ndarray],
    layer: int,
    unit: int,
    step: int,
) -> CellValues:
    """Compute one unit at one step anew, from what came before it in ``trace``.

    Args:
        symbols: what the net read from zero state, ``(steps,)``.
        trace: what all its units did meanwhile.
        weights: of the whole net, in the order of Keras' ``get_weights``.
        layer: number of the LSTM layer, from 0.
        unit: number of the unit in it, from 0.
        step: number of the step, from 0.
    """
    x = trace.layers[layer - 1]["h"][step] if layer else symbols[step : step + 1]
    h_tm1, c_tm1 = _states_before(trace.layers[layer], step)
    x, h_tm1 = x.astype(np.float64), h_tm1.astype(np.float64)
    of_layer = weights[3 * layer : 3 * layer + 3]
    gates = {gate: _gate(gate, of_layer, unit, x, h_tm1) for gate in GATES}
    i, f, g, o = (gates[gate].value for gate in GATES)
    c = f * float(c_tm1[unit]) + i * g
    tanh_c = float(np.tanh(c))
    return CellValues(
        layer, unit, step, x, h_tm1, float(c_tm1[unit]), gates, c, tanh_c, h=o * tanh_c
    )


def _states_before(layer: Mapping[str, np.ndarray], step: int) -> tuple[np.ndarray, np.ndarray]:
    """h and c of a layer before ``step``, each ``(n,)``: zero before the first."""
    if step == 0:
        return np.zeros_like(layer["h"][0]), np.zeros_like(layer["c"][0])
    return layer["h"][step - 1], layer["c"][step - 1]


def _gate(
    gate: str, of_layer: Sequence[np.ndarray], unit: int, x: np.ndarray, h_tm1: np.ndarray
) -> GateValues:
    column = GATES.index(gate) * len(h_tm1) + unit
    w, u, b = (weights[..., column].astype(np.float64) for weights in of_layer)
    from_input, from_state = w @ x, u @ h_tm1
    z = from_input + from_state + b
    value = np.tanh(z) if gate == "g" else sigmoid(z)
    return GateValues(w, u, *map(float, (from_input, from_state, b, z, value)))
