"""What a network answers to a text is explained word by word, step by step in another thread."""

from __future__ import annotations

from collections.abc import Iterator

from inspection.gradient_follower import Look
from inspection.jobs import Readers
from tasks.explaining import Explained, Explaining, Reading
from tasks.registry import task_of
from tasks.task import Problem


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
