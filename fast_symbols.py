"""The fast LSTM layer where it reads one of very many symbols, one-hot, and nothing is embedded.

A product of W with a column in which a single 1 stands picks a line of W. Of a few symbols the
product is as fast as looking the lines up, see :mod:`fast_lstm`; of thousands nearly all of its
work is for zeros, and so is that of the columns.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from fast_lstm import FastLSTMLayer, FastTape, FastTapeBack, step_forward
from plain_layers import add_up_lines

MOST_MULTIPLIED = 256
"""Numbers that a layer reads as they are. No layer passes more of them up, so more are symbols."""


class SymbolWeights(NamedTuple):
    """The weights as the loop over time takes them."""

    of_states: np.ndarray
    """Those of h_tm1 and b, as in :class:`fast_lstm.FastLSTMLayer`, ``(4n, n + 1)``."""
    scale: np.ndarray
    """The inner ½ of σ, by which the lines of W are still to be multiplied, ``(4n,)``."""


class FastSymbolLayer(FastLSTMLayer):
    """The same, but ``x`` of its tapes are symbols, ``(steps, 1, rows)``."""

    reads_symbols = True

    def new_tape(self, steps: int, rows: int) -> FastTape:
        """A blank tape that starts from zero states."""
        tape = FastTape(steps, 0, self.n, rows, self.weights.dtype.name)
        tape.x = np.zeros((steps, 1, rows), int)
        return tape

    def prepare(self) -> SymbolWeights:
        """All but W, whose lines are looked up."""
        return SymbolWeights((self.weights[self.n_in :] * self.scale).T, self.scale)

    def forward(self, gate_weights: Any, tape: FastTape) -> None:
        """Compute all steps of ``tape`` from its ``x`` and the states before its first step."""
        for t, step in enumerate(tape.steps):
            lines = self.kernel[tape.x[t, 0]] * gate_weights.scale
            step_forward(gate_weights.of_states, tape.squash, step, tape.scratch, lines.T)
            tape.hold(t, step.h, step.c)

    def backward(self, back: FastTapeBack) -> None:
        """Compute ``gradient`` from ``back.dh``; lines that were not read have none."""
        super().backward(back)
        dz = back.dz.reshape(len(back.dz), 4 * self.n, -1)
        add_up_lines(back.tape.x[:, 0], dz, out=self.gradient[: self.n_in])

    def pass_down(self, back: FastTapeBack, dh_below: np.ndarray) -> None:
        """∂L/∂x of the 1 that each symbol stands for, ``(steps, 1, rows)``."""
        lines = self.kernel[back.tape.x[:, 0]]
        dz = back.dz.reshape(len(back.dz), 4 * self.n, -1)
        np.einsum("trk,tkr->tr", lines, dz, out=dh_below[:, 0])

    @property
    def gradient_of_fed(self) -> np.ndarray:
        """Of the lines below W."""
        return self.gradient[self.n_in :]
