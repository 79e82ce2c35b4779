"""Reads and writes the shelf's files, and finds out how long each run's free run stays right.

In a thread of its own, so that neither the windows nor the training wait for a disk.
"""

from __future__ import annotations

from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from files import clear_leftovers
from formatting import counted
from tasks.registry import task_of
from training import checkpoint_file
from training.checkpoint import Checkpoint
from training.file_parts import named
from training.network import Network
from training.networks import Workshop
from training.run import HELD_BACK, Run
from training.shelf_files import read_runs, remove_files, rewrite_facts, write_run
from training.status import sentence_of

MEASURED_BY = "numpy"
"""The backend that continues the patterns here: it needs no preparation, and whatever
has trained the network, the weights are the same."""


_MOST_NAMED = 3
"""Files whose names are told: more have no room in a line."""


def found_in(folder: Path, most_runs: int) -> tuple[list[Run], str]:
    """The runs in the folder, and a line on those that are not shown."""
    try:
        found = read_runs(folder, most_runs)
    except Exception as error:  # Without an answer, the shelf would wait for ever.
        return [], sentence_of(error, "The shelf cannot be read: ")
    sentences = []
    if found.damaged:
        names = ", ".join(map(named, found.damaged[:_MOST_NAMED]))
        more = ", …" if len(found.damaged) > _MOST_NAMED else ""
        sentences.append(f"{counted(len(found.damaged), 'run')} cannot be read ({names}{more}).")
    if found.left_out:
        sentences.append(f"{counted(found.left_out, 'older run')} too many to be shown.")
    if sentences:
        sentences.append(f"All files stay in {folder}.")
    return found.runs, " ".join(sentences)


class ShelfWorker(QObject):
    """Owns the shelf's folder, and a network to try the runs' weights with.

    Signals:
        loaded: the runs that were found, and a line on those that are not shown.
        measured: a run as it was given, and how many symbols held back it gets right.
        kept: the id of a run that has been dealt with, and what went wrong, in one sentence.
        failed: what could not be done with the files of a run, in one sentence.
    """

    loaded = pyqtSignal(object, str)
    measured = pyqtSignal(object, int)
    kept = pyqtSignal(str, str)
    failed = pyqtSignal(str)

    def __init__(self, workshop: Workshop, folder: Path, most_runs: int) -> None:
        super().__init__()
        self._most_runs = most_runs
        self._workshop = workshop
        self._folder = folder
        self._network: Network | None = None

    @pyqtSlot()
    def load(self) -> None:
        """Read the facts of every run, and clear away what a crash has left half written."""
        clear_leftovers(self._folder)
        self.loaded.emit(*found_in(self._folder, self._most_runs))

    @pyqtSlot(object, object)
    def keep(self, run: Run, checkpoint: Checkpoint) -> None:
        """Write a run and its network, once it is known how long it stays right."""
        problem = ""
        try:
            network, learned = self._network_with(checkpoint), checkpoint.state.learned
            symbols = task_of(learned).right_for(network, learned, HELD_BACK)
            self.measured.emit(run, symbols)
            write_run(
                self._folder,
                run.measured(symbols),
                lambda path: checkpoint_file.save(path, checkpoint),
            )
        except Exception as error:
            problem = sentence_of(error, "A run could not be kept: ")
        self.kept.emit(run.id, problem)

    def _network_with(self, checkpoint: Checkpoint) -> Network:
        if self._network is None or self._network.settings != checkpoint.settings:
            self._network = self._workshop.create_model(MEASURED_BY, checkpoint.settings)
        self._network.restore(checkpoint.state.snapshot)
        return self._network

    @pyqtSlot(object)
    def note(self, run: Run) -> None:
        """Write what has changed about a run that is there."""
        try:
            rewrite_facts(self._folder, run)
        except OSError as error:
            self.failed.emit(sentence_of(error, "The change could not be kept: "))

    @pyqtSlot(str)
    def remove(self, run_id: str) -> None:
        """Delete the files of a run."""
        try:
            remove_files(self._folder, run_id)
        except OSError as error:
            self.failed.emit(sentence_of(error, "A run could not be deleted: "))

    @pyqtSlot()
    def finish(self) -> None:
        """End the thread, once all that was asked for before is done."""
        self.thread().quit()
