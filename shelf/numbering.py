"""The numbers of runs, and the looks in which they are drawn: by them they are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from shelf.run import LOOKS, Run


def free_number(runs: Collection[Run]) -> int:
    """The one after all that ``runs`` have."""
    return 1 + max((run.number for run in runs), default=0)


def free_look(runs: Collection[Run], wish: int = 0) -> int:
    """One that none of ``runs`` has, or else one of those that fewest have: this, if it is one."""
    uses = Counter(run.look % LOOKS for run in runs)
    return min(range(LOOKS), key=lambda look: (uses[look], look != wish))


def told_apart(runs: Collection[Run]) -> list[Run]:
    """The same in the same order: of those that two programs at once have numbered alike the later
    ones get another number, and another look where that is the same, too."""
    apart = {run.id: run for run in runs}
    first: dict[int, Run] = {}
    for run in runs:
        same = first.setdefault(run.number, run)
        if same is not run:
            known = apart.values()
            look = free_look(known) if same.look == run.look else run.look
            apart[run.id] = replace(run, number=free_number(known), look=look)
    return list(apart.values())
