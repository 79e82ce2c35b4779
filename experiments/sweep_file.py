"""The results of a sweep as a file, so that what took minutes is not lost."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

from facts_file import read_facts, save_facts
from formatting import sentence_of
from networks.fields import Kind
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
"""Lists, objects and names: twenty of the settings, and some for each point."""
MOST_UPDATES = 2**31 - 1
_NOT_OURS = "It is not a list of networks and their points."


class Point:
    """What is measured of a network in one place: a frozen dataclass of what JSON can hold.

    Attributes:
        KINDS: what can stand in each of its attributes, by name.
    """

    KINDS: ClassVar[Mapping[str, Kind]]

    @property
    def key(self) -> Any:
        """The place, by which points are told apart and sorted."""
        raise NotImplementedError

    @property
    def can_be(self) -> bool:
        """Whether it is one, whatever a file has in its place."""
        return all(kind.takes(getattr(self, name)) for name, kind in self.KINDS.items())


@dataclass(frozen=True)
class SweepCurve:
    """What is known of one network.

    Attributes:
        learner: the network.
        points: by their key.
    """

    learner: Learner
    points: dict[Any, Any] = field(default_factory=dict)

    @property
    def in_order(self) -> list[Any]:
        """The points, ascending."""
        return [self.points[key] for key in sorted(self.points)]


Curves = dict[Settings, SweepCurve]
"""By the network's settings: what does not depend on its name is known once."""


def merge(older: Curves, newer: Curves) -> Curves:
    """The points of both; of one that is in both, the newer."""
    merged = dict(older)
    for settings, curve in newer.items():
        points = older[settings].points if settings in older else {}
        merged[settings] = SweepCurve(curve.learner, points | curve.points)
    return merged


def point_of(curves: Curves, learner: Learner, key: Hashable) -> Any:
    """What is known of a network in this place; None if nothing is."""
    curve = curves.get(learner.settings)
    return curve.points.get(key) if curve else None


def put_point(curves: Curves, learner: Learner, point: Any) -> None:
    """Know this of a network, in place of what was known there."""
    curves.setdefault(learner.settings, SweepCurve(learner)).points[point.key] = point


@dataclass(frozen=True)
class ResultsFile:
    """Where the results of one kind of sweep are kept.

    Attributes:
        folder: its name, beside those of the shelf.
        point: the class of its points.
    """

    folder: str
    point: type[Point]

    @property
    def path(self) -> Path:
        """Of the file."""
        return data_folder() / self.folder / "results.json"

    def write(self, curves: Sequence[SweepCurve]) -> None:
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
        self.path.parent.mkdir(parents=True, exist_ok=True)
        save_facts(self.path, {"format": _FORMAT, "networks": networks})

    def read(self) -> tuple[list[SweepCurve], list[str]]:
        """Read what was measured; nothing, if there is no file.

        Returns:
            The curves, and a sentence for each network of the file that this program cannot
            build or whose points are none.

        Raises:
            OSError: the file cannot be read.
            ValueError: it is not what was written, or a newer LSTM Lab wrote it.
        """
        try:
            facts = read_facts(self.path, _LARGEST, _MOST_PARTS)
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
        return self._curves(networks)

    def _curves(self, networks: Sequence[Any]) -> tuple[list[SweepCurve], list[str]]:
        curves, refused = [], []
        for facts in networks:
            try:
                curves.append(self._curve(facts))
            except ValueError as error:
                refused.append(sentence_of(error))
            except (TypeError, KeyError, AttributeError, OverflowError):
                refused.append("One is no network with its points.")
        return curves, refused

    def _curve(self, facts: Mapping[str, Any]) -> SweepCurve:
        settings = settings_from(facts["settings"])
        check_settings(settings)
        points = [self.point(**point) for point in facts["points"]]
        if not all(point.can_be for point in points):
            raise ValueError("A point is out of range.")
        by_key = {point.key: point for point in points}
        if len(by_key) < len(points):
            raise ValueError("A network has two points in the same place.")
        return SweepCurve(Learner(plain_name(facts["title"]), settings), by_key)

    def set_aside(self) -> Path:
        """Give the file another name, under which it is left as it is; that name.

        Raises:
            OSError: that is not allowed.
        """
        path = self.path
        names = (path.with_stem(f"{path.stem}-before-{number}") for number in count(1))
        other = next(name for name in names if not name.exists())
        path.rename(other)
        return other
