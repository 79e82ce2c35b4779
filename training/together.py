"""Trainings that go on side by side: one of a network, and any number of them in step.

As the loop that each of them runs, this is a generator that whoever steps it steps at their
own pace. One training is a race of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from tasks.pattern import Pattern, cut_windows
from training.checkpoint import TrainedState
from training.loop import Exploded, PassDone, Position, train
from training.network import Network
from training.record import EpochRecord


class Training:
    """One network that learns one pattern, and where it stands.

    The network is first touched by :meth:`begin`, on whatever thread that is called.

    Attributes:
        network: that learns.
        pattern: what it learns.
        windows: the pattern, cut for it.
        position: in which epoch it stands.
        fraction: how much of that epoch is done, 0 to 1.
        has_exploded: whether its loss is no number any more, so that it does not go on.
    """

    def __init__(
        self,
        network: Network,
        pattern: Pattern,
        seed: int,
        before: TrainedState | None = None,
        has_exploded: bool = False,
    ) -> None:
        """Begin from the initial weights of ``seed``, or go on from ``before``.

        On another pattern than before, the epoch and the optimizer begin anew.
        """
        self.network = network
        self.pattern = pattern
        self.windows = cut_windows(pattern, network.settings.window_shape)
        self.has_exploded = has_exploded
        self.fraction = 0.0
        self._seed = seed
        self._before = before
        self._is_another = before is not None and pattern != before.pattern
        self.position = replace(before.position) if before else Position()
        if self._is_another:
            self.position = self.position.at_start_of_epoch(on_another=True)
        self._steps: Iterator[PassDone | EpochRecord | None] | None = None

    def begin(self) -> None:
        """Bring into the network what it begins with, if that is not done yet.

        Raises:
            ValueError: it does not fit this network.
        """
        if self._steps is not None:
            return
        if self._before is None:
            self.network.initialise(self._seed)
        else:
            self.network.restore(self._before.snapshot)
        if self._is_another:
            self.network.reset_optimizer()
        self._before = None
        self._steps = train(self.network, self.windows, self.position)

    @property
    def epoch(self) -> int:
        """The epoch under way, from 1."""
        return self.position.epoch

    @property
    def state(self) -> TrainedState:
        """The network as it is now, and where it stands."""
        return TrainedState(self.pattern, replace(self.position), self.network.snapshot())

    def advance(self) -> PassDone | EpochRecord | None:
        """Do a step of :func:`training.loop.train`.

        Raises:
            Exploded: its loss is no number any more; it does not go on.
        """
        self.begin()
        assert self._steps is not None  # It has begun.
        try:
            step = next(self._steps)
        except Exploded:
            self.has_exploded = True
            raise
        if step is not None:
            self.fraction = step.fraction if isinstance(step, PassDone) else 0.0
        return step


@dataclass(frozen=True, eq=False)
class EpochTrained:
    """An epoch of the training at ``place``, from 0, and the network at its end."""

    place: int
    record: EpochRecord
    state: TrainedState


@dataclass(frozen=True)
class Explosion:
    """The training at ``place`` has left the range of numbers in ``epoch``."""

    place: int
    epoch: int


class Beat(Enum):
    """Where who keeps a pace has to wait."""

    WITHIN_EPOCH = auto()
    """Not here: an epoch is under way."""
    BETWEEN_EPOCHS = auto()
    """All have done an epoch, and there is another one to do."""


def together(trainings: Sequence[Training], goal: int) -> Iterator[Beat | EpochTrained | Explosion]:
    """Do a step of the training that is furthest behind, until all have done epoch ``goal``.

    Nobody waits for one that has exploded. Left at any step, the trainings can be taken up
    by a new call.
    """
    under_way = None
    while at_work := [each for each in trainings if not each.has_exploded and each.epoch <= goal]:
        training = min(at_work, key=lambda each: (each.epoch, each.fraction))
        if under_way is not None and training.epoch > under_way:
            yield Beat.BETWEEN_EPOCHS
        under_way = training.epoch
        yield _advance(training, trainings.index(training))


def _advance(training: Training, place: int) -> Beat | EpochTrained | Explosion:
    try:
        step = training.advance()
    except Exploded:
        return Explosion(place, training.epoch)
    if isinstance(step, EpochRecord):
        return EpochTrained(place, step, training.state)
    return Beat.WITHIN_EPOCH
