"""The shelf: every run with its settings, so that runs can be compared, today and tomorrow.

It lives on the GUI thread and holds what the windows show; files are read and written
beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal

from networks.networks import Workshop
from shelf.numbering import free_look, free_number
from shelf.run import Run, plain_name, run_of
from shelf.shelf_files import data_folder, network_file
from shelf.shelf_store import Found, Kept, ShelfStore, found_in
from training.checkpoint import Checkpoint
from training.checkpoint_file import copy_whole
from training.file_jobs import FileJobs, Tell, tell_nobody

MOST_RUNS = 200
MEASURED_FOR = 1.0
"""Seconds that closing lets runs be measured; those that are not by then are kept without."""
_WRITES = "the shelf of runs"


class Shelf(QObject):
    """All runs, oldest first.

    Attributes:
        trouble: the last problem, for who comes later; empty without one.

    Signals:
        changed: the runs are others, or what is known of them.
        run_wanted: the id of a run that is to be looked at; others emit it.
        problem: what could not be done with a file and why, in one sentence.
    """

    changed = pyqtSignal()
    run_wanted = pyqtSignal(str)
    problem = pyqtSignal(str)

    def __init__(
        self, workshop: Workshop, folder: Path | None = None, most_runs: int = MOST_RUNS
    ) -> None:
        super().__init__()
        self._workshop = workshop
        self._folder = folder or data_folder("shelf")
        self._most_runs = most_runs
        self._runs: dict[str, Run] = {}
        self._deleted: list[Run] = []
        self.trouble = ""
        self._is_loaded = False
        self._early: list[tuple[Run, Checkpoint]] = []
        self._waiting: dict[str, Checkpoint] = {}
        self._being_kept: Run | None = None
        self._not_kept: dict[str, Checkpoint] = {}
        self._store = ShelfStore(self._folder, most_runs)
        self._files = FileJobs("shelf", self)
        self._files.done.connect(self._on_done)
        self._files.failed.connect(self._tell)
        self.leave_windows = self._files.leave_windows

    # What the windows see

    @property
    def runs(self) -> list[Run]:
        """All runs, oldest first."""
        return list(self._runs.values())

    @property
    def deleted(self) -> int:
        """How many runs :meth:`undo_delete` brings back."""
        return len(self._deleted)

    @property
    def is_full(self) -> bool:
        """Whether each new run makes the oldest one go."""
        return len(self._runs) >= self._most_runs

    @property
    def not_kept(self) -> list[Run]:
        """Runs whose newest state could not be written, and is lost when all closes."""
        return [self._runs[run_id] for run_id in self._not_kept if run_id in self._runs]

    def file_of(self, run_id: str) -> Path:
        """The ``.keras`` file of a run, which is there once it has been written."""
        return network_file(self._folder, run_id)

    # What is asked of it

    def load(self) -> None:
        """Begin to read the runs that are there, which holds up a window that is being made."""
        self._files.start(self._store.load)

    def export(self, run_id: str, path: Path) -> None:
        """Copy the ``.keras`` file of a run, with all that it shares with others.

        Raises:
            OSError: it is not there, or cannot be written.
            FileProblem: it is damaged, or what it shares is gone.
        """
        copy_whole(self.file_of(run_id), path)

    def put(self, run: Run, checkpoint: Checkpoint) -> None:
        """Keep a run with its network; one that goes on with a run that is here takes its place.

        Args:
            run: as :func:`shelf.run.run_of` makes it.
            checkpoint: the training at the end of its newest epoch.
        """
        if not self._is_loaded:
            self._early.append((run, checkpoint))
            return
        further = [kept for kept in self._runs.values() if kept.continues(run)]
        if any(kept.tells_all_of(run) for kept in further):
            return
        if longer := [kept for kept in further if kept.epochs > run.epochs]:
            self._note_tested(longer[0], run.times_tested)
            return
        placed = self._place(run)
        self._runs[placed.id] = placed
        self._waiting[placed.id] = replace(checkpoint, times_tested=placed.times_tested)
        self._make_room_for(placed)
        self._keep_next()
        self.changed.emit()

    def put_training(self, checkpoint: Checkpoint) -> None:
        """Keep a training at the end of its newest epoch as a run."""
        layers = self._workshop.describe_layers(checkpoint.settings)
        self.put(run_of(checkpoint, sum(layer.parameters for layer in layers)), checkpoint)

    def rename(self, run_id: str, name: str) -> None:
        """Call a run by another name; an empty one brings back what it was called at first."""
        self._change(run_id, name=plain_name(name))

    def set_look(self, run_id: str, look: int) -> None:
        """Draw a run in another colour and line style."""
        self._change(run_id, look=look)

    def hide(self, run_id: str, hidden: bool) -> None:
        """Leave a run out of the plots, or take it in again."""
        self._change(run_id, is_hidden=hidden)

    def delete(self, run_ids: Collection[str]) -> None:
        """Take runs off the shelf; until the next are deleted, this can be undone."""
        for run in self._deleted:
            self._remove(run.id)
        self._deleted = [self._runs.pop(run_id) for run_id in run_ids]
        self.changed.emit()

    def undo_delete(self) -> None:
        """Bring back the runs that were deleted last."""
        runs = sorted([*self._runs.values(), *self._deleted], key=lambda run: run.came)
        self._runs = {run.id: run for run in runs}
        self._deleted = []
        self.changed.emit()

    def keep_again(self, tell: Tell = tell_nobody) -> None:
        """Try once more what could not be kept, and wait for it as closing does."""
        self._waiting = self._not_kept | self._waiting
        for run_id in list(self._waiting):
            self._send(run_id)
        self._files.wait(tell)
        self._files.pass_on()

    def close(self, tell: Tell = tell_nobody) -> bool:
        """Write what is still to be written; whether that was done in the time a user waits.

        See :meth:`training.file_jobs.FileJobs.close`.
        """
        self._store.hurry(MEASURED_FOR)
        if self._early:
            # The worker's answer cannot come any more, and where these belong depends on it.
            self._on_found(found_in(self._folder, self._most_runs))
        for run_id in list(self._waiting):
            self._send(run_id)
        self.delete([])  # Those before them cannot come back any more.
        has_ended = self._files.close(MEASURED_FOR, tell)
        self._files.pass_on()
        return has_ended

    # Small steps

    @property
    def _known(self) -> list[Run]:
        """All runs, and those that may still come back."""
        return [*self._runs.values(), *self._deleted]

    def _place(self, run: Run) -> Run:
        """Give a run its place: that of the one it goes on with, or one of its own."""
        for kept in self._known:
            if run.continues(kept):
                # Trained on, a run that was deleted is there again, and need not be brought back.
                self._deleted = [other for other in self._deleted if other is not kept]
                return replace(
                    run,
                    id=kept.id,
                    number=kept.number,
                    name=kept.name,
                    look=kept.look,
                    is_hidden=kept.is_hidden,
                    date=kept.date,
                    times_tested=max(kept.times_tested, run.times_tested),
                )
        from uuid import uuid4  # The main window need not wait for it.

        date = datetime.now().isoformat(timespec="seconds")
        number, look = free_number(self._known), free_look(self._runs.values())
        return replace(run, id=uuid4().hex, number=number, look=look, date=date)

    def _make_room_for(self, newest: Run) -> None:
        """Let the oldest runs go, those without a name first."""
        while len(self._runs) > self._most_runs:
            others = [run for run in self._runs.values() if run is not newest]
            oldest = min(others, key=lambda run: (bool(run.name), run.came))
            del self._runs[oldest.id]
            self._remove(oldest.id)

    def _remove(self, run_id: str) -> None:
        self._waiting.pop(run_id, None)
        self._not_kept.pop(run_id, None)
        self._write(partial(self._store.remove, run_id), "A run could not be deleted: ")

    def _write(self, job: Callable[[], Any], if_it_fails: str = "") -> None:
        self._files.start(job, if_it_fails, _WRITES)

    def _change(self, run_id: str, **facts: Any) -> None:
        changed = replace(self._runs[run_id], **facts)
        if changed != self._runs[run_id]:
            self._runs[run_id] = changed
            self._note(changed)
            self.changed.emit()

    def _note(self, run: Run) -> None:
        self._write(partial(self._store.note, run), "The change could not be kept: ")

    def _note_tested(self, run: Run, times: int) -> None:
        """The test set was asked at an earlier epoch of a run: it is known from there on."""
        self._runs[run.id] = tested = replace(run, times_tested=times)
        if run.id in self._waiting:
            self._waiting[run.id] = replace(self._waiting[run.id], times_tested=times)
        else:
            note = partial(self._store.note_tested, tested)
            self._write(note, "The change could not be kept: ")
        self.changed.emit()

    def _keep_next(self) -> None:
        """Let the worker keep the next run; of one that changes often, only the newest state."""
        if self._being_kept is None and self._waiting:
            self._send(next(iter(self._waiting)))

    def _send(self, run_id: str) -> None:
        checkpoint = self._waiting.pop(run_id)
        self._not_kept.pop(run_id, None)
        self._being_kept = next(run for run in self._known if run.id == run_id)
        self._write(partial(self._store.keep, self._being_kept, checkpoint))

    # What comes back

    def _on_done(self, result: Found | Kept | None) -> None:
        if isinstance(result, Found):
            self._on_found(result)
            for run in result.runs:
                if run.right_for is None:  # It was kept in haste, when the program was closed.
                    self._write(partial(self._store.measure, run))
        elif isinstance(result, Kept):
            self._on_kept(result)

    def _on_found(self, found: Found) -> None:
        self._runs = {run.id: run for run in found.runs}
        self._is_loaded = True
        if found.problem:
            self._tell(found.problem)
        early, self._early = self._early, []
        for run, checkpoint in early:
            self.put(run, checkpoint)
        self.changed.emit()

    def _take_measure(self, measured: Run, symbols: int) -> None:
        known = next((run for run in self._known if run.id == measured.id), None)
        if known is None or known.epochs != measured.epochs:
            return  # It is gone, or has grown meanwhile and will be measured again.
        with_measure = known.measured(symbols)
        if known.id in self._runs:
            self._runs[known.id] = with_measure
        else:
            self._deleted[self._deleted.index(known)] = with_measure
        if known != measured:
            # It was renamed meanwhile, and what was noted then did not have the measure yet.
            self._note(with_measure)
        self.changed.emit()

    def _on_kept(self, kept: Kept) -> None:
        if kept.run is self._being_kept:  # And not one that was only measured.
            self._being_kept = None
        if kept.symbols is not None:
            self._take_measure(kept.run, kept.symbols)
        if kept.problem:
            self._files.tell_failure(kept.problem)
        known = {run.id: run.epochs for run in self._known}
        if kept.training is not None and known.get(kept.run.id) == kept.run.epochs:
            self._not_kept[kept.run.id] = kept.training
        self._keep_next()

    def _tell(self, sentence: str) -> None:
        self.trouble = sentence
        self.problem.emit(sentence)
