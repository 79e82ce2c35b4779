"""A training at rest: all that is needed to go on exactly where it stopped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from networks.settings import Settings
from tasks.task import Problem
from training.loop import Position
from training.record import EpochRecord


@dataclass(frozen=True, eq=False)
class TrainedState:
    """What the owner of the network holds of a training.

    Attributes:
        problem: what was trained on; None before any training.
        position: where in which epoch training stands.
        snapshot: the network's weights, optimizer and states; empty where they are the initial
            ones, which settings and seed tell.
    """

    problem: Problem | None = None
    position: Position = field(default_factory=Position)
    snapshot: Mapping[str, np.ndarray] = field(default_factory=dict)

    @property
    def learned(self) -> Problem:
        """The problem, where an epoch is done: then there is one."""
        assert self.problem is not None
        return self.problem


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """What a saved file holds, and what undoing a reset brings back.

    Attributes:
        backend: name of the backend that trained.
        settings: of the network and its training.
        seed: of the initial weights, which Reset brings back.
        goal: number of the epoch at which training is to rest.
        run_start: epochs that were done when this run of epochs was asked for.
        records: every epoch so far.
        state: what the owner of the network holds.
        times_tested: how often the test set of the problem was asked.
        told: what the file held and this is without, in words for the user; mostly empty.
    """

    backend: str
    settings: Settings
    seed: int
    goal: int
    run_start: int
    records: tuple[EpochRecord, ...] = ()
    state: TrainedState = field(default_factory=TrainedState)
    times_tested: int = 0
    told: str = ""

    @property
    def epochs_of_run(self) -> int:
        """How many epochs this run of epochs takes."""
        return max(1, self.goal - self.run_start)
