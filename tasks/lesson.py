"""What a network learns in an epoch, and what it is asked afterwards."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from file_parts import FileProblem
from networks.settings import Settings


class OfCalls(Protocol):
    """An array whose first axis is that of calls; or what makes each call's part when it comes."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the whole array."""

    @property
    def size(self) -> int:
        """Numbers in all of it."""
        return math.prod(self.shape)

    def __len__(self) -> int:
        return self.shape[0]

    def __iter__(self) -> Iterator[np.ndarray]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, call: Any) -> Any: ...


@dataclass(frozen=True, eq=False)
class Lesson:
    """What a network learns in an epoch, and what it is asked afterwards.

    Attributes:
        inputs: float32, ``(calls, updates, rows, window, channels)``.
        targets: float32, ``(calls, updates, rows, answers)``: what is to be answered.
        asked: like ``inputs``, perhaps with fewer rows or in other calls.
        asked_targets: like ``targets``, for what is asked.
        expected: ``(kept,)``: the targets of what is kept of the answers, in order; in
            :attr:`networks.ports.Ports.kind_of_targets`.
        rows_kept: so many rows of those asked are kept.
        period: symbols after which ``expected`` begins again; 0 if it is no single sequence.
        goes_on: whether it begins with the states that the one before has left, not with zero.
        counted: bool ``(windows, rows_kept, answers)``: those of the answers that are kept; None
            keeps all.
        by_rows: whether what is kept is read row by row, each from end to end, and not window by
            window; then rows come before windows in ``counted`` too.
        seen: so many at the end of ``expected`` were trained on, and all before them are held
            out; 0 where nothing is.
        wanted: so many of the targets are answers that are learned from, where not all are: the
            others are not numbers; 0 where all are.
    """

    inputs: OfCalls
    targets: OfCalls
    asked: OfCalls
    asked_targets: OfCalls
    expected: np.ndarray
    rows_kept: int
    period: int = 0
    goes_on: bool = False
    counted: np.ndarray | None = None
    by_rows: bool = False
    seen: int = 0
    wanted: int = 0

    @property
    def learned_from(self) -> int:
        """How many answers are."""
        return self.wanted or self.targets.size

    @property
    def share_with_loss(self) -> float:
        """Of the updates those in which anything is asked: in the others there is no loss."""
        if not self.wanted:
            return 1.0
        return float(np.mean([np.isfinite(each).any(axis=(1, 2)) for each in self.targets]))

    @property
    def calls(self) -> int:
        """Calls of the compiled graph that make up an epoch."""
        return len(self.inputs)

    def kept(self, answers: np.ndarray) -> np.ndarray:
        """Of all answers, update by update, those to ``expected``, float32, as its head takes them.

        What a network keeps of an answer is as many numbers, ``(kept,)`` or ``(kept, 2)``.
        """
        kept = answers[:, : self.rows_kept]
        of_window = kept.reshape(*kept.shape[:2], self.targets.shape[-1], -1)
        in_order = of_window.swapaxes(0, 1) if self.by_rows else of_window
        kept = in_order if self.counted is None else in_order[self.counted]
        numbers = kept.reshape(len(self.expected), -1).astype(np.float32)
        return numbers if numbers.shape[1] > 1 else numbers[:, 0]


def check_targets(targets: np.ndarray, period: int, settings: Settings) -> None:
    """Refuse what is of no epoch that has targets in an order of its own.

    Raises:
        FileProblem: so it is.
    """
    linear = settings.ports.head == "linear"
    classes = max(2, settings.ports.outputs)
    fits = (
        period == 0
        and targets.ndim == 1
        and targets.size > 0
        and np.isfinite(targets).all()
        and (linear or (targets < classes).all())
    )
    if not fits or targets.dtype != np.dtype(settings.ports.kind_of_targets):
        raise FileProblem("The file's history has targets that are not those of its problem.")
