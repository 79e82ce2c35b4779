"""The results of the lag experiment as a file, so that what took minutes is not lost."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from experiments.lag import MOST_LAG, LagPoint
from facts_file import read_facts, save_facts
from formatting import sentence_of
from networks.settings import Settings
from networks.settings_facts import check_settings, settings_from
from shelf.run import plain_name
from shelf.shelf_files import data_folder
from training.learner import Learner

_FORMAT = 1
_LARGEST = 2**22
"""Bytes: more than the results of MOST_NETWORKS."""
MOST_NETWORKS = 1_000
_MOST_PARTS = 120 * MOST_NETWORKS
"""Lists, objects and names: twenty of the settings, and four for each point."""
_MOST_UPDATES = 2**31 - 1
_NOT_OURS = "It is not a list of networks and their points."


@dataclass(frozen=True)
class LagCurve:
    """What is known of one network.

    Attributes:
        learner: the network.
        points: by their lag.
    """

    learner: Learner
    points: dict[int, LagPoint] = field(default_factory=dict)

    @property
    def in_order(self) -> list[LagPoint]:
        """The points, ascending."""
        return [self.points[lag] for lag in sorted(self.points)]


Curves = dict[Settings, LagCurve]
"""By the network's settings: what does not depend on its name is known once."""


def merge(older: Curves, newer: Curves) -> Curves:
    """The points of both; of one that is in both, the newer."""
    merged = dict(older)
    for settings, curve in newer.items():
        points = older[settings].points if settings in older else {}
        merged[settings] = LagCurve(curve.learner, points | curve.points)
    return merged


def results_path() -> Path:
    """Where results are kept."""
    return data_folder() / "lag" / "results.json"


def write_results(path: Path, curves: Sequence[LagCurve]) -> None:
    """Write what was measured; the old file stays whole if that fails.

    Raises:
        OSError: the file cannot be written.
    """
    networks = [
        {
            "title": curve.learner.title,
            "settings": asdict(curve.learner.settings),
            "points": [asdict(point) for point in curve.in_order],
        }
        for curve in curves
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    save_facts(path, {"format": _FORMAT, "networks": networks})


def read_results(path: Path) -> tuple[list[LagCurve], list[str]]:
    """Read what was measured; nothing, if there is no file.

    Returns:
        The curves, and a sentence for each network of the file that this program cannot
        build or whose points are none.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not what was written, or a newer LSTM Lab wrote it.
    """
    try:
        facts = read_facts(path, _LARGEST, _MOST_PARTS)
        file_format, networks = facts["format"], facts["networks"]
    except FileNotFoundError:
        return [], []
    except (TypeError, KeyError) as error:
        raise ValueError(_NOT_OURS) from error
    if type(file_format) is not int or type(networks) is not list:
        raise ValueError(_NOT_OURS)
    if file_format != _FORMAT:
        raise ValueError("It comes from a newer LSTM Lab.")
    if len(networks) > MOST_NETWORKS:
        raise ValueError(f"It has more than {MOST_NETWORKS:,} networks.")
    return _curves(networks)


def _curves(networks: Sequence[Any]) -> tuple[list[LagCurve], list[str]]:
    curves, refused = [], []
    for facts in networks:
        try:
            curves.append(_curve(facts))
        except ValueError as error:
            refused.append(sentence_of(error))
        except (TypeError, KeyError, AttributeError, OverflowError):
            refused.append("One is no network with its points.")
    return curves, refused


def _curve(facts: Mapping[str, Any]) -> LagCurve:
    settings = settings_from(facts["settings"])
    check_settings(settings)
    points = [LagPoint(**point) for point in facts["points"]]
    if not all(map(_can_be, points)):
        raise ValueError("A point is out of range.")
    by_lag = {point.lag: point for point in points}
    if len(by_lag) < len(points):
        raise ValueError("A network has two points at the same lag.")
    return LagCurve(Learner(plain_name(facts["title"]), settings), by_lag)


def _can_be(point: LagPoint) -> bool:
    return (
        type(point.lag) is type(point.updates) is int
        and 1 <= point.lag <= MOST_LAG
        and 0 <= point.updates <= _MOST_UPDATES
        and type(point.accuracy) in (int, float)
        and 0 <= point.accuracy <= 1
    )


def set_aside(path: Path) -> Path:
    """Give a file another name, under which it is left as it is; that name.

    Raises:
        OSError: that is not allowed.
    """
    names = (path.with_stem(f"{path.stem}-before-{number}") for number in count(1))
    other = next(name for name in names if not name.exists())
    path.rename(other)
    return other


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
                [curve.learner.title, point.lag, point.accuracy, point.updates]
                for point in curve.in_order
            )
