"""How fast a training goes on, and how long it still takes."""

from __future__ import annotations

from typing import NamedTuple

from training.loop import PassDone
from training.record import History

LONG = 3.0
"""Seconds of an epoch for which one wants to know how far it has come."""


class Pace(NamedTuple):
    """What is known of it.

    Attributes:
        of_epoch: seconds that an epoch takes; 0 where nobody knows.
        left: seconds until training rests, about; likewise.
    """

    of_epoch: float
    left: float

    @property
    def is_long(self) -> bool:
        """Whether an epoch takes so long that one wants to know how far it has come."""
        return self.of_epoch > LONG


def pace_of(history: History, run: range, done: PassDone) -> Pace:
    """As the last epoch of the run tells, or as long as there is none, the one under way.

    Args:
        history: the epochs so far.
        run: the numbers of the epochs that were asked for together, from 0.
        done: how far the one under way has come.
    """
    last = history.last
    if last is not None and len(history) > run.start:
        of_epoch = last.seconds
    else:
        of_epoch = done.seconds / done.fraction if done.fraction else 0.0
    return Pace(of_epoch, max(0.0, of_epoch * (run.stop - len(history)) - done.seconds))
