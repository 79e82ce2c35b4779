"""What networks do in a thread of their own: windows never wait for them, nor does training."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, Protocol

from PyQt5.QtCore import QObject, pyqtSignal

from inspection.gradient_follower import Look
from networks.numpy_network import NumpyNetwork, numpy_network
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
