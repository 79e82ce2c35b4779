"""Trainings that go on side by side: one of a network, and any number of them in step.

As the loop that each of them runs, this is a generator that whoever steps it steps at their
own pace. One training is a race of one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto
from typing import Any, NamedTuple

from networks.initial_weights import initial_snapshot
from networks.network import Network, answered
from networks.settings import Settings
from networks.steps import Steps, finished
from training.checkpoint import TrainedState
from training.loop import Exploded, PassDone, RunOfEpochs, train
from training.record import EpochRecord

KEPT_EVERY = 2.0
"""Seconds after which a network that computes for long is kept within an epoch too: who leaves
it in the middle of a call does not wait for it, and loses no more than that."""


class Training:
    """One network that learns one problem, and where it stands.

    The network is first touched by :meth:`preparing`, on whatever thread that is stepped.

    Attributes:
        network: that learns.
        settings: of it and its training.
        problem: what it learns; None before any training.
        position: in which epoch it stands.
        goal: the epoch at which it rests.
        run_ends: the epoch with which its run is over. As the goal, it may be moved from
            another thread; only a step takes it into the position.
        fraction: how much of that epoch is done, 0 to 1.
        has_exploded: whether its loss is no number any more, so that it does not go on.
        is_under_way: whether a step has begun and is not done, so that the network is ahead
            of the position.
        kept: the last moment that is known, from which another network could go on.
    """

    def __init__(
        self,
        network: Network,
        problem: Any,
        seed: int,
        before: TrainedState | None = None,
        has_exploded: bool = False,
        settings: Settings | None = None,
    ) -> None:
        """Begin from the initial weights of ``seed``, or go on from ``before``.

        On another problem than before, the epoch and the optimizer begin anew.
        """
        self.network = network
        self.settings = settings or network.settings
        self.kept = before or TrainedState()
        self.problem: Any = self.kept.problem
        self.position = replace(self.kept.position)
        self.goal = 0
        self.run_ends = self.position.run.ends
        self.fraction = 0.0
        self.has_exploded = has_exploded
        self.is_under_way = False
        self._seed = seed
        self._is_in_network = False
        self._next_problem: Any = None
        self._kept_at = time.monotonic()
        self._steps: Iterator[PassDone | EpochRecord | None] | None = None
        self.turn_to(problem)

    def turn_to(self, problem: Any) -> None:
        """Learn this from now on; what was learned stays.

        If it is another one, the epoch under way begins anew on it, and so does the optimizer.
        """
        if problem != self.problem:
            self._next_problem = problem

    def preparing(self) -> Steps[None]:
        """Bring into the network what it begins with, if that is not done yet.

        Raises:
            ValueError: it does not fit this network.
        """
        if not self._is_in_network:
            snapshot = self.kept.snapshot or initial_snapshot(self.settings, self._seed)
            yield from answered(self.network, "restore", snapshot)
            yield from answered(self.network, "retune", self.settings)
            self._is_in_network = True
        if self._next_problem is not None:
            yield from answered(self.network, "reset_optimizer")
            self.position = self.position.on_another_problem()
            self.problem, self._next_problem = self._next_problem, None
            self.fraction = 0.0

    def begin(self) -> None:
        """The same as :meth:`preparing`, all at once."""
        finished(self.preparing())

    @property
    def epoch(self) -> int:
        """The epoch under way, from 1."""
        return self.position.epoch

    @property
    def is_at_work(self) -> bool:
        """Whether there is something to do: a step under way is, even behind a goal moved back."""
        return not self.has_exploded and (self.epoch <= self.goal or self.is_under_way)

    @property
    def has_moved(self) -> bool:
        """Whether it stands elsewhere than where it was last kept, or is about to."""
        now, kept = self.position, self.kept.position
        return (
            (now.epoch, now.passes) != (kept.epoch, kept.passes)
            or self._next_problem is not None
            or self.problem != self.kept.problem
        )

    def keep(self) -> None:
        """Keep where it stands, unless nobody could go on from there, or can wait for it."""
        is_known = self._is_in_network and not (self.has_exploded or self.is_under_way)
        if self.has_moved and is_known:
            self.position.end_run_with(self.run_ends)
            snapshot = self.network.snapshot()
            self.kept = TrainedState(self.problem, replace(self.position), snapshot)
        self._kept_at = time.monotonic()

    @property
    def state(self) -> TrainedState:
        """The network as it is now, and where it stands."""
        self.keep()
        return self.kept

    def advance(self) -> PassDone | EpochRecord | None:
        """Do a step of :func:`training.loop.train`.

        Raises:
            Exploded: its loss is no number any more; it does not go on.
        """
        if self._steps is None or not (self.is_under_way or self._next_problem is None):
            self._steps = self._learning()
        self.position.end_run_with(self.run_ends)
        try:
            step = next(self._steps)
        except Exception as error:
            # A generator that has raised is over; the next one goes on from the position.
            self._steps, self.is_under_way = None, False
            self.has_exploded |= isinstance(error, Exploded)
            raise
        self.is_under_way = step is None
        if step is not None:
            self._arrive(step)
        return step

    def _learning(self) -> Iterator[PassDone | EpochRecord | None]:
        yield from self.preparing()
        yield from train(self.network, self.problem, self.position, self._seed)

    def _arrive(self, step: PassDone | EpochRecord) -> None:
        self.fraction = step.fraction if isinstance(step, PassDone) else 0.0
        waited = time.monotonic() - self._kept_at
        if isinstance(step, EpochRecord) or (waited > KEPT_EVERY and self.settings.is_slow):
            self.keep()


class EpochTrained(NamedTuple):
    """An epoch of the training at ``place``, from 0, and the network at its end."""

    place: int
    record: EpochRecord
    state: TrainedState


class Explosion(NamedTuple):
    """The training at ``place`` has left the range of numbers in ``epoch``."""

    place: int
    epoch: int


class Beat(Enum):
    """Where who keeps a pace has to wait."""

    BETWEEN_EPOCHS = auto()
    """All have done an epoch, and there is another one to do."""


Step = Beat | EpochTrained | Explosion | PassDone | None
"""None while another process computes."""


def together(
    trainings: Sequence[Training], goal: int, run: RunOfEpochs | None = None
) -> Iterator[Step]:
    """Do a step of the training that is furthest behind, until all have done epoch ``goal``.

    With it ends the run of epochs in which they are, unless ``run`` is another one. The goal of
    each may be moved meanwhile. Nobody waits for one that has exploded. Left at any step, the
    trainings can be taken up by a new call.
    """
    for training in trainings:
        training.goal = goal
        position = training.position
        position.run = run or position.run.up_to(goal, done=position.epoch - 1)
        training.run_ends = position.run.ends
    return _in_step(trainings)


def _in_step(trainings: Sequence[Training]) -> Iterator[Step]:
    under_way = None
    while at_work := [t for t in trainings if t.is_at_work]:
        training = min(at_work, key=lambda each: (each.epoch, each.fraction))
        if under_way is not None and training.epoch > under_way:
            yield Beat.BETWEEN_EPOCHS
        under_way = training.epoch
        yield _advance(training, trainings.index(training))


def settling(training: Training) -> Iterator[Step]:
    """Take the step under way to its end: so long the network is ahead of its position."""
    while training.is_under_way:
        yield _advance(training, 0)


def standing(training: Training) -> Iterator[Step]:
    """Keep the training as it stands; for a network that computes for long, nobody waits."""
    if training.has_moved and not training.settings.is_slow:
        yield from settling(training)
        yield from training.preparing()
    training.keep()


def _advance(training: Training, place: int) -> Step:
    try:
        step = training.advance()
    except Exploded:
        return Explosion(place, training.epoch)
    if isinstance(step, EpochRecord):
        return EpochTrained(place, step, training.kept)
    return step
