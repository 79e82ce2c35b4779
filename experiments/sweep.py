"""A sweep: networks are measured point by point, in the background, and what is known is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from experiments.sweep_file import Curves, ResultsFile, merge, put_point
from formatting import sentence_of
from networks.burst import burst_sentence
from training.learner import Learner
from training.stepper import OneAtATime

WRITE_INTERVAL = 1000
"""Milliseconds until a new point is in the file: waiting for the disk for each one would be
felt in the window, since quick networks give many in a second."""


@dataclass(frozen=True)
class UnderWay:
    """A network that is being measured, and the point as it would be by now."""

    learner: Learner
    point: Any


@dataclass(frozen=True)
class Burst:
    """Of this point there is nothing to know: the answers are no numbers any more.

    Attributes:
        learner: the network.
        place: of the point, in words.
        updates: weight updates that it had.
    """

    learner: Learner
    place: str
    updates: int


@dataclass(frozen=True)
class Measured:
    """A network, and a point of it that is done."""

    learner: Learner
    point: Any


SweepStep = UnderWay | Burst | Measured | None


class Sweep(OneAtATime):
    """Measures points in the background and keeps what was measured.

    Attributes:
        curves: what was measured.
        under_way: what is being measured right now, or None.
        done: points of the present work that are measured.
        wanted: points of the present work.
        problem: what went wrong, in one sentence; or empty.

    Signals:
        changed: any of these is another one.
    """

    changed = pyqtSignal()

    def __init__(self, name: str, file: ResultsFile, parent: QObject | None = None) -> None:
        super().__init__(name, parent)
        self.curves: Curves = {}
        self.under_way: UnderWay | None = None
        self.done = self.wanted = 0
        self.problem = ""
        self._costs: Sequence[float] = ()
        self._began = 0.0
        self._forgotten: Curves = {}
        self._file = file
        self._file_is_strange = False
        self._write_timer = QTimer(self, singleShot=True, interval=WRITE_INTERVAL)
        self._write_timer.timeout.connect(self._write)
        self._read()

    @property
    def points(self) -> int:
        """How many points are known."""
        return sum(len(curve.points) for curve in self.curves.values())

    @property
    def has_forgotten(self) -> bool:
        """Whether there are results that can be brought back."""
        return bool(self._forgotten)

    @property
    def seconds_left(self) -> float | None:
        """How long the present work will go on, as fast as so far; None while that is unknown."""
        done = sum(self._costs[: self.done])
        if not (done and self.is_running):
            return None
        return (time.monotonic() - self._began) * sum(self._costs[self.done :]) / done

    def measure(self, steps: Iterator[SweepStep], costs: Sequence[float]) -> None:
        """Measure points, which take about as long as ``costs`` says, in whatever unit."""
        self.done, self.wanted = 0, len(costs)
        self._costs, self._began = costs, time.monotonic()
        self.problem = ""
        self._stepper.start(steps)
        self.changed.emit()

    def cancel(self) -> None:
        """Give up the point under way; those that are done stay."""
        super().cancel()
        self.under_way = None
        self._write_what_is_new()
        self.changed.emit()

    def forget(self) -> None:
        """Let all results go; they can be brought back, with those that went before."""
        self.cancel()
        self._forgotten, self.curves = merge(self._forgotten, self.curves), {}
        self._write()
        self.changed.emit()

    def bring_back(self) -> None:
        """Bring back all that was forgotten; what was measured since stays too."""
        self.curves = merge(self._forgotten, self.curves)
        self._forgotten = {}
        self._write()
        self.changed.emit()

    def _on_yielded(self, step: UnderWay | Burst | Measured) -> None:
        if isinstance(step, UnderWay):
            self.under_way = step
        elif isinstance(step, Burst):
            self.done += 1
            since = burst_sentence(f"update {step.updates:,}")
            self.problem = f"{step.learner.title} has no point at {step.place}. {since}"
        else:
            self._take(step)
        self.changed.emit()

    def _take(self, step: Measured) -> None:
        self.done += 1
        put_point(self.curves, step.learner, step.point)
        if not self._write_timer.isActive():
            self._write_timer.start()

    def _on_ended(self, problem: str) -> None:
        self.under_way = None
        if not problem:
            self.wanted = self.done  # Some points may have turned out to be known.
        self.problem = problem or self.problem
        self._write_what_is_new()
        self.changed.emit()

    def _read(self) -> None:
        try:
            curves, refused = self._file.read()
        except (OSError, ValueError) as error:
            self._file_is_strange = True
            self.problem = sentence_of(
                error, "The results of before cannot be read, and are left as they are. "
            )
            return
        for curve in curves:
            self.curves = merge(self.curves, {curve.learner.settings: curve})
        if refused:
            self._file_is_strange = True
            self.problem = f"Some results of before cannot be shown. {refused[0]}"

    def _write_what_is_new(self) -> None:
        if self._write_timer.isActive():
            self._write()

    def _write(self) -> None:
        self._write_timer.stop()
        try:
            self._spare_a_strange_file()
            self._file.write(list(self.curves.values()))
        except OSError as error:
            self.problem = sentence_of(error, "The results could not be kept: ")

    def _spare_a_strange_file(self) -> None:
        """What this program cannot read is never written over: another one may."""
        if self._file_is_strange and self._file.path.exists():
            other = self._file.set_aside()
            self.problem = f"What could not be read of before is kept as {other.name}."
        self._file_is_strange = False
