"""The question whether gates win as a whole: what is measured, under way, and kept."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from PyQt5.QtCore import QObject

from experiments.gate_runs import GatePoint, run
from experiments.gates import Contest, Questions
from experiments.sweep import Measured, Sweep, SweepStep, UnderWay
from experiments.sweep_file import Curves, ResultsFile, merge, put_point
from training.learner import Learner

GATES_FILE = ResultsFile("gates", GatePoint)


def measure_contests(contests: Sequence[Contest], curves: Curves) -> Iterator[SweepStep]:
    """Measure what is missing, field by field, beginning with what ``curves`` tell."""
    known = merge({}, curves)
    for contest in contests:
        while (missing := contest.next_run(known)) is not None:
            learner, seed = missing
            point = yield from _measure(learner, contest, seed)
            put_point(known, learner, point)
            yield Measured(learner, point)


def _measure(
    learner: Learner, contest: Contest, seed: int
) -> Generator[SweepStep, None, GatePoint]:
    point: GatePoint | None = None
    for each in run(learner, contest.problem, seed, contest.updates):
        if each is not None:
            point, _ = each
            yield UnderWay(learner, point)
        else:
            yield None
    assert point is not None  # A budget is an epoch at least.
    return point


class GateSweep(Sweep):
    """Measures fields of the table in the background and keeps what was measured."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("do-gates-win", GATES_FILE, parent)

    def missing(self, questions: Questions) -> int:
        """How many runs are not known yet."""
        return sum(contest.missing(self.curves) for contest in questions.contests)

    def start(self, questions: Questions) -> None:
        """Measure what is not known yet."""
        contests = questions.contests
        costs = [contest.cost for contest in contests for _ in range(contest.missing(self.curves))]
        if costs:
            self.measure(measure_contests(contests, self.curves), costs)
