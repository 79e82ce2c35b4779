"""Reads and writes files beside the windows, which never wait for a disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal

from training.status import sentence_of


class FileJobs(QObject):
    """Does one job at a time on a plain thread.

    Signals:
        done: what has come of it.
        failed: what went wrong, in one sentence.
    """

    done = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = threading.Thread()

    def start(self, job: Callable[..., Any], *arguments: Any) -> None:
        """Begin a job; the one before is over."""
        self._thread = threading.Thread(
            target=self._do, args=(job, arguments), name="files", daemon=True
        )
        self._thread.start()

    def _do(self, job: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        try:
            result = job(*arguments)
        except Exception as error:
            self.failed.emit(sentence_of(error))
        else:
            self.done.emit(result)

    def close(self, patience: float) -> bool:
        """Wait for a file that is being written, so that it is not lost; whether it is done."""
        if self._thread.is_alive():
            self._thread.join(patience)
        return not self._thread.is_alive()
