"""Networks write, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inspection.gradient_follower import Look
from inspection.jobs import Readers
from tasks.registry import task_of
from tasks.task import Problem
from tasks.writing import ToWrite, Writing


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
