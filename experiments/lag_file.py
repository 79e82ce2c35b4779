"""The results of the lag experiment as files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from experiments.lag import LagPoint
from experiments.sweep_file import ResultsFile, SweepCurve
from files import write_csv

LAG_FILE = ResultsFile("lag", LagPoint)


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
