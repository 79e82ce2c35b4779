"""The shelf's folder: of each run the facts as JSON and, beside them, the network and large data.

Every run has files of its own and there is no list of them, so two programs at once
cannot destroy each other's. Data are kept once for all runs that have them, see
:mod:`training.data_beside`. What cannot be read is left where it is.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from facts_file import read_facts, save_facts
from file_parts import FileProblem
from files import OLD_LEFTOVER
from shelf.run import Run, facts_of, run_from
from training.data_beside import data_of

FACTS = ".json"
ASIDE = ".deleted"
"""Ending of the facts of a run that was deleted, as long as it can be brought back."""
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
COARSEST_CLOCK = 2.0
"""Seconds: two writings within them can have the same time, as on a memory stick."""
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


def facts_file(folder: Path, run_id: str) -> Path:
    """The file that tells what is known of a run."""
    return folder / f"{run_id}{FACTS}"


def write_run(folder: Path, run: Run, save_network: Callable[[Path], None]) -> Run:
    """Write a run's network, then its facts: no run is listed that cannot be opened.

    Returns the run as it was written: in the place of what is there of it, which another program
    may have named or drawn otherwise until now.

    Raises:
        OSError: one of the files cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        save_network(network_file(folder, run.id))
        newest = newest_of(folder, run.id)
        written = run.in_place_of(newest) if newest else run
        write_facts(folder, written)
        _aside_file(folder, run.id).unlink(missing_ok=True)
    except Exception:
        if not facts_file(folder, run.id).exists():
            remove_files(folder, run.id)
        raise
    return written


def write_facts(folder: Path, run: Run) -> None:
    """Write what is known of a run.

    Raises:
        OSError: the file cannot be written.
    """
    save_facts(facts_file(folder, run.id), facts_of(run))


def read_run(folder: Path, run_id: str) -> Run:
    """What is known of a run.

    Raises:
        OSError: it is not there, or cannot be read.
        FileProblem: it is damaged.
    """
    return _read(facts_file(folder, run_id))


def newest_of(folder: Path, run_id: str) -> Run | None:
    """The same; None of what cannot be read."""
    with suppress(FileProblem, OSError):
        return read_run(folder, run_id)
    return None


def change_facts(folder: Path, run_id: str, **facts: Any) -> Run:
    """Write these alone of what is known of a run, and hand on what else is known of it by now.

    Another program may have named it, or trained on, since it was read; or have deleted it, and
    then it stays away.

    Raises:
        OSError: it has gone, or cannot be written.
        FileProblem: it cannot be read any more.
    """
    changed = replace(read_run(folder, run_id), **facts)
    write_facts(folder, changed)
    return changed


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


_Stamp = tuple[int, ...]
"""What tells a file from another of its name; empty where that is not known."""


class _File(NamedTuple):
    """A file of facts as its folder tells of it."""

    name: str
    written: float
    size: int
    stamp: _Stamp


Seen = dict[str, tuple[_Stamp, Run | None]]
"""What was read of runs by the name of the file, with its stamp; None of what cannot be."""


def read_runs(folder: Path, most_runs: int, seen: Seen | None = None) -> FoundRuns:
    """The runs in the folder: of too many those that were written last.

    Args:
        folder: it need not be there.
        most_runs: how many are read.
        seen: what is as it was then is not read again; it becomes what is seen now.

    Raises:
        OSError: the folder cannot be read.
    """
    before: Seen = {} if seen is None else dict(seen)
    now: Seen = {}
    files = sorted(_files_in(folder), key=lambda file: file.written, reverse=True)
    room, left_out = MOST_BYTES, len(files)
    runs: list[Run] = []
    for file in files:
        room -= min(file.size, LARGEST_FACTS)  # What is larger is not read.
        if room < 0 or len(runs) == most_runs or len(now) - len(runs) == MOST_DAMAGED:
            break
        left_out -= 1
        with suppress(FileNotFoundError):  # It has gone meanwhile.
            _, run = now[file.name] = _read_once(folder, file, before)
            if run is not None:
                runs.append(run)
    if seen is not None:
        seen.clear()
        seen.update(now)
    runs.sort(key=lambda run: run.came)
    damaged = [name for name, (_, run) in now.items() if run is None]
    return FoundRuns(runs, damaged, left_out)


def _files_in(folder: Path) -> list[_File]:
    files = []
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(FACTS) and not entry.name.startswith("."):
                files.append(_file(entry))
    return files


def _file(entry: os.DirEntry[str]) -> _File:
    with suppress(OSError):  # It may have gone meanwhile.
        facts = entry.stat()
        stamp = (facts.st_mtime_ns, facts.st_size, facts.st_ino)
        return _File(entry.name, facts.st_mtime, facts.st_size, stamp)
    return _File(entry.name, 0.0, 0, ())


def _read_once(folder: Path, file: _File, before: Seen) -> tuple[_Stamp, Run | None]:
    """The run of a file, the same object as long as the file says the same; and its stamp, unless
    another content might have the same one."""
    stamp, known = before.get(file.name, ((), None))
    if stamp and stamp == file.stamp:
        return stamp, known
    is_settled = file.written < time.time() - COARSEST_CLOCK
    stamp = file.stamp if is_settled else ()
    try:
        run = _read(folder / file.name)
    except FileProblem:
        return stamp, None
    except FileNotFoundError:
        raise
    except OSError:
        return (), known  # It is being exchanged, or a network is away for a moment.
    return stamp, known if run == known else run


def remove_files(folder: Path, run_id: str) -> None:
    """Delete the files of a run.

    Raises:
        OSError: they cannot be deleted.
    """
    network = network_file(folder, run_id)
    facts = (facts_file(folder, run_id), _aside_file(folder, run_id))
    for path in (*facts, network, *data_of(network)):
        path.unlink(missing_ok=True)


def set_aside(folder: Path, run_id: str) -> None:
    """Let a run be found no more, by no program, until it is brought back.

    Raises:
        OSError: that cannot be written.
    """
    aside = _aside_file(folder, run_id)
    with suppress(FileNotFoundError):  # It could not be written, or another program has done it.
        os.replace(facts_file(folder, run_id), aside)
        os.utime(aside)


def bring_back(folder: Path, run_id: str) -> None:
    """Let a run that was set aside be found again.

    Raises:
        OSError: that cannot be written.
    """
    with suppress(FileNotFoundError):
        os.replace(_aside_file(folder, run_id), facts_file(folder, run_id))


def runs_set_aside(folder: Path) -> list[Run]:
    """Those that may be brought back, by whatever program."""
    runs = []
    for path in folder.glob(f"*{ASIDE}"):
        with suppress(FileProblem, OSError):
            runs.append(_read(path))
    return runs


def clear_aside(folder: Path) -> None:
    """Delete what was set aside so long ago that no program brings it back, as after a crash."""
    with suppress(OSError):  # What cannot be deleted now harms nobody.
        for run in runs_set_aside(folder):
            if _aside_file(folder, run.id).stat().st_mtime < time.time() - OLD_LEFTOVER:
                remove_files(folder, run.id)


def _aside_file(folder: Path, run_id: str) -> Path:
    return folder / f"{run_id}{ASIDE}"


def _read(path: Path) -> Run:
    run = run_from(read_facts(path, LARGEST_FACTS, MOST_PARTS))
    if run.id != path.stem:
        raise FileProblem("The run's facts belong to another file.")
    return run
