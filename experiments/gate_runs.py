"""One run of the question whether gates win: a network learns a problem, or has had its chance."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from experiments.sweep_file import MOST_UPDATES, Point
from experiments.trials import learning
from file_parts import FileProblem
from networks.fields import Number, OnOff, WholeNumber
from networks.settings import LARGEST_SEED
from tasks.drawn_answers import LEARNED_AT
from tasks.registry import task_named, task_of
from tasks.task import Problem
from training.checkpoint import Checkpoint
from training.learner import GroupPlan, Learner
from training.record import EpochRecord
from training.side_training import BACKEND
from training.together import EpochTrained, Explosion

ERROR_LEARNED = 0.005
"""Numbers are learned when the mean square of the error is below this."""


@dataclass(frozen=True)
class GatePoint(Point):
    """What became of a network that learned one problem from one seed.

    Attributes:
        task: name of the problem's task.
        problem: the problem, as its ``str``.
        seed: of weights and sequences.
        updates: weight updates until it was learned, or all that there were.
        learned: whether it was learned.
        reached: in the end: the share of right answers to fresh sequences, of numbers the mean
            square of the error; None where answers were no numbers any more.
    """

    task: str
    problem: str
    seed: int
    updates: int
    learned: bool
    reached: float | None

    KINDS: ClassVar = {
        "seed": WholeNumber(0, LARGEST_SEED),
        "updates": WholeNumber(1, MOST_UPDATES),
        "learned": OnOff(),
        "reached": Number(0, math.inf, or_none=True),
    }

    @property
    def key(self) -> tuple[str, str, int]:
        """Problem and seed."""
        return self.task, self.problem, self.seed

    @property
    def can_be(self) -> bool:
        """Whether it is one, whatever a file has in its place."""
        try:
            task_named(self.task).from_text(self.problem)
        except FileProblem:
            return False
        return super().can_be

    def is_learned_within(self, updates: int) -> bool:
        """Whether so many updates were enough."""
        return self.learned and self.updates <= updates

    def tells(self, updates: int) -> bool:
        """Whether it is known by this what comes of so many updates."""
        return self.learned or self.reached is None or self.updates >= updates

    def rank(self, updates: int) -> tuple[bool, float, float]:
        """The smaller, the better, given that there are so many updates."""
        is_learned = self.is_learned_within(updates)
        return not is_learned, self.updates if is_learned else 0, self._shortfall

    @property
    def _shortfall(self) -> float:
        if self.reached is None:
            return math.inf
        return self.reached if task_named(self.task).is_number else 1 - self.reached


def key_of(problem: Problem, seed: int) -> tuple[str, str, int]:
    """That of the point for this problem and seed."""
    return task_of(problem).name, str(problem), seed


def run(
    learner: Learner, problem: Problem, seed: int, updates: int
) -> Iterator[tuple[GatePoint, EpochTrained | Explosion] | None]:
    """Train a new network until it has learned the problem or has had so many updates.

    Yields:
        After every epoch the point as it is by now; None in between.
    """
    of_epoch = learner.settings.updates * learner.settings.passes
    for step in learning(learner.settings, problem, seed, updates // of_epoch):
        if step is None:
            yield None
            continue
        point = _point(step, problem, seed, of_epoch)
        yield point, step
        if point.learned:
            return


def _point(step: EpochTrained | Explosion, problem: Problem, seed: int, of_epoch: int) -> GatePoint:
    key = key_of(problem, seed)
    if isinstance(step, Explosion):
        return GatePoint(*key, of_epoch * step.epoch, learned=False, reached=None)
    record, is_of_error = step.record, task_of(problem).is_number
    reached = 2 * record.loss if is_of_error else record.accuracy
    learned = reached < ERROR_LEARNED if is_of_error else reached >= LEARNED_AT
    return GatePoint(*key, of_epoch * record.epoch, learned, reached)


def run_again(learner: Learner, problem: Problem, point: GatePoint) -> Iterator[float | Checkpoint]:
    """Train the network of a point once more, the same to the last bit.

    Yields:
        How much of it is done, 0 to 1, and in the end the training, if it has had an epoch.
    """
    records: list[EpochRecord] = []
    state = None
    for each in run(learner, problem, point.seed, point.updates):
        if each is not None and isinstance(each[1], EpochTrained):
            records.append(each[1].record)
            state = each[1].state
            yield each[0].updates / point.updates
    if state is not None:
        plan = GroupPlan((learner,), BACKEND, problem, point.seed)
        yield plan.checkpoint(0, tuple(records), state)
