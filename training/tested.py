"""How often the test sets of problems were asked: what was chosen after that is chosen by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from tasks.registry import task_of
from tasks.task import Problem


def test_set_of(problem: Problem | None) -> Hashable:
    """What a problem has for a test set, the same for the same one; None if nothing."""
    examining = task_of(problem).examining if problem is not None else None
    return examining and examining.test_set(problem)


MOST_TIMES = 1_000_000
"""That are counted."""


class TimesTested:
    """Counts, as far as it is known here: since the program began, and from files."""

    def __init__(self) -> None:
        self._times: Counter[Hashable] = Counter()

    def of(self, problem: Problem | None) -> int:
        """How often the test set of this problem was asked; 0 without one."""
        return self._times[test_set_of(problem)]

    def note(self, problem: Problem | None, times: int) -> None:
        """It is known to have been asked so often at least."""
        test_set = test_set_of(problem)
        if test_set is not None:
            self._times[test_set] = max(times, self._times[test_set])

    def note_once_more(self, problem: Problem | None) -> None:
        """It was asked just now."""
        self.note(problem, min(self.of(problem) + 1, MOST_TIMES))


def times_told(times: int) -> str:
    """How often a test set was asked, and what that means; empty if never."""
    if times == 0:
        return ""
    if times == 1:
        return "Asked once. Whoever goes on choosing chooses by what was held out."
    return f"Asked {times:,} times: a figure chosen by the test set is no test any more."
