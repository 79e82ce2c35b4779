"""A checkpoint as members of a zip archive: facts by name as JSON, arrays as NPZ, and a text.

``training.json`` has the task and its problem's numbers, the settings, the seed, where the training
stands and how often the test set was asked; ``training.npz`` the problem's arrays, the records of
all epochs, and weights, optimizer and states; ``text.txt`` a book. Large data of a problem may
stand beside the file, see :mod:`training.data_beside`.

The archive is the ``.keras`` file itself, which is a zip and whose readers pass
over members they do not know. Nothing read here is ever executed: JSON and plain
arrays only, every field checked.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np

from file_parts import (
    Check,
    FileProblem,
    damage_told,
    named,
    open_archive,
    read_array,
    read_json,
    read_part,
    unpack,
    write_arrays,
)
from networks.network_arrays import NetworkArray, network_arrays, untrained, weight_arrays
from networks.ports import BITS, Ports
from networks.settings import (
    BACKEND_NAMES,
    DEFAULT_BACKEND,
    DEFAULT_EPOCHS,
    DEFAULT_SEED,
    LARGEST_SEED,
    MOST_EPOCHS,
    Settings,
)
from networks.settings_facts import number_or_nan, settings_from, whole_between, within_limits
from tasks.registry import FIRST_TASK, task_named, task_of
from tasks.task import ProblemParts
from training import data_beside
from training.checkpoint import Checkpoint, TrainedState
from training.loop import Position, RunOfEpochs
from training.record import kept_of
from training.record_arrays import MOST_PREDICTIONS, pack_records, unpack_records
from training.tested import MOST_TIMES

FACTS = "lstm_lab/training.json"
ARRAYS = "lstm_lab/training.npz"
TEXT = "lstm_lab/text.txt"
FORMAT, FORMAT_BESIDE = 1, 2
"""With all data within the file, and with those beside it that others may share."""
_DAMAGED = "The file's training is damaged."
_LAYERS_TELL = (
    "cell",
    "units",
    "activation",
    "embedding",
    "dropout",
    "both_ways",
    "pooling",
    "stateful",
    "ports",
)
_LAYERS_TELL_UNPADDED = ("rows", "window")
"""Padded sequences may be of any length, and any number of them is read at once."""
_LARGEST_FACTS = 2**21
"""Bytes: what there is to tell is three thousand, and a vocabulary of ten thousand long words."""
_LARGEST_SUM = 1e42
"""Of the losses of an epoch's passes, each of which is a float32."""
_IN_MEMORY = 2**25
"""Bytes of the arrays' archive that are not put onto the disk while they are read."""


def holds_checkpoint(archive: ZipFile) -> bool:
    """Whether the archive was written by this program, and not by Keras alone."""
    return FACTS in archive.namelist() and ARRAYS in archive.namelist()


def write_checkpoint(archive: ZipFile, checkpoint: Checkpoint, place: Path | None = None) -> None:
    """Add ``checkpoint`` to an archive that is open for writing.

    ``place`` is that of the file beside which data stand that others may share; None: within it.
    """
    problem = checkpoint.state.problem
    parts = task_of(problem).parts(problem) if problem else ProblemParts()
    if place is not None:
        parts = data_beside.put_beside(parts, place)
    facts = {
        "format": FORMAT_BESIDE if data_beside.NAME in parts.facts else FORMAT,
        "task": problem and task_of(problem).name,
        "backend": checkpoint.backend,
        "settings": asdict(checkpoint.settings),
        "seed": checkpoint.seed,
        "goal": checkpoint.goal,
        "run_start": checkpoint.run_start,
        "times_tested": checkpoint.times_tested,
        "position": asdict(checkpoint.state.position),
        "parts": checkpoint.settings.window_shape.parts,
        **parts.facts,
    }
    archive.writestr(FACTS, json.dumps(facts, indent=1, ensure_ascii=False), ZIP_DEFLATED)
    if parts.text is not None:
        archive.writestr(TEXT, parts.text, ZIP_DEFLATED)
    arrays: dict[str, Any] = dict(parts.arrays)
    arrays |= {f"network/{name}": array for name, array in checkpoint.state.snapshot.items()}
    noun = task_of(problem).words.problem if problem else ""
    arrays |= pack_records(checkpoint.records, noun)
    with archive.open(ARRAYS, "w", force_zip64=True) as member:
        write_arrays(member, arrays)


def read_ports(archive: ZipFile) -> Ports:
    """What the network of a training reads and answers; of one that has none here, bits.

    Raises:
        FileProblem: it is nothing that is known here.
    """
    if not holds_checkpoint(archive):
        return BITS
    with damage_told(_DAMAGED):
        facts = read_json(archive, FACTS, _LARGEST_FACTS)
        ports = Ports(**facts["settings"].get("ports", {}))
        ports.check()
        return ports


