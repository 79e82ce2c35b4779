"""A training prepared to be looked at: which networks learn what, and what is to be seen."""

from __future__ import annotations

from dataclasses import dataclass

from formatting import counted
from networks.settings import DEFAULT_EPOCHS, DEFAULT_SEED
from tasks.task import Problem
from training.learner import Learner


@dataclass(frozen=True)
class PreparedTraining:
    """Networks that are trained side by side, and what to see in them.

    Attributes:
        title: in the menu and on the window.
        says: what happens and why, in two or three sentences.
        problem: what they learn.
        learners: the networks.
        epochs: how long each is trained.
        look_at: the epoch at which it is seen best; 0 where it is not looked into.
        seed: of their initial weights, until another one is chosen.
    """

    title: str
    says: str
    problem: Problem
    learners: tuple[Learner, ...]
    epochs: int = DEFAULT_EPOCHS
    look_at: int = 0
    seed: int = DEFAULT_SEED

    @property
    def told(self) -> str:
        """All of it, in words."""
        names = " against ".join(learner.title for learner in self.learners)
        extent = counted(self.epochs, "epoch")
        return f"{self.title}. {self.says} ({names} on {self.problem.title}, {extent})"
