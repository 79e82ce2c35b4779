"""Is the window fluid with a book of 5 MB, and does its memory stay small?

``python -m benchmarks.text_window`` reads books of its own as files that are dropped on the window,
trains on the last of them with the progress window open, and writes, while a timer shows how long
the GUI thread stands still, and of the longest stall where all threads were. Then it changes the
book ten times and trains 50 epochs, and prints how much memory all processes hold, and by how much
that grows. The network for the epochs has few units, so that it comes to an end soon: what a window
keeps of an epoch is the same of any. Each part is told, and comes to an end.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._app import close_app, open_app
from benchmarks._stalls import run_for, stalls_while
from benchmarks._window import Measuring
from networks.settings import DEFAULT_BACKEND, MOST_EPOCHS
from tasks.text.book import default_book
from training.record import History
from training.states import Command

if TYPE_CHECKING:
    from app import MainWindow

AIM_MIB = 1_536
AIM_GROWTH = 64
"""MiB, over all epochs and over all changes of book, once caches are full."""
FIRST = 3
"""Changes of book, and tens of epochs, before growth is measured."""
SIZE = 5_000_000
"""Bytes of a book: the most that one can have."""
UNITS = 32
"""Of the network for the epochs."""
AT_ONCE = 10
"""Epochs between two looks at the memory."""
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
        # Cut by bytes: with one too many, it would be refused.
        paths[-1].write_text(text.encode()[:size].decode(errors="ignore"), encoding="utf-8")
    return paths


def read(measured: Measuring, path: Path) -> None:
    """Drop a book on the window."""
    measured.read(str(path), path.stem)


def write_for(measured: Measuring, seconds: float) -> None:
    """Let the writing window write, as fast as it can."""
    measured.open("writing")
    measured.window.further["writing"].findChild(object, "writingWriteButton").click()
    run_for(seconds)


def measure_stalls(measured: Measuring, book: Path, seconds: float, presses: int) -> None:
    """Measure and print what is done with a book, one thing after the other."""
    with measured.part("a book is read"):
        measured.note("a book is read", stalls_while(partial(read, measured, book)))
    measured.train(seconds, presses)
    with measured.part("it writes"):
        measured.wait(lambda: measured.window.session.history)
        measured.rest()
        measured.note("it writes", stalls_while(partial(write_for, measured, seconds)))


def change_books(measured: Measuring, books: list[Path], changes: int) -> Iterator[float]:
    """The memory after each change of book.

    At those that the growth is measured by, nothing is computed any more: to count the runs of
    symbols of such a book takes 130 MiB for a while, and chance says which moment is met.
    """
    for number, book in zip(range(1, changes + 1), cycle(books), strict=False):
        read(measured, book)
        if number in (FIRST, changes):
            measured.wait(partial(_is_compared, measured.window))
        yield measured.memory(f"after {number} of {changes} changes of book")


def _is_compared(window: MainWindow) -> bool:
    """Whether all is known that simpler means reach on the book."""
    return None not in window.comparison.of(window.session.view.typed).facts().values()


def train_small(measured: Measuring, epochs: int) -> Iterator[float]:
    """The memory after each :data:`AT_ONCE` epochs of a small network."""
    window, session = measured.window, measured.window.session
    session.choose_settings(replace(session.view.settings, units=(UNITS,)))
    measured.wait(lambda: session.view.settings.units == (UNITS,))
    measured.wait(lambda: Command.START in session.view.commands)
    window.epochs.setValue(MOST_EPOCHS)
    window.on_start()
    for goal in range(AT_ONCE, epochs + 1, AT_ONCE):
        measured.wait(partial(_are_done, session.history, goal))
        yield measured.memory(f"after {len(session.history)} epochs of {UNITS} units")
    measured.rest()


def _are_done(history: History, epochs: int) -> bool:
    return len(history) >= epochs


def report_growth(measured: Measuring, what: str, amounts: Iterator[float]) -> None:
    """Print how the memory grows meanwhile; whether the aims are reached counts."""
    with measured.part(what):
        held = [*amounts]
        growth = held[-1] - held[min(FIRST, len(held)) - 1]
        print(
            f"  {what}: at most {max(held):,.0f} MiB (aim: under {AIM_MIB:,}), {growth:+.0f} MiB "
            f"since the first {FIRST} of these (aim: under {AIM_GROWTH})",
            flush=True,
        )
        measured.aims.append(max(held) < AIM_MIB and growth < AIM_GROWTH)


def main() -> int:
    """Measure and print; exit status 1 if an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.text_window")
    parser.add_argument("--backend", default=DEFAULT_BACKEND, help="what trains (default: keras)")
    parser.add_argument("--seconds", type=float, default=20, help="of each thing (default: 20)")
    parser.add_argument("--presses", type=int, default=10, help="of Pause (default: 10)")
    parser.add_argument("--changes", type=int, default=10, help="of book (default: 10)")
    parser.add_argument("--epochs", type=int, default=50, help="(default: 50)")
    parser.add_argument("--size", type=int, default=SIZE, help="bytes (default: 5,000,000)")
    parser.add_argument("--most", type=float, default=240, help="seconds of a wait (default: 240)")
    options = parser.parse_args()
    application, window = open_app(options.backend)
    print(f"Screen: {application.platformName()}; backend: {options.backend}")
    measured = Measuring(window, options.most)
    measured.prepare()
    with tempfile.TemporaryDirectory() as folder:
        first, *others = write_books(Path(folder), options.size)
        measure_stalls(measured, first, options.seconds, options.presses)
        changes = change_books(measured, [*others, first], options.changes)
        report_growth(measured, "changes of book", changes)
        report_growth(measured, "epochs", train_small(measured, options.epochs))
    return close_app(window, all(measured.aims))


if __name__ == "__main__":
    sys.exit(main())
