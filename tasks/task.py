"""What every task declares, so that nothing else knows one by name.

A task is a kind of sequence problem, a *problem* one that the student has set: a frozen value
of the class that the task names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np

from tasks.heads import Head
from training.network import Network
from training.settings import Settings
from training.steps import Steps

Problem = TypeVar("Problem")


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


@dataclass(frozen=True)
class Lessons(Generic[Problem]):
    """What training has to know of a kind of sequence problem.

    Attributes:
        problem: the class of its problems: frozen, so that same is ``==``.
        lesson: of a problem, for a network of these settings, by seed and number of the epoch.
        is_tried: whether it can be told in good time that a network has learned a problem.
        knows: whether it has, given the lesson that was just asked and the answers to it.
    """

    problem: type[Problem]
    lesson: Callable[[Problem, Settings, int, int], Lesson]
    is_tried: Callable[[Problem], bool]
    knows: Callable[[Network, Problem, Lesson, np.ndarray], Steps[bool]]


@dataclass(frozen=True)
class Task(Lessons[Problem]):
    """A kind of sequence problem that a student can set.

    Attributes:
        name: in options and files.
        title: for the user.
        summary: one sentence on what it is.
        source: where it comes from.
        example: a problem to begin with.
        head: how the answers of a network are read.
        settings: that suit it.
        calls: of the compiled graph that an epoch of such a lesson is made of.
        answering: lets a network answer what the student asks, so many symbols.
        right_for: how many symbols it gets right before its first fault, and how many at most.
        sample: a sequence to look inside with.
        stretches: of so many steps: sequences side by side to follow gradients through,
            ``(rows, steps)``, and the target after each, ``(rows,)``.
    """

    name: str
    title: str
    summary: str
    source: str
    example: Problem
    head: Head
    settings: Settings
    calls: Callable[[Problem, Settings], int]
    answering: Callable[[Network, Problem, int], Steps[Any]]
    right_for: Callable[[Network, Problem, int], int]
    sample: Callable[[Problem], Sample]
    stretches: Callable[[Problem, int], tuple[np.ndarray, np.ndarray]]
