"""The history of a training as a few large arrays, and back."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any
from zipfile import ZipFile

import numpy as np

from file_parts import FileProblem, read_array
from networks.settings import MOST_EPOCHS, Settings
from tasks.task import Task
from training.record import HELD_OUT_NUMBERS, LARGEST_LOSS, EpochRecord
from utils import LONGEST_PATTERN

MOST_RECORDS = 10 * MOST_EPOCHS
MOST_PREDICTIONS = 25_000_000
"""Numbers of all epochs together, 100 MB: 2,400 epochs of the longest pattern, 12,000 of any of
period 32 to 256 in the usual network, of the shortest ones as many as there can be, and 3,000 of a
text; a softmax takes two for each prediction."""
_MOST_CHANGES = 2_000
"""Stretches of epochs on the same problem: each is a part of its own and takes its time."""
_LARGEST_LOSS = float(np.finfo(np.float32).max)
_LONGEST_EPOCH = 1e9
"""Seconds: thirty years."""


def pack_records(records: Sequence[EpochRecord], noun: str) -> dict[str, np.ndarray]:
    """Records as arrays by name: those on the same problem share one block.

    ``noun`` is what a problem is called, see :class:`tasks.words.Words`.

    Raises:
        FileProblem: they are more than can be read again.
    """
    numbers = [(r.period, r.training_loss, r.seconds) for r in records]
    arrays = {"records/numbers": np.array(numbers, np.float64).reshape(-1, 3)}
    blocks = _blocks(records)
    if len(blocks) > _MOST_CHANGES or sum(r.predictions.size for r in records) > MOST_PREDICTIONS:
        raise FileProblem(
            f"Not saved: a file takes {MOST_PREDICTIONS:,} predictions of the epochs so far on "
            f"{_MOST_CHANGES:,} {noun}s, and this history is longer. Go back to an earlier epoch."
        )
    for index, block in enumerate(blocks):
        arrays[f"records/targets/{index}"] = block[0].targets
        arrays[f"records/predictions/{index}"] = np.stack([r.predictions for r in block])
        if held_out := [(r.loss, r.accuracy, *r.seen) for r in block if r.seen]:
            arrays[f"records/held_out/{index}"] = np.array(held_out, np.float64)
    return arrays


def _blocks(records: Sequence[EpochRecord]) -> list[list[EpochRecord]]:
    """Those that follow each other on the same problem."""
    blocks: list[list[EpochRecord]] = []
    for record in records:
        if not blocks or not record.follows(blocks[-1][-1]):
            blocks.append([])
        blocks[-1].append(record)
    return blocks


def unpack_records(arrays: ZipFile, settings: Settings, task: Task[Any]) -> Iterator[EpochRecord]:
    """The records again, of a training on this task, from the archive they were written to.

    Raises:
        FileProblem: something is missing or damaged, or no such training can have it.
    """
    noun = task.words.problem
    numbers = read_array(arrays, "records/numbers", _check_numbers)
    _check_values(numbers)
    done = block = 0
    room = MOST_PREDICTIONS
    while done < len(numbers):
        if block == _MOST_CHANGES:
            raise FileProblem(f"The file's history has more {noun}s than any that LSTM Lab makes.")
        period = int(numbers[done, 0])
        targets = _targets(arrays, block, room)
        task.check_targets(targets, period, settings)
        shape = task.head.kept(np.zeros((1, settings.ports.outputs)), targets[:1]).shape[1:]
        shape = len(targets), *shape
        rows = _predictions(arrays, block, shape, len(numbers) - done, room)
        if not task.head.can_be(rows):
            raise FileProblem("The file's predictions are not probabilities between 0 and 1.")
        end = done + len(rows)
        if (numbers[done:end, 0] != period).any():
            raise FileProblem(f"The file's history changes its period, but not its {noun}.")
        held_out = _held_out(arrays, block, len(rows), task)
        yield from EpochRecord.from_evaluations(
            done + 1, rows, targets, period, numbers[done:end, 1:], task.head, held_out
        )
        done, block, room = end, block + 1, room - rows.size


def _check_numbers(shape: tuple[int, ...], dtype: np.dtype) -> None:
    if len(shape) != 2 or shape[1] != 3 or dtype != np.float64:
        raise FileProblem("The file's history does not tell loss and time of its epochs.")
    if shape[0] > MOST_RECORDS:
        raise FileProblem("The file's history is longer than any that LSTM Lab makes.")


def _check_values(numbers: np.ndarray) -> None:
    period, loss, seconds = numbers.T
    fits = (period >= 0) & (period <= LONGEST_PATTERN) & (period == np.floor(period))
    if not fits.all():
        raise FileProblem("The file's history has an epoch on a pattern without a length.")
    # Also false of what is not a number.
    if not ((loss >= 0) & (loss <= _LARGEST_LOSS)).all():
        raise FileProblem("The file's history has an epoch with a loss that cannot be.")
    if not ((seconds >= 0) & (seconds <= _LONGEST_EPOCH)).all():
        raise FileProblem("The file's history has an epoch that took a time that cannot be.")


def _held_out(arrays: ZipFile, block: int, epochs: int, task: Task[Any]) -> np.ndarray | None:
    """What epochs tell of a part that is held out; None where nothing is."""
    name = f"records/held_out/{block}"
    if f"{name}.npy" not in arrays.namelist():
        return None

    def check(found: tuple[int, ...], dtype: np.dtype) -> None:
        if found != (epochs, HELD_OUT_NUMBERS) or dtype != np.float64:
            raise FileProblem("The file's history does not tell what its held-out part gave.")

    numbers = read_array(arrays, name, check)
    losses, accuracies = numbers[:, ::2], numbers[:, 1::2]
    largest = _LARGEST_LOSS if task.is_number else LARGEST_LOSS
    # Also false of what is not a number.
    if not ((losses >= 0) & (losses <= largest) & (accuracies >= 0) & (accuracies <= 1)).all():
        raise FileProblem("The file's history has a held-out part with figures that cannot be.")
    return numbers


def _targets(arrays: ZipFile, block: int, room: int) -> np.ndarray:
    def check(found: tuple[int, ...], dtype: np.dtype) -> None:
        if math.prod(found) > room or dtype.itemsize > 8:
            raise FileProblem("The file's history has targets that are none of an epoch.")

    return read_array(arrays, f"records/targets/{block}", check)


def _predictions(
    arrays: ZipFile, block: int, shape: tuple[int, ...], epochs: int, room: int
) -> np.ndarray:
    """A row for each of the epochs on one problem, of which at most ``epochs`` are left."""

    def check(found: tuple[int, ...], dtype: np.dtype) -> None:
        fits = len(found) > 1 and found[1:] == shape and 1 <= found[0] <= epochs
        if not fits or dtype != np.float32:
            raise FileProblem("The file's predictions do not match its targets.")
        if math.prod(found) > room:
            raise FileProblem(f"The file's history has more than {MOST_PREDICTIONS:,} predictions.")

    return read_array(arrays, f"records/predictions/{block}", check)
