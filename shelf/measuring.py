"""Finds out how much of what is held back each run gets right, beside all that is written."""

from __future__ import annotations

import math
import time
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal

from file_parts import FileProblem
from networks.network import Network
from shelf.run import HELD_BACK, Run
from shelf.shelf_files import network_file
from tasks.registry import task_of
from training import checkpoint_file
from training.checkpoint import Checkpoint
from training.file_jobs import FileJobs

MEASURED_FOR = 1.0
"""Seconds that closing lets runs be measured; those that are not by then are measured later."""


class RunMeasuring(QObject):
    """Measures one run after the other; of one that grows meanwhile only its newest state.

    Signals:
        measured: a run as it was given, but for its measure.
        failed: what went wrong, in one sentence.
    """

    measured = pyqtSignal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._measurer = _Measurer(folder)
        self._waiting: dict[str, tuple[Run, Checkpoint | None]] = {}
        self._is_at_work = False
        self._jobs = FileJobs("shelf-measures", self)
        self._jobs.done.connect(self._on_done)
        self.failed = self._jobs.failed
        self.failed.connect(self._begin_next)

    def begin(self, run: Run, checkpoint: Checkpoint | None = None) -> None:
        """Measure a run; without its training, that of its file."""
        self._waiting[run.id] = run, checkpoint
        if not self._is_at_work:
            self._begin_next()

    def close(self) -> bool:
        """Measure for a moment more, and leave what is not by then; whether it has ended."""
        self._measurer.hurry(MEASURED_FOR)
        for asked in self._waiting.values():
            self._jobs.start(partial(self._measurer.measured, *asked))
        has_ended = self._jobs.close(2 * MEASURED_FOR)
        self._jobs.pass_on()
        return has_ended

    def _begin_next(self) -> None:
        self._is_at_work = bool(self._waiting)
        if self._waiting:
            asked = self._waiting.pop(next(iter(self._waiting)))
            self._jobs.start(partial(self._measurer.measured, *asked))

    def _on_done(self, run: Run) -> None:
        self.measured.emit(run)
        self._begin_next()


class _Measurer:
    """A network to try the runs' weights with; used on one thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._network: Network | None = None
        self._until = math.inf

    def hurry(self, seconds: float) -> None:
        """Measure for so long from now on. To be called on any thread."""
        self._until = time.monotonic() + seconds

    def measured(self, run: Run, checkpoint: Checkpoint | None) -> Run:
        """A run with its measure, if it can be found out and there is the time for it."""
        with suppress(FileProblem, OSError):
            if self._is_over:  # Many may wait, and to read their files takes a while.
                return run
            if checkpoint is None:
                checkpoint = checkpoint_file.load(network_file(self._folder, run.id))
            if len(checkpoint.records) == run.epochs:  # Another program may go on with it.
                return replace(run, right_for=self._right_for(checkpoint))
        return run

    @property
    def _is_over(self) -> bool:
        return time.monotonic() >= self._until

    def _right_for(self, checkpoint: Checkpoint) -> int | None:
        learned = checkpoint.state.learned
        steps = task_of(learned).right_for(self._network_with(checkpoint), learned, HELD_BACK)
        while not self._is_over:
            try:
                next(steps)
            except StopIteration as end:
                return end.value
        return None

    def _network_with(self, checkpoint: Checkpoint) -> Network:
        """On NumPy it needs no preparation, and whatever has trained it, the weights are the same.

        It is in this process: to begin another one takes longer than what is asked of it.
        """
        # It is not imported where a run is only shown: the windows know no backend.
        from networks.numpy_network import numpy_network

        if self._network is None or self._network.settings != checkpoint.settings:
            self._network = numpy_network(checkpoint.settings)
        self._network.restore(checkpoint.state.snapshot)
        return self._network
