"""The whole job without a window: train on patterns, continue them, save what was asked for.

Nothing here needs Qt, so it runs where Qt's libraries are missing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from files import replace_file
from model import create_model, load_backend, save_checkpoint
from options import Options
from terminal_reports import JsonReport, Report, TableReport
from training.burst import trouble_in
from training.checkpoint import Checkpoint, TrainedState
from training.continuation import continue_pattern
from training.file_parts import FileProblem
from training.loop import Exploded, Position, train
from training.network import BackendUnavailable, Network
from training.record import EpochRecord, History
from training.status import sentence_of
from training.trace_file import save_trace, trace_of
from utils import cut_windows, parse_pattern
from views.own_matplotlib import FOR_FILES, PlotsUnavailable, import_matplotlib

FAILED = 1
INTERRUPTED = 130
"""As a shell reports a program that Ctrl+C ended."""


def run_headless(options: Options) -> int:
    """Do the job and print it; the exit status.

    Raises:
        BrokenPipeError: the reader of what is printed has gone.
    """
    try:
        _run(options, JsonReport() if options.json else TableReport())
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        raise  # Nobody reads any more what could be said.
    except (
        BackendUnavailable,
        Exploded,
        FileProblem,
        MemoryError,
        OSError,
        PlotsUnavailable,
    ) as error:
        print(sentence_of(error), file=sys.stderr)
        return FAILED
    return 0


def _run(options: Options, report: Report) -> None:
    with report.preparing():
        if options.picture is not None:
            # It takes half a second, which most jobs do not need; that it fails is told early.
            import_matplotlib(FOR_FILES)
        network = _make_network(options)
    for place, text in enumerate(options.patterns, start=1):
        checkpoint = _learn(options, network, parse_pattern(text), report)
        continuation = continue_pattern(network, checkpoint.state.pattern, options.predict)
        report.result(continuation, network.parameters)
        for path in _write_files(options, place, network, checkpoint):
            report.saved(path)


def _make_network(options: Options) -> Network:
    load_backend(options.backend)
    network = create_model(options.backend, options.settings)
    network.compile()
    return network


def _learn(options: Options, network: Network, pattern: np.ndarray, report: Report) -> Checkpoint:
    """Train from the seed's initial weights; where that leads, ready to be saved."""
    network.initialise(options.seed)
    position = Position()
    records: list[EpochRecord] = []
    windows = cut_windows(pattern, network.settings.window_shape)
    steps = train(network, windows, position)
    with report.learning(pattern, options.epochs, windows.targets.size):
        while len(records) < options.epochs:
            step = next(steps)
            if isinstance(step, EpochRecord):
                records.append(step)
            report.step(step)
    return Checkpoint(
        backend=options.backend,
        settings=network.settings,
        seed=options.seed,
        goal=options.epochs,
        run_start=0,
        records=tuple(records),
        state=TrainedState(pattern, position, network.snapshot()),
    )


def _write_files(
    options: Options, place: int, network: Network, checkpoint: Checkpoint
) -> Iterator[Path]:
    """Write what was asked for of the pattern at ``place``, from 1; the path of each file."""
    history = History()
    history.replace(checkpoint.records)
    for path, write in (
        (options.save, lambda path: save_checkpoint(path, network, checkpoint)),
        (options.csv, lambda path: replace_file(path, history.save_csv)),
        (options.picture, lambda path: _draw(path, history)),
        (options.trace, lambda path: _trace(path, checkpoint)),
    ):
        if path is not None:
            path = _path_of(path, place, options)
            write(path)
            yield path


def _path_of(path: Path, place: int, options: Options) -> Path:
    """With several patterns, each has files of its own: ``M-1.keras``, ``M-2.keras``."""
    if len(options.patterns) == 1:
        return path
    return path.with_stem(f"{path.stem}-{place}")


def _draw(path: Path, history: History) -> None:
    from views.progress_picture import save_progress_picture

    replace_file(path, lambda beside: save_progress_picture(beside, history))


def _trace(path: Path, checkpoint: Checkpoint) -> None:
    state = checkpoint.state
    trace = trace_of(checkpoint.settings, state.snapshot, state.pattern)
    replace_file(path, lambda beside: save_trace(beside, state.pattern, trace))
    if trouble := trouble_in(trace):
        print(f"{path}: {trouble}", file=sys.stderr)
