"""Python's garbage is collected on the thread of the windows alone, and memory given back.

Python looks for objects that hold each other, and nobody else does, on whichever thread happens
to make the next object: mostly on one that computes. Closed windows and dialogs are of that
kind. Destroyed there, their widgets go while Qt may be painting on its own thread, and the
memory of both is torn: "double free or corruption".

What waits to be deleted goes before that. It is Qt's own by then, so Python takes apart what it
holds while it lives on: one of its timers would call a function of which nothing is left.

What was freed the C library of Linux keeps where anything lies behind it: 250 MiB once Reset has
given up the networks of some hundred epochs. It is asked to give that back.
"""

from __future__ import annotations

import gc
import sys

from PyQt5.QtCore import QCoreApplication, QEvent, QObject, QTimer

INTERVAL = 200
"""Milliseconds between two looks. One that finds too little to collect costs nothing."""
GIVEN_BACK_EVERY = 5_000
"""Milliseconds. What it takes depends on how much is free, and in how small pieces: nothing where
little is, and of the 256 MiB that the networks of past epochs can be, 8 ms in pieces of 8 kB and
more, 24 in pieces of 1 kB. A race has four times as much. A thread of its own would not help:
the windows wait as long then, for the C library's lock, with the next memory they need."""


class GarbageCollector(QObject):
    """Takes the place of Python's own collection while it lives, in the thread it is made in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=INTERVAL, timeout=self.collect)
        self._timer.start()
        self._giving_back = QTimer(self, interval=GIVEN_BACK_EVERY, timeout=give_back)
        self._giving_back.start()

    def collect(self) -> None:
        """Collect as Python would have: what is young often, what is old seldom."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        full = [age for age in range(3) if 0 < thresholds[age] < counts[age]]
        if full:
            _collect(max(full))

    def spare_what_is_there(self) -> None:
        """Look no more at the objects of now: modules and classes, which stay to the end.

        A full look at all that matplotlib brings would stop the windows for a tenth of a second.
        """
        _collect()
        gc.freeze()


def _collect(oldest: int = 2) -> None:
    """Look at objects up to that age, after Qt has let go of what it is done with."""
    QCoreApplication.sendPostedEvents(None, QEvent.DeferredDelete)
    gc.collect(oldest)


def give_back() -> None:
    """Let the system have what is free, where the C library has to be asked for that."""
    from ctypes import CDLL  # The main window need not wait for it.

    if sys.platform == "linux" and hasattr(library := CDLL(None), "malloc_trim"):
        library.malloc_trim(0)
