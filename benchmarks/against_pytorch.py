"""Time per training target of echo, order and text: both backends, and PyTorch's same loop.

``python -m benchmarks.against_pytorch [REPEATS] [THREADS]`` trains all on the same sequences with
the settings that suit each task, in turn, on one thread, and prints the median of each. PyTorch
gets its numbers as they are best for it, one-hot already or embedded, and batch first,
``torch.nn.LSTM`` and the fused Adam. It is needed for nothing else, and without it the backends are
measured alone.

Then it does the same, per word, with the network that suits long reviews, on such of random words.
PyTorch reads them packed, and in another loop with their padding, which is faster; there the way
back begins with padding, so that it is no more quite the same network.

Given more THREADS, PyTorch shares large products among so many. The program computes a network on
one, whatever there are: the others are the student's.
"""

from __future__ import annotations

import os

# All three read these when they are first imported.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["TF_NUM_INTEROP_THREADS"] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from typing import NamedTuple

import numpy as np

from benchmarks._pytorch import INSTALL, TorchNetwork, median_seconds, padded_pass
from model import create_model, load_backend
from networks.dropout import draw_masks
from networks.settings import BACKEND_NAMES, Settings
from tasks.registry import TASKS, task_of
from tasks.reviews.fitting import SUITS_REVIEWS
from tasks.reviews.reviews import USUAL_WORDS
from tasks.reviews.rows import padded, pieces_of
from tasks.task import Problem

MEASURED = ("echo", "order", "text")
DEFAULT_REPEATS = 15
TORCH = "PyTorch"
WORDS = USUAL_WORDS
"""Different ones in the reviews."""


class Call(NamedTuple):
    """What is trained on at once, and what its time is divided by.

    Attributes:
        title: of the task.
        settings: of the network.
        inputs, targets: see :meth:`networks.network.Network.train_pass`.
        unit: what is counted.
        number: how many of it there are.
    """

    title: str
    settings: Settings
    inputs: np.ndarray
    targets: np.ndarray
    unit: str
    number: int


def call_of(problem: Problem, settings: Settings) -> Call:
    """The first call of the first lesson on a problem."""
    lesson = task_of(problem).lesson(problem, settings, 0, 1)
    inputs, targets = lesson.inputs[0], lesson.targets[0]
    return Call(problem.title, settings, inputs, targets, "target", targets.size)


def call_of_task(name: str) -> Call:
    """The same of a task's example, with what suits it."""
    task = TASKS[name]
    return call_of(task.example, task.fit(task.example, task.settings))


def call_of_reviews() -> Call:
    """Reviews as long as films have them, of random words, in rows of one update."""
    settings = replace(SUITS_REVIEWS, ports=replace(SUITS_REVIEWS.ports, features=WORDS), updates=1)
    rng = np.random.default_rng(0)
    lengths = rng.lognormal(5.2, 0.6, settings.rows).astype(int) + 10
    words = rng.integers(1, WORDS, lengths.sum())
    cut = pieces_of(np.cumsum(lengths) - lengths, lengths, settings.window)
    inputs = padded(words, cut.first, cut.end, settings.window)[: settings.rows]
    targets = np.full(len(cut.first), np.nan, np.float32)
    targets[np.cumsum(cut.counts) - 1] = rng.integers(0, 2, len(lengths))
    of_rows = targets[None, : settings.rows, None]
    return Call("Reviews", settings, inputs[None], of_rows, "word", int(np.count_nonzero(inputs)))


def own_pass(backend: str, call: Call) -> Callable[[], None]:
    """A training pass of an own network, to be called again and again."""
    load_backend(backend)
    network = create_model(backend, call.settings)
    network.initialise(seed=0)

    def once() -> None:
        masks = draw_masks(call.settings, seed=0, epoch=1, call=0, targets=call.targets)
        network.reset_states()
        network.train_pass(call.inputs, call.targets, masks)

    return once


def torch_passes(call: Call) -> dict[str, Callable[[], None]]:
    """The same updates in PyTorch, in every way that is measured."""
    if not find_spec("torch"):
        return {}
    if call.settings.ports.padded:
        return {
            f"{TORCH}, packed": padded_pass(call.settings, call.inputs, call.targets, packs=True),
            f"{TORCH}, padded": padded_pass(call.settings, call.inputs, call.targets, packs=False),
        }
    return {TORCH: torch_pass(call)}


def torch_pass(call: Call) -> Callable[[], None]:
    """Of sequences that are all of one length."""
    import torch

    settings = call.settings
    network, ports = TorchNetwork(settings), settings.ports
    loss_of = torch.nn.CrossEntropyLoss()
    symbols = torch.from_numpy(call.inputs[..., 0].astype(np.int64))
    inputs = symbols if settings.embedding else network.reading(symbols)
    targets = torch.from_numpy(call.targets.astype(np.int64))

    def once() -> None:
        states = None
        for sequences, expected in zip(inputs, targets, strict=True):
            read = network.reading(sequences) if settings.embedding else sequences
            hidden, left = network.lstm(network.dropped(read), states)
            if ports.at_each_step:
                states = tuple(state.detach() for state in left)
            shown = network.dropped(hidden)
            answered = network.output(shown if ports.at_each_step else shown[:, -1:])
            network.learn(loss_of(answered.flatten(0, 1), expected.flatten()))

    return once


def compare(call: Call, repeats: int) -> None:
    """Measure one task on all there are, and print it."""
    passes = {title: own_pass(backend, call) for backend, title in BACKEND_NAMES.items()}
    in_torch = torch_passes(call)
    medians = median_seconds(passes | in_torch, repeats)
    print(f"{call.title}, {call.settings.units[0]} units, {call.settings.rows} rows")
    for title, seconds in medians.items():
        print(f"  {title:22} {1e6 * seconds / call.number:7.2f} µs a {call.unit}")
    if in_torch:
        best, theirs = (min(group, key=medians.__getitem__) for group in (passes, in_torch))
        print(f"  {best} takes {medians[best] / medians[theirs]:.2f} of the time of {theirs}.")


def main() -> None:
    """Measure and print."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_REPEATS
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    if find_spec("torch"):
        import torch

        torch.set_num_threads(threads)
    else:
        print(INSTALL)
    for call in (*map(call_of_task, MEASURED), call_of_reviews()):
        compare(call, repeats)


if __name__ == "__main__":
    main()
