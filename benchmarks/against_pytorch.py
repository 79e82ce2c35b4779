"""Time per training target of echo, order and text: both backends, and PyTorch's same loop.

``python -m benchmarks.against_pytorch [REPEATS]`` trains all on the same sequences with the
settings that suit each task, in turn, on one thread, and prints the median of each. PyTorch gets
its numbers as they are best for it, one-hot already or embedded, and batch first,
``torch.nn.LSTM`` and the fused Adam. It is needed for nothing else, and without it the backends
are measured alone.
"""

from __future__ import annotations

import os

# All three read these when they are first imported.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["TF_NUM_INTEROP_THREADS"] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import sys
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks._pytorch import INSTALL, TorchNetwork, median_seconds
from model import create_model, load_backend
from networks.settings import BACKEND_NAMES, Settings
from tasks.registry import TASKS
from tasks.task import Lesson

MEASURED = ("echo", "order", "text")
DEFAULT_REPEATS = 15
TORCH = "PyTorch"


def own_pass(backend: str, settings: Settings, lesson: Lesson) -> Callable[[], None]:
    """A training pass of an own network, to be called again and again."""
    load_backend(backend)
    network = create_model(backend, settings)
    network.initialise(seed=0)
    inputs, targets = lesson.inputs[0], lesson.targets[0]

    def once() -> None:
        network.reset_states()
        network.train_pass(inputs, targets)

    return once


def torch_pass(settings: Settings, lesson: Lesson) -> Callable[[], None]:
    """The same updates in PyTorch."""
    import torch

    network, ports = TorchNetwork(settings), settings.ports
    loss_of = torch.nn.CrossEntropyLoss()
    symbols = torch.from_numpy(lesson.inputs[0][..., 0].astype(np.int64))
    inputs = symbols if settings.embedding else network.reading(symbols)
    targets = torch.from_numpy(lesson.targets[0].astype(np.int64))

    def once() -> None:
        states = None
        for sequences, expected in zip(inputs, targets, strict=True):
            read = network.reading(sequences) if settings.embedding else sequences
            hidden, left = network.lstm(read, states)
            if ports.at_each_step:
                states = tuple(state.detach() for state in left)
            answered = network.output(hidden if ports.at_each_step else hidden[:, -1:])
            network.learn(loss_of(answered.flatten(0, 1), expected.flatten()))

    return once


def compare(name: str, repeats: int) -> None:
    """Measure one task on all there are, and print it."""
    task = TASKS[name]
    settings = task.fit(task.example, task.settings)
    lesson = task.lesson(task.example, settings, 0, 1)
    passes: dict[str, Any] = {
        title: own_pass(backend, settings, lesson) for backend, title in BACKEND_NAMES.items()
    }
    if find_spec("torch"):
        passes[TORCH] = torch_pass(settings, lesson)
    medians = median_seconds(passes, repeats)
    print(f"{task.example.title}, {settings.units[0]} units, {settings.rows} rows")
    for title, seconds in medians.items():
        print(f"  {title:22} {1e6 * seconds / lesson.targets[0].size:7.2f} µs a target")
    if TORCH in medians:
        torch_seconds = medians.pop(TORCH)
        best = min(medians, key=medians.__getitem__)
        print(f"  {best} takes {medians[best] / torch_seconds:.2f} of PyTorch's time.")


def main() -> None:
    """Measure and print."""
    if not find_spec("torch"):
        print(INSTALL)
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_REPEATS
    for name in MEASURED:
        compare(name, repeats)


if __name__ == "__main__":
    main()
