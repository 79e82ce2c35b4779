"""What comes of it when the network written from scratch reads a sequence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class Trace(NamedTuple):
    """Everything inside the net while it read a sequence.

    Attributes:
        layers: for each recurrent layer what it computed, by its symbol, ``(steps, n)``: of an
            LSTM layer ``i``, ``f``, ``g``, ``o``, ``c`` and ``h``.
        back: of layers that read both ways the same of each way back, at each place of the
            sequence: it has read what stands behind. Else empty.
        output: ``(steps,)``: what would be answered after each step, of a pattern the
            probability that the next symbol is a 1; ``(steps, outputs)`` of several. Where
            layers read both ways, the way back begins anew for each of them, as if the sequence
            ended there: it knows nothing of what follows, unlike ``back``.
    """

    layers: list[dict[str, np.ndarray]]
    output: np.ndarray
    back: Sequence[dict[str, np.ndarray]] = ()


class HiddenGradients(NamedTuple):
    """How much what each layer showed at each step still mattered for a loss.

    Attributes:
        layers: ∂L/∂h of each recurrent layer at each step, by all ways, ``(steps, n, rows)``.
        norm: of the gradient by all weights together, before any clipping.
        values: of each layer what every stage of its cell computed, ``(steps, n, rows)``
            each, by their symbols.
        back, values_back: the same of each way back, at each place of the sequence, where layers
            read both ways. Else empty.
    """

    layers: list[np.ndarray]
    norm: float
    values: list[dict[str, np.ndarray]]
    back: Sequence[np.ndarray] = ()
    values_back: Sequence[dict[str, np.ndarray]] = ()


class Memory(NamedTuple):
    """What the net goes on from when it has read a part of a sequence.

    Attributes:
        states: those of each layer after the last step, ``(n, 1)`` each.
        symbols: those it still reads anew, the newest last.
        answer: what was answered last, ``(outputs,)``.
    """

    states: list[np.ndarray]
    symbols: np.ndarray
    answer: np.ndarray
