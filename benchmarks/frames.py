"""Does a frame of the progress window cost more after 10,000 epochs than after a few?

``python -m benchmarks.frames`` prints, for following a training live and for stepping
with the slider, how long the GUI thread computes for one frame, with a long history and
with a short one, their ratio, and the worst one in a hundred; of that also the time on the
clock, in which other programs have their share. It uses the screen if there is one, and
Qt's offscreen platform if not.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count, cycle

import numpy as np
from PyQt5.QtWidgets import QApplication, QSlider

from progress_window import Progress, ProgressWindow
from tasks.pattern import Pattern
from training.record import EpochRecord, History
from views.epoch_cursor import EpochCursor
from views.plot_window import FRAME_INTERVAL

FEW, MANY = 120, 10_000
FRAMES = 100
WARM_UP = 10
TARGETS = 1_024
LARGEST_RATIO = 1.5
PATTERN = Pattern("0000111101100101")
SIZE = (1240, 760)
"""Of the window, in pixels. Versions whose windows open at other sizes are compared at this one."""

Act = Callable[[], None]


def noisy_records(last: int) -> Iterator[EpochRecord]:
    """Epochs of a net that learns until epoch ``last``, every epoch a little off its course."""
    rng = np.random.default_rng(0)
    targets = PATTERN.repeated(TARGETS)
    for epoch in count(1):
        doubt = 0.5 * (1 - 0.9 * epoch / last) + rng.normal(0, 0.05)
        predictions = np.clip(np.abs(targets - doubt), 0.01, 0.99).astype(np.float32)
        yield EpochRecord.from_evaluation(epoch, predictions, targets, len(PATTERN), 0.5, 0.06)


def open_window(epochs: int) -> tuple[ProgressWindow, History, Iterator[EpochRecord]]:
    """A progress window in the middle of a training that is to be ``epochs`` long in the end."""
    source = noisy_records(epochs)
    history = History()
    history.replace(next(source) for _ in range(epochs - FRAMES - WARM_UP))
    window = ProgressWindow(EpochCursor(history))
    window.render(Progress(planned=epochs, current=0, fraction=0.0, status="Training."))
    window.resize(*SIZE)
    window.show()
    return window, history, source


def following(window: ProgressWindow, history: History, source: Iterator[EpochRecord]) -> Act:
    """One more epoch, as a worker would report it."""

    def act() -> None:
        history.append(next(source))
        window.epoch_cursor.history_grew()

    return act


def stepping(window: ProgressWindow, history: History) -> Act:
    """One more step of the slider, up and down through the whole history."""
    slider = window.findChild(QSlider, "epochSlider")
    stops = np.linspace(1, len(history), FRAMES // 2).astype(int)
    places = cycle([*stops, *stops[::-1]])
    return lambda: slider.setValue(int(next(places)))


def busy_milliseconds(act: Act) -> tuple[float, float]:
    """What an act and all the drawing that comes of it cost: computing, and on the clock."""
    computing = on_the_clock = 0.0
    end = time.perf_counter() + 1.5 * FRAME_INTERVAL / 1_000
    steps = [act]
    while time.perf_counter() < end:
        start, start_computing = time.perf_counter(), time.thread_time()
        for step in steps:
            step()
        QApplication.processEvents()
        on_the_clock += time.perf_counter() - start
        computing += time.thread_time() - start_computing
        steps = []
        time.sleep(0.001)
    return computing * 1_000, on_the_clock * 1_000


def measure(acts: dict[int, Act]) -> dict[int, np.ndarray]:
    """Costs of every frame, shape ``(2, frames)``, by length of history; measured in turn."""
    costs = [[busy_milliseconds(act) for act in acts.values()] for _ in range(FRAMES + WARM_UP)]
    return dict(zip(acts, np.array(costs[WARM_UP:]).transpose(1, 2, 0), strict=True))


def report(title: str, costs: dict[int, np.ndarray]) -> float:
    """Print what was measured; returns the ratio of the medians."""
    print(title)
    for epochs, (computing, on_the_clock) in costs.items():
        median, worst = np.percentile(computing, [50, 99])
        print(
            f"  {epochs:>6,} epochs: median {median:4.1f} ms, p99 {worst:4.1f} ms a frame"
            f" (on the clock {np.percentile(on_the_clock, 99):.1f} ms)"
        )
    ratio = float(np.median(costs[MANY][0]) / np.median(costs[FEW][0]))
    print(f"  ratio {ratio:.2f} (at most {LARGEST_RATIO})")
    return ratio


def main() -> int:
    """Measure both ways of watching; exit status 1 if one of them grows too dear."""
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    opened = {epochs: open_window(epochs) for epochs in (FEW, MANY)}
    live = {epochs: following(*parts) for epochs, parts in opened.items()}
    ratios = [report(f"Following live, on {application.platformName()}", measure(live))]
    by_slider = {
        epochs: stepping(window, history) for epochs, (window, history, _) in opened.items()
    }
    ratios.append(report("Stepping with the slider", measure(by_slider)))
    return int(max(ratios) > LARGEST_RATIO)


if __name__ == "__main__":
    sys.exit(main())