def read_checkpoint(archive: ZipFile, layers: Settings, place: Path) -> Checkpoint:
    """Read what :func:`write_checkpoint` wrote.

    Args:
        archive: the file.
        layers: the settings as far as the layers of its network tell them.
        place: of the file.

    Raises:
        FileProblem: a part is missing, damaged, or beyond what this program makes.
    """
    with damage_told(_DAMAGED):
        return _read(archive, layers, place)


def data_beside_of(archive: ZipFile, place: Path) -> Path | None:
    """Where the training of a file, which has its ``place``, has data beside it; None: nowhere.

    Raises:
        FileProblem: they are not there, or nobody knows where.
    """
    if not holds_checkpoint(archive):
        return None
    with damage_told(_DAMAGED):
        return data_beside.place_of(archive, read_json(archive, FACTS, _LARGEST_FACTS), place)


def _read(archive: ZipFile, layers: Settings, place: Path) -> Checkpoint:
    facts = read_json(archive, FACTS, _LARGEST_FACTS)
    if facts["format"] not in (FORMAT, FORMAT_BESIDE):
        raise FileProblem("The file comes from a newer LSTM Lab: this one cannot read it.")
    settings, told = within_limits(settings_from(facts["settings"]))
    settings = settings.for_cell(settings.cell)
    told_by_layers = _LAYERS_TELL + (() if settings.ports.padded else _LAYERS_TELL_UNPADDED)
    if any(getattr(settings, name) != getattr(layers, name) for name in told_by_layers):
        raise FileProblem("The file's network and its training do not belong together.")
    numbers = sum(math.prod(array.shape) for array in network_arrays(settings))
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        if archive.getinfo(ARRAYS).file_size > _IN_MEMORY:
            # Later, all that is there would be copied in one go, and other threads would wait.
            file.rollover()
        unpack(archive, ARRAYS, 8 * numbers + 5 * MOST_PREDICTIONS + 2**22, file)
        with open_archive(file) as arrays:
            if told:
                # Rows and steps are those of states and epochs, not of weights.
                weights = _arrays(arrays, weight_arrays(settings))
                return weights_alone(settings, weights, f"{told} Its epochs are left behind.")
            parts = _ProblemOfFile(archive, facts, arrays)
            if data_beside.NAME not in facts:
                return _checkpoint(parts, arrays, settings)
            with data_beside.opened(archive, facts, place) as data:
                parts = _ProblemOfFile(data, facts, data, data_beside.TEXT)
                return _checkpoint(parts, arrays, settings)


@dataclass(frozen=True, eq=False)
class _ProblemOfFile:
    """The parts of the problem; see :class:`tasks.task.PartsTaken`."""

    _archive: ZipFile
    facts: Mapping[str, Any]
    _arrays: ZipFile
    _text: str = TEXT

    def array(self, name: str, check: Check) -> np.ndarray:
        """One of the arrays that are the problem's."""
        return read_array(self._arrays, name, check)

    def text(self, at_most: int) -> str:
        """The text that is the problem's."""
        return read_part(self._archive, self._text, at_most).decode()


def weights_alone(settings: Settings, weights: Mapping[str, np.ndarray], told: str) -> Checkpoint:
    """A checkpoint of a network that was trained elsewhere: no problem, no epoch yet.

    Args:
        settings: of the network.
        weights: by their names in snapshots.
        told: what of the file is left behind, in words.
    """
    return Checkpoint(
        backend=DEFAULT_BACKEND,
        settings=settings,
        seed=DEFAULT_SEED,
        goal=DEFAULT_EPOCHS,
        run_start=0,
        state=TrainedState(snapshot={**untrained(settings), **weights}),
        told=told,
    )


def _snapshot(arrays: ZipFile, settings: Settings) -> dict[str, np.ndarray]:
    """All that training changes, as it was written; nothing else is there."""
    snapshot = _arrays(arrays, network_arrays(settings))
    if sum(name.startswith("network/") for name in arrays.namelist()) > len(snapshot):
        raise FileProblem("The file holds more than a network of its settings has.")
    return snapshot


def _arrays(arrays: ZipFile, wanted: Iterable[NetworkArray]) -> dict[str, np.ndarray]:
    there = set(arrays.namelist())
    found = {}
    for array in wanted:
        place = f"network/{array.name}"
        if f"{place}.npy" not in there:
            raise FileProblem(f"The file lacks the {array.title}.")
        found[array.name] = array.taken(read_array(arrays, place, array.check))
    return found


