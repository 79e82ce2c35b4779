"""What simpler means reach on a problem, computed beside everything else."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal

from tasks.registry import task_of
from tasks.simpler import NOTHING_KNOWN, Baselines
from tasks.task import Problem
from training.stepper import OneAtATime


class Comparison(OneAtATime):
    """Finds out what can be compared with a network, of one problem after the other.

    What has come out is remembered, and of a problem only its hash: it may be a whole book.

    Signals:
        changed: more is known of a problem that is followed.
        failed: why there will be no more of one, in one sentence.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__("comparison")
        self._known: dict[int, Baselines] = {}
        self._over: set[int] = set()
        self._followed: dict[int, Problem] = {}
        self._at = 0

    def of(self, problem: Problem | None) -> Baselines:
        """What is known so far."""
        return self._known.get(hash(problem), NOTHING_KNOWN)

    def follow(self, *problems: Problem | None) -> None:
        """Find out about these and no others, the first one first; None is no problem."""
        self._followed = {
            hash(problem): problem
            for problem in problems
            if problem is not None and task_of(problem).baselines is not None
        }
        if self._at not in self._followed:
            self._stepper.cancel()
        self._go_on()

    def _go_on(self) -> None:
        """Begin with the next one, unless one is under way."""
        left = [key for key in self._followed if key not in self._over]
        if left and not self._stepper.is_running:
            self._at = left[0]
            problem = self._followed[self._at]
            find_out = task_of(problem).baselines
            assert find_out is not None  # Others are not followed.
            self._stepper.start(find_out(problem))

    def _on_yielded(self, found: Baselines) -> None:
        self._known[self._at] = found
        self.changed.emit()

    def _on_ended(self, problem: str) -> None:
        self._over.add(self._at)
        if problem:
            self.failed.emit(problem)
        self._go_on()
