"""Does memory grow by nothing but the history and the states kept of its epochs?

``python -m benchmarks.memory`` presses Reset again and again, an epoch trained before each,
then changes the settings as often, each time to a network that has to be compiled anew, and
then trains on. It prints the growth of the memory per Reset and per change, that of the
processes that compute the networks included, and over the epochs beside what the predictions
kept in the history and the networks kept of the epochs account for.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING

from benchmarks._app import close_app, open_app, wait_until
from benchmarks._memory import MIB, own_mib
from networks.settings import DEFAULT_BACKEND, DEFAULT_SETTINGS, MOST_EPOCHS, Settings
from training.states import RunState
from workshop import MOST_IN_A_PROCESS

if TYPE_CHECKING:
    from app import MainWindow

AIM_RESET = 0.5
"""MiB."""
AIM_CHANGE = 1.0
"""MiB."""
AIM_RATIO = 1.5
FIRST_RESETS = 5
FIRST_CHANGES = MOST_IN_A_PROCESS - 1
FIRST_EPOCHS = 100
"""Done before the growth is measured: caches and the pools of the allocator fill first, and the
process of the first network."""


_OTHER_UNITS = cycle((51, 52, 53, 54, 50))
"""Of the first layer: never those that it has."""


def wait_for(window: MainWindow, state: RunState) -> None:
    """Let the program run until it is in ``state``."""
    wait_until(lambda: window.session.view.state is state)


def train_and_reset(window: MainWindow, times: int) -> None:
    """As often as that: train an epoch and press Reset."""
    for _ in range(times):
        window.on_step()
        wait_for(window, RunState.PAUSED)
        window.session.reset()
        wait_for(window, RunState.READY)


def change_settings(window: MainWindow, times: int) -> None:
    """As often as that: train an epoch and take a network with other units."""
    for _ in range(times):
        window.on_step()
        wait_for(window, RunState.PAUSED)
        settings = replace(DEFAULT_SETTINGS, units=(next(_OTHER_UNITS), 50))
        window.session.choose_settings(settings)
        wait_until(partial(_is_in_use, window, settings))


def _is_in_use(window: MainWindow, settings: Settings) -> bool:
    return window.session.view.settings == settings


def report_growth(
    window: MainWindow,
    what: str,
    do: Callable[[MainWindow, int], None],
    times: tuple[int, int],
    aim: float,
) -> bool:
    """Measure and print, once it was done a few times; whether the aim is reached."""
    first, measured = times
    do(window, first)
    before = own_mib()
    do(window, measured)
    growth = own_mib() - before
    each = growth / measured
    print(
        f"{measured} {what}: {before:.0f} MiB grew by {growth:+.1f} MiB,"
        f" {each:+.3f} MiB each (aim: under {aim})",
        flush=True,
    )
    return each < aim


def report_epochs(window: MainWindow, epochs: int) -> bool:
    """Measure and print; whether what is kept explains the growth."""
    history, snapshots = window.session.history, window.session.snapshots
    window.epochs.setValue(MOST_EPOCHS)
    window.on_start()
    wait_until(lambda: len(history) >= FIRST_EPOCHS)
    before, first, snapshots_before = own_mib(), len(history), snapshots.bytes
    most_bytes = 0

    def is_done() -> bool:
        # Every so often half of the networks are given up; the allocator keeps their room.
        nonlocal most_bytes
        most_bytes = max(most_bytes, snapshots.bytes)
        return len(history) >= min(first + epochs, MOST_EPOCHS)

    wait_until(is_done)
    growth, count = own_mib() - before, len(history) - first
    networks = (most_bytes - snapshots_before) / MIB
    kept = count * history[0].predictions.nbytes / MIB + networks
    print(
        f"{count:,} epochs: {before:.0f} MiB grew by {growth:+.1f} MiB; what is kept of them is"
        f" {kept:.1f} MiB of it, ratio {growth / kept:.2f} (aim: under {AIM_RATIO})"
    )
    return growth / kept < AIM_RATIO


def main() -> int:
    """Measure and print; exit status 1 if an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory")
    parser.add_argument("--backend", default=DEFAULT_BACKEND, help="what trains (default: keras)")
    parser.add_argument("--resets", type=int, default=50, help="(default: 50)")
    # In the end the process is as full as before: so many networks share one.
    changes = 17 * MOST_IN_A_PROCESS
    parser.add_argument("--changes", type=int, default=changes, help=f"(default: {changes})")
    parser.add_argument("--epochs", type=int, default=2000, help="(default: 2000)")
    options = parser.parse_args()
    application, window = open_app(options.backend)
    print(f"Screen: {application.platformName()}; backend: {options.backend}")
    window.further.open("progress")
    reached = [
        report_growth(window, "Resets", train_and_reset, (FIRST_RESETS, options.resets), AIM_RESET),
        report_growth(
            window,
            "changes of settings",
            change_settings,
            (FIRST_CHANGES, options.changes),
            AIM_CHANGE,
        ),
        report_epochs(window, options.epochs),
    ]
    return close_app(window, all(reached))


if __name__ == "__main__":
    sys.exit(main())
