"""What networks do in a thread of their own: windows never wait for them, nor does training."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from PyQt5.QtCore import QObject, pyqtSignal

from inspection.gradient_follower import Look
from networks.numpy_network import NumpyNetwork, numpy_network
from tasks.examining import Answered, Examining
from tasks.explaining import Explained, Explaining, Reading
from tasks.registry import task_of
from tasks.task import Problem
from tasks.writing import ToWrite, Writing
from training.stepper import OneAtATime

_REST = 0.01
"""Seconds after each piece in which a window can draw it without having to wait for this thread."""


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


class NetworkJob(Protocol):
    """What is done, in steps that do not take long."""

    def steps(self, readers: Readers) -> Iterator[Any]:
        """They yield what comes of it; None is nothing yet."""


def _with_rests(steps: Iterator[Any]) -> Iterator[Any]:
    """The same, with a rest after each that gives something."""
    for step in steps:
        yield step
        if step is not None:
            time.sleep(_REST)


class JobThread(OneAtATime):
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

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(name, parent)
        self.job: NetworkJob | None = None
        self._readers = Readers()

    def begin(self, job: NetworkJob) -> None:
        """Do this in place of what is done."""
        self.job = job
        self._stepper.start(_with_rests(job.steps(self._readers)))

    def cancel(self) -> None:
        """Do no more."""
        self.job = None
        super().cancel()

    def _on_yielded(self, thing: Any) -> None:
        self.gave.emit(self.job, thing)

    def _on_ended(self, problem: str) -> None:
        job, self.job = self.job, None
        self.ended.emit(job, problem)


def writing_of(problem: Problem | None) -> Writing | None:
    """How networks write that learn this problem; None where they do not, or there is none."""
    return task_of(problem).writing if problem is not None else None


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
        yield from writing.write(readers.at(self.look), problem, self.asked)


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


def examining_of(problem: Problem | None) -> Examining | None:
    """How networks are examined that learn this problem; None where they are not."""
    return task_of(problem).examining if problem is not None else None


@dataclass(frozen=True, eq=False)
class ExamineJob:
    """A network at the end of an epoch is asked about the test set of its problem."""

    look: Look

    def steps(self, readers: Readers) -> Generator[float | Answered | None, None, None]:
        """How much is done, 0 to 1, and in the end what it said."""
        problem = self.look.state.learned
        examining = examining_of(problem)
        assert examining is not None  # The window asks no other.
        # An update in each call: Stop is heard in between, and it is seen how far it has gone.
        one_by_one = replace(self.look, settings=replace(self.look.settings, updates=1))
        yield (yield from examining.test(readers.at(one_by_one), problem))


def explaining_of(problem: Problem | None) -> Explaining | None:
    """How answers are explained of networks that learn this; None where they are not."""
    return task_of(problem).explaining if problem is not None else None


def explanation(readers: Readers, look: Look, text: str) -> Iterator[Reading | Explained | None]:
    """First what was read, soon; in the end all of it. None is nothing yet.

    Raises:
        FieldError: why the text cannot be read.
    """
    problem = look.state.learned
    explaining = explaining_of(problem)
    assert explaining is not None  # The window asks no other.
    reader = readers.at(look)
    reading = yield from explaining.read(reader, problem, text)
    yield reading
    yield (yield from explaining.explain(reader, reading))
