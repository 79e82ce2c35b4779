"""Does the window stay fluid while the network trains as fast as it can?

``python -m benchmarks.responsiveness`` trains at full speed with the progress window open.
A timer on the GUI thread that is due every 2 ms shows how long the thread stands still, and
how long of that it computes itself, and the program; the rest it waits for Python's lock or for a
processor that others have. The same is measured while nothing is trained. Then it presses Pause and
Continue and measures how long it takes until training has stopped, which it does between
two calls of the network, or within a long one; so the time of an epoch is printed beside it.

With ``--largest`` it measures Pause alone, on the largest network that can be chosen, of which
a single update takes seconds, and while that network predicts.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from benchmarks._app import close_app, open_app, wait_until
from benchmarks._pausing import pause_milliseconds, press_pause, run_a_little
from benchmarks._stalls import AIM_MOST, AIM_P99, run_for, stalls_during
from networks.settings import (
    DEFAULT_BACKEND,
    LONGEST_WINDOW,
    MOST_EPOCHS,
    MOST_LAYERS,
    MOST_PREDICTED,
    MOST_ROWS,
    MOST_UNITS,
    Settings,
)
from utils import LONGEST_PATTERN

if TYPE_CHECKING:
    from app import MainWindow

AIM_PAUSE, AIM_PAUSE_LARGEST = 100, 500
"""Milliseconds."""
LARGEST = Settings(units=(MOST_UNITS,) * MOST_LAYERS, rows=MOST_ROWS, window=LONGEST_WINDOW)
EPOCHS_FIRST = 3
"""Epochs of a training before it counts as steady."""
IDLE_SECONDS = 5


def pause_of_prediction(window: MainWindow) -> float:
    """The same of a prediction; afterwards nothing goes on."""
    window.output.question.steps.setValue(MOST_PREDICTED)
    window.actions_by_name["predict"].trigger()
    run_a_little()
    return press_pause(window)


def report_pauses(pauses: Sequence[float], epoch: float) -> bool:
    """Print them beside the milliseconds of an epoch; whether the aim is reached."""
    print(
        f"Pause acknowledged, {len(pauses)} presses: median {np.median(pauses):.0f} ms,"
        f" longest {max(pauses):.0f} ms (aim {AIM_PAUSE} ms); an epoch takes {epoch:.0f} ms"
    )
    return max(pauses) <= AIM_PAUSE


def measure_largest(window: MainWindow, presses: int) -> bool:
    """Measure and print Pause on a network of which an update takes seconds.

    The pattern is the longest, so that a prediction takes long as well.
    """
    symbols = np.random.default_rng(0).integers(0, 2, LONGEST_PATTERN)
    window.problem.pattern.set_text("".join(map(str, symbols)))
    window.epochs.setValue(MOST_EPOCHS)
    window.on_start()
    wait_until(lambda: window.session.view.fraction > 0)
    pauses = {"training": [pause_milliseconds(window) for _ in range(presses)]}
    press_pause(window)
    pauses["predicting"] = [pause_of_prediction(window) for _ in range(presses)]
    for what, milliseconds in pauses.items():
        print(
            f"Pause acknowledged while {what}, {presses} presses: median"
            f" {np.median(milliseconds):.0f} ms, longest {max(milliseconds):.0f} ms"
            f" (aim {AIM_PAUSE_LARGEST} ms)"
        )
    return max(map(max, pauses.values())) <= AIM_PAUSE_LARGEST


def measure_stalls(window: MainWindow, seconds: float) -> bool:
    """Measure and print them, without and with a training; whether the aims are reached."""
    history = window.session.history
    window.epochs.setValue(MOST_EPOCHS)
    run_for(1)
    idle = stalls_during(IDLE_SECONDS)
    window.on_start()
    wait_until(lambda: len(history) >= EPOCHS_FIRST)
    before = len(history)
    training = stalls_during(seconds)
    speed = (len(history) - before) / seconds
    print(
        f"Stalls of the GUI thread (aims while training: p99 under {AIM_P99} ms,"
        f" none over {AIM_MOST} ms):"
    )
    idle.report("nothing is trained")
    return training.report(f"{speed:.1f} epochs a second")


def main() -> int:
    """Measure and print; exit status 1 if an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.responsiveness")
    parser.add_argument("--backend", default=DEFAULT_BACKEND, help="what trains (default: keras)")
    parser.add_argument("--seconds", type=float, default=20, help="of training (default: 20)")
    parser.add_argument("--presses", type=int, default=20, help="of Pause (default: 20)")
    parser.add_argument("--largest", action="store_true", help="Pause alone, largest network")
    options = parser.parse_args()
    settings = LARGEST if options.largest else Settings()
    application, window = open_app(options.backend, settings)
    print(f"Screen: {application.platformName()}; backend: {options.backend}")
    if options.largest:
        reached = measure_largest(window, options.presses)
    else:
        reached = measure_usual(window, options.seconds, options.presses)
    print("Aims reached." if reached else "Aims missed.")
    return close_app(window, reached)


def measure_usual(window: MainWindow, seconds: float, presses: int) -> bool:
    """Measure and print how fluid the window is, and Pause; whether the aims are reached."""
    window.further.open("progress")
    fluid = measure_stalls(window, seconds)
    pauses = [pause_milliseconds(window) for _ in range(presses)]
    epoch = 1000 * float(np.median([record.seconds for record in window.session.history]))
    return report_pauses(pauses, epoch) and fluid


if __name__ == "__main__":
    sys.exit(main())
