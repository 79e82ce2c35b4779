"""Brings the run of a point to the shelf: the one that is there, or the same trained once more.

All runs of a table would push a student's own ones off the shelf. Training repeats to the last
bit, so none of them is lost.
"""

from __future__ import annotations

from typing import NamedTuple

from PyQt5.QtCore import QObject, pyqtSignal

from experiments.gate_runs import GatePoint, run_again
from networks.settings import Settings
from shelf.run import Run
from shelf.shelf import Shelf
from tasks.task import Problem
from training.checkpoint import Checkpoint
from training.learner import Learner
from training.stepper import OneAtATime

_NO_EPOCH = "Its answers were no numbers from the first epoch on, so there is no run of it."


class _Wanted(NamedTuple):
    """What a run is known by."""

    settings: Settings
    seed: int
    problem: Problem
    epochs: int

    def is_run(self, run: Run) -> bool:
        """Whether it is this one, or goes on with it."""
        known = run.settings, run.seed, run.problem
        return known == self[:3] and run.epochs >= self.epochs


class RunFetcher(OneAtATime):
    """Fetches one run at a time; who asks for another one does not want the one before any more.

    Signals:
        found: the id of the run, which is on the shelf now.
        came_closer: how much of it is trained, 0 to 1.
        failed: why there is none, in one sentence.
    """

    found = pyqtSignal(str)
    came_closer = pyqtSignal(float)
    failed = pyqtSignal(str)

    def __init__(self, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__("run-for-the-shelf", parent)
        self._shelf = shelf
        self._wanted: _Wanted | None = None
        shelf.changed.connect(self._look)

    def fetch(self, learner: Learner, problem: Problem, point: GatePoint) -> None:
        """Find this run or train it once more."""
        self._stepper.cancel()
        settings = learner.settings
        epochs = point.updates // (settings.updates * settings.passes)
        if point.reached is None:
            epochs -= 1  # In the last one its answers were no numbers any more.
        self._wanted = _Wanted(settings, point.seed, problem, epochs)
        self._look()
        if self._wanted is not None:
            self._stepper.start(run_again(learner, problem, point))

    def cancel(self) -> None:
        """Nobody wants it any more."""
        self._wanted = None
        super().cancel()

    def _look(self) -> None:
        """Tell of the run that is wanted, once it is on the shelf."""
        wanted = self._wanted
        if wanted is None:
            return
        ids = [run.id for run in self._shelf.runs if wanted.is_run(run)]
        if ids:
            self.cancel()
            self.found.emit(ids[-1])

    def _on_yielded(self, step: float | Checkpoint) -> None:
        if isinstance(step, Checkpoint):
            self._shelf.put_training(step)  # It tells when it has it.
        else:
            self.came_closer.emit(step)

    def _on_ended(self, problem: str) -> None:
        if self._wanted is not None and not self._wanted.epochs:
            problem = _NO_EPOCH
        if problem:
            self._wanted = None
            self.failed.emit(problem)
