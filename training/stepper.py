"""Steps a generator in a thread of its own: the training of networks, or other long work."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from PyQt5.QtCore import QObject, Qt, QThread, QTimer, pyqtSignal, pyqtSlot

from formatting import sentence_of
from training.together import Beat

PATIENCE = 0.5
"""Seconds that closing waits for the step under way."""


class _Worker(QObject):
    """Lives in the thread. Between two steps it returns to its event loop, so it hears all.

    Signals:
        yielded: the number of the work, and what its step gave.
        ended: the number of the work, and why it failed; empty if it did not.
    """

    yielded = pyqtSignal(int, object)
    ended = pyqtSignal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._number = 0
        self._steps: Iterator[Any] = iter(())
        self._pace = 0.0
        self._epoch_began = 0.0
        self._is_between_epochs = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.PreciseTimer, timeout=self._step)

    @pyqtSlot(int, object)
    def begin(self, number: int, steps: Iterator[Any]) -> None:
        """Step this generator from now on, and no other."""
        self._number, self._steps = number, steps
        self._is_between_epochs = False
        self._epoch_began = time.perf_counter()
        self._timer.start(0)

    @pyqtSlot(float)
    def set_pace(self, seconds: float) -> None:
        """Let an epoch begin at most every so many seconds; 0 is as fast as it goes."""
        self._pace = seconds
        if self._timer.isActive():
            self._schedule()

    @pyqtSlot()
    def pause(self) -> None:
        """Take no further step, and say so; at rest, say nothing."""
        if self._timer.isActive():
            self._end("")

    @pyqtSlot()
    def stop(self) -> None:
        """Take no further step."""
        self._timer.stop()
        self._steps = iter(())

    @pyqtSlot()
    def finish(self) -> None:
        """End the thread; its timer must not outlive it."""
        self.stop()
        self.thread().quit()

    @pyqtSlot()
    def _step(self) -> None:
        if self._is_between_epochs:
            self._epoch_began = time.perf_counter()
        try:
            step = next(self._steps)
        except StopIteration:
            self._end("")
        except Exception as error:
            # One that escapes from a slot would end the process.
            self._end(sentence_of(error))
        else:
            self._is_between_epochs = step is Beat.BETWEEN_EPOCHS
            if step is not None and not isinstance(step, Beat):
                self.yielded.emit(self._number, step)
            self._schedule()

    def _schedule(self) -> None:
        """Set the timer for the next step: at once within an epoch, in its time between two."""
        wait = 0.0
        if self._is_between_epochs:
            wait = self._epoch_began + self._pace - time.perf_counter()
        self._timer.start(max(0, round(1000 * wait)))

    def _end(self, problem: str) -> None:
        self.stop()
        self.ended.emit(self._number, problem)


class Stepper(QObject):
    """Runs one generator at a time; what it yields arrives on the thread of its owner.

    Signals:
        yielded: what a step gave, but for None and a :class:`Beat`.
        ended: why it failed, in one sentence; empty when it came to its end or was paused. A
            work that is cancelled says nothing more.
    """

    yielded = pyqtSignal(object)
    ended = pyqtSignal(str)
    # To the worker's slots of the same names.
    _begin = pyqtSignal(int, object)
    _set_pace = pyqtSignal(float)
    _pause = pyqtSignal()
    _stop = pyqtSignal()
    _finish = pyqtSignal()

    def __init__(self, name: str, parent: QObject | None = None, **signals: Any) -> None:
        super().__init__(parent, **signals)
        self.is_running = self._is_closed = False
        self._number = 0
        self._thread = QThread(objectName=name)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        for asked in ("begin", "set_pace", "pause", "stop", "finish"):
            getattr(self, f"_{asked}").connect(getattr(self._worker, asked))
        self._worker.yielded.connect(self._on_yielded)
        self._worker.ended.connect(self._on_ended)

    def start(self, steps: Iterator[Any]) -> None:
        """Begin this work; one that runs is cancelled. After :meth:`close` nothing is begun."""
        if self._is_closed:
            return
        self._number += 1
        self.is_running = True
        self._thread.start()
        self._begin.emit(self._number, steps)

    def set_speed(self, epochs_per_second: float | None) -> None:
        """Let epochs begin at most so often from now on; None is as fast as it goes."""
        self._set_pace.emit(1 / epochs_per_second if epochs_per_second else 0.0)

    def pause(self) -> None:
        """Ask the work to end after its step under way."""
        if self.is_running:
            self._pause.emit()

    def cancel(self) -> None:
        """Give up the work after its step under way."""
        if self.is_running:
            self._number += 1
            self.is_running = False
            self._stop.emit()

    def close(self) -> bool:
        """Cancel, and end the thread for good; whether it has ended in the time a user waits."""
        self._is_closed = True
        self.cancel()
        if not self._thread.isRunning():
            return True
        self._finish.emit()
        return self._thread.wait(round(1000 * PATIENCE))

    def _on_yielded(self, number: int, thing: Any) -> None:
        # What was on its way when the work was cancelled is not wanted any more.
        if number == self._number:
            self.yielded.emit(thing)

    def _on_ended(self, number: int, problem: str) -> None:
        if number == self._number:
            self.is_running = False
            self.ended.emit(problem)


class OneAtATime(QObject):
    """Does one thing at a time, step by step in a thread of its own."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """``name`` is that of the thread."""
        super().__init__(parent)
        self._stepper = Stepper(name, self, yielded=self._on_yielded, ended=self._on_ended)

    @property
    def is_running(self) -> bool:
        """Whether something is being done."""
        return self._stepper.is_running

    def cancel(self) -> None:
        """Nobody wants to know any more."""
        self._stepper.cancel()

    def close(self) -> bool:
        """Cancel and end the thread for good; whether that went in time."""
        self.cancel()
        return self._stepper.close()

    def _on_yielded(self, thing: Any) -> None:
        raise NotImplementedError

    def _on_ended(self, problem: str) -> None:
        raise NotImplementedError
