"""The network written from scratch where sequences are known as a whole, and how it answers them.

They are padded, read both ways and pooled as the settings say. Of one answer to a sequence it can
be told what every single state adds to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from custom_lstm import CustomNetwork, LSTMLayer, Readout, untold
from networks.both_ways import BothWays
from networks.initial_weights import draw_weights
from networks.output_kinds import HEADS, of_asked
from networks.pooling import POOLINGS, LastOfBothWays, PooledReadout, changes_of
from networks.pools import Pool, pool_of
from networks.settings import Settings
from plain_layers import PlainLayer

_ROWS_AT_ONCE = 16
"""So many pieces at most, or those of one sequence, are read side by side to be looked at: little
memory for long ones, and products that are done before other threads have been woken for them."""


class Contributions(NamedTuple):
    """What answers are made up of: each is the bias and the parts of its rows summed up.

    Attributes:
        z: of each answer, before anything squashes it, ``(asked,)``.
        parts: what every place adds, ``(rows, window)``; 0 where there is padding.
        bias: of the output.
    """

    z: np.ndarray
    parts: np.ndarray
    bias: float


class SequenceNetwork(CustomNetwork):
    """The net that trains, with what it reads and answers as :class:`networks.ports.Ports` say."""

    settings: Settings

    def __init__(
        self, settings: Settings, make_layer: Callable[..., Any] = LSTMLayer, **parts: Any
    ) -> None:
        """Build the net of such layers; ``parts`` are those of :class:`CustomNetwork`."""
        head = HEADS[settings.ports.head]
        super().__init__(
            settings,
            partial(draw_weights, settings),
            make_layer=partial(BothWays, make_layer) if settings.both_ways else make_layer,
            head=of_asked(head) if settings.ports.padded else head,
            readout=_readout(settings),
            **parts,
        )

    def _update(self, window: np.ndarray, targets: np.ndarray) -> np.ndarray:
        self._ask(targets)
        return super()._update(window, targets)

    def _ask(self, targets: np.ndarray | None) -> None:
        """Let rows without a target belong to the next that has one; None asks at each."""
        if isinstance(self._readout, PooledReadout):
            all_stand_alone = targets is None or not self.settings.ports.padded
            self._readout.asked = None if all_stand_alone else self._asked(targets)

    def _forward(self, weights: list[Any], tapes: list[Any], x: np.ndarray) -> np.ndarray:
        if self.settings.ports.padded:
            begun = self._begun(x)
            for tape in tapes:
                tape.begun = begun
        return super()._forward(weights, tapes, x)

    def _begun(self, x: np.ndarray) -> np.ndarray:
        """Where what is fed, ``(steps, n_in, rows)``, is no padding: 1, and else 0."""
        is_padding = x[:, 0] == (0 if self._stack[0].reads_symbols else 1)
        return (~is_padding).astype(self.settings.dtype)

    def _fed(self, window: np.ndarray) -> np.ndarray:
        """A window, ``(rows, steps, channels)``, as the first layer reads it."""
        looks_up = self._stack[0].reads_symbols
        return super()._fed(window if looks_up else self.settings.ports.fed(window))

    def _recurrent(self, things: list[Any]) -> list[Any]:
        """Those of a list with one for each layer that are of recurrent ones."""
        pairs = zip(self._stack, things, strict=True)
        return [thing for layer, thing in pairs if not isinstance(layer, PlainLayer)]

    def _so_far(self, pieces: list[list[Any]]) -> np.ndarray:
        """What the output would read after each step of stretches, ``(steps, n, rows)``."""
        shown = [tapes[-1].h for tapes in pieces]
        if not isinstance(self._readout, PooledReadout):
            return np.concatenate(shown)
        of_pieces = (np.moveaxis(h, 2, 0) for h in shown)
        running = (self._pool.running(h, np.ones(h.shape[:2], bool)) for h in of_pieces)
        return np.moveaxis(self._read(running), 0, 2)

    @property
    def _pool(self) -> Pool:
        return pool_of(self.settings.pooling, self.settings.both_ways)

    def _read(self, digests: Iterable[np.ndarray]) -> np.ndarray:
        """What is read, ``(…, steps, n)``, after each step of pieces that follow each other."""
        before, found = self._pool.empty(len(self._output) - 1), []
        for of_piece in digests:
            joined = self._pool.joined(before, of_piece)
            found.append(self._pool.read(joined))
            before = joined[..., -1:, :]
        return np.concatenate(found, axis=-2).astype(self.settings.dtype)

    # How one answer to a sequence comes about

    @property
    def output_weights(self) -> tuple[np.ndarray, float]:
        """Those of the one output, ``(numbers passed up,)``, and its bias."""
        return self._output[:-1, 0], float(self._output[-1, 0])

    @untold
    def last_states(self, rows: np.ndarray) -> np.ndarray:
        """What the last recurrent layer passes up at each place, ``(rows, window, numbers)``.

        Every row is read from zero states, and 0 is passed up where there is padding. Of both
        ways that of the way there stands before that of the way back, each at its place.

        Args:
            rows: ``(rows, window, channels)``, of any number and length.
        """
        tapes, _ = self._heard(rows, None)
        return np.moveaxis(tapes[-1].h, 2, 0).copy()

    @untold
    def contributions(self, rows: np.ndarray, marks: np.ndarray) -> Contributions:
        """What each place adds to the answer that it belongs to.

        Pooled, that is the weights times the states taken there; otherwise times what each symbol
        has changed: of the way there since the step before, of the way back since the step after.

        Args:
            rows: ``(rows, window, channels)``, of any number and length.
            marks: ``(rows, 1)``: any number where an answer is asked, else not a number.
        """
        tapes, z = self._heard(rows, marks)
        asked = self._asked(marks)
        if isinstance(self._readout, PooledReadout):
            taken = self._readout.taken(tapes[-1])
        else:
            taken = changes_of(tapes[-1].h) * asked
        weights, bias = self.output_weights
        return Contributions(z[0, 0, asked], np.einsum("tnr,n->rt", taken, weights), bias)

    @untold
    def gradient_times_input(self, rows: np.ndarray, marks: np.ndarray) -> np.ndarray:
        """Of what is read at each place, the sum of x · ∂z/∂x of the answer it belongs to.

        Where symbols are embedded, x is what they are embedded as, and where not, the 1 that
        stands for the symbol. The weights and the training stay as they are.

        Args:
            rows, marks: see :meth:`contributions`.

        Returns:
            ``(rows, window)``; 0 where there is padding.
        """
        tapes, z = self._heard(rows, marks)
        backs = self._new_tapes_back(tapes)
        self._backward(np.zeros_like(z) + self._asked(marks), backs)
        dx = self._passed_to_input(backs)
        if self.settings.embedding:
            return (tapes[0].h * dx).sum(axis=1).T
        return (dx if self._stack[0].reads_symbols else tapes[0].x * dx).sum(axis=1).T

    @untold
    def input_gradients(self, pieces: Sequence[np.ndarray], target: np.ndarray) -> np.ndarray:
        """∂L/∂x of what the first recurrent layer reads at each step of one sequence.

        Where symbols are embedded, x is what they are embedded as. The weights and the training
        stay as they are.

        Args:
            pieces: of the sequence, one behind the other, ``(steps,)`` or ``(steps, channels)``
                each; every one is read from zero state.
            target: what is to be answered after the last step of the last; L is the loss there.

        Returns:
            ``(steps of all pieces, n_in)``.
        """
        is_last = np.arange(len(pieces)) == len(pieces) - 1
        tapes, is_read, z = self._heard_in_pieces(pieces, is_last)
        backs = self._new_tapes_back(tapes)
        dz = np.zeros_like(z)
        _, dz[-1:, :, -1:] = self._head.compare(z[-1:, :, -1:], np.reshape(target, (1, 1, 1)))
        self._backward(dz, backs)
        return np.moveaxis(self._passed_to_input(backs), 2, 0)[is_read]

    def _after_each_step(self, sequence: np.ndarray) -> np.ndarray:
        """z after each step as if the sequence ended there, ``(steps, outputs)``.

        It is cut where the whole is, ``(steps, channels)``. The way back begins anew for each in
        the piece in which it ends; what stands before that is read but once.
        """
        of_pieces = []
        for piece in np.split(sequence, self.settings.cuts(len(sequence))):
            stretches = [piece[:end] for end in range(1, len(piece) + 1)]
            digests = [
                self.digests(self._pool, stretches[start : start + _ROWS_AT_ONCE])
                for start in range(0, len(piece), _ROWS_AT_ONCE)
            ]
            of_pieces.append(np.concatenate(digests))
        return self._read(of_pieces) @ self._output[:-1] + self._output[-1]

    @untold
    def digests(self, pool: Pool, pieces: Sequence[np.ndarray]) -> np.ndarray:
        """What the output has to know of each of these, read from zero state and side by side.

        Args:
            pool: that of the network.
            pieces: ``(steps,)`` or ``(steps, channels)`` each, of any length.
        """
        tapes, is_read, _ = self._heard_in_pieces(pieces, np.ones(len(pieces), bool))
        return pool.of(np.moveaxis(tapes[-1].h, 2, 0), is_read)

    def _heard_in_pieces(
        self, pieces: Sequence[np.ndarray], asked: np.ndarray
    ) -> tuple[list[Any], np.ndarray, np.ndarray]:
        """Tapes of rows that end together, where they are no padding, and z where it is asked."""
        channels = self.settings.ports.channels
        rows, is_read = _side_by_side([np.reshape(each, (len(each), channels)) for each in pieces])
        tapes = self._new_tapes(rows.shape[1], len(rows))
        for tape in tapes:
            tape.begun = is_read.T.astype(self.settings.dtype)
        if isinstance(self._readout, PooledReadout):
            self._readout.asked = asked
        return tapes, is_read, self._forward(self._prepared(), tapes, self._fed(rows))

    def _passed_to_input(self, backs: list[Any]) -> np.ndarray:
        """∂L/∂x of what the first recurrent layer reads, after the way back."""
        if self.settings.embedding:
            dh: np.ndarray = backs[0].dh
            return dh
        x = backs[0].tape.x
        dx = np.empty(x.shape, self.settings.dtype)
        self._stack[0].pass_down(backs[0], dx)
        return dx

    def _heard(self, rows: np.ndarray, marks: np.ndarray | None) -> tuple[list[Any], np.ndarray]:
        """The tapes of rows that are read from zero states, and z."""
        self._ask(marks)
        tapes = self._new_tapes(rows.shape[1], len(rows))
        return tapes, self._forward(self._prepared(), tapes, self._fed(rows))

    def _asked(self, marks: Any) -> np.ndarray:
        """``(rows,)``: at which an answer is asked."""
        return ~np.isnan(marks[:, 0])


def _readout(settings: Settings) -> Readout | PooledReadout:
    """What the output reads."""
    if settings.pooling != "last":
        return POOLINGS[settings.pooling]()
    return LastOfBothWays() if settings.both_ways else Readout(settings.ports.at_each_step)


def _side_by_side(pieces: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Rows that end together, ``(pieces, steps, channels)``, and where something is read."""
    lengths = np.array([len(piece) for piece in pieces])
    longest = max(1, lengths.max())
    is_read = np.arange(longest) >= (longest - lengths)[:, None]
    rows = np.zeros((*is_read.shape, pieces[0].shape[1]), pieces[0].dtype)
    rows[is_read] = np.concatenate(pieces)
    return rows, is_read
