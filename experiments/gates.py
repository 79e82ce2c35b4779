"""Do gates win? Cells learn problems, each at its own best of three rates, from several seeds.

All that cells can share is the same for all of them: units, optimizer, clipping, sequences and
seeds. A run ends as soon as the problem is learned, or with its budget of updates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

from cells.registry import CELLS
from experiments.gate_runs import GatePoint, key_of
from experiments.sweep_file import Curves, point_of
from files import write_csv
from networks.settings import Settings
from tasks.adding import Adding
from tasks.copying import Copy
from tasks.count import Count
from tasks.echo import Echo
from tasks.lag import Lag
from tasks.marked import Marked
from tasks.order import Order
from tasks.parity import Parity
from tasks.reber import Reber
from tasks.registry import task_of
from tasks.task import Problem
from training.learner import Learner

RATES = (0.003, 0.01, 0.03)
"""Of Adam, constant: each cell is judged by the one at which it learns best."""
UNITS = 16
_MORE_UNITS = {"lag": 20, "copy": 64, "echo": 25}
"""Of all cells alike, where that would be few for what is to be held."""
UPDATES_OF_EPOCH = 64
"""Between two looks at whether a problem is learned."""
_BASE = replace(Settings(), rows=32, updates=32, passes=UPDATES_OF_EPOCH // 32, clip_norm=1.0)


def _contestant(cell: str, title: str = "", **start: Any) -> Learner:
    return Learner(title or CELLS[cell].title, replace(_BASE, **start).for_cell(cell))


_SIMPLE = (
    _contestant("simple_rnn", "Simple RNN, orthogonal"),
    _contestant(
        "simple_rnn", "Simple RNN, identity (ReLU)", recurrent_start="identity", activation="relu"
    ),
)
"""The second as it was proposed, with ReLU."""
_GATED = tuple(_contestant(name) for name in CELLS if name != "simple_rnn")


@dataclass(frozen=True)
class Verdict:
    """What is known of one field of the table, at the contestant's best rate.

    Attributes:
        learner: the contestant at this rate.
        points: what became of its runs, seed by seed.
        updates: the most that each has had.
        seeds: how many runs there will be.
    """

    learner: Learner
    points: tuple[GatePoint, ...]
    updates: int
    seeds: int

    @property
    def solved(self) -> tuple[GatePoint, ...]:
        """The runs that learned the problem within their budget."""
        return tuple(point for point in self.points if point.is_learned_within(self.updates))

    @property
    def median_updates(self) -> int | None:
        """Of the runs that learned it; None if none did."""
        return round(median(point.updates for point in self.solved)) if self.solved else None

    @property
    def is_whole(self) -> bool:
        """Whether every seed has had its run."""
        return len(self.points) == self.seeds

    @property
    def typical(self) -> GatePoint:
        """The run in the middle, from the best one to the worst."""
        ranked = sorted(self.points, key=lambda point: point.rank(self.updates))
        return ranked[(len(ranked) - 1) // 2]


@dataclass(frozen=True)
class Contest:
    """One field of the table: a contestant on a problem.

    Attributes:
        problem: what it learns.
        contestant: what it is, but for what the problem and the rate decide.
        seeds: runs of it, from seed 0 on.
        rate_seeds: with so many of these its rate is chosen; it has the others at this rate alone.
        updates: the most that a run has.
    """

    problem: Problem
    contestant: Learner
    seeds: int
    rate_seeds: int
    updates: int

    @cached_property
    def at_rates(self) -> list[Learner]:
        """The contestant as it learns the problem, at each rate."""
        task = task_of(self.problem)
        units = _MORE_UNITS.get(task.name, UNITS)
        fit = replace(self.contestant.settings, units=(units,))
        settings = task.fit(self.problem, fit)
        return [
            Learner(
                self.contestant.title,
                replace(settings, learning_rate=rate, final_learning_rate=rate),
            )
            for rate in RATES
        ]

    @property
    def cost(self) -> float:
        """About how long a run of it may take, in seconds."""
        return self.at_rates[0].settings.seconds_of_update * self.updates

    def known(self, curves: Curves, learner: Learner, seed: int) -> GatePoint | None:
        """What became of this run, if that is known for so many updates."""
        point = point_of(curves, learner, key_of(self.problem, seed))
        return point if point and point.tells(self.updates) else None

    def missing(self, curves: Curves) -> int:
        """How many runs it takes until everything is known."""
        known = sum(self.known(curves, *run) is not None for run in self._runs(curves))
        return len(RATES) * self.rate_seeds + self.seeds - self.rate_seeds - known

    def next_run(self, curves: Curves) -> tuple[Learner, int] | None:
        """Network and seed that are to be measured next; None if everything is known."""
        unknown = (run for run in self._runs(curves) if self.known(curves, *run) is None)
        return next(unknown, None)

    def _runs(self, curves: Curves) -> Iterator[tuple[Learner, int]]:
        """Network and seed of each run, in order; the later ones once the best rate is known."""
        best = self.best_rate(curves)
        for seed in range(self.seeds):
            of_seed = self.at_rates if seed < self.rate_seeds else [best] if best else []
            yield from ((learner, seed) for learner in of_seed)

    def best_rate(self, curves: Curves) -> Learner | None:
        """The contestant at the rate at which it learns best; None while that is unknown."""
        ranks = []
        for learner in self.at_rates:
            points = [self.known(curves, learner, seed) for seed in range(self.rate_seeds)]
            known = [point.rank(self.updates) for point in points if point is not None]
            if len(known) < self.rate_seeds:
                return None
            ranks.append(tuple(map(sum, zip(*known, strict=True))))
        return self.at_rates[ranks.index(min(ranks))]

    def verdict(self, curves: Curves) -> Verdict | None:
        """What is known; None while the rate is not."""
        best = self.best_rate(curves)
        if best is None:
            return None
        points = (self.known(curves, best, seed) for seed in range(self.seeds))
        known = tuple(point for point in points if point is not None)
        return Verdict(best, known, self.updates, self.seeds)


@dataclass(frozen=True)
class Questions:
    """What is to be measured: every contestant on every problem.

    Attributes:
        title: for the user.
        problems: one for each row of the table.
        contestants: one for each column.
        seeds: as of a :class:`Contest`.
        rate_seeds: likewise.
        updates: likewise.
    """

    title: str
    problems: tuple[Problem, ...]
    contestants: tuple[Learner, ...]
    seeds: int
    rate_seeds: int
    updates: int

    @cached_property
    def rows(self) -> tuple[tuple[Contest, ...], ...]:
        """Every field, row by row."""
        effort = self.seeds, self.rate_seeds, self.updates
        return tuple(
            tuple(Contest(problem, each, *effort) for each in self.contestants)
            for problem in self.problems
        )

    @property
    def contests(self) -> list[Contest]:
        """All of them, in this order."""
        return [contest for row in self.rows for contest in row]


QUICK = Questions(
    title="Quick",
    problems=(Lag(8), Marked(30), Order(30), Adding(20)),
    contestants=(*_SIMPLE, *(each for each in _GATED if each.settings.cell in ("lstm", "gru"))),
    seeds=3,
    rate_seeds=1,
    updates=16 * UPDATES_OF_EPOCH,
)
FULL = Questions(
    title="Full",
    problems=(
        *map(Lag, (8, 20)),
        *map(Marked, (30, 100)),
        *map(Order, (30, 50, 100)),
        *map(Adding, (20, 50, 100)),
        *(Copy(4, wait) for wait in (5, 20)),
        *map(Parity, (12, 30)),
        Echo(),
        Count(),
        Reber(),
        Reber(continual=True),
    ),
    contestants=(*_SIMPLE, *_GATED),
    seeds=5,
    rate_seeds=2,
    updates=128 * UPDATES_OF_EPOCH,
)


_COLUMNS = (
    "task", "problem", "guess", "network", "units", "rate", "budget", "seeds", "solved",
    "median_updates",
)  # fmt: skip


def save_table(path: Path, questions: Questions, curves: Curves) -> None:
    """Write one line a field: task, problem, guess, network, rate, seeds, solved, median updates.

    Raises:
        OSError: the file cannot be written.
    """
    write_csv(path, _COLUMNS, _lines(questions, curves))


def _lines(questions: Questions, curves: Curves) -> Iterator[list[object]]:
    for contest in questions.contests:
        verdict = contest.verdict(curves)
        if verdict is not None:
            task, settings = task_of(contest.problem), verdict.learner.settings
            yield [
                task.name, contest.problem, task.guess(contest.problem), contest.contestant.title,
                settings.units[0], settings.learning_rate, contest.updates, len(verdict.points),
                len(verdict.solved), verdict.median_updates,
            ]  # fmt: skip
