"""The shelf's folder: of each run the facts as JSON and, beside them, the network.

Every run has files of its own and there is no list of them, so two programs at once
cannot destroy each other's. What cannot be read is left where it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from files import replace_file
from training.file_parts import FileProblem
from training.run import Run, facts_of, run_from

FACTS = ".json"
NETWORK = ".keras"
FOLDER_VARIABLE = "LSTM_LAB_SHELF"
"""Environment variable that names another folder than the user's own."""
LARGEST_FACTS = 2**24
"""Bytes: far more than ten thousand epochs take."""


def shelf_folder() -> Path:
    """Where runs are kept: in the user's data, unless the environment says otherwise."""
    from PyQt5.QtCore import QStandardPaths

    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    return Path(QStandardPaths.writableLocation(QStandardPaths.AppDataLocation), "shelf")


def network_file(folder: Path, run_id: str) -> Path:
    """The ``.keras`` file of a run."""
    return folder / f"{run_id}{NETWORK}"


def write_run(folder: Path, run: Run, save_network: Callable[[Path], None]) -> None:
    """Write a run's network, then its facts: no run is listed that cannot be opened.

    Raises:
        OSError: one of the files cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    save_network(network_file(folder, run.id))
    try:
        write_facts(folder, run)
    except OSError:
        if not _facts_file(folder, run.id).exists():
            network_file(folder, run.id).unlink(missing_ok=True)
        raise


def write_facts(folder: Path, run: Run) -> None:
    """Write what is known of a run.

    Raises:
        OSError: the file cannot be written.
    """
    text = json.dumps(facts_of(run), indent=1)
    replace_file(_facts_file(folder, run.id), lambda path: _write_text(path, text))


def rewrite_facts(folder: Path, run: Run) -> None:
    """The same for a run that is there: one that another program has deleted stays away.

    Raises:
        OSError: the file cannot be written.
    """
    if _facts_file(folder, run.id).exists():
        write_facts(folder, run)


def read_runs(folder: Path) -> tuple[list[Run], int]:
    """All runs in the folder, oldest first, and how many there are that cannot be read."""
    runs, damaged = [], 0
    for path in sorted(folder.glob(f"[!.]*{FACTS}")):
        try:
            runs.append(_read(path))
        except (FileProblem, OSError):
            damaged += 1
    return sorted(runs, key=lambda run: (run.date, run.number)), damaged


def remove_files(folder: Path, run_id: str) -> None:
    """Delete the files of a run.

    Raises:
        OSError: they cannot be deleted.
    """
    for path in (_facts_file(folder, run_id), network_file(folder, run_id)):
        path.unlink(missing_ok=True)


def _facts_file(folder: Path, run_id: str) -> Path:
    return folder / f"{run_id}{FACTS}"


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _read(path: Path) -> Run:
    if path.stat().st_size > LARGEST_FACTS:
        raise FileProblem("The run's facts are larger than any that LSTM Lab writes.")
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise FileProblem("The run's facts are torn.") from error
    run = run_from(facts)
    if run.id != path.stem:
        raise FileProblem("The run's facts belong to another file.")
    return run
