"""The histories of several runs as one table, for a spreadsheet or a script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import chain
from pathlib import Path

from files import write_csv
from networks.settings import Settings
from shelf.run import Run
from tasks.registry import task_of

_FACTS = ("backend", "seed", "parameters", "first_faultless", "right_for", "held_back")
# What is read and answered follows from the problem.
_SETTINGS = tuple(field.name for field in fields(Settings) if field.name != "ports")


def save_runs_csv(path: Path, runs: Iterable[Run]) -> None:
    """Write one line for each epoch of each run: what the run is, then what the epoch gave.

    Units of several layers are written ``50+50``; what is not known is left empty, and so is
    ``pattern`` where the problem is of another task.

    Raises:
        OSError: the file cannot be written.
    """
    names = ["run", "pattern", "task", "problem", *_FACTS, *_SETTINGS]
    columns = [*names, "epoch", "accuracy", "loss", "seconds"]
    write_csv(path, columns, chain.from_iterable(map(_lines, runs)))


def _lines(run: Run) -> Iterator[list[object]]:
    task, problem = task_of(run.problem), str(run.problem)
    head: list[object] = [run.title, "" if task.is_drawn else problem, task.name, problem]
    head += [getattr(run, name) for name in _FACTS]
    head += [_cell(getattr(run.settings, name)) for name in _SETTINGS]
    curves = zip(run.accuracy, run.loss, run.seconds, strict=True)
    return ([*head, epoch, *values] for epoch, values in enumerate(curves, 1))


def _cell(value: object) -> object:
    return "+".join(map(str, value)) if isinstance(value, tuple) else value
