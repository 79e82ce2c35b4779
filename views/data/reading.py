"""Reads data beside the windows, which wait neither for a disk nor for what is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject, pyqtSignal

from formatting import sentence_of, shorten_middle
from tasks.fetching import Arrived
from training.file_jobs import FileJobs

_LONGEST_NAME = 24
"""Characters of what is read, in the sentence on why it is refused."""


@dataclass(frozen=True, eq=False)
class FoundData:
    """A problem, and of what it was made, where that is known.

    Attributes:
        problem: of its task.
        source: what was read, its ``content``, and how; None where that is not known.
        prepared: what was done to it; likewise.
    """

    problem: Any
    source: Any = None
    prepared: Any = None

    def is_of_same_source(self, other: FoundData) -> bool:
        """Whether both are of the same content, prepared in two ways."""
        if self.source is None or other.source is None:
            return False
        return self.source.content is other.source.content


@dataclass(frozen=True, eq=False)
class CountedData(FoundData):
    """What was not known yet of the problem that is set."""


class DataReading(QObject):
    """Makes one problem after the other on a thread of its own; what was asked for last counts.

    Signals:
        found: the :class:`FoundData` that was asked for last.
        counted: the :class:`CountedData` of the problem that is set, which nobody asked for.
        refused: why there is none, in a sentence.
        stage: what is being done, in a few words.
        fetched: how many bytes from the net are there, and of how many; None in place of the
            second where nobody knows.
        progress: how much of the reading is done, 0 to 1, where that takes a while.
        is_training: the path of a file that holds a training, and no data.
        asked: what somebody has to say before it can go on.
    """

    stage = pyqtSignal(str)
    fetched = pyqtSignal(object, object)
    found = pyqtSignal(object)
    counted = pyqtSignal(object)
    refused = pyqtSignal(str)
    progress = pyqtSignal(float)
    asked = pyqtSignal(object)
    is_training = pyqtSignal(str)

    def __init__(self, name: str) -> None:
        """``name`` is that of the thread."""
        super().__init__()
        self._asked = self._ended = 0
        self._jobs = FileJobs(name, self)
        self._jobs.done.connect(self._on_done)
        self.close = self._jobs.close

    @property
    def is_under_way(self) -> bool:
        """Whether something was asked for that is not there yet."""
        return self._ended < self._asked

    def forget(self) -> None:
        """Let nothing come of what was asked for."""
        self._asked += 1
        self._ended = self._asked

    def read(self, path: str, like: Any) -> None:
        """Make a problem like another one of what is at this path."""
        raise NotImplementedError

    def download(self, wanted: str, folder: Path, like: Any) -> None:
        """The same of what is to be fetched from the net, and kept in a folder."""
        raise NotImplementedError

    def change(self, found: FoundData, values: dict[str, Any]) -> None:
        """Let a problem have other values in its fields."""
        self._start(lambda _: self._changed(found, values), found.problem.title)

    def _start(self, job: Callable[[Callable[[], bool]], Any], begun: str) -> None:
        """Let the thread do a job, which may ask whether anybody still waits for it.

        What is said if it fails begins with ``begun``.
        """
        self._asked += 1
        asked = self._asked
        wanted = partial(job, lambda: asked == self._asked)
        begun = f"{shorten_middle(begun, _LONGEST_NAME)}: "
        self._jobs.start(partial(_tried, asked, wanted, begun))

    def _fetched(self, steps: Iterator[Any], is_wanted: Callable[[], bool]) -> Any:
        """On the thread: what comes from the net, unless nobody waits for it any more."""
        for step in steps:
            if not is_wanted():
                return None
            if isinstance(step, Arrived):
                self.fetched.emit(step.done, step.total)
            elif step is not None:
                return step
        return None

    def _changed(self, found: FoundData, values: dict[str, Any]) -> FoundData:
        """On the thread: the same with other values in its fields."""
        return replace(found, problem=self._whole(found.problem, **values))

    def _whole(self, like: Any, **values: Any) -> Any:
        """On the thread: a problem with all that follows from it, so that no window waits."""
        raise NotImplementedError

    def _on_done(self, ended: tuple[int, Any]) -> None:
        asked, result = ended
        if asked != self._asked:
            return  # Another one was asked for since.
        self._ended = asked
        match result:
            case CountedData():
                self.counted.emit(result)
            case FoundData():
                self.found.emit(result)
            case Path():
                self.is_training.emit(str(result))
            case str():
                self.refused.emit(result)
            case None:
                pass
            case _:
                self.asked.emit(result)


def _tried(asked: int, job: Callable[[], Any], begun: str) -> tuple[int, Any]:
    """What comes of a job, or why nothing does; and which one it was."""
    try:
        return asked, job()
    except Exception as error:
        return asked, sentence_of(error, begun)
