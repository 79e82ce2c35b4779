"""The lag experiment: how many steps back can a network remember a symbol?

A network reads random bits, and after each window it has to say which bit it read k steps
before the last one. Nothing but memory helps: who guesses is right half of the time. Every
network learns every lag anew, from the same seed on the same bits, and is then asked on bits
that it has never read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from cells.registry import CELLS
from experiments.sweep import Burst, Measured, SweepStep, UnderWay
from experiments.sweep_file import MOST_UPDATES, Point
from experiments.trials import learning
from formatting import shorten
from networks.fields import Number, WholeNumber
from networks.ports import BITS
from networks.settings import Settings
from networks.settings_table import UNITS
from shelf.run import Run
from tasks.lag import Lag
from training.learner import Learner
from training.together import EpochTrained, Explosion

MOST_LAG = 20
CHANCE = 0.5
LEARNED = 0.95
"""An accuracy from which on a lag counts as learned."""
_ENOUGH = 0.998
"""An accuracy at which learning more would show nothing new."""
WINDOW = MOST_LAG + 4
"""Longer than every lag, so that the bit asked for is within reach of the gradient."""
ROWS = 32
UPDATES = 50
"""Updates between two looks at how well the net does by now."""
MOST_PASSES = 48
PRESET_UNITS, PRESET_RATE = 20, 0.02
"""Enough to learn some lags within seconds; at lower rates an LSTM takes minutes for them."""
LONGEST_TITLE = 22
"""Characters of a run's name that still have room in the legend."""
_SEED = 0


@dataclass(frozen=True)
class LagPoint(Point):
    """How well a network does at one lag.

    Attributes:
        lag: k, in steps.
        accuracy: share of right answers on fresh bits, 0 to 1.
        updates: weight updates that it had.
    """

    lag: int
    accuracy: float
    updates: int

    KINDS: ClassVar = {
        "lag": WholeNumber(1, MOST_LAG),
        "accuracy": Number(0, 1),
        "updates": WholeNumber(0, MOST_UPDATES),
    }

    @property
    def key(self) -> int:
        """The lag."""
        return self.lag


def lag_learners(yours: Settings, runs: Iterable[Run] = ()) -> tuple[Learner, ...]:
    """The networks to choose from, each once.

    A small one of each cell comes first, then the student's own, then those of the runs on
    the shelf, newest first.
    """
    small = replace(Settings(), units=(PRESET_UNITS,)).at_rate(PRESET_RATE)
    presets = [
        Learner(f"{cell.title}, {PRESET_UNITS} units", small.for_cell(cell.name))
        for cell in CELLS.values()
    ]
    units = UNITS.kind.shown(yours.units)
    own = Learner(f"Yours: {CELLS[yours.cell].title}, {units} units", yours.for_cell(yours.cell))
    found = {learner.settings: learner for learner in (*presets, own)}
    for run in sorted(runs, key=lambda run: -run.number):
        title = shorten(run.title, LONGEST_TITLE)
        settings = run.settings.for_cell(run.settings.cell)
        found.setdefault(settings, Learner(title, settings))
    return tuple(found.values())


def settings_for(settings: Settings) -> Settings:
    """The same network, fed and trained as the experiment needs it.

    Cell, layers, activation, optimizer, its first rate and clipping stay.
    """
    return replace(
        settings,
        stateful=True,
        rows=ROWS,
        window=WINDOW,
        updates=UPDATES,
        passes=1,
        ports=BITS,
        final_learning_rate=settings.learning_rate,
    )


def measure_lags(missing: Iterable[tuple[Learner, int]]) -> Iterator[SweepStep]:
    """Measure points one after the other: for each a network and the lag, in this order."""
    for learner, lag in missing:
        updates = 0
        for accuracy in learn_lag(settings_for(learner.settings), lag):
            updates += UPDATES
            if accuracy is None:
                yield Burst(learner, f"k = {lag}", updates)
                break
            point = LagPoint(lag, accuracy, updates)
            yield UnderWay(learner, point)
        else:
            yield Measured(learner, point)


def learn_lag(settings: Settings, lag: int) -> Iterator[float | None]:
    """Train a new network at one lag, until it knows it or has had its chance.

    Yields:
        Its accuracy on fresh bits, after each :data:`UPDATES`; in the end None, if its
        answers are no numbers any more.
    """
    for step in learning(settings, Lag(lag), _SEED, MOST_PASSES):
        if isinstance(step, Explosion):
            yield None
        elif isinstance(step, EpochTrained):
            yield step.record.accuracy
            if step.record.accuracy >= _ENOUGH:
                return
