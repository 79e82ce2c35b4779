"""Who can take part in a race: the present network, its settings with other cells, and runs."""

from __future__ import annotations

from collections.abc import Iterable

from cells.registry import CELLS
from formatting import one_line, shorten
from networks.settings import Settings
from shelf.run import Run, title_of
from tasks.registry import task_of
from tasks.task import Problem
from training.learner import Learner

LONGEST_TITLE = 30
"""In characters; longer names would fill the window when four are listed in a sentence."""


def candidates(
    present: Settings, runs: Iterable[Run], problem: Problem | None = None
) -> list[Learner]:
    """Every network that can be chosen, each once, as it has to be to learn the problem.

    The cells of the registry with the settings of the present network come first, so that
    only the cell differs; then the networks of the runs, newest first.
    """

    def fitted(settings: Settings) -> Settings:
        return task_of(problem).fit(problem, settings) if problem else settings

    found: dict[Settings, Learner] = {}
    for name in CELLS:
        settings = fitted(present.for_cell(name))
        found[settings] = Learner(title_of(settings), settings)
    for run in sorted(runs, key=lambda run: -run.number):
        settings = fitted(run.settings.for_cell(run.settings.cell))
        title = shorten(one_line(run.title), LONGEST_TITLE)
        found.setdefault(settings, Learner(title, settings))
    return list(found.values())
