"""How long the GUI thread stands still while something is done, and what it does meanwhile."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks._app import wait_until

HEARTBEAT = 2
"""Milliseconds between two beats."""
AIM_P99, AIM_MOST = 16, 100
"""Milliseconds."""
_LONG = 0.05
"""Seconds without a beat after which it is looked where the threads are."""
_LOOK = 0.01
"""Seconds between two such looks."""
_PLACES = 4
"""So many of a long stall are told, and so many of the calls that led to each."""
_ROOT = Path(__file__).parent.parent
_GUI = "GUI thread"
_AT_REST = frozenset({"_work", "wait"})
"""Functions in which threads have nothing to do."""
_NONE = np.zeros((3, 1))


@dataclass(eq=False)
class LongStall:
    """One that was looked into.

    Attributes:
        beat: the number of the beat after which it began.
        seen: how often each thread was seen at each place.
    """

    beat: int
    seen: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, eq=False)
class Stalls:
    """Those of a while.

    Attributes:
        late: milliseconds by which each beat came too late.
        computed: milliseconds that the GUI thread itself computed before each beat. The rest it
            has waited for Python's lock, or for a processor that others had.
        program: milliseconds that all threads of this process computed before each beat. Where
            they are few, the machine was busy with other things.
        long: those that were looked into.
    """

    late: np.ndarray
    computed: np.ndarray
    program: np.ndarray
    long: list[LongStall]

    def report(self, title: str) -> bool:
        """Print them, and where the one was that was most our own; whether the aims are reached."""
        median, p99, most = np.percentile(self.late, [50, 99, 100])
        own = np.minimum(self.late, self.program)
        print(
            f"  {title:30} p50 {median:4.1f} ms, p99 {p99:5.1f} ms, longest {most:6.1f} ms (the "
            f"GUI thread computed {self.computed.max():.0f} ms, the program {own.max():.0f} ms at "
            f"most), {len(self.late):,} beats",
            flush=True,
        )
        known = [stall for stall in self.long if stall.beat < len(own)]
        if known:
            self._tell(max(known, key=lambda stall: own[stall.beat]))
        return bool(p99 < AIM_P99 and most <= AIM_MOST)

    def _tell(self, stall: LongStall) -> None:
        number = stall.beat
        print(
            f"    {self.late[number]:.0f} ms, of which the GUI thread computed "
            f"{self.computed[number]:.0f} ms and the program {self.program[number]:.0f} ms, in"
        )
        for of_gui in (True, False):
            places = Counter({each: n for each, n in stall.seen.items() if _is_gui(each) == of_gui})
            for place, times in places.most_common(_PLACES):
                print(f"      {place} ({times} times)")


class _Watch(threading.Thread):
    """Looks where every thread is as long as the one that made it does not beat."""

    def __init__(self) -> None:
        super().__init__(name="watch", daemon=True)
        self.beats: list[tuple[float, float, float]] = []
        self.long: list[LongStall] = []
        self._watched = threading.get_ident()
        self._is_over = threading.Event()

    def beat(self) -> None:
        """Note that the thread is alive, and what was computed so far."""
        self.beats.append((time.perf_counter(), time.thread_time(), time.process_time()))

    def run(self) -> None:
        """Look again and again, until it is over."""
        while not self._is_over.wait(_LOOK):
            beats = len(self.beats)
            if beats and time.perf_counter() - self.beats[beats - 1][0] > _LONG:
                self._note(beats - 1)

    def end(self) -> Stalls:
        """Look no more, and tell what was seen."""
        self._is_over.set()
        self.join()
        passed = 1000 * np.diff(self.beats, axis=0).T if len(self.beats) > 1 else _NONE
        return Stalls(np.maximum(passed[0] - HEARTBEAT, 0), passed[1], passed[2], self.long)

    def _note(self, beat: int) -> None:
        if not self.long or self.long[-1].beat != beat:
            self.long.append(LongStall(beat))
        names = {thread.ident: thread.name for thread in threading.enumerate()}
        names[self._watched] = _GUI
        for thread, frame in sys._current_frames().items():
            if thread != self.ident and frame.f_code.co_name not in _AT_REST:
                name = names.get(thread, "another thread")
                place = _told(traceback.extract_stack(frame))
                self.long[-1].seen[f"{name}: {place}"] += 1


def _is_gui(place: str) -> bool:
    return place.startswith(_GUI)


def _told(stack: traceback.StackSummary) -> str:
    """The innermost calls of a stack that are this program's, and the innermost of all."""
    own = [each for each in stack if Path(each.filename).is_relative_to(_ROOT)][-_PLACES:]
    places = own if own and own[-1] is stack[-1] else [*own, stack[-1]]
    return " > ".join(f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in places)


def run_for(seconds: float) -> None:
    """Let the program run for a while."""
    end = time.perf_counter() + seconds
    wait_until(lambda: time.perf_counter() >= end)


def stalls_during(seconds: float) -> Stalls:
    """Those of a while."""
    return stalls_while(partial(run_for, seconds))


def stalls_while(something_runs: Callable[[], object]) -> Stalls:
    """By how much each beat of a timer on this thread came late meanwhile."""
    from PyQt5.QtCore import Qt, QTimer

    watch = _Watch()
    timer = QTimer(interval=HEARTBEAT, timerType=Qt.PreciseTimer)
    timer.timeout.connect(watch.beat)
    timer.start()
    watch.start()
    watch.beat()
    try:
        something_runs()
    finally:
        watch.beat()
        timer.stop()
        stalls = watch.end()
    return stalls
