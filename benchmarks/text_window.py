"""Is the window fluid with a book of 5 MB, and does its memory stay small?

``python -m benchmarks.text_window`` reads books of its own as files that are dropped on the window,
trains on the last of them with the progress window open, and writes, while a timer shows how long
the GUI thread stands still. Then it changes the book ten times and trains 50 epochs, and prints how
much memory all processes hold, and by how much that grows.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._app import close_app, open_app, wait_until
from benchmarks._memory import own_mib
from benchmarks.responsiveness import report_stalls, run_for, stalls_during, stalls_while
from networks.settings import DEFAULT_BACKEND, MOST_EPOCHS
from tasks.text.book import default_book
from training.states import Command, RunState

if TYPE_CHECKING:
    from app import MainWindow

AIM_MIB = 1_536
AIM_GROWTH = 64
"""MiB, over all epochs and over all changes of book, once caches are full."""
FIRST = 3
"""Changes of book, and epochs, before growth is measured."""
SIZE = 5_000_000
"""Characters of a book: a little below the most that one can have."""
_OTHERS = 2
"""Books that are read in turn."""


def write_books(folder: Path, size: int) -> list[Path]:
    """Books of the default book's lines, each in an order of its own."""
    lines = default_book().text.splitlines(keepends=True)
    paths = []
    for number in range(_OTHERS):
        text, rng = "", random.Random(number)
        while len(text) < size:
            text += "".join(rng.sample(lines, len(lines)))
        paths.append(folder / f"book-{number}.txt")
        paths[-1].write_text(text[:size])
    return paths


def is_at_rest_with(window: MainWindow, path: Path) -> bool:
    """Whether this book is what the network is to learn, and it could begin."""
    view = window.session.view
    is_read = view.typed is not None and path.stem in view.typed.title
    return is_read and view.next_settings is None and Command.START in view.commands


def read(window: MainWindow, path: Path) -> None:
    """Drop a file on the window and wait until the network is ready to learn it."""
    if window.session.history:
        window.session.reset()
        wait_until(lambda: window.session.view.state is RunState.READY)
    window.problem.read_file(str(path))
    wait_until(lambda: is_at_rest_with(window, path))


def train(window: MainWindow, epochs: int) -> None:
    """Let it have so many epochs more."""
    goal = len(window.session.history) + epochs
    window.epochs.setValue(min(goal, MOST_EPOCHS))
    window.on_resume() if window.session.history else window.on_start()
    wait_until(lambda: len(window.session.history) >= goal)
    if window.session.view.state is not RunState.FINISHED:
        window.actions_by_name["pause"].trigger()
        wait_until(lambda: window.session.view.state in (RunState.PAUSED, RunState.FINISHED))


def write_for(window: MainWindow, seconds: float) -> None:
    """Let the writing window write, as fast as it can."""
    window.further.open("writing")
    run_for(1)
    writing = window.further["writing"]
    button = writing.findChild(object, "writingWriteButton")
    button.click()
    run_for(seconds)


def report_fluidity(window: MainWindow, books: list[Path], seconds: float) -> bool:
    """Measure and print the stalls of each thing that is done with a book."""
    reading = stalls_while(lambda: read(window, books[0]))
    window.further.open("progress")
    run_for(2)  # It is drawn for the first time.
    window.epochs.setValue(MOST_EPOCHS)
    window.on_start()
    wait_until(lambda: window.session.view.fraction > 0)
    training = stalls_during(seconds)
    wait_until(lambda: window.session.history)
    window.actions_by_name["pause"].trigger()
    wait_until(lambda: window.session.view.state is RunState.PAUSED)
    writing = stalls_while(lambda: write_for(window, seconds))
    told = {"a book is read": reading, "it trains": training, "it writes": writing}
    reached = [report_stalls(title, stalls) for title, stalls in told.items()]
    return all(reached)


def report_growth(what: str, count: int, do: Callable[[], None]) -> bool:
    """Do something again and again, and print what that takes; whether the aims are reached."""
    most, after_first = 0.0, 0.0
    for number in range(1, count + 1):
        do()
        now = own_mib()
        most = max(most, now)
        if number == min(FIRST, count):
            after_first = now
    growth = now - after_first
    print(
        f"{count} {what}: at most {most:,.0f} MiB (aim: under {AIM_MIB:,}), {growth:+.0f} MiB "
        f"since the first {min(FIRST, count)} (aim: under {AIM_GROWTH})",
        flush=True,
    )
    return most < AIM_MIB and growth < AIM_GROWTH


def main() -> int:
    """Measure and print; exit status 1 if an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.text_window")
    parser.add_argument("--backend", default=DEFAULT_BACKEND, help="what trains (default: keras)")
    parser.add_argument("--seconds", type=float, default=20, help="of each thing (default: 20)")
    parser.add_argument("--changes", type=int, default=10, help="of book (default: 10)")
    parser.add_argument("--epochs", type=int, default=50, help="(default: 50)")
    parser.add_argument("--size", type=int, default=SIZE, help="characters (default: 5,000,000)")
    options = parser.parse_args()
    application, window = open_app(options.backend)
    print(f"Screen: {application.platformName()}; backend: {options.backend}")
    with tempfile.TemporaryDirectory() as folder:
        books = write_books(Path(folder), options.size)
        reached = [report_fluidity(window, books, options.seconds)]
        others = cycle(reversed(books))
        reached += [
            report_growth("changes of book", options.changes, lambda: read(window, next(others))),
            report_growth("epochs", options.epochs, lambda: train(window, 1)),
        ]
    close_app(window)
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
