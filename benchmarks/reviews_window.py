"""Is the window fluid with 50,000 reviews, of up to 1,000 words each, and is Pause heard?

``python -m benchmarks.reviews_window REVIEWS`` reads a folder, an archive or a table as if it was
dropped on the window, and trains on it with the progress window open. After the first epoch it
looks into the network, lets a review be explained and the network be judged, while it trains on.
Meanwhile a timer shows how long the GUI thread stands still, and of the longest stall where all
threads were. Each part is told, and comes to an end.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._app import close_app, open_app
from benchmarks._stalls import stalls_while
from benchmarks._window import Measuring
from networks.settings import DEFAULT_BACKEND

if TYPE_CHECKING:
    from app import MainWindow

AIM_MIB = 3 * 1024
"""For all processes."""
WINDOWS = {
    "inside": "Look Inside",
    "review": "Explain a Review",
    "judgement": "How Well It Judges",
    "embedding": "the map of words",
}
"""Those that are opened while it trains, as menus call them."""


def shows_content(window: MainWindow, name: str) -> bool:
    """Whether a window shows what it is for, in place of a sentence on why it does not."""
    if name not in window.further:
        return False
    from PyQt5.QtWidgets import QLabel

    return window.further[name].findChild(QLabel, f"{name}EmptyLabel").parent().shows_content


def open_windows(measured: Measuring) -> None:
    """Open one after the other while it trains; how long each takes to show something."""
    for name, title in WINDOWS.items():
        with measured.part(title):
            began = time.perf_counter()
            shown: list[float] = []

            def is_there(name: str = name, began: float = began, shown: list = shown) -> bool:
                if shows_content(measured.window, name):
                    shown.append(time.perf_counter() - began)
                return bool(shown)

            measured.note(f"{title} opens", stalls_while(partial(measured.open, name, is_there)))
            print(f"  {title} shows something after {shown[0]:.1f} s", flush=True)


def main() -> int:
    """Measure and print; exit status 1 if an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reviews_window")
    parser.add_argument("path", type=Path, help="reviews, such as the archive of 50,000 of films")
    parser.add_argument("--backend", default=DEFAULT_BACKEND, help="what trains (default: keras)")
    parser.add_argument("--seconds", type=float, default=20, help="of training (default: 20)")
    parser.add_argument("--presses", type=int, default=10, help="of Pause (default: 10)")
    parser.add_argument("--most", type=float, default=300, help="seconds of a wait (default: 300)")
    options = parser.parse_args()
    application, window = open_app(options.backend)
    print(f"Screen: {application.platformName()}; backend: {options.backend}")
    measured = Measuring(window, options.most)
    measured.prepare()
    name = options.path.name.partition(".")[0]
    with measured.part("reviews are read"):
        reading = stalls_while(partial(measured.read, str(options.path), name))
        measured.note("reviews are read", reading)
    measured.memory("once they are read")
    measured.train(options.seconds, options.presses)
    with measured.part("its first epoch comes to an end"):
        epoch = stalls_while(partial(measured.wait, lambda: window.session.history))
        measured.note("it trains to an epoch's end", epoch)
        open_windows(measured)
    measured.aims.append(measured.memory("in the end") < AIM_MIB)
    measured.rest()
    return close_app(window, all(measured.aims))


if __name__ == "__main__":
    sys.exit(main())
