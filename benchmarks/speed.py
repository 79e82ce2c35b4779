"""Time per training target, evaluation included, against the original program's loop.

``python -m benchmarks.speed [ROUNDS] [--backend numpy]`` measures both in turn in one run, so
that a busy machine slows both alike. The original's epoch is ``fit`` for one epoch at batch
size 1 and ``predict`` at batch size 1, on 36 sliding windows of 4 of the pattern 0,1,0,1
repeated.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np

from model import create_model, load_backend
from networks.settings import DEFAULT_BACKEND, DEFAULT_PATTERN
from tasks.pattern import Pattern
from tasks.repeating import cut_windows
from training.loop import PassDone, Position, train

DEFAULT_ROUNDS = 9
ORIGINAL_WINDOW = 4
ORIGINAL_TARGETS = 36
AIMS = {"keras": 60, "numpy": 20}
"""How many times as fast a target is to be, by what computes it."""


def original_epoch() -> Callable[[], None]:
    """One epoch as the original program does it, to be called again and again."""
    import keras

    model = keras.Sequential(
        [
            keras.layers.Input(batch_shape=(1, ORIGINAL_WINDOW, 1)),
            keras.layers.LSTM(50, stateful=True, return_sequences=True),
            keras.layers.LSTM(50, stateful=True),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    inputs, targets = original_windows()

    def epoch() -> None:
        model.fit(inputs, targets, epochs=1, batch_size=1, verbose=0)
        model.predict(inputs, batch_size=1, verbose=0)

    return epoch


def original_windows() -> tuple[np.ndarray, np.ndarray]:
    """Sliding windows, ``(36, 4, 1)``, and the symbol after each, ``(36, 1)``."""
    length = ORIGINAL_TARGETS + ORIGINAL_WINDOW
    symbols = Pattern.read(DEFAULT_PATTERN).repeated(length).astype(np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(symbols[:-1], ORIGINAL_WINDOW)
    return windows[..., None], symbols[ORIGINAL_WINDOW:, None]


def own_epoch(backend: str) -> tuple[Callable[[], None], int]:
    """One epoch of this program's own loop, and the training targets in it."""
    network = create_model(backend)
    network.compile()
    network.initialise(seed=0)
    pattern = Pattern.read(DEFAULT_PATTERN)
    steps = train(network, pattern, Position())

    def epoch() -> None:
        while isinstance(next(steps), PassDone):
            pass

    return epoch, cut_windows(pattern, network.settings.window_shape).targets.size


def seconds_of(epoch: Callable[[], None]) -> float:
    """Wall time of one epoch."""
    started = time.perf_counter()
    epoch()
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed")
    parser.add_argument("rounds", type=int, nargs="?", default=DEFAULT_ROUNDS)
    parser.add_argument("--backend", choices=AIMS, default=DEFAULT_BACKEND)
    options = parser.parse_args()
    rounds = options.rounds
    load_backend("keras")
    original = original_epoch()
    own, own_targets = own_epoch(options.backend)
    for epoch in (original, own):
        epoch()  # The first one compiles graphs and warms caches.
    seconds = np.array([(seconds_of(original), seconds_of(own)) for _ in range(rounds)])
    original_median, own_median = np.median(seconds, axis=0)
    per_target = own_median / own_targets
    original_per_target = original_median / ORIGINAL_TARGETS
    print(f"{rounds} rounds, the two in turn; medians, training and evaluation pass together:")
    for name, median, targets in (
        ("original's loop", original_median, ORIGINAL_TARGETS),
        (f"own, {options.backend}", own_median, own_targets),
    ):
        print(
            f"{name:15}  {1e3 * median:7.1f} ms for {targets:>4} targets"
            f"  {1e6 * median / targets:8.1f} µs a target"
        )
    ratio = original_per_target / per_target
    aim = AIMS[options.backend]
    verdict = "reached" if ratio >= aim else "missed"
    print(f"Ratio: 1/{ratio:.0f} of the original's time per target; aim 1/{aim}: {verdict}")


if __name__ == "__main__":
    main()
