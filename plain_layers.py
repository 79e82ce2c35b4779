"""Layers without a state, in a network written from scratch: embedding and dropout, there and back.

Each is made and asked as a recurrent layer, whose h is what it passes up, and stands between
those of :mod:`custom_lstm` in the stack.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np


class PlainTape:
    """What a layer read and passes up; no state leads from step to step.

    Attributes:
        x: what is read, ``(steps, n_in, rows)``: to be set before the layer runs.
        h: what is passed up, ``(steps, n, rows)``.
        h_and_one: the same over a row of ones.
    """

    states: tuple[np.ndarray, ...] = ()

    def __init__(self, x: np.ndarray, n: int, dtype: np.dtype | str) -> None:
        steps, _, rows = x.shape
        self.x = x
        self.h_and_one = np.zeros((steps, n + 1, rows), dtype)
        self.h_and_one[:, -1] = 1
        self.h = self.h_and_one[:, :-1]

    def carry_on(self) -> None:
        """Nothing is carried on."""

    def zero(self) -> None:
        """There is nothing to forget."""


class PlainTapeBack:
    """What the way back needs besides.

    Attributes:
        dh: ∂L/∂h, ``(steps, n, rows)``, as the layer above passes it down.
    """

    def __init__(self, tape: PlainTape) -> None:
        self.tape = tape
        self.dh = np.zeros(tape.h.shape, tape.h.dtype)


class PlainLayer:
    """What both have in common.

    Attributes:
        n: numbers that are passed up.
        reads_symbols: whether ``x`` of its tapes are symbols, ``(steps, 1, rows)``.
    """

    n: int
    reads_symbols = False

    def new_tape_back(self, tape: PlainTape) -> PlainTapeBack:
        """What the way back along ``tape`` needs."""
        return PlainTapeBack(tape)


class Embedding(PlainLayer):
    """A table E in which each symbol, a whole number, has a line (Bengio et al. 2003).

    The product of E and a one-hot column would only pick that line, so it is looked up. On the
    way back the line gets the slopes of all its places.

    Attributes:
        table: E, ``(symbols, n)``: a view.
        gradient: of the loss by it: a view.
    """

    reads_symbols = True

    def __init__(self, symbols: int, n: int, weights: np.ndarray, gradient: np.ndarray) -> None:
        self.n = n
        self.table = weights.reshape(symbols, n)
        self.gradient = gradient.reshape(symbols, n)

    def new_tape(self, steps: int, rows: int) -> PlainTape:
        """A blank tape."""
        return PlainTape(np.zeros((steps, 1, rows), int), self.table.shape[1], self.table.dtype)

    def prepare(self) -> np.ndarray:
        """The weights as :meth:`forward` takes them."""
        return self.table

    def forward(self, table: np.ndarray, tape: PlainTape) -> None:
        """Look up what was read."""
        tape.h[:] = table[tape.x[:, 0]].swapaxes(1, 2)

    def backward(self, back: PlainTapeBack) -> None:
        """Compute ``gradient`` from ``back.dh``."""
        add_up_lines(back.tape.x[:, 0], back.dh, out=self.gradient)


class Dropout(PlainLayer):
    """Leaves out some of what the layer below passes up, while the network trains.

    It is the same at all steps, and given for each row (Gal & Ghahramani 2016). What is kept
    is divided by the share that is kept: in the mean as much is passed up as when all is.

    Attributes:
        masks: what is kept in the passes to come, ``(rows, n)`` each; after the last of them,
            all of it.
    """

    def __init__(self, n: int, share: float, dtype: str) -> None:
        self.n, self.share, self.dtype = n, share, dtype
        self.masks: Iterator[np.ndarray] = iter(())
        self._factors: np.ndarray | float = 1.0

    def new_tape(self, steps: int, rows: int) -> PlainTape:
        """A blank tape."""
        return PlainTape(np.zeros((steps, self.n, rows), self.dtype), self.n, self.dtype)

    def prepare(self) -> None:
        """There are no weights."""

    def forward(self, _weights: None, tape: PlainTape) -> None:
        """Pass up what is kept."""
        mask = next(self.masks, None)
        of_kept = np.array(1 / (1 - self.share), self.dtype)
        self._factors = 1.0 if mask is None else mask.T * of_kept
        np.multiply(tape.x, self._factors, out=tape.h)

    def backward(self, back: PlainTapeBack) -> None:
        """Nothing is learned here."""

    def pass_down(self, back: PlainTapeBack, dh_below: np.ndarray) -> None:
        """∂L/∂x, which is ∂L/∂h where something is kept."""
        np.multiply(back.dh, self._factors, out=dh_below)


def lay_out(masks: np.ndarray | None, stack: Sequence[object]) -> None:
    """Tell the dropouts of a stack what to keep, ``(updates, rows, numbers)``; None is all.

    The numbers of one stand beside those of the next.
    """
    start = 0
    for layer in stack:
        if isinstance(layer, Dropout):
            own = slice(start, start + layer.n)
            layer.masks = iter(()) if masks is None else iter(masks[..., own])
            start = own.stop


def add_up_lines(symbols: np.ndarray, d: np.ndarray, out: np.ndarray) -> None:
    """Sum up, for each symbol, what ``d`` has at its places.

    Those of one symbol are brought together first, which is ten times as fast as going from
    place to place.

    Args:
        symbols: ``(steps, rows)``.
        d: ``(steps, numbers, rows)``.
        out: result, ``(symbols, numbers)``.
    """
    order = np.argsort(symbols, axis=None, kind="stable")
    in_order = symbols.ravel()[order]
    starts = np.flatnonzero(np.diff(in_order, prepend=-1))
    lines = d.swapaxes(1, 2).reshape(len(order), -1)[order]
    out[:] = 0
    out[in_order[starts]] = np.add.reduceat(lines, starts, axis=0)
