"""Ctrl+C, and whatever else asks the program to end, heard while Qt's event loop runs."""

from __future__ import annotations

import os
import signal
import socket
from types import FrameType
from typing import TYPE_CHECKING

from PyQt5.QtCore import QCoreApplication, QSocketNotifier

from program.requests import REQUESTS

if TYPE_CHECKING:
    from app import MainWindow


class EndsOnRequest:
    """Closes the window when a signal asks for it, so that no run is lost; the next one kills.

    Python hears a signal only between two of its own instructions, and Qt may wait for long: the
    socket wakes it.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._received = 0
        self._reading, self._writing = socket.socketpair()
        for end in (self._reading, self._writing):
            end.setblocking(False)
        signal.set_wakeup_fd(self._writing.fileno())
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Read, window)
        self._notifier.activated.connect(lambda: self._on_woken())
        for number in (getattr(signal, name, None) for name in REQUESTS):
            # Whoever started the program may want it not to listen.
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._hear)

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        self._received = number
        signal.signal(number, signal.SIG_DFL)

    def _on_woken(self) -> None:
        self._reading.recv(1)
        if self._received:
            self._window.may_ask = False  # Who has asked for it may be gone.
            self._window.close()
            QCoreApplication.quit()

    def pass_on(self) -> None:
        """End as the signal would have ended it, if one has: a shell is to know that."""
        signal.set_wakeup_fd(-1)
        if self._received:
            os.kill(os.getpid(), self._received)
