"""What is seen of the epochs that a window shows, found beside it where it would have to wait."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PyQt5.QtCore import QObject, pyqtSignal

from inspection.inquiry import Inquiry
from inspection.microscope import Inspection, Microscope
from networks.settings import Settings
from tasks.sample import Sample
from training.checkpoint import TrainedState

_SOON = 0.02
"""Seconds, as they are estimated, for which a window can wait."""
_TAKE_A_NUMBER = 5e-9
"""Seconds in which a number of a snapshot is taken over."""


class Looks(QObject):
    """The looks at the epochs that were asked for last; none is looked at twice.

    Attributes:
        settings: of the networks.
        inquiry: where what takes long is done.

    Signals:
        arrived: what was asked for last is there, or some of it.
    """

    arrived = pyqtSignal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self._microscope: Microscope | None = None
        self.inquiry = Inquiry("inside", self)
        self._seen: dict[int, tuple[TrainedState, Inspection]] = {}
        self.inquiry.answered.connect(lambda _question, seen: self._keep(seen))

    def choose(self, settings: Settings) -> None:
        """Look at networks of these settings from now on."""
        if settings != self.settings:
            self.settings, self._microscope = settings, None
            self._seen.clear()
            self.inquiry.cancel()

    def at(self, states: Mapping[int, TrainedState], sample: Sample) -> dict[int, Inspection]:
        """What is seen of these epochs; what takes long is missing until :attr:`arrived`."""
        self._seen = {
            epoch: self._seen[epoch]
            for epoch, state in states.items()
            if self._is_known(epoch, state, sample)
        }
        missing = {epoch: state for epoch, state in states.items() if epoch not in self._seen}
        if missing and self._seconds(missing, sample) < _SOON:
            # A large one is made beside the window, as it takes a while.
            self._microscope = self._microscope or Microscope(self.settings)
            self._seen |= _looked(self._microscope, missing, sample)
        elif missing:
            settings = self.settings
            which = tuple((epoch, id(state)) for epoch, state in missing.items())
            question = which, sample.given.tobytes(), sample.targets.tobytes()
            self.inquiry.ask(question, lambda: _looked(Microscope(settings), missing, sample))
        return {epoch: inspection for epoch, (_, inspection) in self._seen.items()}

    def _keep(self, seen: dict[int, tuple[TrainedState, Inspection]]) -> None:
        if all(inspection.settings == self.settings for _, inspection in seen.values()):
            self._seen |= seen
        self.arrived.emit()

    def _is_known(self, epoch: int, state: TrainedState, sample: Sample) -> bool:
        seen_state, inspection = self._seen.get(epoch, (None, None))
        return (
            inspection is not None
            and seen_state is state
            and np.array_equal(inspection.sample.given, sample.given)
            and np.array_equal(inspection.sample.targets, sample.targets)
        )

    def _seconds(self, states: Mapping[int, TrainedState], sample: Sample) -> float:
        numbers = sum(each.size for state in states.values() for each in state.snapshot.values())
        reading = len(states) * len(sample.given) * self.settings.seconds_of_step
        return reading + numbers * _TAKE_A_NUMBER


def _looked(
    microscope: Microscope, states: Mapping[int, TrainedState], sample: Sample
) -> dict[int, tuple[TrainedState, Inspection]]:
    return {
        epoch: (state, microscope.look(epoch, state, sample)) for epoch, state in states.items()
    }