def _checkpoint(parts: _ProblemOfFile, arrays: ZipFile, settings: Settings) -> Checkpoint:
    facts = parts.facts
    position = _position(facts["position"])
    _take_parts(position, facts.get("parts", 1), settings)
    if facts["backend"] not in BACKEND_NAMES:
        raise FileProblem(f"The file was trained by {named(facts['backend'])}, not known here.")
    task = facts.get("task", FIRST_TASK)
    records = tuple(unpack_records(arrays, settings, task_named(task or FIRST_TASK)))
    run_start = whole_between(facts["run_start"], 0, len(records))
    checkpoint = Checkpoint(
        backend=facts["backend"],
        settings=settings,
        seed=whole_between(facts["seed"], 0, LARGEST_SEED),
        goal=whole_between(facts["goal"], run_start, run_start + MOST_EPOCHS),
        run_start=run_start,
        records=records,
        times_tested=whole_between(facts.get("times_tested", 0), 0, MOST_TIMES),
        state=TrainedState(
            problem=task_named(task).from_parts(parts) if task else None,
            position=position,
            snapshot=_snapshot(arrays, settings),
        ),
    )
    if position.epoch != len(records) + 1:
        raise FileProblem("The file's history does not end where its training stands.")
    _check_training(checkpoint)
    # Files from before it was looked for do not say when the problem was new.
    is_known = records and "began" in facts["position"] and position.began <= len(records)
    if is_known and not np.array_equal(records[-1].targets, _expected(checkpoint)):
        noun = task_of(checkpoint.state.learned).words.problem
        raise FileProblem(f"The file's last epoch was on another {noun} than its training.")
    return checkpoint


def _expected(checkpoint: Checkpoint) -> np.ndarray:
    """What the last epoch of a training was asked for, if it was one on the same problem."""
    learned, epoch = checkpoint.state.learned, len(checkpoint.records)
    task = task_of(learned)
    lesson = task.lesson(learned, checkpoint.settings, checkpoint.seed, epoch)
    return kept_of(lesson.expected, lesson.seen)


def _check_training(checkpoint: Checkpoint) -> None:
    state, settings = checkpoint.state, checkpoint.settings
    if state.problem is None:
        if checkpoint.records or state.position.passes:
            raise FileProblem("The file has epochs, but not the pattern that was trained on.")
        return
    task = task_of(state.problem)
    if task.fit(state.problem, settings) != settings:
        raise FileProblem("The file's network does not fit the problem it was trained on.")
    if state.position.passes > task.calls(state.problem, settings):
        noun = task.words.problem
        raise FileProblem(f"The file's epoch under way is longer than one of its {noun}.")


def _position(facts: Mapping[str, Any]) -> Position:
    loss_sum, seconds = number_or_nan(facts["loss_sum"]), number_or_nan(facts["seconds"])
    if not (0 <= loss_sum <= _LARGEST_SUM and 0 <= seconds <= _LARGEST_SUM):
        raise FileProblem("The file's epoch under way has a loss or a time that cannot be.")
    epoch = whole_between(facts["epoch"], 1, 2**31)
    # Files from before it was looked for do not say.
    first_faultless = facts.get("first_faultless", 0 if epoch == 1 else None)
    if first_faultless is not None:
        whole_between(first_faultless, 0, epoch - 1)
    return Position(
        epoch=epoch,
        passes=whole_between(facts["passes"], 0, 2**31),
        loss_sum=loss_sum,
        seconds=seconds,
        began=whole_between(facts.get("began", 1), 1, epoch),
        first_faultless=first_faultless,
        run=_run(facts.get("run", {}), epoch),
    )


def _run(facts: Mapping[str, Any], epoch: int) -> RunOfEpochs:
    """The run that ``epoch`` belongs to; files from before it counted do not say."""
    run = RunOfEpochs(**facts)
    whole_between(run.began, 0, epoch - 1)
    whole_between(run.ends, 0, 2**31)
    if not all(0 <= number_or_nan(each) <= _LARGEST_SUM for each in (run.seconds, run.spent)):
        raise FileProblem("The file's epoch under way is of a run whose time cannot be.")
    return run


def _take_parts(position: Position, parts: Any, settings: Settings) -> None:
    """Count passes as they are counted here; a file may have parted them otherwise, or not."""
    whole_between(parts, 1, settings.updates)
    now = settings.window_shape.parts
    if position.passes * now % parts:
        raise FileProblem("The file's epoch under way stands within a step of its training.")
    position.passes = position.passes * now // parts
    position.loss_sum *= now / parts
