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
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

from benchmarks._pytorch import INSTALL, TorchNetwork, median_seconds
from custom_lstm import LSTMLayer
from fast_lstm import FastLSTMLayer
from networks.numpy_network import NumpyNetwork
from networks.settings import Settings
from tasks.lesson import Lesson
from tasks.pattern import Pattern
from tasks.repeating import cut_windows

PATTERN = "0010110111010011"
DEFAULT_EPOCHS = 25


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

    network = TorchNetwork(settings)
    loss_of = torch.nn.BCEWithLogitsLoss()
    inputs, targets = map(torch.from_numpy, (windows.inputs[0], windows.targets[0]))

    def train() -> None:
        states = None
        for window, after in zip(inputs, targets, strict=True):
            hidden, states = network.lstm(window, states)
            states = tuple(state.detach() for state in states)
            network.learn(loss_of(network.output(hidden[:, -1]), after))

    @torch.inference_mode()
    def evaluate() -> None:
        states = None
        for window in inputs:
            hidden, states = network.lstm(window, states)
            torch.sigmoid(network.output(hidden[:, -1]))

    def epoch() -> None:
        train()
        evaluate()

    return epoch


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
