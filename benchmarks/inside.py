"""How long does the view inside the network take to show another epoch, step, layer or unit?

``python -m benchmarks.inside`` prints, for each tab of the window after 200 epochs of the
default network, the milliseconds from a change of the cursor to the painted tab: median and
p95 for each kind of move and for all of them. Exit status 1 if a p95 over all is above 100.
It uses the screen if there is one, and Qt's offscreen platform if not; ``--size WxH`` sets the
size of the window.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from itertools import cycle
from typing import TYPE_CHECKING

import numpy as np

from benchmarks._app import choose_screen
from main import make_application
from tasks.pattern import Pattern

if TYPE_CHECKING:
    from training.snapshots import EpochSnapshots
    from views.inside.cursor import Cursor
    from views.inside.window import InsideWindow

EPOCHS = 200
MOVES = 60
WARM_UP = 5
MOST_MILLISECONDS = 100
PATTERN = Pattern("00101110")

Move = Callable[[], None]


def noisy_snapshots() -> EpochSnapshots:
    """States of a net whose weights wander from epoch to epoch: training would take longer."""
    from networks.numpy_network import numpy_network
    from networks.settings import DEFAULT_SETTINGS
    from training.checkpoint import TrainedState
    from training.loop import Position
    from training.snapshots import EpochSnapshots

    network = numpy_network(DEFAULT_SETTINGS)
    network.initialise(0)
    rng = np.random.default_rng(0)
    snapshots = EpochSnapshots()
    for epoch in range(1, EPOCHS + 1):
        snapshot = network.snapshot()
        for name, array in snapshot.items():
            if name.startswith("weights/"):
                array += rng.normal(0, 0.01 * np.sqrt(epoch), array.shape)
        snapshots.add(epoch, TrainedState(PATTERN, Position(epoch + 1), snapshot))
    return snapshots


def open_window(size: tuple[int, int]) -> InsideWindow:
    """The window after all epochs, at a size in pixels."""
    from networks.settings import DEFAULT_SETTINGS
    from training.record import EpochRecord, History
    from views.epoch_cursor import EpochCursor
    from views.inside.window import InsideWindow

    history = History()
    targets = PATTERN.symbols
    for epoch in range(1, EPOCHS + 1):
        predictions = np.full(len(PATTERN), 0.4, np.float32)
        record = EpochRecord.from_evaluation(epoch, predictions, targets, 8, 0.5, 0.06)
        history.append(record)
    window = InsideWindow(EpochCursor(history), noisy_snapshots(), DEFAULT_SETTINGS)
    window.resize(*size)
    window.show()
    return window


def kinds_of_moves(cursor: Cursor) -> dict[str, Move]:
    """One act for each coordinate; called again and again, it always leads elsewhere."""
    rng = np.random.default_rng(1)
    epochs = cycle([int(epoch) for epoch in rng.permutation(EPOCHS) + 1])
    units = cycle([int(unit) for unit in rng.permutation(cursor.units)])
    steps = cycle([int(step) for step in rng.permutation(cursor.steps)])
    return {
        "epoch": lambda: cursor.epoch_cursor.show(next(epochs)),
        "step": lambda: cursor.go_to(step=next(steps)),
        "unit": lambda: cursor.go_to(unit=next(units)),
        "layer": lambda: cursor.go_to(layer=1 - cursor.layer),
    }


def milliseconds(window: InsideWindow, move: Move) -> float:
    """From the move to the painted window."""
    from PyQt5.QtCore import QTimer
    from PyQt5.QtWidgets import QApplication

    timer = window.findChild(QTimer, "frameTimer")
    start = time.perf_counter()
    move()
    while timer.isActive() or (window.canvas is not None and window.canvas.is_half_drawn):
        QApplication.processEvents()
    # What the frame has asked to be painted.
    QApplication.processEvents()
    elapsed = time.perf_counter() - start
    time.sleep(0.05)
    return 1_000 * elapsed


def report(title: str, costs: dict[str, np.ndarray]) -> float:
    """Print what was measured; returns the p95 over all moves."""
    print(title)
    everything = np.concatenate(list(costs.values()))
    for name, values in {**costs, "any": everything}.items():
        median, p95 = np.percentile(values, [50, 95])
        print(f"  {name:6} median {median:5.1f} ms, p95 {p95:5.1f} ms")
    return float(np.percentile(everything, 95))


def main() -> int:
    """Measure every tab; exit status 1 if one of them is too slow."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", default="1280x800", help="of the window, in pixels")
    size = parser.parse_args().size
    screen = choose_screen()
    application = make_application()
    from PyQt5.QtWidgets import QTabWidget

    width, height = map(int, size.split("x"))
    window = open_window((width, height))
    application.processEvents()
    tabs = window.findChild(QTabWidget, "insideTabs")
    worst = []
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        moves = kinds_of_moves(window.cursor)
        costs = {
            name: np.array([milliseconds(window, move) for _ in range(WARM_UP + MOVES)][WARM_UP:])
            for name, move in moves.items()
        }
        worst.append(report(f"{tabs.tabText(index)}, {size} on {screen}", costs))
    window.close()
    return int(max(worst) > MOST_MILLISECONDS)


if __name__ == "__main__":
    sys.exit(main())
