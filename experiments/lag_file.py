"""The results of the lag experiment as files."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from experiments.lag import LagPoint
from experiments.sweep_file import ResultsFile, SweepCurve

LAG_FILE = ResultsFile("lag", LagPoint)


def save_table(path: Path, curves: Sequence[SweepCurve]) -> None:
    """Write one line a point: network, lag, accuracy, updates.

    Raises:
        OSError: the file cannot be written.
    """
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["network", "lag", "accuracy", "updates"])
        for curve in curves:
            writer.writerows(
                [curve.learner.title, point.lag, point.accuracy, point.updates]
                for point in curve.in_order
            )
