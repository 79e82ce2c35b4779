"""The histories of several runs as one table, for a spreadsheet or a script."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from networks.settings import Settings
from shelf.run import Run

_FACTS = ("title", "problem", "backend", "seed", "parameters", "first_faultless", "right_for")
_CALLED = {"title": "run", "problem": "pattern"}
_SETTINGS = tuple(field.name for field in fields(Settings))


def save_runs_csv(path: Path, runs: Iterable[Run]) -> None:
    """Write one line for each epoch of each run: what the run is, then what the epoch gave.

    Units of several layers are written ``50+50``; what is not known is left empty.

    Raises:
        OSError: the file cannot be written.
    """
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        facts = [_CALLED.get(name, name) for name in _FACTS]
        writer.writerow([*facts, *_SETTINGS, "epoch", "accuracy", "loss", "seconds"])
        for run in runs:
            settings = [getattr(run.settings, name) for name in _SETTINGS]
            head = [getattr(run, name) for name in _FACTS] + [_cell(value) for value in settings]
            curves = zip(run.accuracy, run.loss, run.seconds, strict=True)
            writer.writerows([*head, epoch, *values] for epoch, values in enumerate(curves, 1))


def _cell(value: object) -> object:
    return "+".join(map(str, value)) if isinstance(value, tuple) else value
