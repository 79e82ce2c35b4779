"""The shelf's folder: of each run the facts as JSON and, beside them, the network and large data.

Every run has files of its own and there is no list of them, so two programs at once
cannot destroy each other's. Data are kept once for all runs that have them, see
:mod:`training.data_beside`. What cannot be read is left where it is.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from facts_file import read_facts, save_facts
from file_parts import FileProblem
from shelf.run import Run, facts_of, run_from
from training.data_beside import data_of

FACTS = ".json"
NETWORK = ".keras"
FOLDER_VARIABLE = "LSTM_LAB_SHELF"
"""Environment variable that names another folder than the user's own."""
LARGEST_FACTS = 2**23
"""Bytes: an epoch takes eighty at most, and a training that can be opened has a hundred thousand
epochs at most."""
MOST_PARTS = 1_000
"""Lists, objects and names in a run's facts: there are some sixty, and any in a run's name."""
MOST_BYTES = 2**26
"""Bytes of all runs together, which take one and a half times as much memory."""
MOST_DAMAGED = 1_000
"""Files that cannot be read, after which no further one is tried."""


def data_folder(usual: str = "") -> Path:
    """Where files are kept: in ``usual`` in the user's data, unless the environment says where."""
    from PyQt5.QtCore import QStandardPaths

    named = os.environ.get(FOLDER_VARIABLE)
    users = QStandardPaths.writableLocation(QStandardPaths.AppDataLocation)
    return Path(named) if named else Path(users, usual)


def network_file(folder: Path, run_id: str) -> Path:
    """The ``.keras`` file of a run."""
    return folder / f"{run_id}{NETWORK}"


def write_run(folder: Path, run: Run, save_network: Callable[[Path], None]) -> None:
    """Write a run's network, then its facts: no run is listed that cannot be opened.

    Raises:
        OSError: one of the files cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        save_network(network_file(folder, run.id))
        write_facts(folder, run)
    except Exception:
        if not _facts_file(folder, run.id).exists():
            remove_files(folder, run.id)
        raise


def write_facts(folder: Path, run: Run) -> None:
    """Write what is known of a run.

    Raises:
        OSError: the file cannot be written.
    """
    save_facts(_facts_file(folder, run.id), facts_of(run))


def rewrite_facts(folder: Path, run: Run) -> None:
    """The same for a run that is there: one that another program has deleted stays away.

    Raises:
        OSError: the file cannot be written.
    """
    if _facts_file(folder, run.id).exists():
        write_facts(folder, run)


def renumber(folder: Path, run: Run) -> Run:
    """Write a run's number and look alone, and hand on what else is known of it by now.

    Another program may have named it, or trained on, since ``run`` was read.

    Raises:
        OSError: the file has gone, or cannot be written.
        FileProblem: it cannot be read any more.
    """
    newest = _read(_facts_file(folder, run.id))
    renumbered = replace(newest, number=run.number, look=run.look)
    write_facts(folder, renumbered)
    return renumbered


class FoundRuns(NamedTuple):
    """What is in the folder.

    Attributes:
        runs: oldest first.
        damaged: names of the files that cannot be read.
        left_out: how many files are not read, since there are too many.
    """

    runs: list[Run]
    damaged: list[str]
    left_out: int


def read_runs(folder: Path, most_runs: int) -> FoundRuns:
    """The runs in the folder: of too many those that were written last."""
    paths = sorted(folder.glob(f"[!.]*{FACTS}"), key=_written, reverse=True)
    runs: list[Run] = []
    damaged: list[str] = []
    room = MOST_BYTES
    for path in paths:
        room -= min(_size(path), LARGEST_FACTS)  # What is larger is not read.
        if room < 0 or len(runs) == most_runs or len(damaged) == MOST_DAMAGED:
            break
        try:
            runs.append(_read(path))
        except (FileProblem, OSError):
            damaged.append(path.name)
    runs.sort(key=lambda run: run.came)
    return FoundRuns(runs, damaged, len(paths) - len(runs) - len(damaged))


def remove_files(folder: Path, run_id: str) -> None:
    """Delete the files of a run.

    Raises:
        OSError: they cannot be deleted.
    """
    network = network_file(folder, run_id)
    for path in (_facts_file(folder, run_id), network, *data_of(network)):
        path.unlink(missing_ok=True)


def _facts_file(folder: Path, run_id: str) -> Path:
    return folder / f"{run_id}{FACTS}"


def _written(path: Path) -> float:
    with suppress(OSError):  # It may have gone meanwhile.
        return path.stat().st_mtime
    return 0.0


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _read(path: Path) -> Run:
    run = run_from(read_facts(path, LARGEST_FACTS, MOST_PARTS))
    if run.id != path.stem:
        raise FileProblem("The run's facts belong to another file.")
    return run
