"""The lag experiment as a whole: which points are measured, are under way, and are kept."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QObject, pyqtSignal

from training.job import Job
from training.lag import LagMeasured, LagUnderWay, measure_lags
from training.lag_file import LagCurve, read_results, results_path, write_results
from training.settings import Settings
from training.side_training import Plan


class LagExperiment(QObject):
    """Measures accuracy over lag in the background and keeps what was measured.

    Attributes:
        curves: by the network's settings: what does not depend on its name is known once.
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
        self.curves: dict[Settings, LagCurve] = {}
        self.under_way: LagUnderWay | None = None
        self.done = self.wanted = 0
        self.problem = ""
        self._forgotten: dict[Settings, LagCurve] = {}
        self._plans: tuple[Plan, ...] = ()
        self._job = Job("lag-experiment", self)
        self._job.yielded.connect(self._on_yielded)
        self._job.ended.connect(self._on_ended)
        self._read()

    @property
    def is_running(self) -> bool:
        """Whether a point is being measured."""
        return self._job.is_running

    @property
    def has_forgotten(self) -> bool:
        """Whether there are results that can be brought back."""
        return bool(self._forgotten)

    def plan_under_way(self) -> Plan | None:
        """The network that is being measured."""
        return self._plans[self.under_way.network] if self.under_way else None

    def missing(self, plans: Sequence[Plan], most_lag: int) -> list[tuple[int, int]]:
        """Points that are not known yet: network and lag, the short lags of all first."""
        return [
            (network, lag)
            for lag in range(1, most_lag + 1)
            for network, plan in enumerate(plans)
            if lag not in self._points(plan)
        ]

    def _points(self, plan: Plan) -> dict:
        curve = self.curves.get(plan.settings)
        return curve.points if curve else {}

    def start(self, plans: Sequence[Plan], most_lag: int) -> None:
        """Measure what is not known yet of these networks."""
        missing = self.missing(plans, most_lag)
        if not missing:
            return
        self._plans = tuple(plans)
        self.done, self.wanted = 0, len(missing)
        self.problem = ""
        self._job.start(measure_lags(self._plans, missing))
        self.changed.emit()

    def cancel(self) -> None:
        """Give up the point under way; those that are done stay."""
        self._job.cancel()
        self.under_way = None
        self.changed.emit()

    def forget(self) -> None:
        """Let all results go; they can be brought back until others are forgotten."""
        self.cancel()
        self._forgotten, self.curves = self.curves, {}
        self._write()
        self.changed.emit()

    def bring_back(self) -> None:
        """Bring back what was forgotten last; what was measured since stays too."""
        self.curves = self._forgotten | self.curves
        self._forgotten = {}
        self._write()
        self.changed.emit()

    def close(self) -> bool:
        """Cancel and end the thread for good; whether that went in time."""
        self.cancel()
        return self._job.close()

    def _on_yielded(self, step: LagUnderWay | LagMeasured) -> None:
        if isinstance(step, LagUnderWay):
            self.under_way = step
        else:
            plan = self._plans[step.network]
            curve = self.curves.setdefault(plan.settings, LagCurve(plan))
            curve.points[step.point.lag] = step.point
            self.done += 1
            self._write()
        self.changed.emit()

    def _on_ended(self, problem: str) -> None:
        self.under_way = None
        self.problem = problem or self.problem
        self.changed.emit()

    def _read(self) -> None:
        try:
            curves = read_results(results_path())
        except (OSError, ValueError) as error:
            self.problem = (
                f"The results of before could not be read, new ones replace them: {error}"
            )
            return
        self.curves = {curve.plan.settings: curve for curve in curves}

    def _write(self) -> None:
        try:
            write_results(results_path(), list(self.curves.values()))
        except OSError as error:
            self.problem = f"The results could not be kept: {error.strerror or error}."
