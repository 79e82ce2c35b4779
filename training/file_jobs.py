"""Reads and writes files beside the windows, which never wait for a disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal

from formatting import sentence_of


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
        self._asked = self._done = 0
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)

    def start(self, job: Callable[[], Any], if_it_fails: str = "") -> None:
        """Do this after all that was asked for before; the sentence may begin with something."""
        self._asked += 1
        self._jobs.put((job, if_it_fails))
        if self._thread.ident is None:
            self._thread.start()

    def _work(self) -> None:
        while (asked := self._jobs.get()) is not None:
            job, if_it_fails = asked
            try:
                result = job()
            except Exception as error:
                self.failed.emit(sentence_of(error, if_it_fails))
            else:
                self.done.emit(result)
            self._done += 1

    @property
    def is_at_work(self) -> bool:
        """Whether a job is not done yet."""
        return self._done < self._asked

    def close(self, patience: float) -> bool:
        """Let what was asked for be done, so that no file is lost; whether it is, in so long."""
        self._jobs.put(None)
        if self._thread.ident is not None:
            self._thread.join(patience)
        return not self._thread.is_alive()
