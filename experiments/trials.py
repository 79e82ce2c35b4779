"""A trial: a new network learns one problem from one seed, and is watched while it does."""

from __future__ import annotations

from collections.abc import Iterator

from networks.numpy_network import numpy_network
from networks.settings import Settings
from tasks.task import Problem
from training.together import EpochTrained, Explosion, Training, together


def learning(
    settings: Settings, problem: Problem, seed: int, most_epochs: int
) -> Iterator[EpochTrained | Explosion | None]:
    """Train a network that is made for it, epoch by epoch, on the thread that steps this.

    Yields:
        Its epochs, and in the end perhaps that it has exploded; None in between, so that
        nobody who wants to leave has to wait for the end of an epoch.
    """
    training = Training(numpy_network(settings), problem, seed)
    for step in together([training], most_epochs):
        yield step if isinstance(step, EpochTrained | Explosion) else None
