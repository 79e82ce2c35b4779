"""The pages of tasks whose data are read from files, and which of them is waited for."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PyQt5.QtCore import QObject, pyqtSignal

from formatting import sentence_of
from tasks.registry import TASKS, task_of
from tasks.task import Problem, Task
from training.file_jobs import FileJobs


class DataPages(NamedTuple):
    """The page of a task whose data are read from files.

    Attributes:
        module: where it is, which no start of the window waits for.
        name: of its class.
        takes: whether what is at a path can be such data, as far as its name tells.
    """

    module: str
    name: str
    takes: Callable[[Path], bool]

    def make(self, task: Task[Any]) -> Any:
        """The page."""
        return getattr(importlib.import_module(self.module), self.name)(task)

    def is_prepared_for(self, name: str) -> bool:
        """Whether it can be made at once, with what the task of this name begins with."""
        return sys.modules.get(self.module) is not None and "example" in vars(TASKS[name])


_PACKED = {".gz", ".tgz", ".tar", ".zip", ".npz"}
_TABLES = {".csv", ".tsv"}
"""Each is a text, too."""
OF_FILES = {
    "reviews": DataPages(
        "views.data.reviews_page",
        "ReviewsPage",
        lambda path: path.is_dir() or path.suffix.lower() in _PACKED | _TABLES,
    ),
    "text": DataPages(
        "views.data.book_page",
        "BookPage",
        lambda path: not path.is_dir() and path.suffix.lower() not in _PACKED,
    ),
}
"""How problems are set that are read from files, by the name of their task."""


class AwaitedPage(QObject):
    """Loads beside the window what choosing data waits for, and knows for whose page that is.

    Attributes:
        task: the name of that task; empty while no page is waited for.
        problem: that is set, and is to be shown once its page is there; None while the one that is
            set is shown.

    Signals:
        came: a page can be made without any wait.
        given_up: the one that was waited for cannot be.
        failed: why not, in a sentence.
    """

    came = pyqtSignal()
    given_up = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.task = ""
        self.problem: Problem | None = None
        # Whose page could not be made, by its task: it is not tried again unasked.
        self._failed: dict[str, Problem] = {}
        self._jobs = FileJobs("pages", self)
        self._jobs.done.connect(self._on_loaded)

    @property
    def is_chosen(self) -> bool:
        """Whether the task that is waited for was chosen, and is not that of what is set."""
        problem = self.problem
        return bool(self.task) and (problem is None or task_of(problem).name != self.task)

    def prepare(self) -> None:
        """Load all of it, for when it is chosen."""
        for name in OF_FILES:
            self._jobs.start(partial(_load_page, name))

    def wait_for(self, name: str, problem: Problem | None) -> None:
        """Load what the page of a task waits for; without a problem what is set remains so."""
        self.task = name
        if problem is not None:
            self.problem = problem
        self._jobs.start(partial(_load_page, name))

    def problem_that_failed(self, name: str) -> Problem | None:
        """The one for which the page of a task could not be made."""
        return self._failed.get(name)

    def end(self) -> bool:
        """Wait no more, and forget what failed; whether anything was waited for."""
        was_waiting = bool(self.task)
        self._failed.clear()
        self.task, self.problem = "", None
        return was_waiting

    def close(self, patience: float) -> bool:
        """Load no more; whether that has ended in so many seconds."""
        # Nobody needs any more what is still imported.
        return self._jobs.close(0.0 if self._jobs.is_at_work else patience)

    def _on_loaded(self, loaded: tuple[str, str]) -> None:
        name, failure = loaded
        if not failure:
            self.came.emit()
        elif name == self.task:
            failed = None if self.is_chosen else self.problem
            self.given_up.emit()
            if failed is not None:
                self._failed[name] = failed
            self.failed.emit(failure)


def _load_page(name: str) -> tuple[str, str]:
    """On a thread: all that a page of data has to wait for; whose it is, and why it failed."""
    try:
        importlib.import_module(OF_FILES[name].module)
        _ = TASKS[name].example
    except Exception as error:
        return name, sentence_of(error)
    return name, ""
