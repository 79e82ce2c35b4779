"""Reads and writes the shelf's files, and finds out how long each run's free run stays right."""

from __future__ import annotations

import math
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from file_parts import FileProblem, named
from files import clear_leftovers
from formatting import counted, sentence_of
from networks.network import Network
from shelf.numbering import told_apart
from shelf.run import HELD_BACK, Run
from shelf.shelf_files import (
    NETWORK,
    network_file,
    read_runs,
    remove_files,
    renumber,
    rewrite_facts,
    write_run,
)
from tasks.registry import task_of
from training import checkpoint_file
from training.checkpoint import Checkpoint
from training.data_beside import clear_lone

_MOST_NAMED = 3
"""Files whose names are told: more have no room in a line."""


def found_in(folder: Path, most_runs: int) -> Found:
    """The runs in the folder, told apart, and a line on those that are not shown."""
    try:
        found = read_runs(folder, most_runs)
        runs = told_apart(found.runs)
    except Exception as error:  # Without an answer, the shelf would wait for ever.
        return Found([], sentence_of(error, "The shelf cannot be read: "))
    for place, (before, run) in enumerate(zip(found.runs, runs, strict=True)):
        if run is not before:
            # Where nothing can be written, they are apart all the same.
            with suppress(FileProblem, OSError):
                runs[place] = renumber(folder, run)
    sentences = []
    if found.damaged:
        names = ", ".join(map(named, found.damaged[:_MOST_NAMED]))
        more = ", …" if len(found.damaged) > _MOST_NAMED else ""
        sentences.append(f"{counted(len(found.damaged), 'run')} cannot be read ({names}{more}).")
    if found.left_out:
        sentences.append(f"{counted(found.left_out, 'older run')} too many to be shown.")
    if sentences:
        sentences.append(f"All files stay in {folder}.")
    return Found(sorted(runs, key=lambda run: run.came), " ".join(sentences))


class Found(NamedTuple):
    """The runs that are there, and a line on those that are not shown."""

    runs: list[Run]
    problem: str


class Kept(NamedTuple):
    """A run as it was given, and what came of it.

    Attributes:
        run: as it was given.
        symbols: how many held back it gets right; None if that is not known.
        problem: why it could not be kept; empty if it was.
        training: what is not on the disk then.
    """

    run: Run
    symbols: int | None
    problem: str = ""
    training: Checkpoint | None = None


class ShelfStore:
    """The shelf's folder, and a network to try the runs' weights with; used on one thread."""

    def __init__(self, folder: Path, most_runs: int) -> None:
        self._most_runs = most_runs
        self._folder = folder
        self._network: Network | None = None
        self._measures_until = math.inf

    def hurry(self, seconds: float) -> None:
        """Measure for so long from now on, as all closes: what was learned is kept without, too.

        To be called on any thread.
        """
        self._measures_until = time.monotonic() + seconds

    def load(self) -> Found:
        """Read the facts of every run, and clear away what a crash has left half written."""
        clear_leftovers(self._folder)
        clear_lone(self._folder, NETWORK)
        return found_in(self._folder, self._most_runs)

    def keep(self, run: Run, checkpoint: Checkpoint) -> Kept:
        """Write a run and its network, once it is known how long it stays right, or in a hurry."""
        symbols = run.right_for
        try:
            if symbols is None:
                symbols = self._measure(checkpoint)
            write_run(
                self._folder,
                run if symbols is None else run.measured(symbols),
                lambda path: checkpoint_file.save(path, checkpoint, shares=True),
            )
        except Exception as error:
            problem = sentence_of(error, "A run could not be kept: ")
            return Kept(run, symbols, problem, checkpoint)
        return Kept(run, symbols)

    def measure(self, run: Run) -> Kept:
        """Find out of a run that is there how long it stays right, if its network can be read."""
        symbols = None
        if self._is_over:
            return Kept(run, symbols)
        with suppress(FileProblem, OSError):
            symbols = self._measure(checkpoint_file.load(network_file(self._folder, run.id)))
            if symbols is not None:
                rewrite_facts(self._folder, run.measured(symbols))
        return Kept(run, symbols)

    @property
    def _is_over(self) -> bool:
        """Whether nothing is measured any more."""
        return time.monotonic() >= self._measures_until

    def _measure(self, checkpoint: Checkpoint) -> int | None:
        """How much of what is held back it gets right, if there is the time to find out."""
        if self._is_over:
            return None
        learned = checkpoint.state.learned
        steps = task_of(learned).right_for(self._network_with(checkpoint), learned, HELD_BACK)
        while not self._is_over:
            try:
                next(steps)
            except StopIteration as end:
                return end.value
        return None

    def _network_with(self, checkpoint: Checkpoint) -> Network:
        """On NumPy it needs no preparation, and whatever has trained it, the weights are the same.

        It is in this process: to begin another one takes longer than what is asked of it.
        """
        # It is not imported where a run is only shown: the windows know no backend.
        from networks.numpy_network import numpy_network

        if self._network is None or self._network.settings != checkpoint.settings:
            self._network = numpy_network(checkpoint.settings)
        self._network.restore(checkpoint.state.snapshot)
        return self._network

    def note(self, run: Run) -> None:
        """Write what has changed about a run that is there."""
        rewrite_facts(self._folder, run)

    def note_tested(self, run: Run) -> None:
        """The same, with how often the test set was asked in its network's file, too."""
        self.note(run)
        path = network_file(self._folder, run.id)
        if path.exists():
            checkpoint = checkpoint_file.load(path)
            tested = replace(checkpoint, times_tested=run.times_tested)
            checkpoint_file.save(path, tested, shares=True)

    def remove(self, run_id: str) -> None:
        """Delete the files of a run."""
        remove_files(self._folder, run_id)
