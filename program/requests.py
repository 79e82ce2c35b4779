"""What asks the program to end, heard where something has to be written before it does."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

REQUESTS = ("SIGINT", "SIGTERM", "SIGHUP")
"""Ctrl+C, ``kill``, and the end of the terminal or session; not all of them are everywhere."""
ONE_WISH = 1.0
"""Seconds in which several requests are one: who is in a hurry presses Ctrl+C twice, and some
send what they send to a program and to its group."""


class Requested(KeyboardInterrupt):
    """The program is asked to end.

    Attributes:
        number: of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class Requests:
    """Hears requests within a ``with``, at whose end the program is ended if there was one.

    The first ends at once only what is :meth:`interrupting`. Whatever else goes on is done to its
    end, unless Ctrl+C is pressed once more.
    """

    def __init__(self) -> None:
        self._number = 0
        self._since = 0.0
        self._interrupts = False
        self._before: dict[int, Any] = {}
        self._told_before = sys.unraisablehook

    def __enter__(self) -> Requests:
        self._told_before, sys.unraisablehook = sys.unraisablehook, self._pass_over
        for number in (getattr(signal, name) for name in REQUESTS if hasattr(signal, name)):
            # Whoever started the program may want it not to listen.
            if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                self._before[number] = signal.signal(number, self._hear)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        while self._before:
            signal.signal(*self._before.popitem())
        sys.unraisablehook = self._told_before
        if kind is None:
            self.check()

    @contextmanager
    def interrupting(self) -> Iterator[None]:
        """Let a request end what is done within."""
        self._interrupts = True
        try:
            self.check()
            yield
        finally:
            self._interrupts = False

    def check(self) -> None:
        """End now if that was asked for.

        Raises:
            Requested: it was.
        """
        if self._number:
            raise Requested(self._number)

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        now, is_first = time.monotonic(), not self._number
        is_second_wish = number == signal.SIGINT and now - self._since > ONE_WISH
        if is_first or is_second_wish:
            self._since = now
        self._number = self._number or number
        if self._interrupts if is_first else is_second_wish:
            raise Requested(self._number)

    def _pass_over(self, lost: UnraisableHookArgs) -> None:
        """A request that was raised within a destructor went no further, but it is remembered."""
        if lost.exc_type is not Requested:
            self._told_before(lost)
