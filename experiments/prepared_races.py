"""Races that are prepared: on which problem a gate wins, and on which it does not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from experiments.prepared_training import PreparedTraining
from networks.settings import DEFAULT_SETTINGS, Settings
from tasks.order import Order
from tasks.reber import Reber
from tasks.registry import task_of
from tasks.task import Problem
from training.learner import Learner


@dataclass(frozen=True)
class PreparedRace(PreparedTraining):
    """A race of which it is known who wins: ``benchmarks/prepared_races.py`` shows it.

    Attributes:
        winners: so many of the learners, the first ones: each of them is ahead of all others.
        by: what says who is ahead.
    """

    winners: int = 1


def _at_rate(cell: str, rate: float, units: int, **further: Any) -> Settings:
    """A network of one layer at a rate that does not fall."""
    settings = replace(DEFAULT_SETTINGS, units=(units,), learning_rate=rate, **further)
    return replace(settings, final_learning_rate=rate).for_cell(cell)


def _against(problem: Problem, **networks: Settings) -> tuple[Learner, ...]:
    fit = task_of(problem).fit
    return tuple(
        Learner(title.replace("_", " "), fit(problem, settings))
        for title, settings in networks.items()
    )


_ORDER = Order(length=50)
_REBER = Reber(continual=True)

RACES: dict[str, PreparedRace] = {
    "race-reber": PreparedRace(
        title="Without forget gate, on a grammar that never stops",
        says="Nobody tells where one string ends and the next begins. The LSTM learns to forget "
        "there; the one of 1997, which cannot, never knows the symbol it has to remember.",
        problem=_REBER,
        learners=_against(
            _REBER,
            LSTM=_at_rate("lstm", 0.01, 12, passes=2),
            LSTM_of_1997=_at_rate("lstm_1997", 0.01, 12, passes=2),
        ),
        epochs=12,
    ),
}
"""By their names in the terminal."""
