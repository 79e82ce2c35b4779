"""A training prepared to be looked at: which networks learn what, and what is to be seen."""

from __future__ import annotations

from dataclasses import dataclass

from networks.settings import DEFAULT_SEED
from tasks.task import Problem
from training.learner import Learner


@dataclass(frozen=True)
class PreparedTraining:
    """Networks that are trained side by side, and what to see in them.

    Attributes:
        title: in the menu and on the window.
        says: what happens and why, in two or three sentences.
        problem: what they learn.
        epochs: how long each is trained.
        look_at: the epoch at which it is seen best.
        learners: the networks.
        seed: of their initial weights, until another one is chosen.
    """

    title: str
    says: str
    problem: Problem
    epochs: int
    look_at: int
    learners: tuple[Learner, ...]
    seed: int = DEFAULT_SEED
