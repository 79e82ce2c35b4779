"""A layer that reads both ways: two layers over the same sequence, one of them from its end.

Each has weights of its own (Schuster & Paliwal 1997). What both show at a step stands side by side
in what is passed up: of the way there what came before it, of the way back what comes after.

The way back is the same layer on the sequence turned round in time. Padding, which stands in front
of a sequence, then comes after its end, where the states are held at zero: from zero states it
begins with the last symbol, and what it shows at the first one knows the whole sequence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from plain_layers import PlainTape, PlainTapeBack


class TapeOfBothWays(PlainTape):
    """What both layers computed; made and asked as the tape of one.

    Attributes:
        there, back: their tapes, that of the way back in the order in which it reads.
        begun: as in :class:`custom_lstm.Tape`; None where all have begun.
    """

    begun: np.ndarray | None = None

    def __init__(self, there: Any, back: Any) -> None:
        self.there, self.back = there, back
        super().__init__(there.x, 2 * there.h.shape[1], there.h.dtype)


class TapeBackOfBothWays(PlainTapeBack):
    """What the ways back along both tapes need besides, ``there`` and ``back``."""

    def __init__(self, tape: TapeOfBothWays, there: Any, back: Any) -> None:
        super().__init__(tape)
        self.there, self.back = there, back


def values_there(tape: Any) -> dict[str, np.ndarray]:
    """What a layer computed at each step; of both ways, the way there."""
    return getattr(tape, "there", tape).values


def values_back(tape: TapeOfBothWays) -> dict[str, np.ndarray]:
    """What the way back computed at each place of the sequence."""
    return {symbol: values[::-1] for symbol, values in tape.back.values.items()}


class BothWays:
    """Two layers of one kind; made and asked as one of them.

    Attributes:
        there, back: the layers; the weights of the one lie behind those of the other.
        n: numbers that are passed up.
    """

    def __init__(
        self,
        make_layer: Callable[..., Any],
        n_in: int,
        n: int,
        weights: np.ndarray,
        gradient: np.ndarray,
    ) -> None:
        halves = zip(np.split(weights, 2), np.split(gradient, 2), strict=True)
        self.there, self.back = (make_layer(n_in, n, *half) for half in halves)
        self.n_in, self.n = n_in, 2 * n
        self.reads_symbols = self.there.reads_symbols

    def new_tape(self, steps: int, rows: int) -> TapeOfBothWays:
        """A blank tape."""
        return TapeOfBothWays(*(each.new_tape(steps, rows) for each in (self.there, self.back)))

    def new_tape_back(self, tape: TapeOfBothWays) -> TapeBackOfBothWays:
        """What the way back along ``tape`` needs."""
        there, back = self.there.new_tape_back(tape.there), self.back.new_tape_back(tape.back)
        return TapeBackOfBothWays(tape, there, back)

    def prepare(self) -> tuple[Any, Any]:
        """The weights of both as their forward takes them."""
        return self.there.prepare(), self.back.prepare()

    def forward(self, weights: tuple[Any, Any], tape: TapeOfBothWays) -> None:
        """Read ``x`` from both ends."""
        there, back = tape.there, tape.back
        back.x[:] = there.x[::-1]
        if tape.begun is not None:
            there.begun, back.begun = tape.begun, tape.begun[::-1]
        for layer, own, own_tape in zip(
            (self.there, self.back), weights, (there, back), strict=True
        ):
            layer.forward(own, own_tape)
        of_there, of_back = np.split(tape.h, 2, axis=1)
        of_there[:], of_back[:] = there.h, back.h[::-1]

    def backward(self, back: TapeBackOfBothWays) -> None:
        """Compute the gradients of both from ``back.dh``."""
        of_there, of_back = np.split(back.dh, 2, axis=1)
        back.there.dh[:], back.back.dh[:] = of_there, of_back[::-1]
        self.there.backward(back.there)
        self.back.backward(back.back)

    def pass_down(self, back: TapeBackOfBothWays, dh_below: np.ndarray) -> None:
        """∂L/∂x, after :meth:`backward`: both have read it."""
        self.there.pass_down(back.there, dh_below)
        of_back = np.empty_like(dh_below)
        self.back.pass_down(back.back, of_back)
        dh_below += of_back[::-1]
