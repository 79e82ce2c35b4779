"""The shelf: every run with its settings, so that runs can be compared, today and tomorrow.

It lives on the GUI thread and holds what the windows show; files are read and written
beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from networks.networks import Workshop
from shelf.known_runs import KnownRuns
from shelf.measuring import RunMeasuring
from shelf.run import Run, plain_name, run_of
from shelf.shelf_files import data_folder, network_file
from shelf.shelf_store import Found, Kept, ShelfStore, found_in
from shelf.to_keep import ToKeep
from training.checkpoint import Checkpoint
from training.checkpoint_file import copy_whole
from training.file_jobs import FileJobs, Tell, tell_nobody

MOST_RUNS = 200
LOOKS_EVERY = 1.0
"""Seconds between two looks at what other programs do to the folder."""
MOST_LOOKING = 0.02
"""Share of the time that is spent on looking, at most."""
_READ_WITHIN = 1.0
"""Seconds that closing waits for what is only read."""
_WRITES = "the shelf of runs"
_NOT_NOTED = "The change could not be kept: "
_NOT_DELETED = "A run could not be deleted: "


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
        self._known = KnownRuns()
        self._written: set[str] = set()
        self._next_look: QTimer | None = None
        self.trouble = ""
        self._is_loaded = False
        self._early: list[tuple[Run, Checkpoint]] = []
        self._to_keep = ToKeep()
        self._store = ShelfStore(self._folder, most_runs)
        self._files = FileJobs("shelf", self)
        self._files.done.connect(self._on_done)
        self._files.failed.connect(self._tell)
        self._measuring = RunMeasuring(self._folder, self)
        self._measuring.measured.connect(self._on_measured)
        self._measuring.failed.connect(self._tell)
        self.leave_windows = self._files.leave_windows

    # What the windows see

    @property
    def runs(self) -> list[Run]:
        """All runs, oldest first."""
        return self._known.there

    @property
    def deleted(self) -> int:
        """How many runs :meth:`undo_delete` brings back."""
        return len(self._known.deleted)

    @property
    def is_full(self) -> bool:
        """Whether each new run makes the oldest one go."""
        return len(self.runs) >= self._most_runs

    @property
    def not_kept(self) -> list[Run]:
        """Runs whose newest state could not be written, and is lost when all closes."""
        return self._to_keep.failed(self.runs)

    def file_of(self, run_id: str) -> Path:
        """The ``.keras`` file of a run, which is there once it has been written."""
        return network_file(self._folder, run_id)

    # What is asked of it

    def load(self) -> None:
        """Begin to read the runs that are there, which holds up a window that is being made."""
        self._files.start(self._store.load)

    def follow(self) -> None:
        """Do so, and then go on: other programs may put runs there, and delete some.

        It looks now and then: a folder on another machine does not tell.
        """
        self._next_look = QTimer(self, singleShot=True)
        self._next_look.timeout.connect(self._look)
        self.load()

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
        further = [kept for kept in self.runs if kept.continues(run)]
        if any(kept.tells_all_of(run) for kept in further):
            return
        if longer := [kept for kept in further if kept.epochs > run.epochs]:
            self._note_tested(longer[0], run.times_tested)
            return
        placed = self._known.place(run)
        self._to_keep.put(placed, checkpoint)
        for oldest in self._known.make_room(self._most_runs, newest=placed):
            self._remove(oldest.id)
        self._keep()
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
        for run in self._known.delete(run_ids):
            self._remove(run.id)
        for run in self._known.deleted:
            self._write(partial(self._store.set_aside, run.id), _NOT_DELETED, of=run.id)
        self.changed.emit()

    def undo_delete(self) -> None:
        """Bring back the runs that were deleted last."""
        for run in self._known.undo_delete():
            job = partial(self._store.bring_back, run)
            self._write(job, "A run could not be brought back: ", of=run.id)
        self._keep()
        self.changed.emit()

    def keep_again(self, tell: Tell = tell_nobody) -> None:
        """Try once more what could not be kept, and wait for it as closing does."""
        self._to_keep.try_again()
        self._keep(is_last=True)
        self._files.wait(tell)
        self._files.pass_on()

    def close(self, tell: Tell = tell_nobody) -> bool:
        """Write what is still to be written; whether that was done in the time a user waits.

        See :meth:`training.file_jobs.FileJobs.close`.
        """
        if self._early:
            # The worker's answer cannot come any more, and where these belong depends on it.
            self._on_found(found_in(self._folder, self._most_runs))
        self._keep(is_last=True)
        self.delete([])  # Those before them cannot come back any more.
        are_measured = self._measuring.close()
        has_ended = self._files.close(_READ_WITHIN, tell)
        self._files.pass_on()
        return are_measured and has_ended

    # Small steps

    def _remove(self, run_id: str) -> None:
        self._to_keep.forget(run_id)
        self._write(partial(self._store.remove, run_id), _NOT_DELETED, of=run_id)

    def _write(self, job: Callable[[], Any], if_it_fails: str = "", *, of: str) -> None:
        """Let this be written of a run."""
        self._written.add(of)
        self._files.start(job, if_it_fails, _WRITES)

    def _change(self, run_id: str, **facts: Any) -> None:
        run = self._known.find(run_id)
        if run is None or replace(run, **facts) == run:
            return  # Another program may have deleted it while a menu was open.
        self._write(partial(self._store.note, run_id, **facts), _NOT_NOTED, of=run_id)
        self._take(replace(run, **facts))

    def _note_tested(self, run: Run, times: int) -> None:
        """The test set was asked at an earlier epoch of a run: it is known from there on."""
        if not self._to_keep.note_tested(run.id, times):
            note = partial(self._store.note_tested, run.id, times)
            self._write(note, _NOT_NOTED, of=run.id)
        self._take(replace(run, times_tested=times))

    def _keep(self, is_last: bool = False) -> None:
        """Let the worker keep the next run, or at last all."""
        for run, checkpoint in self._to_keep.take(self.runs, is_last):
            self._write(partial(self._store.keep, run, checkpoint), of=run.id)
            if run.right_for is None:
                self._measuring.begin(run, checkpoint)

    def _look(self) -> None:
        """What is written before it is looked is found, and what is written later may not be."""
        self._written = set()
        self._files.start(self._store.look)

    # What comes back

    def _on_done(self, result: Found | Kept | None) -> None:
        if isinstance(result, Found):
            self._on_found(result)
        elif isinstance(result, Kept):
            self._on_kept(result)

    def _on_found(self, found: Found) -> None:
        before = [run.id for run in self.runs]
        others = self._known.meet(found.runs, self._written | self._to_keep.run_ids)
        if found.problem:
            self._tell(found.problem)
        is_first, self._is_loaded = not self._is_loaded, True
        for run in found.runs if is_first else ():
            if run.right_for is None:  # The program was closed before it was measured.
                self._measuring.begin(run)
        early, self._early = self._early, []
        for run, checkpoint in early:
            self.put(run, checkpoint)
        if is_first or others or before != [run.id for run in self.runs]:
            self.changed.emit()
        if self._next_look is not None:
            # On a slow disk, it must not look all the time.
            self._next_look.start(round(1000 * max(LOOKS_EVERY, found.seconds / MOST_LOOKING)))

    def _on_kept(self, kept: Kept) -> None:
        known = self._known.find(kept.run.id)
        self._to_keep.has_ended(kept, known)
        if known is not None:
            self._take(told := kept.told_of(known), known.id)
            if told.id != known.id and told.right_for is None:
                self._measuring.begin(told)
        if kept.problem:
            self._files.tell_failure(kept.problem)
        self._keep()

    def _on_measured(self, run: Run) -> None:
        known = self._known.find(run.id)
        if known and known.is_as_far_as(run) and run.right_for not in (None, known.right_for):
            self._write(partial(self._store.note_measure, run), _NOT_NOTED, of=run.id)
            self._take(replace(known, right_for=run.right_for))

    def _take(self, run: Run, in_place_of: str = "") -> None:
        """Know this of a run, or have it in place of another one."""
        if run != self._known.find(in_place_of or run.id):
            self._known.take(run, in_place_of or run.id)
            self.changed.emit()

    def _tell(self, sentence: str) -> None:
        self.trouble = sentence
        self.problem.emit(sentence)
