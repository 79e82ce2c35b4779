"""Who can take part in a race: the present network, its settings with other cells, and runs."""

from __future__ import annotations

from collections.abc import Iterable

from cells.registry import CELLS
from training.race import Contestant
from training.run import Run, title_of
from training.settings import Settings


def candidates(present: Settings, runs: Iterable[Run]) -> list[Contestant]:
    """Every network that can be chosen, each once.

    The cells of the registry with the settings of the present network come first, so that
    only the cell differs; then the networks of the runs, newest first.
    """
    found: dict[Settings, Contestant] = {}
    for name in CELLS:
        settings = present.for_cell(name)
        found[settings] = Contestant(title_of(settings), settings)
    for run in sorted(runs, key=lambda run: -run.number):
        settings = run.settings.for_cell(run.settings.cell)
        found.setdefault(settings, Contestant(run.title, settings))
    return list(found.values())
