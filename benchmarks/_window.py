"""The window with large data in it: each part of a benchmark is told, and comes to an end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from benchmarks._app import wait_until
from benchmarks._memory import own_mib
from benchmarks._pausing import pause_milliseconds, press_pause
from benchmarks._stalls import AIM_MOST, AIM_P99, Stalls, run_for, stalls_during, stalls_while
from networks.settings import MOST_EPOCHS
from training.states import Command, RunState
from views.awaited_page import OF_FILES

if TYPE_CHECKING:
    from app import MainWindow

AIM_PAUSE = 100
"""Milliseconds."""
_PREPARING = "windows"
"""The thread that makes ready the windows that are asked for later."""
_AFTERWARDS = 2.0
"""Seconds in which what is to be seen is drawn."""


class TookTooLong(Exception):
    """A part has not come to its end in the time that it was given."""


class Measuring:
    """What is done with a window, one part after the other.

    Attributes:
        window: the main one.
        most: seconds that anything may be waited for.
        aims: whether each was reached, so far.
    """

    def __init__(self, window: MainWindow, most: float) -> None:
        self.window, self.most = window, most
        self.aims: list[bool] = []
        self._began = time.monotonic()
        self.tell(f"aims of stalls: p99 under {AIM_P99} ms, none over {AIM_MOST} ms")

    def tell(self, what: str) -> None:
        """Print it, and after how many seconds."""
        print(f"[{time.monotonic() - self._began:4.0f} s] {what}", flush=True)

    def wait(self, condition: Callable[[], object]) -> None:
        """Let the program run until this holds.

        Raises:
            TookTooLong: it does not hold in time.
        """
        if not wait_until(condition, self.most):
            raise TookTooLong

    @contextmanager
    def part(self, what: str) -> Iterator[None]:
        """Tell that this begins, and if it took too long, that it is left."""
        self.tell(f"{what}…")
        try:
            yield
        except TookTooLong:
            self.tell(f"{what}: left after {self.most:.0f} s")
            self.aims.append(False)

    def note(self, title: str, stalls: Stalls) -> None:
        """Print these, and whether the aims are reached."""
        self.aims.append(stalls.report(title))

    def memory(self, when: str) -> float:
        """Print what all processes hold, in MiB."""
        held = own_mib()
        self.tell(f"memory of all processes, {when}: {held:,.0f} MiB")
        return held

    # What every task's window does

    def prepare(self) -> None:
        """Wait until all is there that is made ready at the start; open the progress window."""
        with self.part("what windows need is loaded"):
            self.wait(lambda: self.window.further.plots.are_here)
            run_for(_AFTERWARDS)
            self.wait(lambda: all(page.is_prepared_for(name) for name, page in OF_FILES.items()))
            self.wait(lambda: _PREPARING not in {each.name for each in threading.enumerate()})
        with self.part("the progress window"):
            self.note("the progress window opens", stalls_while(lambda: self.open("progress")))

    def open(self, name: str, is_there: Callable[[], object] = lambda: True) -> None:
        """Open a window, wait until it shows what it is for, and let it be drawn."""
        self.window.further.open(name)
        self.wait(is_there)
        run_for(_AFTERWARDS)

    def read(self, path: str, name: str) -> None:
        """Drop a file on the window and wait until the network is ready to learn what is in it."""
        session = self.window.session
        if session.history:
            session.reset()
            self.wait(lambda: session.view.state is RunState.READY)
        self.window.problem.read_file(path)

        def is_at_rest() -> bool:
            view = session.view
            is_read = name in getattr(view.typed, "title", "")
            return is_read and view.next_settings is None and Command.START in view.commands

        self.wait(is_at_rest)

    def begin(self) -> None:
        """Begin a training without an end, and wait until a part of it is done."""
        self.window.epochs.setValue(MOST_EPOCHS)
        self.window.on_start()
        self.wait(lambda: self.window.session.view.fraction > 0)

    def rest(self) -> None:
        """Let it rest."""
        if self.window.session.view.state is RunState.TRAINING:
            press_pause(self.window)

    def train(self, seconds: float, presses: int) -> None:
        """Begin to train, and measure that and Pause."""
        with self.part("it is trained"):
            self.note("training begins", stalls_while(self.begin))
            self.note("it trains", stalls_during(seconds))
        with self.part("Pause is pressed"):
            pauses = [pause_milliseconds(self.window) for _ in range(presses)]
            print(
                f"  {presses} presses of Pause: median {np.median(pauses):.0f} ms, longest "
                f"{max(pauses):.0f} ms (aim: {AIM_PAUSE} ms)",
                flush=True,
            )
            self.aims.append(max(pauses) <= AIM_PAUSE)
