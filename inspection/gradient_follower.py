"""Gradients followed back in a thread of their own: windows never wait for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PyQt5.QtCore import QObject, pyqtSignal

from inspection.gradients import GradientFlow, GradientProbe
from networks.settings import Settings
from training.checkpoint import TrainedState
from training.snapshots import EpochSnapshots
from training.stepper import OneAtATime


@dataclass(frozen=True, eq=False)
class Look:
    """A network at the end of an epoch.

    Attributes:
        settings: of the network.
        epoch: at the end of which it is looked at.
        state: what it was then.
    """

    settings: Settings
    epoch: int
    state: TrainedState


def look_at(settings: Settings, snapshots: EpochSnapshots, epoch: int) -> Look | None:
    """The network of an epoch, or of the nearest that is kept; None where there is none."""
    if not epoch or not snapshots.epochs:
        return None
    nearest = snapshots.nearest(epoch)
    return Look(settings, nearest, snapshots.at(nearest))


def nearest_told(snapshots: EpochSnapshots, epoch: int) -> str:
    """That another epoch is looked at in place of this one; empty where it is kept itself."""
    if not snapshots.epochs or epoch in snapshots.epochs:
        return ""
    return f"Epoch {epoch:,} is not kept, the nearest is shown: {snapshots.nearest(epoch):,}."


def nearest_explained(snapshots: EpochSnapshots, epoch: int) -> str:
    """The same, and why."""
    told = nearest_told(snapshots, epoch)
    return told and f"{told} {snapshots.sentence}"


class GradientFollower(OneAtATime):
    """Follows the gradients of some networks at a time.

    While it is at work nothing else is begun: whoever asks again when it has ended, for what
    is wanted by then, sees something even if wishes change faster than they are fulfilled.

    Attributes:
        flows: what came out last, by the states that were asked for.

    Signals:
        ended: why the work failed, in one sentence; empty when it came to its end.
    """

    ended = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("gradients", parent)
        self.flows: dict[TrainedState, GradientFlow] = {}
        self._probes: dict[Settings, GradientProbe] = {}

    def knows(self, looks: Sequence[Look]) -> bool:
        """Whether the flows of all these are there."""
        return all(look.state in self.flows for look in looks)

    def follow(self, looks: Sequence[Look]) -> None:
        """Follow these gradients, but for those that are known; all others are forgotten."""
        self.flows = {
            look.state: self.flows[look.state] for look in looks if look.state in self.flows
        }
        missing = [look for look in looks if look.state not in self.flows]
        self._stepper.start(self._measure(looks, missing))

    def _measure(
        self, looks: Sequence[Look], missing: Sequence[Look]
    ) -> Iterator[tuple[TrainedState, GradientFlow]]:
        """Stepped in the thread of the stepper, which alone touches the probes."""
        wanted = {look.settings for look in looks}
        self._probes = {key: probe for key, probe in self._probes.items() if key in wanted}
        for look in missing:
            if look.settings not in self._probes:
                self._probes[look.settings] = GradientProbe(look.settings)
            yield look.state, self._probes[look.settings].measure(look.epoch, look.state)

    def _on_yielded(self, found: tuple[TrainedState, GradientFlow]) -> None:
        state, flow = found
        self.flows[state] = flow

    def _on_ended(self, problem: str) -> None:
        self.ended.emit(problem)
