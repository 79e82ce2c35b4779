"""Networks that are trained beside the student's own, to be compared: same data, same order.

They are computed by NumPy in a thread of their own, and the student's training does not
notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from PyQt5.QtCore import QObject, pyqtSignal

from training.checkpoint import TrainedState
from training.job import Job
from training.loop import Exploded, Position, train
from training.numpy_network import numpy_network
from training.record import EpochRecord, History
from training.settings import Settings
from training.snapshots import EpochSnapshots
from utils import Windows, cut_windows


@dataclass(frozen=True)
class Plan:
    """A network to be trained.

    Attributes:
        title: what it is called.
        settings: of the network and its training.
    """

    title: str
    settings: Settings


@dataclass(eq=False)
class Run:
    """A network and how it has been trained so far.

    Attributes:
        plan: what it is.
        history: its epochs.
        snapshots: the network at the end of each.
        exploded_in: the epoch in which its loss was no number any more, which ended its
            training; 0 if that did not happen.
    """

    plan: Plan
    history: History = field(default_factory=History)
    snapshots: EpochSnapshots = field(default_factory=EpochSnapshots)
    exploded_in: int = 0


@dataclass(frozen=True, eq=False)
class Task:
    """What networks are trained on.

    Attributes:
        pattern: uint8, as typed; at least one symbol.
        seed: of the initial weights.
    """

    pattern: np.ndarray
    seed: int

    def is_same(self, other: Task) -> bool:
        """Whether training on either gives the same."""
        return self.seed == other.seed and np.array_equal(self.pattern, other.pattern)


@dataclass(frozen=True, eq=False)
class EpochTrained:
    """An epoch of the run number ``run``, and the network at its end."""

    run: int
    record: EpochRecord
    state: TrainedState


@dataclass(frozen=True)
class Explosion:
    """The training of the run number ``run`` has left the range of numbers in ``epoch``."""

    run: int
    epoch: int


def train_beside(
    plans: Sequence[Plan], task: Task, before: Sequence[TrainedState | None], epochs: int
) -> Iterator[EpochTrained | Explosion | None]:
    """Train each network for an epoch in turn, until all have had so many or have exploded.

    Args:
        plans: the networks.
        task: what they learn.
        before: where each goes on from; None for its initial weights.
        epochs: how many each is to have.

    Yields:
        None within an epoch, so that whoever steps can stop there.
    """
    trainings = [_Training(*each, task) for each in zip(plans, before, strict=True)]
    at_work = {run: each for run, each in enumerate(trainings) if each.epoch <= epochs}
    while at_work:
        run = min(at_work, key=lambda run: (at_work[run].epoch, run))
        training = at_work[run]
        try:
            record = training.advance()
        except Exploded:
            del at_work[run]
            yield Explosion(run, training.epoch)
            continue
        if record is None:
            yield None
            continue
        if training.epoch > epochs:
            del at_work[run]
        yield EpochTrained(run, record, training.state)


class _Training:
    """One network and where its training stands."""

    def __init__(self, plan: Plan, before: TrainedState | None, task: Task) -> None:
        self._position = Position()
        self._task = task
        self._network = numpy_network(plan.settings)
        self._network.initialise(task.seed)
        if before is not None:
            self._network.restore(before.snapshot)
            self._position = Position(before.position.epoch)
        self._steps = train(self._network, self._windows(plan.settings), self._position)

    @property
    def epoch(self) -> int:
        """The epoch under way, from 1."""
        return self._position.epoch

    def _windows(self, settings: Settings) -> Windows:
        return cut_windows(self._task.pattern, settings.window_shape)

    def advance(self) -> EpochRecord | None:
        """Do a pass; the record of the epoch, if it is done with it.

        Raises:
            Exploded: its loss is no number any more.
        """
        step = next(self._steps)
        return step if isinstance(step, EpochRecord) else None

    @property
    def state(self) -> TrainedState:
        return TrainedState(self._task.pattern, Position(self.epoch), self._network.snapshot())


class SideTraining(QObject):
    """Trains networks in the background and keeps their epochs.

    Attributes:
        runs: one for each plan, in their order.
        goal: epochs that each is to have.
        is_held: whether it is to stay as it is, although the goal is not reached.
        problem: why the work failed, in one sentence; or empty.

    Signals:
        changed: there are other runs, more epochs, or the work began or ended.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runs: tuple[Run, ...] = ()
        self.goal = 0
        self.is_held = False
        self.problem = ""
        self._task = Task(np.zeros(0, np.uint8), seed=0)
        self._job = Job("side-training", self)
        self._job.yielded.connect(self._on_yielded)
        self._job.ended.connect(self._on_ended)

    @property
    def is_running(self) -> bool:
        """Whether networks are being trained right now."""
        return self._job.is_running

    @property
    def epochs(self) -> int:
        """Epochs that every network has had, but for those that have exploded."""
        lasting = [len(run.history) for run in self.runs if not run.exploded_in]
        return min(lasting, default=self.goal)

    @property
    def fraction(self) -> float:
        """How much of the work is done, 0 to 1."""
        wanted = self.goal * len(self.runs)
        done = sum(
            self.goal if run.exploded_in else min(len(run.history), self.goal) for run in self.runs
        )
        return done / wanted if wanted else 1.0

    def set_up(self, plans: Sequence[Plan], task: Task) -> None:
        """Take these networks and this task; what has been trained of the same ones stays."""
        are_same = [run.plan for run in self.runs] == list(plans)
        if are_same and task.is_same(self._task):
            return
        self._job.cancel()
        self._task = task
        if not are_same:
            self.runs = tuple(Run(plan) for plan in plans)
        for run in self.runs:
            run.history.replace()
            run.snapshots.clear()
            run.exploded_in = 0
        self.goal = 0
        self.is_held = False
        self.problem = ""
        self.changed.emit()

    def train(self, epochs: int) -> None:
        """Let every network have so many epochs; those it has had count.

        While the work is held, only its goal moves.
        """
        has_moved = epochs != self.goal
        self.goal = epochs
        if not (self.is_running or self.is_held or self.fraction == 1):
            self._begin()
        elif has_moved:
            self.changed.emit()

    def hold(self) -> None:
        """Leave it at the epochs there are, until :meth:`resume`."""
        self.is_held = True
        self.stop()

    def resume(self) -> None:
        """Go on to the goal."""
        self.is_held = False
        self.train(self.goal)

    def stop(self) -> None:
        """Leave it at the epochs there are, until it is told to train."""
        self._job.cancel()
        self.changed.emit()

    def _begin(self) -> None:
        self.problem = ""
        plans = [run.plan for run in self.runs]
        before = [_last_state(run) for run in self.runs]
        self._job.start(train_beside(plans, self._task, before, self.goal))
        self.changed.emit()

    def close(self) -> bool:
        """Stop and end the thread for good; whether that went in time."""
        return self._job.close()

    def _on_yielded(self, step: EpochTrained | Explosion | None) -> None:
        if step is None:
            return
        run = self.runs[step.run]
        if isinstance(step, Explosion):
            run.exploded_in = step.epoch
        else:
            run.history.append(step.record)
            run.snapshots.add(step.record.epoch, step.state)
        self.changed.emit()

    def _on_ended(self, problem: str) -> None:
        self.problem = problem
        if problem or self.fraction == 1:
            self.changed.emit()
        else:
            self._begin()  # The goal has moved on meanwhile.


def _last_state(run: Run) -> TrainedState | None:
    return run.snapshots.at(len(run.history)) if len(run.history) else None
