"""The network at the end of each epoch, so that past epochs can be looked into and gone back to."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from training.checkpoint import TrainedState

MOST_BYTES = 256 * 2**20
"""About 700 epochs of the default network, its optimizer included."""
_FEWEST_WHOLE = 100
"""Of a network of which fewer than so many would have room, older ones lose their optimizers."""
BEGINS_ANEW = (
    "The optimizer begins anew here: of a network as large as this one it is kept of the newest "
    "epoch alone."
)


class EpochSnapshots:
    """A :class:`TrainedState` for the end of each epoch; of a long training, for some of them.

    Of a large network all but the newest are kept without what its optimizer remembers.
    When they would take more than ``most_bytes``, every other one is given up. The
    oldest and the newest always stay. Once later epochs were given up for a way back,
    there is room again, and all that come are kept until there is none.

    Attributes:
        bytes: what the states that are kept take.
        stride: 1 while every epoch that comes stays; 2, 4, … once every second, fourth, … does.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._states: dict[int, TrainedState] = {}
        self.bytes = 0
        self.stride = 1

    @property
    def epochs(self) -> list[int]:
        """The epochs that are kept, ascending."""
        return list(self._states)

    @property
    def sentence(self) -> str:
        """Which epochs are kept, in words; empty when all of them are."""
        if not self._states:
            return ""
        epochs = self.epochs
        oldest, newest = epochs[0], epochs[-1]
        sentences = []
        if oldest > 1:
            # A training begins at epoch 1 here, unless it comes from a file.
            sentences.append(f"The networks of epochs before {oldest:,} are not in the file.")
        if len(epochs) < newest - oldest + 1:
            widest = max(later - earlier for earlier, later in pairwise(epochs))
            sentences.append(
                f"To save memory, {len(epochs):,} of the epochs {oldest:,} to {newest:,} are "
                f"kept, at least one in {widest:,}."
            )
        return " ".join(sentences)

    def at(self, epoch: int) -> TrainedState:
        """The state at the end of ``epoch``.

        Raises:
            KeyError: that epoch is not kept.
        """
        return self._states[epoch]

    def told_of(self, epoch: int) -> str:
        """What a training that goes on from there is without, in a sentence; empty if nothing."""
        state = self._states.get(epoch)
        return BEGINS_ANEW if state and any(map(_is_blank, state.snapshot.values())) else ""

    def nearest(self, epoch: int) -> int:
        """The kept epoch that is nearest to ``epoch``, of two the later one.

        Raises:
            ValueError: none is kept.
        """
        return min(self._states, key=lambda kept: (abs(kept - epoch), -kept))

    def add(self, epoch: int, state: TrainedState) -> None:
        """Keep the state at the end of ``epoch``, which is later than all that are kept."""
        self._drop_between(self.epochs[-1:])
        if _size(state) * _FEWEST_WHOLE > self._most_bytes:
            for older in self.epochs[-1:]:
                self._put(older, _without_optimizer(self._drop(older)))
        self._put(epoch, state)
        while self.bytes > self._most_bytes and len(self._states) > 2:
            self.stride *= 2
            self._drop_between(self.epochs[1:-1])

    def _put(self, epoch: int, state: TrainedState) -> None:
        self._states[epoch] = state
        self.bytes += _size(state)

    def _drop_between(self, epochs: list[int]) -> None:
        """Give up those of ``epochs`` that stay only as long as they are the newest."""
        for epoch in epochs:
            if epoch % self.stride and epoch != next(iter(self._states)):
                self._drop(epoch)

    def _drop(self, epoch: int) -> TrainedState:
        state = self._states.pop(epoch)
        self.bytes -= _size(state)
        return state

    def truncate(self, epoch: int) -> None:
        """Give up every epoch after ``epoch``; what follows is kept while there is room."""
        for later in [kept for kept in self._states if kept > epoch]:
            self._drop(later)
        self.stride = 1

    def clear(self) -> None:
        """Give up everything."""
        self.replace(EpochSnapshots())

    def copy(self) -> EpochSnapshots:
        """Another store that keeps the same states, and does not follow this one."""
        other = EpochSnapshots(self._most_bytes)
        other.replace(self)
        return other

    def replace(self, other: EpochSnapshots) -> None:
        """Keep what ``other`` keeps, and nothing else."""
        self._states = dict(other._states)
        self.bytes = other.bytes
        self.stride = other.stride


def _size(state: TrainedState) -> int:
    """Bytes of its arrays, but for the problem, which the states of a training share."""
    return sum(0 if _is_blank(array) else array.nbytes for array in state.snapshot.values())


def _without_optimizer(state: TrainedState) -> TrainedState:
    """The same with an optimizer that has done nothing yet."""
    blank = {
        name: np.broadcast_to(np.zeros((), array.dtype), array.shape)
        for name, array in state.snapshot.items()
        if name.startswith("optimizer/")
    }
    return replace(state, snapshot={**state.snapshot, **blank})


def _is_blank(array: np.ndarray) -> bool:
    """Whether it takes no room: one zero stands for all that it holds."""
    return array.size > 1 and not any(array.strides)
