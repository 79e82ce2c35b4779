"""How long it takes from a press of Pause until all stands still."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import numpy as np

from benchmarks._app import wait_until
from benchmarks._stalls import run_for
from training.states import RunState

if TYPE_CHECKING:
    from app import MainWindow

SHORTEST_RUN, LONGEST_RUN = 0.05, 0.25
"""Seconds that something runs before Pause is pressed."""
_MOST = 60.0
"""Seconds that it is waited for."""


def run_a_little() -> None:
    """Let the program run, until it may be in the middle of anything."""
    run_for(np.random.default_rng().uniform(SHORTEST_RUN, LONGEST_RUN))


def pause_milliseconds(window: MainWindow) -> float:
    """Press Pause a little after training began to go on; how long until it has stopped."""
    run_a_little()
    milliseconds = press_pause(window)
    window.actions_by_name["resume"].trigger()
    return milliseconds


def press_pause(window: MainWindow) -> float:
    """How many milliseconds it takes until all stands still; infinitely many, if it does not."""
    session = window.session
    stopped: list[float] = []

    def look() -> None:
        if session.view.state is RunState.PAUSED:
            stopped.append(time.perf_counter())

    session.changed.connect(look)
    pressed = time.perf_counter()
    window.actions_by_name["pause"].trigger()
    wait_until(lambda: stopped, _MOST)
    session.changed.disconnect(look)
    return 1000 * (stopped[0] - pressed) if stopped else math.inf
