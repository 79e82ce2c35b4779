"""Reads and writes files beside the windows, which never wait for a disk."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from PyQt5.QtCore import QObject, Qt, pyqtSignal, pyqtSlot

from formatting import sentence_of

WRITTEN_WITHIN = 20.0
"""Seconds that closing waits for files that are being written, which take far less unless the
machine is busy. One that is not whole by then has not taken the place of what was there."""
_AWAITED = "LSTM Lab closes as soon as {} is written."
_GIVEN_UP = "Given up: {} could not be written in time. What was there before is as it was."
_LOOK_AGAIN = 0.05
"""Seconds between two looks at what is being written."""

Tell = Callable[[str], object]
"""Is given a sentence for who waits."""


def tell_nobody(_sentence: str) -> None:
    """Where nobody looks."""


class _Bell(QObject):
    """Is rung on the thread, and outlives the jobs that are for a window: that it goes can be at
    any moment, and nothing is to be emitted by what is gone."""

    rung = pyqtSignal()


class FileJobs(QObject):
    """Does one job after the other on a plain thread.

    Signals:
        done: what has come of a job.
        failed: what went wrong, in one sentence.
    """

    done = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: SimpleQueue[tuple[Callable[[], Any], str] | None] = SimpleQueue()
        self._not_done: deque[str] = deque()
        self._ended: deque[tuple[Any, str, str]] = deque()
        self._bell = _Bell()
        self._bell.rung.connect(self._pass_next_on, Qt.QueuedConnection)
        self._has_no_window = self._is_over = False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)

    def start(self, job: Callable[[], Any], if_it_fails: str = "", writes: str = "") -> None:
        """Do this after all that was asked for before.

        Args:
            job: what is to be done.
            if_it_fails: what the sentence on that begins with.
            writes: what is written, in few words: it is not to be lost when the program closes.

        After :meth:`close` nothing is done any more.
        """
        if self._is_over:
            return
        self._not_done.append(writes)
        self._jobs.put((job, if_it_fails))
        if self._thread.ident is None:
            self._thread.start()

    def _work(self) -> None:
        while (asked := self._jobs.get()) is not None:
            job, if_it_fails = asked
            failure, result = "", None
            try:
                result = job()
            except Exception as error:
                failure = sentence_of(error, if_it_fails)
            self._ended.append((result, failure, self._not_done[0]))
            self._not_done.popleft()  # Who hears of it may close all at once.
            self._bell.rung.emit()

    def pass_on(self) -> None:
        """Tell now what has come of jobs; else it is told in a next turn of the event loop."""
        while self._ended:
            self._pass_next_on()

    @pyqtSlot()
    def _pass_next_on(self) -> None:
        """Tell what has come of one job: what the next one says on its way comes before its end."""
        if not self._ended:
            return
        result, failure, writes = self._ended.popleft()
        if failure and writes:
            self.tell_failure(failure)
        elif failure:
            self.failed.emit(failure)
        else:
            self.done.emit(result)

    def tell_failure(self, failure: str) -> None:
        """Say that something is not written: by a window, or where none is, in the terminal."""
        if self._has_no_window:
            print(failure, file=sys.stderr)
        else:
            self.failed.emit(failure)

    def leave_windows(self) -> None:
        """From now on no window tells what is not written, as all closes."""
        self._has_no_window = True

    @property
    def is_at_work(self) -> bool:
        """Whether a job is not done yet."""
        return bool(self._not_done)

    @property
    def _writes(self) -> str:
        """What is to be written next; empty if nothing is."""
        return next((each for each in [*self._not_done] if each), "")

    def wait(self, tell: Tell) -> str:
        """Let what is to be written be written; what is not in the time that a user waits, if any.

        What has come of it is still to be passed on.
        """
        until = time.monotonic() + WRITTEN_WITHIN
        while (writes := self._writes) and time.monotonic() < until:
            tell(_AWAITED.format(writes))
            self._thread.join(_LOOK_AGAIN)
        return writes

    def close(self, patience: float, tell: Tell = tell_nobody) -> bool:
        """Let what is to be written be written, so that no file is lost; whether all is done.

        Args:
            patience: seconds for what is only read.
            tell: hears again and again what is waited for; that it was given up is printed, and
                that it failed, too, when it is passed on, as no window tells it any more.
        """
        self.leave_windows()
        if not_written := self.wait(tell):
            print(_GIVEN_UP.format(not_written), file=sys.stderr)
        self._is_over = True  # Not before: who is told may have asked for more.
        if self._thread.ident is None:
            return True
        self._jobs.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()
