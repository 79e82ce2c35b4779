"""Networks are asked about a test set."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

from inspection.gradient_follower import Look
from inspection.jobs import Readers
from tasks.examining import Answered, Examining
from tasks.registry import task_of
from tasks.task import Problem


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
