"""What a test leaves running when it fails is ended: a thread that goes on takes all down with it.

A session whose test has failed is not closed, and is collected some time later. Its thread is then
destroyed while it runs, which ends the whole process, with all tests that were still to come.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PyQt5.QtCore import QMetaObject, Qt

from training.file_jobs import FileJobs
from training.stepper import Stepper

PATIENCE = 20.0
"""Seconds for the step that is under way, on a machine that may be busy."""
_STUCK: list[Any] = []
"""Threads that do not end: held, they are not destroyed while they run."""


@contextmanager
def nothing_left_running() -> Iterator[None]:
    """End, when the block is left, all threads that were begun within it and still run."""
    begun: dict[Any, None] = {}
    with pytest.MonkeyPatch.context() as patch:
        for kind in (Stepper, FileJobs):
            patch.setattr(kind, "start", _noting(kind.start, begun))
        yield
    stuck = [each for each in begun if not _has_ended(each)]
    _STUCK.extend(stuck)
    assert not stuck, "a thread that a test has begun does not end"


def _noting(start: Any, begun: dict[Any, None]) -> Any:
    def noted(self: Any, *arguments: Any, **named: Any) -> None:
        begun[self] = None
        start(self, *arguments, **named)

    return noted


def _has_ended(works: Stepper | FileJobs) -> bool:
    """End it, whoever has begun it may be gone; whether that went."""
    thread = works._thread
    if isinstance(works, FileJobs):
        return works.close(PATIENCE)
    if thread.isRunning():
        QMetaObject.invokeMethod(works._worker, "finish", Qt.QueuedConnection)
    return thread.wait(round(1000 * PATIENCE))
