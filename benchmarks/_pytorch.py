"""The same network and the same update in PyTorch, to compare with, on one thread.

PyTorch is needed for nothing else, so it is imported when the first such network is made.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from networks.settings import Settings

INSTALL = "PyTorch is not installed: pip install torch==2.13.0 (for this comparison only)."


class TorchNetwork:
    """``torch.nn.LSTM`` under a ``Linear``, with the fused Adam.

    Attributes:
        reading: what makes features of symbols: an embedding, or ones among zeros.
        lstm: batch first.
        output: what comes before the head's squashing.
    """

    def __init__(self, settings: Settings) -> None:
        import torch

        torch.set_num_threads(1)
        torch.manual_seed(0)
        ports, units = settings.ports, settings.units
        width = settings.embedding or ports.features
        self.reading = torch.nn.Embedding(ports.features, width)
        if not settings.embedding:
            self.reading = self.reading.from_pretrained(torch.eye(width))
        self.lstm = torch.nn.LSTM(
            width,
            units[-1],
            num_layers=len(units),
            batch_first=True,
            bidirectional=settings.both_ways,
        )
        self.output = torch.nn.Linear(settings.passed_up[-1], ports.outputs)
        self._most = settings.clip_norm or float("inf")
        parts = self.reading, self.lstm, self.output
        self._weights = [w for part in parts for w in part.parameters() if w.requires_grad]
        self._clip = torch.nn.utils.clip_grad_norm_
        self._adam = torch.optim.Adam(
            self._weights,
            settings.learning_rate,
            betas=(0.9, settings.beta_2),
            eps=settings.epsilon,
            fused=True,
        )

    def learn(self, loss: Any) -> None:
        """One update against this loss, its gradient clipped as in training."""
        self._adam.zero_grad()
        loss.backward()
        self._clip(self._weights, self._most)
        self._adam.step()


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
