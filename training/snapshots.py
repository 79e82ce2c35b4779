"""The network at the end of each epoch, so that past epochs can be looked into and gone back to."""

from __future__ import annotations

from itertools import pairwise

from training.checkpoint import TrainedState

MOST_BYTES = 256 * 2**20
"""About 700 epochs of the default network, its optimizer included."""


class EpochSnapshots:
    """A :class:`TrainedState` for the end of each epoch; of a long training, for some of them.

    When they would take more than ``most_bytes``, every other one is given up. The
    oldest and the newest always stay. Once later epochs were given up for a way back,
    there is room again, and all that come are kept until there is none.

    Attributes:
        stride: 1 while every epoch that comes stays; 2, 4, … once every second, fourth, … does.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._states: dict[int, TrainedState] = {}
        self._bytes = 0
        self.stride = 1

    @property
    def epochs(self) -> list[int]:
        """The epochs that are kept, ascending."""
        return list(self._states)

    @property
    def bytes(self) -> int:
        """What the states that are kept take."""
        return self._bytes

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

    def nearest(self, epoch: int) -> int:
        """The kept epoch that is nearest to ``epoch``, of two the later one.

        Raises:
            ValueError: none is kept.
        """
        return min(self._states, key=lambda kept: (abs(kept - epoch), -kept))

    def add(self, epoch: int, state: TrainedState) -> None:
        """Keep the state at the end of ``epoch``, which is later than all that are kept."""
        self._drop_between(self.epochs[-1:])
        self._states[epoch] = state
        self._bytes += _size(state)
        while self._bytes > self._most_bytes and len(self._states) > 2:
            self.stride *= 2
            self._drop_between(self.epochs[1:-1])

    def _drop_between(self, epochs: list[int]) -> None:
        """Give up those of ``epochs`` that stay only as long as they are the newest."""
        for epoch in epochs:
            if epoch % self.stride and epoch != next(iter(self._states)):
                self._drop(epoch)

    def _drop(self, epoch: int) -> None:
        self._bytes -= _size(self._states.pop(epoch))

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
        self._bytes = other._bytes
        self.stride = other.stride


def _size(state: TrainedState) -> int:
    """Bytes of its arrays, but for the problem, which the states of a training share."""
    return sum(array.nbytes for array in state.snapshot.values())
