"""Who learns in a group: networks with a name, and what all of them learn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from networks.settings import NetworkChoice, Settings
from tasks.registry import task_of
from tasks.task import Problem
from training.checkpoint import Checkpoint, TrainedState
from training.record import EpochRecord


@dataclass(frozen=True)
class Learner:
    """A network to be trained.

    Attributes:
        title: what it is called.
        settings: of it and its training.
        otherwise: fields of the problem, with their values, that are set for it in another way
            than for those beside it.
    """

    title: str
    settings: Settings
    otherwise: tuple[tuple[str, Any], ...] = ()

    def learns(self, problem: Any) -> Any:
        """What it makes of a problem that is set for several."""
        if not self.otherwise:
            return problem
        return task_of(problem).with_values(problem, dict(self.otherwise))


class GroupPlan(NamedTuple):
    """Who learns what.

    Attributes:
        learners: no two with the same settings.
        backend: name of what computes all of their networks.
        problem: what all of them learn, each as :meth:`Learner.learns` puts it; None where
            nobody does.
        seed: of the initial weights of all of them.
    """

    learners: tuple[Learner, ...]
    backend: str
    problem: Problem | None
    seed: int

    def choice(self, place: int) -> NetworkChoice:
        """The network of the learner at ``place``, from 0."""
        return NetworkChoice(self.backend, self.learners[place].settings)

    def checkpoint(
        self, place: int, records: tuple[EpochRecord, ...], state: TrainedState
    ) -> Checkpoint:
        """The training of the learner at ``place`` as a file holds it."""
        return Checkpoint(
            backend=self.backend,
            settings=self.learners[place].settings,
            seed=self.seed,
            goal=len(records),
            run_start=0,
            records=records,
            state=state,
        )
