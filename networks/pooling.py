"""What an output can read of all states of a sequence, there and back, where it has one answer.

A long sequence may stand in several rows, one behind the other, which are read side by side, each
from zero states: so there are fewer steps, with a fatter product in each, and no gradient has to
travel further than a row. What is asked is then asked at the last of them, and its answer is made
from the states in all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


class PooledReadout:
    """Reads one column of numbers a row; made and asked as :class:`custom_lstm.Readout`.

    Attributes:
        asked: ``(rows,)``, at which an answer is asked; the rows before one that is asked, back to
            the one before it, belong to it. None asks at each, as if it stood alone.
    """

    asked: np.ndarray | None = None

    def forward(self, tape: Any) -> np.ndarray:
        """What is read, over a row of ones, ``(1, n + 1, rows)``; 0 where nothing is asked."""
        n, rows = tape.h.shape[1:]
        read = np.ones((1, n + 1, rows), tape.h.dtype)
        read[0, :-1] = self._pool(tape)
        return read

    def backward(self, W: np.ndarray, dz: np.ndarray, back: Any) -> None:
        """Set ``back.dh``, given ∂L/∂z, ``(1, outputs, rows)``."""
        self._pass_back(W @ dz[0], back)

    def _pool(self, tape: Any) -> np.ndarray:
        """``(n, rows)``."""
        raise NotImplementedError

    def _pass_back(self, d: np.ndarray, back: Any) -> None:
        """Set ``back.dh`` from what comes back to the pooled numbers."""
        raise NotImplementedError

    def taken(self, tape: Any) -> np.ndarray:
        """What each state adds to the sum that is read, ``(steps, n, rows)``, after forward."""
        raise NotImplementedError

    def _groups(self, rows: int) -> np.ndarray:
        """To which answer each row belongs, counted from 0; behind the last, to none that is."""
        asked = np.ones(rows, bool) if self.asked is None else self.asked
        return np.cumsum(asked) - asked

    def _places(self, rows: int) -> np.ndarray:
        """Rows at which an answer is asked, in order."""
        return np.arange(rows) if self.asked is None else np.flatnonzero(self.asked)


class MeanOfAll(PooledReadout):
    """The mean of each number over all steps of a sequence."""

    def _pool(self, tape: Any) -> np.ndarray:
        self._shares = self._shares_of(tape)
        return tape.h.sum(axis=0) @ self._shares

    def _pass_back(self, d: np.ndarray, back: Any) -> None:
        back.dh[:] = d @ self._shares.T

    def _shares_of(self, tape: Any) -> np.ndarray:
        """What a state of each row counts for the answer at each, ``(rows, rows)``."""
        steps, _, rows = tape.h.shape
        begun = np.full(rows, steps) if tape.begun is None else tape.begun.sum(axis=0)
        groups, places = self._groups(rows), self._places(rows)
        lengths = np.bincount(groups, begun, minlength=len(places))
        shares = np.zeros((rows, rows), tape.h.dtype)
        belong = groups < len(places)
        of = groups[belong]
        shares[belong, places[of]] = 1 / np.maximum(lengths[of], 1)
        return shares

    def taken(self, tape: Any) -> np.ndarray:
        """Each state's share."""
        return tape.h * self._shares.sum(axis=1)


class LargestOfAll(PooledReadout):
    """The largest of each number over all steps of a sequence."""

    def _pool(self, tape: Any) -> np.ndarray:
        rows = tape.h.shape[2]
        shown = tape.h if tape.begun is None else np.where(tape.begun[:, None], tape.h, -np.inf)
        of_rows = shown.max(axis=0)
        groups, places = self._groups(rows), self._places(rows)
        starts = np.flatnonzero(np.diff(groups, prepend=-1))
        largest = np.maximum.reduceat(of_rows, starts, axis=1)
        largest[np.isneginf(largest)] = 0  # Of padding alone.
        self._largest = largest[:, groups]
        pooled = np.zeros_like(of_rows)
        pooled[:, places] = largest[:, : len(places)]
        return pooled

    def _pass_back(self, d: np.ndarray, back: Any) -> None:
        self._share_out(d, back.tape, back.dh)

    def _share_out(self, d: np.ndarray, tape: Any, out: np.ndarray) -> None:
        """Where several states are equally large, what comes back is shared out among them.

        Each row that has such states gets as much, and so does each of them in a row, as on Keras.
        """
        np.equal(tape.h, self._largest, out=out)
        if tape.begun is not None:
            out *= tape.begun[:, None]
        rows, of_rows = d.shape[1], out.sum(axis=0)
        groups, places = self._groups(rows), self._places(rows)
        starts = np.flatnonzero(np.diff(groups, prepend=-1))
        counts = np.add.reduceat(np.sign(of_rows), starts, axis=1)[:, : len(places)]
        of_each = np.zeros((len(d), groups[-1] + 1), d.dtype)
        of_each[:, : len(places)] = d[:, places] / np.maximum(counts, 1)
        out *= of_each[:, groups] / np.maximum(of_rows, 1)

    def taken(self, tape: Any) -> np.ndarray:
        """The states that are the largest."""
        shares = np.empty_like(tape.h)
        self._share_out(np.ones(tape.h.shape[1:], tape.h.dtype), tape, shares)
        return shares * tape.h


class LastOfBothWays(PooledReadout):
    """The last state of each way: that of the way back is the one at the first symbol."""

    def _pool(self, tape: Any) -> np.ndarray:
        there, back = np.split(tape.h, 2, axis=1)
        self._first = self._first_of(tape)
        return np.concatenate([there[-1], back[self._first]])

    def _pass_back(self, d: np.ndarray, back: Any) -> None:
        back.dh[:] = 0
        of_there, of_back = np.split(back.dh, 2, axis=1)
        of_there[-1], of_back[self._first] = np.split(d, 2)

    def _first_of(self, tape: Any) -> Any:
        """Where the numbers of the first symbols stand among those of the way back."""
        _, n, rows = tape.h.shape
        begun = np.ones((1, rows)) if tape.begun is None else tape.begun
        return begun.argmax(axis=0), np.arange(n // 2)[:, None], np.arange(rows)

    def taken(self, tape: Any) -> np.ndarray:
        """By how much each symbol, in the order in which it is read, has changed what is shown."""
        there, back = np.split(tape.h, 2, axis=1)
        changes = np.concatenate([changes_of(there), changes_of(back[::-1])[::-1]], axis=1)
        if tape.begun is not None:  # Behind the first symbol, in its order, states fall to zero.
            changes *= tape.begun[:, None]
        return changes if self.asked is None else changes * self.asked


def changes_of(h: np.ndarray) -> np.ndarray:
    """By how much each step has changed what is shown: summed up, they are what is shown last."""
    return np.diff(h, axis=0, prepend=0)


POOLINGS: dict[str, Callable[[], PooledReadout]] = {"mean": MeanOfAll, "max": LargestOfAll}
"""By the names in the settings, beside the last state."""
