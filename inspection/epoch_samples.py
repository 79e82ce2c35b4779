"""What the network of each epoch writes after the same beginning, so that one reads how it learns.

It is written in the background from what is kept of each epoch. The newest comes first, so
that the list follows the training; what was learned before the window was open comes after.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal

from inspection.gradient_follower import Look
from inspection.jobs import JobThread, WriteJob, writing_of
from networks.settings import Settings
from tasks.task import Problem
from tasks.writing import ToWrite, Written
from training.record import EpochRecord, History
from training.snapshots import EpochSnapshots

MOST_SAMPLES = 40
"""Of a longer training every second epoch has one, then every fourth, and so on."""


@dataclass(frozen=True, eq=False)
class EpochSample:
    """What the network wrote at the end of an epoch.

    Attributes:
        problem: what the network had learned.
        record: of the epoch.
        text: without the beginning.
        trouble: why there is no more of it, in one sentence; mostly empty.
    """

    problem: Problem
    record: EpochRecord
    text: str
    trouble: str = ""


def epochs_with_samples(last: int) -> list[int]:
    """Of so many epochs those that have a sample, the first and the last among them."""
    stride = 1
    while last > stride * MOST_SAMPLES:
        stride *= 2
    return sorted({1, last, *range(stride, last + 1, stride)}) if last else []


class EpochSamples(QObject):
    """The samples of a training, made while its writer has nothing else to do.

    Attributes:
        samples: those that there are, by epoch.

    Signals:
        changed: there are others.
    """

    changed = pyqtSignal()

    def __init__(
        self,
        writer: JobThread,
        history: History,
        snapshots: EpochSnapshots,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.samples: dict[int, EpochSample] = {}
        self._writer, self._history, self._snapshots = writer, history, snapshots
        self._asked: tuple[Settings, ToWrite] | None = None
        self._job: WriteJob | None = None
        self._record: EpochRecord | None = None
        self._text = self._trouble = ""
        writer.gave.connect(self._on_gave)
        writer.ended.connect(self._on_ended)

    def ask(self, settings: Settings, asked: ToWrite) -> None:
        """Let networks of these settings write this from now on."""
        if (settings, asked) != self._asked:
            self._asked = settings, asked
            self._put({})
            self.stop()

    def stop(self) -> None:
        """Write no more until :meth:`look` is called."""
        if self._job is not None and self._writer.job is self._job:
            self._writer.cancel()
        self._job = None

    def look(self) -> None:
        """Give up what is not of the training as it is, and write what is missing."""
        wanted = epochs_with_samples(len(self._history))
        there = (epoch for epoch, s in self.samples.items() if self._history.holds(s.record))
        self._put({epoch: self.samples[epoch] for epoch in there if epoch in wanted})
        if self._writer.job is None and self._asked is not None:
            self._write_next(epoch for epoch in reversed(wanted) if epoch not in self.samples)

    def _put(self, samples: dict[int, EpochSample]) -> None:
        if samples != self.samples:
            self.samples = dict(sorted(samples.items()))
            self.changed.emit()

    def _write_next(self, missing: Iterable[int]) -> None:
        assert self._asked is not None
        kept = set(self._snapshots.epochs)
        epoch = next((epoch for epoch in missing if epoch in kept), None)
        if epoch is None or writing_of(self._snapshots.at(epoch).problem) is None:
            return
        settings, asked = self._asked
        self._text = self._trouble = ""
        self._record = self._history[epoch - 1]
        self._job = WriteJob(Look(settings, epoch, self._snapshots.at(epoch)), asked)
        self._writer.begin(self._job)

    def _on_gave(self, job: Any, piece: Written) -> None:
        if job is self._job:
            self._text += "".join(piece.glyphs)
            self._trouble = piece.trouble

    def _on_ended(self, job: Any, problem: str) -> None:
        if job is self._job and self._job is not None and self._record is not None:
            look, self._job = self._job.look, None
            told = self._record, self._text, problem or self._trouble
            sample = EpochSample(look.state.learned, *told)
            self._put({**self.samples, look.epoch: sample})
        # Whatever has ended, now there is time.
        self.look()
