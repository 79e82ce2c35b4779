"""The lag experiment as a whole: a sweep over lags."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt5.QtCore import QObject

from experiments.lag import LagPoint, measure_lags
from experiments.sweep import Sweep
from experiments.sweep_file import ResultsFile, SweepCurve, point_of
from files import write_csv
from training.learner import Learner

LAG_FILE = ResultsFile("lag", LagPoint)


class LagExperiment(Sweep):
    """Measures accuracy over lag in the background and keeps what was measured."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("lag-experiment", LAG_FILE, parent)

    def missing(self, learners: Sequence[Learner], most_lag: int) -> list[tuple[Learner, int]]:
        """Points that are not known yet: network and lag, the short lags of all first."""
        return [
            (learner, lag)
            for lag in range(1, most_lag + 1)
            for learner in learners
            if point_of(self.curves, learner, lag) is None
        ]

    def start(self, learners: Sequence[Learner], most_lag: int) -> None:
        """Measure what is not known yet of these networks."""
        missing = self.missing(learners, most_lag)
        if missing:
            self.measure(measure_lags(missing), [lag for _, lag in missing])


def save_table(path: Path, curves: Sequence[SweepCurve]) -> None:
    """Write one line a point: network, lag, accuracy, updates.

    Raises:
        OSError: the file cannot be written.
    """
    lines = (
        [curve.learner.title, point.lag, point.accuracy, point.updates]
        for curve in curves
        for point in curve.in_order
    )
    write_csv(path, ["network", "lag", "accuracy", "updates"], lines)
