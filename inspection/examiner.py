"""Networks are asked about a test set in a thread of their own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal

from inspection.gradient_follower import Look
from inspection.writer import REST, Readers
from tasks.examining import Answered, Examining
from tasks.registry import task_of
from tasks.task import Problem
from training.stepper import Stepper


def examining_of(problem: Problem | None) -> Examining | None:
    """How networks are examined that learn this problem; None where they are not."""
    return task_of(problem).examining if problem is not None else None


class Examiner(QObject):
    """Asks one network at a time about the test set of the problem that it has learned.

    Attributes:
        look: the network that is asked right now; None at rest.

    Signals:
        went_on: how much is done, 0 to 1.
        answered: the network, and what it said.
        failed: why it said nothing, in one sentence.
    """

    went_on = pyqtSignal(float)
    answered = pyqtSignal(object, object)
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look: Look | None = None
        self._readers = Readers()
        self._stepper = Stepper("examination", self)
        self._stepper.yielded.connect(self._on_yielded)
        self._stepper.ended.connect(self._on_ended)

    def begin(self, look: Look) -> None:
        """Ask this network in place of any other."""
        examining = examining_of(look.state.learned)
        assert examining is not None  # The window asks no other.
        self.look = look
        self._stepper.start(self._steps(look, examining))

    def cancel(self) -> None:
        """Ask no more; what was not told does not count."""
        self.look = None
        self._stepper.cancel()

    def close(self) -> bool:
        """End the thread for good; whether that went in time."""
        self.look = None
        return self._stepper.close()

    def _steps(self, look: Look, examining: Examining) -> Iterator[Any]:
        # An update in each call: Stop is heard in between, and it is seen how far it has gone.
        one_by_one = replace(look, settings=replace(look.settings, updates=1))
        asking = examining.test(self._readers.at(one_by_one), look.state.learned)
        while True:
            try:
                yield next(asking)
            except StopIteration as end:
                yield end.value
                return
            time.sleep(REST)

    def _on_yielded(self, thing: float | Answered) -> None:
        if isinstance(thing, float):
            self.went_on.emit(thing)
            return
        look, self.look = self.look, None
        assert look is not None
        self.answered.emit(look, thing)

    def _on_ended(self, problem: str) -> None:
        self.look = None
        if problem:
            self.failed.emit(problem)
