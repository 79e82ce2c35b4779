"""The results of the lag experiment as a file, so that what took minutes is not lost."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QStandardPaths

from files import replace_file
from training.lag import MOST_LAG, LagPoint
from training.settings import Settings
from training.side_training import Plan

FOLDER_VARIABLE = "LSTM_LAB_SHELF"
"""Environment variable that names another folder than the user's own."""
_FORMAT = 1
_LARGEST = 2**22
"""Bytes: far more than the results of a thousand networks."""


@dataclass(frozen=True)
class LagCurve:
    """What is known of one network.

    Attributes:
        plan: the network.
        points: by their lag.
    """

    plan: Plan
    points: dict[int, LagPoint] = field(default_factory=dict)

    @property
    def in_order(self) -> list[LagPoint]:
        """The points, ascending."""
        return [self.points[lag] for lag in sorted(self.points)]


def results_path() -> Path:
    """Where results are kept: in the user's data, unless the environment says otherwise."""
    folder = os.environ.get(FOLDER_VARIABLE) or QStandardPaths.writableLocation(
        QStandardPaths.AppDataLocation
    )
    return Path(folder, "lag", "results.json")


def write_results(path: Path, curves: Sequence[LagCurve]) -> None:
    """Write what was measured; the old file stays whole if that fails.

    Raises:
        OSError: the file cannot be written.
    """
    networks = [
        {
            "title": curve.plan.title,
            "settings": asdict(curve.plan.settings),
            "points": [asdict(point) for point in curve.in_order],
        }
        for curve in curves
    ]
    text = json.dumps({"format": _FORMAT, "networks": networks}, indent=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, lambda beside: _write_text(beside, text))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def read_results(path: Path) -> list[LagCurve]:
    """Read what was measured; nothing, if there is no file.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not what was written.
    """
    if not path.exists():
        return []
    if path.stat().st_size > _LARGEST:
        raise ValueError("It is too large.")
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        return [_curve(each) for each in facts["networks"]]
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("It is not a list of networks and their points.") from error


def _curve(facts: dict[str, Any]) -> LagCurve:
    settings = dict(facts["settings"])
    settings["units"] = tuple(settings["units"])
    points = [
        LagPoint(int(point["lag"]), float(point["accuracy"]), int(point["updates"]))
        for point in facts["points"]
    ]
    if not all(1 <= point.lag <= MOST_LAG and 0 <= point.accuracy <= 1 for point in points):
        raise ValueError("A point is out of range.")
    plan = Plan(str(facts["title"]), Settings(**settings))
    return LagCurve(plan, {point.lag: point for point in points})


def save_table(path: Path, curves: Sequence[LagCurve]) -> None:
    """Write one line a point: network, lag, accuracy, updates.

    Raises:
        OSError: the file cannot be written.
    """
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["network", "lag", "accuracy", "updates"])
        for curve in curves:
            writer.writerows(
                [curve.plan.title, point.lag, point.accuracy, point.updates]
                for point in curve.in_order
            )
