"""Any cell in a loop over time, in NumPy: what all layers share, whatever their equations.

Laid out as in :mod:`custom_lstm`: weights as in Keras, activations units × rows.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from cells.activations import SIGMOID, Activation
from cells.cell import Cell, Gate, Given, Values


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


class Tape:
    """What a layer computed over a stretch of steps: the states before it, then step by step.

    Attributes:
        x: to be set before the layer runs, ``(steps, n_in, rows)``.
        in_time: each state, ``(steps + 1, n, rows)``: first that before the first step.
        h: h after each step, ``(steps, n, rows)``: what the layer passes on.
        last_h_and_one: h after the last step over a row of ones, ``(n + 1, rows)``.
        given: what each step was computed from.
        now: what each step computed.
    """

    def __init__(self, cell: Cell, steps: int, n_in: int, n: int, rows: int, dtype: str) -> None:
        self.x = np.zeros((steps, n_in, rows), dtype)
        h_and_one = np.zeros((steps + 1, n + 1, rows), dtype)
        h_and_one[:, -1] = 1
        self.in_time = {state: np.zeros((steps + 1, n, rows), dtype) for state in cell.states}
        self.in_time["h"] = h_and_one[:, :-1]
        self.h = self.in_time["h"][1:]
        self.last_h_and_one = h_and_one[-1]
        self._symbols = [stage.symbol for stage in cell.stages]
        self.given: list[Given] = []
        self.now: list[Values] = []

    @property
    def states(self) -> tuple[np.ndarray, ...]:
        """The states before the first step, ``(n, rows)`` each."""
        return tuple(state[0] for state in self.in_time.values())

    @property
    def values(self) -> dict[str, np.ndarray]:
        """What each stage computed, ``(steps, n, rows)``, by its symbol."""
        return {
            symbol: np.reshape([now[symbol] for now in self.now], self.h.shape)
            for symbol in self._symbols
        }

    def carry_on(self) -> None:
        """Make the states after the last step those before the first: that is "stateful"."""
        for state in self.in_time.values():
            state[0] = state[-1]


class TapeBack:
    """What the way back along a :class:`Tape` needs besides.

    Attributes:
        dh: ``(steps, n, rows)``: to be set to what comes from above each step; after the way
            back ∂L/∂h, by all ways.
        dwx: ``(steps, k, n, rows)``: ∂L/∂ what comes from x.
        duh: ``(steps, k, n, rows)``: ∂L/∂ what comes from h_tm1.
    """

    def __init__(self, cell: Cell, tape: Tape) -> None:
        self.tape = tape
        self.dh = np.zeros_like(tape.h)
        steps, n, rows = self.dh.shape
        self.dwx, self.duh = np.zeros((2, steps, len(cell.blocks), n, rows), self.dh.dtype)


class CellLayer:
    """A cell in a loop over time.

    Attributes:
        weights: all of the layer, in the order of Keras' ``get_weights``: views.
        gradient: of the loss by the weights, in the same shapes: views.
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
        self.cell, self.phi, self.n_in, self.n = cell, phi, n_in, n
        shapes = cell.weight_shapes(n_in, n)
        self.weights = _split(weights, shapes)
        self.gradient = _split(gradient, shapes)

    def new_tape(self, steps: int, rows: int) -> Tape:
        """A blank tape that starts from zero states."""
        dtype = self.weights[0].dtype.name
        return Tape(self.cell, steps, self.n_in, self.n, rows, dtype)

    def new_tape_back(self, tape: Tape) -> TapeBack:
        """What the way back along ``tape`` needs."""
        return TapeBack(self.cell, tape)

    def prepare(self) -> Weights:
        """The weights as :meth:`forward` takes them."""
        kernel, recurrent_kernel, bias, *peepholes = self.weights
        first, *second = bias.reshape(-1, bias.shape[-1], 1)
        return Weights(
            kernel.T,
            recurrent_kernel.T,
            bias=first,
            second_bias=second[0] if second else 0.0,
            peepholes=peepholes[0][..., None] if peepholes else np.empty((0, self.n, 1)),
        )

    def forward(self, weights: Weights, tape: Tape) -> None:
        """Compute all steps of ``tape`` from its ``x`` and the states before its first step."""
        blocks = (len(self.cell.blocks), self.n, -1)
        tape.given, tape.now = [], []
        from_input = np.matmul(weights.kernel, tape.x) + weights.bias
        for t, wx in enumerate(from_input):
            before = {symbol: state[t] for symbol, state in tape.in_time.items()}
            uh = weights.recurrent_kernel @ before["h"] + weights.second_bias
            given = Given(
                wx.reshape(blocks), uh.reshape(blocks), before, weights.peepholes, SIGMOID, self.phi
            )
            now = self.cell.step(given)
            for symbol, state in tape.in_time.items():
                state[t + 1] = now[symbol]
            tape.given.append(given)
            tape.now.append(now)

    def backward(self, back: TapeBack) -> None:
        """Compute ``gradient`` from ``back.dh``, going through the steps in reverse.

        Backpropagation is cut at the tape's start: what came before is a given.
        """
        tape = back.tape
        d = {symbol: np.zeros_like(state[0]) for symbol, state in tape.in_time.items()}
        for t in reversed(range(len(tape.now))):
            back.dh[t] += d["h"]
            passed = self.cell.step_back(tape.given[t], tape.now[t], d | {"h": back.dh[t]})
            back.dwx[t], back.duh[t] = passed.wx, passed.uh
            d = {symbol: passed.before.get(symbol, np.zeros_like(d[symbol])) for symbol in d}
            d["h"] = d["h"] + self.weights[1] @ back.duh[t].reshape(-1, d["h"].shape[1])
        self._set_gradient(back)

    def _set_gradient(self, back: TapeBack) -> None:
        """Each weight is heard at every step and in every row, so its slopes are summed."""
        tape = back.tape
        kernel, recurrent_kernel, bias, *peepholes = self.gradient
        k_n = kernel.shape[1]
        steps = len(tape.now)
        dwx = _side_by_side(back.dwx.reshape(steps, k_n, -1))
        duh = _side_by_side(back.duh.reshape(steps, k_n, -1))
        np.matmul(_side_by_side(tape.x), dwx.T, out=kernel)
        np.matmul(_side_by_side(tape.in_time["h"][:-1]), duh.T, out=recurrent_kernel)
        for summed, dz in zip(bias.reshape(-1, k_n), (dwx, duh), strict=False):
            dz.sum(axis=1, out=summed)
        for slot, symbol in enumerate(self.cell.peepholes):
            seen = self._seen_by(symbol, tape)
            dz = back.dwx[:, self.cell.blocks.index(symbol)]
            peepholes[0][slot] = np.einsum("tnr,tnr->n", dz, seen)

    def _seen_by(self, symbol: str, tape: Tape) -> np.ndarray:
        """What the peephole of a gate looks at in each step, ``(steps, n, rows)``."""
        gate = self.cell.stage(symbol)
        assert isinstance(gate, Gate)
        state, is_old, _ = gate.peephole.partition("_tm1")
        return tape.in_time[state][:-1] if is_old else tape.in_time[state][1:]

    def pass_down(self, back: TapeBack, dh_below: np.ndarray) -> None:
        """∂L/∂x of all steps at once, after :meth:`backward`: x is the h of the layer below."""
        dwx = back.dwx.reshape(len(dh_below), self.weights[0].shape[1], -1)
        np.matmul(self.weights[0], dwx, out=dh_below)


def _split(vector: np.ndarray, shapes: tuple[tuple[int, ...], ...]) -> list[np.ndarray]:
    ends = np.cumsum([np.prod(shape) for shape in shapes])
    parts = np.split(vector, ends[:-1])
    return [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]


def _side_by_side(steps: np.ndarray) -> np.ndarray:
    """``(steps, features, rows)`` → ``(features, steps · rows)``: one product then sums all."""
    return steps.swapaxes(0, 1).reshape(steps.shape[1], -1)
