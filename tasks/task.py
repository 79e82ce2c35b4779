"""What every task declares, so that nothing else knows one by name.

A task is a kind of sequence problem, a *problem* one that the student has set: a frozen value
of the class that the task names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import numpy as np

from networks.network import Network
from networks.settings import Settings
from networks.steps import Steps
from tasks.heads import Head


class Problem(Protocol):
    """What a student has set: frozen, so that same is ``==``; in full it is its ``str``."""

    @property
    def title(self) -> str:
        """As much of it as has room in a sentence or a title."""

    @property
    def file_name(self) -> str:
        """As much of it as a file's name takes."""

    def __hash__(self) -> int:
        """Equal problems have equal ones."""


def on_problem(subject: str, problem: Problem | None) -> str:
    """``Loss on 0011``: what was learned from which problem."""
    return f"{subject} on {problem.title}" if problem else subject


Take = Callable[[str, Callable[[tuple[int, ...], np.dtype], None]], np.ndarray]
P = TypeVar("P")


@dataclass(frozen=True, eq=False)
class Lesson:
    """What a network learns in an epoch, and what it is asked afterwards.

    Attributes:
        inputs: float32, ``(calls, updates, rows, window, features)``.
        targets: float32, ``(calls, updates, rows, 1)``: what is to be answered.
        asked: of the same shape as ``inputs``, perhaps with fewer rows.
        expected: uint8, ``(kept,)``: the targets of what is kept of the answers, in order.
        rows_kept: so many rows of those asked are kept.
        period: symbols after which ``expected`` begins again.
        goes_on: whether it begins with the states that the one before has left, not with zero.
    """

    inputs: np.ndarray
    targets: np.ndarray
    asked: np.ndarray
    expected: np.ndarray
    rows_kept: int
    period: int
    goes_on: bool = False

    @property
    def calls(self) -> int:
        """Calls of the compiled graph that make up an epoch."""
        return len(self.inputs)

    def kept(self, answers: np.ndarray) -> np.ndarray:
        """Of answers ``(steps, rows asked)`` those to ``expected``, float32."""
        return answers[:, : self.rows_kept].reshape(-1).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Sample:
    """One sequence to be looked at while a network reads it.

    Attributes:
        given: uint8 ``(steps,)``, what is read.
        targets: uint8 ``(steps,)``, what should be answered after each step.
        look_at: a step, from 0, at which much is to be seen.
        words: what is read, as it stands in a sentence.
    """

    given: np.ndarray
    targets: np.ndarray
    look_at: int
    words: str


@dataclass(frozen=True, eq=False)
class Answer:
    """What a network says to what it is given, told apart from what should be said.

    Attributes:
        problem: that it was asked about.
        given: as it is written, symbol by symbol.
        said: likewise; may be empty.
        expected: likewise, and as long.
        probabilities: float32 ``(said,)``, what the head answered.
        confidences: float32 ``(said,)``, the probability of each symbol that was said.
        trouble: why there is no more of it, in one sentence; empty if it is whole.
    """

    problem: Any
    given: str
    said: str
    expected: str
    probabilities: np.ndarray
    confidences: np.ndarray
    trouble: str = ""

    @property
    def first_departure(self) -> int | None:
        """Index of the first symbol said that is not the one expected, or None."""
        pairs = enumerate(zip(self.said, self.expected, strict=True))
        return next((index for index, (said, expected) in pairs if said != expected), None)


@dataclass(frozen=True)
class Lessons(Generic[P]):
    """What training has to know of a kind of sequence problem.

    Attributes:
        problem: the class of its problems: frozen, so that same is ``==``.
        lesson: of a problem, for a network of these settings, by seed and number of the epoch.
        head: how the answers of a network are read.
        is_tried: whether it can be told in good time that a network has learned a problem.
        knows: whether it has, given the lesson that was just asked and the answers to it.
    """

    problem: type[P]
    lesson: Callable[[P, Settings, int, int], Lesson]
    head: Head
    is_tried: Callable[[P], bool]
    knows: Callable[[Network, P, Lesson, np.ndarray], Steps[bool]]


@dataclass(frozen=True)
class Task(Lessons[P]):
    """A kind of sequence problem that a student can set.

    Attributes:
        name: in options and files.
        title: for the user.
        noun: what its sentences call a problem.
        summary: one sentence on what it is.
        source: where it comes from.
        example: a problem to begin with.
        settings: that suit it.
        calls: of the compiled graph that an epoch of such a lesson is made of.
        answering: lets a network answer what the student asks, so many symbols.
        right_for: how many symbols it gets right before its first fault, and how many at most.
        sample: a sequence to look inside with.
        traced: what of a problem a trace reads, ``(steps,)``.
        heading: what stands over a table of its training, at most so many of its characters.
        arrays: of a problem, as a file holds it, by name.
        from_arrays: the problem again; None if there is none. It is given what reads an array
            by name once its shape and kind have passed a check.
        from_text: that of which this is the ``str``.
        stretches: of so many steps: sequences side by side to follow gradients through,
            ``(rows, steps)``, and the target after each, ``(rows,)``.
    """

    name: str
    title: str
    noun: str
    summary: str
    source: str
    example: P
    settings: Settings
    calls: Callable[[P, Settings], int]
    answering: Callable[[Network, P, int], Steps[Answer]]
    right_for: Callable[[Network, P, int], Steps[int]]
    sample: Callable[[P], Sample]
    stretches: Callable[[P, int], tuple[np.ndarray, np.ndarray]]
    traced: Callable[[P], np.ndarray]
    heading: Callable[[P, int], str]
    arrays: Callable[[P], dict[str, np.ndarray]]
    from_arrays: Callable[[Take], P | None]
    from_text: Callable[[str], P]
