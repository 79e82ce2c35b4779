"""The same network and the same update in PyTorch, to compare with.

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
        self._share = settings.dropout
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

    def dropped(self, shown: Any, sequences: Any = slice(None)) -> Any:
        """What dropout leaves, ``(rows, steps, n)``: the same at every step of each sequence.

        ``sequences`` says which one each row belongs to; each row is one, if it does not.
        """
        import torch

        share = self._share
        if not share:
            return shown
        kept = torch.rand(len(shown), 1, shown.shape[2]) >= share
        return shown * (kept / (1 - share))[sequences]

    def states(self, read: Any, lengths: Any = None) -> Any:
        """What the last layer shows, ``(rows, steps, n)``; of steps past these lengths nothing."""
        from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

        if lengths is None:
            return self.lstm(read)[0]
        # An empty row cannot be packed.
        packed = pack_padded_sequence(read, lengths.clamp(min=1), True, enforce_sorted=False)
        return pad_packed_sequence(self.lstm(packed)[0], True, total_length=read.shape[1])[0]

    def learn(self, loss: Any) -> None:
        """One update against this loss, its gradient clipped as in training."""
        self._adam.zero_grad()
        loss.backward()
        self._clip(self._weights, self._most)
        self._adam.step()


def padded_pass(
    settings: Settings, inputs: np.ndarray, targets: np.ndarray, packs: bool
) -> Callable[[], None]:
    """Updates on sequences of all lengths, pooled over all of their rows.

    Args:
        settings: of the network, whose pooling is the maximum.
        inputs: symbols behind padding, which PyTorch has behind them.
        targets: not a number in rows that belong to the next.
        packs: whether steps of padding are left out.
    """
    import torch

    network, updates = TorchNetwork(settings), []
    for rows, wanted in zip(inputs[..., 0].astype(np.int64), targets[..., 0], strict=True):
        lengths = (rows > 0).sum(axis=1)
        places = (np.arange(settings.window) - lengths[:, None]) % settings.window
        symbols = np.take_along_axis(rows, places, axis=1)
        asked = np.isfinite(wanted)
        given = symbols, symbols > 0, lengths, np.cumsum(asked) - asked, wanted[asked]
        updates.append([*map(torch.from_numpy, given)])

    def once() -> None:
        for symbols, begun, lengths, reviews, wanted in updates:
            read = network.dropped(network.reading(symbols), reviews)
            hidden = network.dropped(network.states(read, lengths if packs else None), reviews)
            of_rows = hidden.masked_fill(~begun[..., None], -torch.inf).amax(dim=1)
            blank = torch.full((len(wanted) + 1, of_rows.shape[1]), -torch.inf)
            belong = reviews[:, None].expand_as(of_rows)
            of_all = blank.scatter_reduce(0, belong, of_rows, "amax")
            answered = network.output(of_all[:-1])[:, 0]
            network.learn(torch.nn.functional.binary_cross_entropy_with_logits(answered, wanted))

    return once


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
