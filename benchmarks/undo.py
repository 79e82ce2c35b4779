"""How long does Undo take between a pattern and another task, and the way there, and what stays?

``python -m benchmarks.undo`` trains an epoch on a pattern, chooses each of the tasks, which has a
network of its own, and undoes that, and so on for some rounds. It prints how long each way takes
until the other network is there, the processor time of all processes meanwhile, and the memory
of all of them at rest.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import psutil

from benchmarks._app import close_app, median, open_app, wait_until
from benchmarks._memory import own_mib
from networks.ports import BITS, Ports
from networks.settings import DEFAULT_BACKEND
from tasks.registry import TASKS
from training.states import Command, RunState

if TYPE_CHECKING:
    from app import MainWindow

OTHERS = ("reviews", "text")
AIM_UNDO = 1.0
"""Seconds, of the median."""
REST = 1.0
"""Seconds after which what is to end has ended."""


class Trip(NamedTuple):
    """How long it took: on the clock, and on all processors together."""

    seconds: float
    processor: float


def processor_time() -> dict[int, float]:
    """Of this process and of those it has begun, by their numbers."""
    here = psutil.Process()
    used = {each.pid: each.cpu_times() for each in [here, *here.children(recursive=True)]}
    return {pid: times.user + times.system for pid, times in used.items()}


def way(window: MainWindow, act: Callable[[], None], ports: Ports) -> Trip:
    """Do it, and wait until a network with these ports is there."""
    before, began = processor_time(), time.perf_counter()
    act()

    def is_there() -> bool:
        view = window.session.view
        is_free = view.next_settings is None and Command.STEP in view.commands
        return is_free and view.settings.ports == ports

    wait_until(is_there)
    seconds, after = time.perf_counter() - began, processor_time()
    used = sum(after[pid] - before.get(pid, 0.0) for pid in after)
    wait_until(lambda: False, REST)
    return Trip(seconds, used)


def main() -> int:
    """Measure and print; exit status 1 if the aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.undo")
    parser.add_argument("--backend", default=DEFAULT_BACKEND, help="what trains (default: keras)")
    parser.add_argument("--rounds", type=int, default=3, help="of all tasks (default: 3)")
    options = parser.parse_args()
    application, window = open_app(options.backend)
    print(f"Screen: {application.platformName()}; backend: {options.backend}")
    session, ways = window.session, defaultdict[str, list[Trip]](list)
    session.step()
    wait_until(lambda: session.view.state is RunState.PAUSED)
    print(f"Before: {own_mib():.0f} MiB")
    for _ in range(options.rounds):
        for task in OTHERS:
            problem = TASKS[task].example
            ports = TASKS[task].fit(problem, TASKS[task].settings).ports
            there = way(window, partial(session.set_problem, problem), ports)
            mib = own_mib()
            back = way(window, session.undo, BITS)
            ways[f"{task} is chosen"].append(there)
            ways["Undo"].append(back)
            print(
                f"{task}: there {there.seconds:.2f} s ({there.processor:.1f} s of processors),"
                f" {mib:.0f} MiB; Undo {back.seconds:.2f} s ({back.processor:.1f}),"
                f" {own_mib():.0f} MiB",
                flush=True,
            )
    for what, taken in ways.items():
        print(f"{what}: median {median([each.seconds for each in taken]):.2f} s")
    return close_app(window, median([each.seconds for each in ways["Undo"]]) < AIM_UNDO)


if __name__ == "__main__":
    sys.exit(main())
