"""The lag experiment as a whole: which points are measured, are under way, and are kept."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from experiments.lag import LagBurst, LagMeasured, LagUnderWay, measure_lags
from experiments.lag_file import (
    Curves,
    LagCurve,
    merge,
    read_results,
    results_path,
    set_aside,
    write_results,
)
from formatting import sentence_of
from networks.burst import burst_sentence
from training.learner import Learner
from training.stepper import Stepper

WRITE_INTERVAL = 1000
"""Milliseconds until a new point is in the file: waiting for the disk for each one would be
felt in the window, since quick networks give many in a second."""


class LagExperiment(QObject):
    """Measures accuracy over lag in the background and keeps what was measured.

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

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.curves: Curves = {}
        self.under_way: LagUnderWay | None = None
        self.done = self.wanted = 0
        self.problem = ""
        self._forgotten: Curves = {}
        self._file_is_strange = False
        self._learners: tuple[Learner, ...] = ()
        self._write_timer = QTimer(self, singleShot=True, interval=WRITE_INTERVAL)
        self._write_timer.timeout.connect(self._write)
        self._stepper = Stepper("lag-experiment", self)
        self._stepper.yielded.connect(self._on_yielded)
        self._stepper.ended.connect(self._on_ended)
        self._read()

    @property
    def is_running(self) -> bool:
        """Whether a point is being measured."""
        return self._stepper.is_running

    @property
    def has_forgotten(self) -> bool:
        """Whether there are results that can be brought back."""
        return bool(self._forgotten)

    def learner_under_way(self) -> Learner | None:
        """The network that is being measured."""
        return self._learners[self.under_way.network] if self.under_way else None

    def missing(self, learners: Sequence[Learner], most_lag: int) -> list[tuple[int, int]]:
        """Points that are not known yet: network and lag, the short lags of all first."""
        return [
            (network, lag)
            for lag in range(1, most_lag + 1)
            for network, learner in enumerate(learners)
            if lag not in self._points(learner)
        ]

    def _points(self, learner: Learner) -> dict:
        curve = self.curves.get(learner.settings)
        return curve.points if curve else {}

    def start(self, learners: Sequence[Learner], most_lag: int) -> None:
        """Measure what is not known yet of these networks."""
        missing = self.missing(learners, most_lag)
        if not missing:
            return
        self._learners = tuple(learners)
        self.done, self.wanted = 0, len(missing)
        self.problem = ""
        self._stepper.start(measure_lags(self._learners, missing))
        self.changed.emit()

    def cancel(self) -> None:
        """Give up the point under way; those that are done stay."""
        self._stepper.cancel()
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

    def close(self) -> bool:
        """Cancel and end the thread for good; whether that went in time."""
        self.cancel()
        return self._stepper.close()

    def _on_yielded(self, step: LagUnderWay | LagBurst | LagMeasured) -> None:
        if isinstance(step, LagUnderWay):
            self.under_way = step
        elif isinstance(step, LagBurst):
            self.done += 1
            since = burst_sentence(f"update {step.updates:,}")
            title = self._learners[step.network].title
            self.problem = f"{title} has no point at k = {step.lag}. {since}"
        else:
            learner = self._learners[step.network]
            curve = self.curves.setdefault(learner.settings, LagCurve(learner))
            curve.points[step.point.lag] = step.point
            self.done += 1
            if not self._write_timer.isActive():
                self._write_timer.start()
        self.changed.emit()

    def _on_ended(self, problem: str) -> None:
        self.under_way = None
        self.problem = problem or self.problem
        self._write_what_is_new()
        self.changed.emit()

    def _read(self) -> None:
        try:
            curves, refused = read_results(results_path())
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
            write_results(results_path(), list(self.curves.values()))
        except OSError as error:
            self.problem = sentence_of(error, "The results could not be kept: ")

    def _spare_a_strange_file(self) -> None:
        """What this program cannot read is never written over: another one may."""
        if self._file_is_strange and results_path().exists():
            other = set_aside(results_path())
            self.problem = f"What could not be read of before is kept as {other.name}."
        self._file_is_strange = False
