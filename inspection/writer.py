"""Networks write in a thread of their own: windows never wait for them, nor does training."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from PyQt5.QtCore import QObject, pyqtSignal

from inspection.gradient_follower import Look
from networks.numpy_network import NumpyNetwork, numpy_network
from tasks.registry import task_of
from tasks.task import Problem
from tasks.writing import ToWrite, Writing
from training.stepper import Stepper

REST = 0.01
"""Seconds after each piece in which a window can draw it without having to wait for this thread."""


def writing_of(problem: Problem | None) -> Writing | None:
    """How networks write that learn this problem; None where they do not, or there is none."""
    return task_of(problem).writing if problem is not None else None


class WriterJob(Protocol):
    """What the writer does, in steps that do not take long."""

    def steps(self, readers: Readers) -> Iterator[Any]:
        """They yield what comes of it; None is nothing yet."""


class Readers:
    """Networks that read, made once for all epochs of the same settings."""

    def __init__(self) -> None:
        self._network: NumpyNetwork | None = None

    def at(self, look: Look) -> NumpyNetwork:
        """The network as it was."""
        if self._network is None or self._network.settings != look.settings:
            self._network = numpy_network(look.settings)
        self._network.restore(look.state.snapshot)
        return self._network


@dataclass(frozen=True, eq=False)
class WriteJob:
    """A network at the end of an epoch writes."""

    look: Look
    asked: ToWrite

    def steps(self, readers: Readers) -> Iterator[Any]:
        """Piece by piece."""
        problem = self.look.state.learned
        writing = writing_of(problem)
        assert writing is not None  # The window asks no other.
        for piece in writing.write(readers.at(self.look), problem, self.asked):
            yield piece
            time.sleep(REST)


@dataclass(frozen=True, eq=False)
class CopiesJob:
    """What of a text stands in what was learned from is looked for."""

    problem: Problem
    text: str

    def steps(self, readers: Readers) -> Iterator[Any]:
        """All stretches at once, in the end."""
        writing = writing_of(self.problem)
        assert writing is not None
        found = []
        for stretch in writing.copied(self.problem, self.text):
            found += [stretch] if stretch else []
            yield None
        yield tuple(found)


class Writer(QObject):
    """Does one job at a time; another one takes its place.

    Attributes:
        job: that is done right now; None at rest.

    Signals:
        gave: a job, and what a step of it gave.
        ended: a job, and why it failed, in one sentence; empty when it came to its end. One
            whose place was taken says nothing more.
    """

    gave = pyqtSignal(object, object)
    ended = pyqtSignal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.job: WriterJob | None = None
        self._readers = Readers()
        self._stepper = Stepper("writing", self)
        self._stepper.yielded.connect(self._on_yielded)
        self._stepper.ended.connect(self._on_ended)

    def begin(self, job: WriterJob) -> None:
        """Do this in place of what is done."""
        self.job = job
        self._stepper.start(job.steps(self._readers))

    def cancel(self) -> None:
        """Do no more."""
        self.job = None
        self._stepper.cancel()

    def close(self) -> bool:
        """End the thread for good; whether that went in time."""
        self.job = None
        return self._stepper.close()

    def _on_yielded(self, thing: Any) -> None:
        self.gave.emit(self.job, thing)

    def _on_ended(self, problem: str) -> None:
        job, self.job = self.job, None
        self.ended.emit(job, problem)
