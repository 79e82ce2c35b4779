"""Runs an object in a process of its own: what it takes, the system has back when it is ended.

The process ends with the one that began it, however that one goes, and leaves no file behind.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, NoReturn

from networks.process_ended import ProcessEnded, ProcessGivenUp
from networks.steps import Steps, finished

_PATIENCE = 1.0
"""Seconds that an ended process has to go; killed, it is gone at once."""
_LOOK = 0.02
"""Seconds until whoever waits for an answer may do something else."""
_BEAT = 0.5
"""Seconds between two signs of life."""


class OwnProcess:
    """An object in a process of its own, whose methods are called from this one.

    As long as it runs at all it gives signs of life, whatever it computes.

    Attributes:
        end: ends the process at once. It may be called at any time and on any thread; a call
            that is under way then raises :class:`ProcessEnded`. Left out, it is done when
            nobody holds this any more, and at the end of the program.
        folder: where the object's libraries keep their temporary files, until the end.
    """

    def __init__(
        self,
        task: str,
        make: Callable[..., Any],
        *arguments: Any,
        known: tuple[type[Exception], ...] = (),
    ) -> None:
        """Start the process, and do not wait for it.

        Args:
            task: what it does, for the sentence that tells of its end.
            make: makes the object there, when its first method is called; like its
                ``arguments``, it must be known to pickle.
            known: exceptions that may come back as what they are, beside Python's own.
        """
        self._task = task
        self.folder = tempfile.mkdtemp(prefix="lstm-lab-")
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._beats, their_beats = context.Pipe(duplex=False)
        process = context.Process(
            target=_serve,
            args=(theirs, their_beats, self.folder, make, arguments, known),
            name=task,
            daemon=True,
        )
        with _deaf_to_terminal():
            process.start()
        # With this copy open, the end of the process could not be seen from the pipe.
        theirs.close()
        their_beats.close()
        self._process = process
        self._calls = 0
        self._under_way = 0
        self._answers: dict[int, list[Any] | None] = {}
        self._talking = threading.Lock()
        self._is_given_up = False
        self._hearing = threading.Lock()
        self._heard = time.monotonic()
        self.end = weakref.finalize(self, _end, process, self.folder)

    @property
    def pid(self) -> int | None:
        """Number of the process."""
        return self._process.pid

    def call(self, method: str, *arguments: Any) -> Any:
        """Call a method of the object and wait for its answer; it may be done on any thread.

        Raises:
            ProcessEnded: there is no process any more to answer.
            Exception: what the method has raised.
        """
        return finished(self.calling(method, *arguments))

    def calling(self, method: str, *arguments: Any) -> Steps[Any]:
        """The same, yielding as long as there is no answer.

        Calls are answered one after the other, each when those before it are. Of one that is
        not stepped to its end the answer is passed over.
        """
        try:
            went_well, answer = yield from self._answering(method, arguments)
        except (EOFError, OSError) as error:
            self._process.join(_PATIENCE)  # So that its own end is known, and not that of `end`.
            self.end()
            raise self._told_end() from error
        if not went_well:
            raise answer
        return answer

    def _answering(self, method: str, arguments: tuple[Any, ...]) -> Steps[tuple[bool, Any]]:
        while not (number := self._send(method, arguments)):
            yield  # Sent now, it might not be read before the one under way is answered.
        try:
            while (answer := self._answer_to(number)) is None:
                yield
            went_well, what = answer
            return went_well, what
        finally:
            del self._answers[number]

    def _send(self, method: str, arguments: tuple[Any, ...]) -> int:
        """Number of the call that is sent; 0 as long as another one is under way."""
        with self._talking:
            self._listen()
            if self._under_way:
                return 0
            self._pipe.send((self._calls + 1, method, arguments))
            self._calls += 1
            self._answers[self._calls] = None
            self._under_way = self._calls
            return self._calls

    def _answer_to(self, number: int) -> list[Any] | None:
        """The answer to a call, if it comes soon."""
        if self._answers[number] is None:
            with self._talking:
                self._listen()
        return self._answers[number]

    def _listen(self) -> None:
        """Take the answer to the call under way, if it comes soon; whoever waits for it has it."""
        if self._under_way and self._pipe.poll(_LOOK):
            number, *answer = self._pipe.recv()
            self._under_way = 0
            if number in self._answers:
                self._answers[number] = answer

    def _told_end(self) -> ProcessEnded:
        if self._is_given_up:
            return ProcessGivenUp(
                f"The process that {self._task} was ended, since it did not answer."
            )
        return ProcessEnded(f"The process that {self._task} has ended{self._cause()}.")

    def _cause(self) -> str:
        code = self._process.exitcode
        if code is not None and code >= 0:
            return " by itself"
        name = "SIGKILL" if code is None else signal.Signals(-code).name
        return ", perhaps for want of memory" if name == "SIGKILL" else f" by itself ({name})"

    def silence(self) -> float:
        """Seconds since the process has last given a sign of life; to be asked on any thread."""
        with self._hearing, suppress(EOFError, OSError):
            while self._beats.poll():
                self._beats.recv_bytes()
                self._heard = time.monotonic()
        return time.monotonic() - self._heard

    def give_up(self) -> None:
        """End it since it does not answer; a call under way raises :class:`ProcessGivenUp`."""
        self._is_given_up = True
        self.end()


def _end(process: BaseProcess, folder: str) -> None:
    process.kill()
    # Waited for, it does not stay behind as a zombie; and then nobody writes there any more.
    process.join(_PATIENCE)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _deaf_to_terminal() -> Iterator[None]:
    """What is started within never hears Ctrl+C, nor that the terminal is closed.

    The terminal tells that to every process. This one ends with the other anyway, which may have
    to ask it something before; and Python would print where it was interrupted.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield  # On Windows, `_serve` must do.
        return
    # This helper of multiprocessing lets signals through again when it is started.
    resource_tracker.ensure_running()
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


# -------------------------------------------------------------------- in the other process


def _serve(
    pipe: Connection,
    beats: Connection,
    folder: str,
    make: Callable[..., Any],
    arguments: tuple[Any, ...],
    known: tuple[type[Exception], ...],
) -> None:
    """Answer one call after the other, until nobody calls any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    threading.Thread(target=_beat, args=(beats,), daemon=True).start()
    tempfile.tempdir = folder
    served = None
    while True:
        try:
            number, method, given = pipe.recv()
        except EOFError:
            _leave(folder)
        try:
            served = served or make(*arguments)
            answer = True, getattr(served, method)(*given)
        except Exception as error:
            answer = False, _told(error, known)
        pipe.send((number, *answer))


def _beat(beats: Connection) -> None:
    """Give signs of life, as long as this process has its turn."""
    with suppress(OSError):  # Nobody listens any more.
        while True:
            beats.send_bytes(b".")
            time.sleep(_BEAT)


def _end_with_parent(folder: str) -> None:
    """End this process when the other one is gone, whatever goes on here."""
    parent = parent_process()
    assert parent is not None  # It has been started by another one.
    parent.join()
    _leave(folder)


def _leave(folder: str) -> NoReturn:
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _told(error: Exception, known: tuple[type[Exception], ...]) -> Exception:
    """An error as the other process can read it, without importing the library it is from."""
    kind = type(error)
    is_plain = all(isinstance(value, str | int | None) for value in error.args)
    if is_plain and (kind in known or kind.__module__ == "builtins"):
        # Libraries hang objects of their own on errors that pass through them.
        vars(error).clear()
        return error
    first_line, *_ = str(error).splitlines() or [""]
    return RuntimeError(f"{kind.__name__}: {first_line}" if first_line else kind.__name__)
