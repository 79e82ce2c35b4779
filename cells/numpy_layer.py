"""Any cell in the loop over time of :mod:`custom_lstm`: its equations in the LSTM's place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cells.activations import SIGMOID, Activation
from cells.cell import Cell, Gate, Given, Passed, Values
from custom_lstm import LSTMLayer, Tape, TapeBack


class Weights(NamedTuple):
    """A layer's weights as the loop over time takes them.

    With k gates of n units each; what is added to a sum has a last axis of one row.
    """

    kernel: np.ndarray
    """W, transposed, ``(k·n, n_in)``."""
    recurrent_kernel: np.ndarray
    """U, transposed, ``(k·n, n)``."""
    bias: np.ndarray
    """b, ``(k·n, 1)``."""
    second_bias: np.ndarray | float
    """d, ``(k·n, 1)``; zero where the cell has none."""
    peepholes: np.ndarray
    """p, ``(gates that see, n, 1)``."""


class CellLayer(LSTMLayer):
    """The loop over time around the equations of a cell.

    A second bias and peepholes, if it has them, lie in or behind the bias.
    """

    def __init__(
        self,
        cell: Cell,
        phi: Activation,
        n_in: int,
        n: int,
        weights: np.ndarray,
        gradient: np.ndarray,
    ) -> None:
        self.cell, self.phi = cell, phi
        self.symbols = tuple(stage.symbol for stage in cell.stages)
        self.states, self.gates = cell.states, len(cell.blocks)
        super().__init__(n_in, n, weights, gradient)

    def _shapes(self) -> tuple[tuple[int, ...], ...]:
        return self.cell.weight_shapes(self.n_in, self.n)

    def prepare(self) -> Weights:
        """The weights as the loop takes them."""
        kernel, recurrent_kernel, bias, *peepholes = self.weights
        first, *second = bias.reshape(-1, bias.shape[-1], 1)
        return Weights(
            kernel.T,
            recurrent_kernel.T,
            bias=first,
            second_bias=second[0] if second else 0.0,
            peepholes=peepholes[0][..., None] if peepholes else np.empty((0, self.n, 1)),
        )

    def _given(
        self,
        wx: np.ndarray,
        uh: np.ndarray,
        before: Values,
        second_bias: np.ndarray | float,
        peepholes: np.ndarray,
    ) -> Given:
        blocks = (self.gates, self.n, -1)
        uh = uh + second_bias
        return Given(wx.reshape(blocks), uh.reshape(blocks), before, peepholes, SIGMOID, self.phi)

    def _step(self, given: Given) -> Values:
        return self.cell.step(given)

    def _step_back(self, given: Given, now: Values, d: Values) -> Passed:
        return self.cell.step_back(given, now, d)

    def _set_gradient(self, back: TapeBack) -> None:
        super()._set_gradient(back)
        for slot, symbol in enumerate(self.cell.peepholes):
            seen = self._seen_by(symbol, back.tape)
            dz = back.dwx[:, self.cell.blocks.index(symbol)]
            self.gradient[3][slot] = np.einsum("tnr,tnr->n", dz, seen)

    def _seen_by(self, symbol: str, tape: Tape) -> np.ndarray:
        """What the peephole of a gate looks at in each step, ``(steps, n, rows)``."""
        gate = self.cell.stage(symbol)
        assert isinstance(gate, Gate)
        state, is_old, _ = gate.peephole.partition("_tm1")
        return tape.in_time[state][:-1] if is_old else tape.in_time[state][1:]
