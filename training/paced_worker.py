"""A worker that works pass by pass, at a pace that can be set, until it is told to rest."""

from __future__ import annotations

import time

from PyQt5.QtCore import QObject, Qt, QTimer, pyqtSignal, pyqtSlot


class PacedWorker(QObject):
    """Returns to its event loop between two passes, so that every command is heard.

    A subclass does a pass in :meth:`_advance` and then calls :meth:`_schedule`.

    Signals:
        rested: it stands still, because it was told to or has reached its goal.
    """

    rested = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._seconds_per_epoch = 0.0
        self._epoch_began = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.PreciseTimer)
        self._timer.timeout.connect(self._advance)

    def _advance(self) -> None:
        """Do one pass."""
        raise NotImplementedError

    @property
    def _epoch_comes_next(self) -> bool:
        """Whether the next pass begins an epoch."""
        raise NotImplementedError

    def _schedule(self) -> None:
        """Set the timer for the next pass: at once within an epoch, in its time between two."""
        wait = 0.0
        if self._epoch_comes_next:
            wait = self._epoch_began + self._seconds_per_epoch - time.perf_counter()
        self._timer.start(max(0, round(1000 * wait)))

    @pyqtSlot(float)
    def set_pace(self, seconds_per_epoch: float) -> None:
        """Let an epoch begin at most every ``seconds_per_epoch``; 0 is as fast as it goes."""
        self._seconds_per_epoch = seconds_per_epoch
        if self._timer.isActive():
            self._schedule()

    @pyqtSlot()
    def pause(self) -> None:
        """Stop after the pass that is running, and say so; at rest, say nothing."""
        if self._timer.isActive():
            self._timer.stop()
            self.rested.emit()

    @pyqtSlot()
    def finish(self) -> None:
        """End the thread, once all that was asked for before is done."""
        self._timer.stop()
        self.thread().quit()
