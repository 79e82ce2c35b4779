"""Saves and opens trainings beside what the session does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PyQt5.QtCore import QObject, pyqtSignal

from file_parts import FileProblem
from networks.ports import BITS
from tasks.task import Problem
from training import checkpoint_file
from training.checkpoint import Checkpoint, TrainedState
from training.file_jobs import FileJobs, Tell
from training.present import Present, conditions_of
from training.states import RUNNING, WAITED_FOR, Command, Condition, RunState, allowed
from training.worker import TrainingWorker

NO_PROBLEM = (
    "The file's network is of another task than the pattern, and was trained on nothing that the "
    "file tells, so that nobody knows which."
)
NOTHING_TO_SAVE = "Not saved: no epoch has ended here yet, or another training is on its way."


class SessionFiles(QObject):
    """Writes the present training to files, and reads others.

    Signals:
        saved: the path of a file that was written.
        opened: the :class:`Checkpoint` that was read, and what it was read from.
        failed: what could not be done and why, in one sentence.
        tested: a test set was asked once more.
        changed: what the session does is another thing.
    """

    saved = pyqtSignal(str)
    opened = pyqtSignal(object, str)
    failed = pyqtSignal(str)
    tested = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, now: Present, worker: TrainingWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._now = now
        self._worker = worker
        worker.stands.connect(self._on_stands)
        self._jobs = FileJobs("files", self)
        self._jobs.done.connect(self._on_done)
        self._jobs.failed.connect(self._on_failed)
        self._is_wanted: Callable[[], bool] | None = None
        self._name = ""

    def save(self, path: str) -> None:
        """Save the training as it is now; while epochs are trained, as the newest has ended.

        A dialog may have named the file when this was about to begin, so it is not to be lost:
        a prediction, or another file, is waited for.
        """
        now, newest = self._now, len(self._now.history)
        if now.state in RUNNING and newest in now.snapshots.epochs:
            self._write(path, now.snapshots.at(newest))
        elif (now.state in WAITED_FOR and self._tells_its_task) or self._may_save:
            now.saves_to += (path,)
            self.look()
        else:
            self.failed.emit(NOTHING_TO_SAVE)

    def open(self, path: str, is_wanted: Callable[[], bool], name: str) -> None:
        """Read a training that is to take the place of this one, if that ``is_wanted`` then."""
        self._is_wanted, self._name = is_wanted, name or Path(path).name
        self._enter(RunState.OPENING)
        self._jobs.start(partial(load_for_window, path))

    def wait_for(self, name: str) -> None:
        """Let training that is asked for wait for this file, which is to be opened; empty: no more.

        Before it waits no more, what was asked for is to be taken back.
        """
        self._now.file = name
        self.changed.emit()

    def close(self, patience: float, tell: Tell) -> bool:
        """Open no more, and let what is to be saved be written; whether all is done.

        See :meth:`training.file_jobs.FileJobs.close`. What has waited for an answer that does not
        come any more is saved as it was known before.
        """
        self._is_wanted = None
        self._on_stands(self._worker.known)
        has_ended = self._jobs.close(patience, tell)
        self._jobs.pass_on()
        return has_ended

    def note_tested(self, problem: Problem) -> None:
        """Let files tell that the test set of this problem was asked once more."""
        self._now.tested.note_once_more(problem)
        self.tested.emit()
        self.changed.emit()

    def look(self) -> None:
        """Begin to save what waits for that, if training rests."""
        if self._now.saves_to and self._may_save:
            self._enter(RunState.SAVING)
            self._worker.stand()

    @property
    def _tells_its_task(self) -> bool:
        return Condition.KNOWN_TASK in conditions_of(self._now, self._worker)

    @property
    def _may_save(self) -> bool:
        return Command.SAVE in allowed(self._now.state, conditions_of(self._now, self._worker))

    def _write(self, path: str, state: TrainedState) -> None:
        job = partial(_written, path, self._now.whole(state))
        self._jobs.start(job, writes=Path(path).name)

    def _enter(self, state: RunState) -> None:
        self._now.state = state
        self.changed.emit()

    def _leave(self, *states: RunState) -> None:
        """Come to rest; if epochs are trained meanwhile, they go on."""
        if self._now.state in states:
            self._enter(self._now.at_rest)

    def _on_stands(self, state: TrainedState) -> None:
        paths, self._now.saves_to = self._now.saves_to, ()
        for path in paths:
            self._write(path, state)

    def _on_done(self, ended: Checkpoint | str) -> None:
        if isinstance(ended, str):
            self._leave(RunState.SAVING)
            self.saved.emit(ended)
        elif self._is_still_wanted():
            self.opened.emit(ended, self._name)
        else:
            self._leave(RunState.OPENING)

    def _is_still_wanted(self) -> bool:
        """Whether what was read is to be opened: not if all is closed while a user is asked."""
        is_wanted = self._is_wanted
        return is_wanted is not None and is_wanted() and self._is_wanted is not None

    def _on_failed(self, sentence: str) -> None:
        self._leave(RunState.SAVING, RunState.OPENING)
        self.failed.emit(sentence)


def load_for_window(path: str) -> Checkpoint:
    """Read a training that can go on in the windows.

    Raises:
        FileProblem: it cannot be read, or does not tell of which task it is.
    """
    found = checkpoint_file.load(path)
    if found.settings.ports != BITS and found.state.problem is None:
        raise FileProblem(NO_PROBLEM)
    return found


def _written(path: str, checkpoint: Checkpoint) -> str:
    checkpoint_file.save(path, checkpoint)
    return path
