"""Long work beside the training: a generator that is stepped in a thread of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PyQt5.QtCore import QObject, QThread, QTimer, pyqtSignal, pyqtSlot

from training.status import sentence_of

PATIENCE = 1.0
"""Seconds that closing waits for the step under way."""


class _Stepper(QObject):
    """Lives in the thread. Between two steps it returns to the event loop, so it hears `stop`.

    Signals:
        yielded: the number of the work, and what its step gave.
        ended: the number of the work, and why it failed; empty when it came to its end.
    """

    yielded = pyqtSignal(int, object)
    ended = pyqtSignal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._number = 0
        self._steps: Iterator[Any] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    @pyqtSlot(int, object)
    def begin(self, number: int, steps: Iterator[Any]) -> None:
        """Step this generator from now on, and no other."""
        self._number, self._steps = number, steps
        self._timer.start(0)

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
        try:
            self.yielded.emit(self._number, next(self._steps))
        except StopIteration:
            self._end("")
        except Exception as error:
            # One that escapes from a slot would end the process.
            self._end(sentence_of(error))

    def _end(self, problem: str) -> None:
        self.stop()
        self.ended.emit(self._number, problem)


class Job(QObject):
    """Runs one generator at a time; what it yields arrives on the thread of the job's owner.

    Signals:
        yielded: what a step gave.
        ended: why it failed, in one sentence; empty when it came to its end. A work that is
            cancelled says nothing more.
    """

    yielded = pyqtSignal(object)
    ended = pyqtSignal(str)
    _begin = pyqtSignal(int, object)
    _stop = pyqtSignal()
    _finish = pyqtSignal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_running = False
        self._number = 0
        self._thread = QThread()
        self._thread.setObjectName(name)
        self._stepper = _Stepper()
        self._stepper.moveToThread(self._thread)
        self._begin.connect(self._stepper.begin)
        self._stop.connect(self._stepper.stop)
        self._finish.connect(self._stepper.finish)
        self._stepper.yielded.connect(self._on_yielded)
        self._stepper.ended.connect(self._on_ended)

    def start(self, steps: Iterator[Any]) -> None:
        """Begin this work; one that runs is cancelled."""
        self._number += 1
        self.is_running = True
        self._thread.start()
        self._begin.emit(self._number, steps)

    def cancel(self) -> None:
        """Give up the work after its step under way."""
        if self.is_running:
            self._number += 1
            self.is_running = False
            self._stop.emit()

    def close(self) -> bool:
        """Cancel, and end the thread for good; whether it has ended in the time a user waits."""
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
