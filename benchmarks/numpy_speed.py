"""Time per training target of the NumPy net: made fast, as it is to be read, and PyTorch's.

``python -m benchmarks.numpy_speed [EPOCHS]`` trains all on the same windows, epoch by
epoch in turn, on one thread, and prints the median of each. An epoch is a training pass and
an evaluation pass. The readable LSTM is that of
:mod:`custom_lstm`, the fast one that of :mod:`fast_lstm`. PyTorch is needed for nothing else;
without it the NumPy figures are printed alone.
"""

from __future__ import annotations

import os

# PyTorch reads it when it is first imported.
os.environ["OMP_NUM_THREADS"] = "1"

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

import numpy as np

from custom_lstm import LSTMLayer
from fast_lstm import FastLSTMLayer
from networks.numpy_network import NumpyNetwork
from networks.settings import Settings
from tasks.pattern import Pattern
from tasks.repeating import cut_windows
from tasks.task import Lesson

PATTERN = "0010110111010011"
DEFAULT_EPOCHS = 25
INSTALL = "PyTorch is not installed: pip install torch==2.13.0 (for this comparison only)."


def numpy_epoch(
    settings: Settings, windows: Lesson, make_layer: Callable[..., Any]
) -> Callable[[], None]:
    """One epoch of the net written from scratch, to be called again and again."""
    network = NumpyNetwork(settings, make_layer=make_layer)
    network.initialise(seed=0)
    inputs, targets = windows.inputs[0], windows.targets[0]

    def epoch() -> None:
        network.reset_states()
        network.train_pass(inputs, targets)
        network.reset_states()
        network.evaluate_pass(inputs)

    return epoch


def torch_epoch(settings: Settings, windows: Lesson) -> Callable[[], None]:
    """The same epoch on ``torch.nn.LSTM`` with the fused Adam."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    units = settings.units[-1]
    lstm = torch.nn.LSTM(1, units, num_layers=len(settings.units), batch_first=True)
    output = torch.nn.Linear(units, 1)
    weights = [*lstm.parameters(), *output.parameters()]
    adam = torch.optim.Adam(
        weights,
        settings.learning_rate,
        betas=(0.9, settings.beta_2),
        eps=settings.epsilon,
        fused=True,
    )
    loss_of = torch.nn.BCEWithLogitsLoss()
    inputs, targets = map(torch.from_numpy, (windows.inputs[0], windows.targets[0]))

    def train() -> None:
        states = None
        for window, after in zip(inputs, targets, strict=True):
            hidden, states = lstm(window, states)
            states = tuple(state.detach() for state in states)
            adam.zero_grad()
            loss_of(output(hidden[:, -1]), after).backward()
            torch.nn.utils.clip_grad_norm_(weights, settings.clip_norm or float("inf"))
            adam.step()

    @torch.inference_mode()
    def evaluate() -> None:
        states = None
        for window in inputs:
            hidden, states = lstm(window, states)
            torch.sigmoid(output(hidden[:, -1]))

    def epoch() -> None:
        train()
        evaluate()

    return epoch


def median_seconds(epochs: dict[str, Callable[[], None]], repeats: int) -> dict[str, float]:
    """Median wall time of each, run in turn, so that a busy machine slows all alike."""
    seconds: dict[str, list[float]] = {name: [] for name in epochs}
    for epoch in epochs.values():
        epoch()  # The first one warms caches and allocators.
    for _ in range(repeats):
        for name, epoch in epochs.items():
            started = time.perf_counter()
            epoch()
            seconds[name].append(time.perf_counter() - started)
    return {name: float(np.median(times)) for name, times in seconds.items()}


def main() -> None:
    """Measure and print."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_EPOCHS
    # All 64 updates of an epoch in one pass, so that both loops are as short as they can be.
    settings = replace(Settings(), updates=64, passes=1)
    windows = cut_windows(Pattern.read(PATTERN), settings.window_shape)
    epochs = {
        "NumPy": numpy_epoch(settings, windows, FastLSTMLayer),
        "readable": numpy_epoch(settings, windows, LSTMLayer),
    }
    if find_spec("torch"):
        epochs["PyTorch"] = torch_epoch(settings, windows)
    else:
        print(INSTALL)
    medians = median_seconds(epochs, repeats)
    for name, seconds in medians.items():
        per_target = seconds / windows.targets.size
        print(f"{name:8} {1e3 * seconds:6.1f} ms an epoch, {1e6 * per_target:6.1f} µs a target")
    print(f"The fast layer takes {medians['NumPy'] / medians['readable']:.2f} of the readable's.")
    if "PyTorch" in medians:
        print(f"NumPy takes {medians['NumPy'] / medians['PyTorch']:.2f} of PyTorch's time.")


if __name__ == "__main__":
    main()
