"""Networks that are trained beside the student's own, to be compared: same data, same order.

They are computed by NumPy in a thread of their own, and the student's training does not
notice.
"""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QObject, pyqtSignal

from networks.networks import Workshop
from tasks.task import Problem
from training.group import Group
from training.learner import GroupPlan, Learner

BACKEND = "numpy"
"""It needs no preparation, and leaves the process of the student's own training alone."""


class SideTraining(Group):
    """A group that can be held, and whose goal can move while it learns.

    Attributes:
        is_held: whether it is to stay as it is, although the goal is not reached.
        problem: why the work failed, in one sentence; or empty.

    Signals:
        changed: there are other members, more epochs, or the work began or ended.
    """

    changed = pyqtSignal()

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(workshop, "side-training", parent=parent)
        self.is_held = False
        self.problem = ""
        self.grew.connect(self.changed)
        self.rested.connect(self._on_rested)

    @property
    def epochs(self) -> int:
        """Epochs that every network has had, but for those that have exploded."""
        lasting = [len(each.history) for each in self.members if not each.exploded_in]
        return min(lasting, default=self.goal)

    @property
    def fraction(self) -> float:
        """How much of the work is done, 0 to 1."""
        wanted = self.goal * len(self.members)
        done = sum(
            self.goal if each.exploded_in else min(len(each.history), self.goal)
            for each in self.members
        )
        return done / wanted if wanted else 1.0

    def learn(self, learners: Sequence[Learner], problem: Problem | None, seed: int) -> None:
        """Take these networks and what they learn; what has been trained of the same stays."""
        plan = GroupPlan(tuple(learners), BACKEND, problem, seed)
        if plan == self.plan:
            return
        self.set_up(plan)
        self.is_held = False
        self.problem = ""
        self.changed.emit()

    def train(self, goal: int) -> None:
        """Let every network have so many epochs; those it has had count.

        While the work is held, only its goal moves.
        """
        if goal == self.goal and (self.is_running or self.is_held or self.fraction == 1):
            return
        if self.is_held:
            self.goal = goal
        else:
            self.problem = ""
            super().train(goal)
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
        self.cancel()
        self.changed.emit()

    def _on_rested(self, problem: str) -> None:
        self.problem = problem
        self.changed.emit()
