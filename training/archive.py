"""A checkpoint as two members of a zip archive: numbers by name as JSON, arrays as NPZ.

The archive is the ``.keras`` file itself, which is a zip and whose readers pass
over members they do not know. Nothing read here is ever executed: JSON and plain
arrays only, every field checked.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any
from zipfile import ZipFile

import numpy as np

from cells.registry import CELLS
from training.checkpoint import Checkpoint, TrainedState
from training.loop import Position
from training.record import EpochRecord
from training.settings import (
    ACTIVATION_NAMES,
    LARGEST_FORGET_BIAS,
    LARGEST_SEED,
    MOST_EPOCHS,
    MOST_LAYERS,
    OPTIMIZERS,
    Settings,
)
from utils import LONGEST_PATTERN, shortest_period

FACTS = "lstm_lab/training.json"
ARRAYS = "lstm_lab/training.npz"
FORMAT = 1
LARGEST_MEMBER = 2**31
"""Bytes a member may unpack to; a small file that claims more is an attack or torn."""


class FileProblem(ValueError):
    """A file that cannot be opened as a training. Its message is one sentence for the user."""


def holds_checkpoint(archive: ZipFile) -> bool:
    """Whether the archive was written by this program, and not by Keras alone."""
    return FACTS in archive.namelist() and ARRAYS in archive.namelist()


def write_checkpoint(archive: ZipFile, checkpoint: Checkpoint) -> None:
    """Add ``checkpoint`` to an archive that is open for writing."""
    facts = {
        "format": FORMAT,
        "backend": checkpoint.backend,
        "settings": asdict(checkpoint.settings),
        "seed": checkpoint.seed,
        "goal": checkpoint.goal,
        "run_start": checkpoint.run_start,
        "position": asdict(checkpoint.state.position),
    }
    archive.writestr(FACTS, json.dumps(facts, indent=1))
    arrays: dict[str, Any] = {"pattern": checkpoint.state.pattern}
    arrays |= {f"network/{name}": array for name, array in checkpoint.state.snapshot.items()}
    arrays |= _pack_records(checkpoint.records)
    with archive.open(ARRAYS, "w", force_zip64=True) as member:
        np.savez(member, **arrays)


def read_checkpoint(archive: ZipFile) -> Checkpoint:
    """Read what :func:`write_checkpoint` wrote.

    Raises:
        FileProblem: a part is missing, damaged, or beyond what this program makes.
    """
    try:
        facts = json.loads(read_member(archive, FACTS))
        with np.load(io.BytesIO(read_member(archive, ARRAYS)), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        _check_numbers(arrays)
        return _checkpoint(facts, arrays)
    except FileProblem:
        raise
    except Exception as error:
        raise FileProblem(f"The file's training is damaged ({type(error).__name__}).") from error


def read_member(archive: ZipFile, name: str) -> bytes:
    """The bytes of one member.

    Raises:
        FileProblem: it would unpack to more than this program ever writes.
    """
    if archive.getinfo(name).file_size > LARGEST_MEMBER:
        raise FileProblem(f"The file's part {name} is larger than any that LSTM Lab writes.")
    return archive.read(name)


def _check_numbers(arrays: Mapping[str, np.ndarray]) -> None:
    for name, array in arrays.items():
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise FileProblem(f"The file's part {name} holds what is not a number.")


def _checkpoint(facts: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> Checkpoint:
    if facts["format"] != FORMAT:
        raise FileProblem("The file comes from a newer LSTM Lab: this one cannot read it.")
    settings = Settings(**{**facts["settings"], "units": tuple(facts["settings"]["units"])})
    check_settings(settings)
    settings = settings.for_cell(settings.cell)
    records = tuple(_unpack_records(arrays))
    position = _position(facts["position"])
    run_start = _between(facts["run_start"], 0, len(records))
    checkpoint = Checkpoint(
        backend=str(facts["backend"]),
        settings=settings,
        seed=_between(facts["seed"], 0, LARGEST_SEED),
        goal=_between(facts["goal"], run_start, run_start + MOST_EPOCHS),
        run_start=run_start,
        records=records,
        state=TrainedState(
            pattern=_checked_pattern(arrays["pattern"]),
            position=position,
            snapshot={
                name.removeprefix("network/"): array
                for name, array in arrays.items()
                if name.startswith("network/")
            },
        ),
    )
    if position.epoch != len(records) + 1:
        raise FileProblem("The file's history does not end where its training stands.")
    _check_training(checkpoint.state, settings, len(records))
    return checkpoint


def _check_training(state: TrainedState, settings: Settings, epochs: int) -> None:
    if not len(state.pattern):
        if epochs or state.position.passes:
            raise FileProblem("The file has epochs, but not the pattern that was trained on.")
        return
    if state.position.passes > settings.window_shape.passes(shortest_period(state.pattern)):
        raise FileProblem("The file's epoch under way is longer than one of its pattern.")


def check_settings(settings: Settings) -> None:
    """Let only those networks through that this program can build and bear.

    Raises:
        FileProblem: a size is out of range, or a part is none that there is here.
    """
    _check_parts(settings)
    if not 1 <= len(settings.units) <= MOST_LAYERS:
        raise FileProblem(f"The file's network does not have 1 to {MOST_LAYERS} recurrent layers.")
    sizes = (settings.rows, settings.window, settings.updates, settings.passes)
    for size in (*settings.units, *sizes):
        _between(size, 1, 256)
    _between(settings.decay_epochs, 1, MOST_EPOCHS)
    clip_norm = 1.0 if settings.clip_norm is None else settings.clip_norm
    rates = (settings.learning_rate, settings.final_learning_rate, clip_norm, settings.epsilon)
    numbers = all(isinstance(rate, int | float) for rate in (*rates, settings.beta_2))
    if not numbers or not all(0 < rate < 1e9 for rate in rates) or not 0 < settings.beta_2 < 1:
        raise FileProblem("The file's optimizer has settings with which nothing can be learned.")
    if not abs(settings.forget_bias) <= LARGEST_FORGET_BIAS:
        raise FileProblem("The file's network has forget gates that can never be learned.")
    if type(settings.stateful) is not bool:
        raise FileProblem("The file's network does not say whether its states are carried on.")
    if settings.dtype not in ("float32", "float64"):
        raise FileProblem("The file's network computes in a precision that is not offered.")


def _check_parts(settings: Settings) -> None:
    for what, name, known in (
        ("cell", settings.cell, CELLS),
        ("activation", settings.activation, ACTIVATION_NAMES),
        ("optimizer", settings.optimizer, OPTIMIZERS),
    ):
        if name not in known:
            offered = ", ".join(known)
            raise FileProblem(f"The file's {what} is {name}, and only {offered} are known here.")
    if not isinstance(settings.stateful, bool):
        raise FileProblem("The file does not say whether its network carries its states on.")


def _position(facts: Mapping[str, Any]) -> Position:
    numbers = (float(facts["loss_sum"]), float(facts["seconds"]))
    if not np.isfinite(numbers).all():
        raise FileProblem("The file's epoch under way has a loss that is not a number.")
    epoch = _between(facts["epoch"], 1, 2**31)
    # Files from before it was looked for do not say.
    first_faultless = facts.get("first_faultless", 0 if epoch == 1 else None)
    if first_faultless is not None:
        _between(first_faultless, 0, epoch - 1)
    return Position(
        epoch=epoch,
        passes=_between(facts["passes"], 0, LONGEST_PATTERN),
        loss_sum=numbers[0],
        seconds=numbers[1],
        began=_between(facts.get("began", 1), 1, epoch),
        first_faultless=first_faultless,
    )


def _between(number: Any, low: int, high: int) -> int:
    if not isinstance(number, int) or not low <= number <= high:
        raise FileProblem(f"The file holds the number {number} where {low} to {high} is possible.")
    return number


def _checked_pattern(pattern: np.ndarray) -> np.ndarray:
    if pattern.ndim != 1 or len(pattern) > LONGEST_PATTERN or not np.isin(pattern, (0, 1)).all():
        raise FileProblem("The file's pattern is not one of zeros and ones.")
    return pattern.astype(np.uint8)


def _pack_records(records: Sequence[EpochRecord]) -> dict[str, np.ndarray]:
    """Records as few large arrays: those on the same targets share one block."""
    numbers = [(r.period, r.training_loss, r.seconds) for r in records]
    arrays = {"records/numbers": np.array(numbers, np.float64).reshape(-1, 3)}
    blocks = [list(block) for _, block in groupby(records, key=lambda r: r.targets.tobytes())]
    for index, block in enumerate(blocks):
        arrays[f"records/targets/{index}"] = block[0].targets
        arrays[f"records/predictions/{index}"] = np.stack([r.predictions for r in block])
    return arrays


def _unpack_records(arrays: Mapping[str, np.ndarray]) -> Iterator[EpochRecord]:
    numbers = arrays["records/numbers"]
    if len(numbers) > 10 * MOST_EPOCHS:
        raise FileProblem("The file's history is longer than any that LSTM Lab makes.")
    rows = iter(numbers)
    epoch = block = 0
    while epoch < len(numbers):
        targets = arrays[f"records/targets/{block}"]
        for predictions in arrays[f"records/predictions/{block}"]:
            period, training_loss, seconds = map(float, next(rows))
            epoch += 1
            yield EpochRecord.from_evaluation(
                epoch=epoch,
                predictions=_checked_predictions(predictions, targets),
                targets=targets,
                period=_between(int(period), 1, LONGEST_PATTERN),
                training_loss=training_loss,
                seconds=seconds,
            )
        block += 1


def _checked_predictions(predictions: np.ndarray, targets: np.ndarray) -> np.ndarray:
    fits = predictions.shape == targets.shape and predictions.ndim == 1
    if not fits or not np.isin(targets, (0, 1)).all() or np.any(np.abs(predictions - 0.5) > 0.5):
        raise FileProblem("The file's predictions do not match its targets.")
    return predictions
