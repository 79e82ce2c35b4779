"""What an epoch leaves behind: its record, and the history of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from files import write_csv
from tasks.heads import SIGMOID, Head, accuracies

LARGEST_LOSS = 16.2
"""Nats: somewhat more than −ln 1e-7, that of predictions that are all as wrong as can be."""
_NUMBERS_AT_ONCE = 2**18
"""Predictions that are worked on together: one by one, a hundred thousand epochs take long."""


def loss_text(loss: float) -> str:
    """A loss in few digits that still tell something when it is small: 0.0146, 3.1e-05."""
    return f"{loss:.4f}" if loss >= 0.001 else f"{loss:.1e}"


def accuracy_text(accuracy: float) -> str:
    """An accuracy in percent: 98.4%."""
    return f"{accuracy:.1%}"


def symbols_until_settled(rights: np.ndarray) -> int:
    """After how many symbols every prediction is right; 0 if all are, or if too few are at the end.

    The state begins at zero, so the first symbols are the hardest. That it settles is said of a
    network that is then right for at least half of the sequence.
    """
    (wrong,) = np.nonzero(~rights)
    until = int(wrong[-1]) + 1 if len(wrong) else 0
    return until if 2 * until <= len(rights) else 0


@dataclass(frozen=True, eq=False)
class EpochRecord:
    """One epoch, seen by one evaluation pass after its last update.

    Loss, accuracy and predictions belong together: the first two can be
    recomputed from the third.

    Attributes:
        epoch: number of the epoch, from 1.
        predictions: float32 ``(targets,)``, what the head answered, in the order of time: of
            a sigmoid, the probability of a 1.
        targets: uint8 ``(targets,)``, the symbols that came, in the order of time.
        period: shortest period of the pattern, in symbols; 0 where there is none.
        loss: mean of −ln of the probability given to the target, in nats; of numbers half the
            mean square of the error.
        accuracy: share of targets that were said, 0 to 1.
        training_loss: mean loss over the epoch's updates, while the weights were
            still moving: what ``model.fit`` reports.
        seconds: wall time of the training and the evaluation pass.
        head: how the predictions are read.
    """

    epoch: int
    predictions: np.ndarray
    targets: np.ndarray
    period: int
    loss: float
    accuracy: float
    training_loss: float
    seconds: float
    head: Head = SIGMOID

    @property
    def said(self) -> np.ndarray:
        """What was answered, uint8 ``(targets,)``."""
        return self.head.said(self.predictions)

    @property
    def p(self) -> np.ndarray:
        """The probability that was given to each target, ``(targets,)``."""
        return self.head.p(self.predictions, self.targets)

    @property
    def settled_after(self) -> int:
        """See :func:`symbols_until_settled`; 0 where the targets are no single sequence."""
        if not self.period:
            return 0
        return symbols_until_settled(self.head.rights(self.predictions, self.targets))

    @classmethod
    def from_evaluation(
        cls,
        epoch: int,
        predictions: np.ndarray,
        targets: np.ndarray,
        period: int,
        training_loss: float,
        seconds: float,
        head: Head = SIGMOID,
    ) -> EpochRecord:
        """Make a record whose loss and accuracy are those of ``predictions``."""
        numbers = np.array([(training_loss, seconds)])
        (record,) = cls.from_evaluations(
            epoch, predictions[np.newaxis], targets, period, numbers, head
        )
        return record

    @classmethod
    def from_evaluations(
        cls,
        first: int,
        predictions: np.ndarray,
        targets: np.ndarray,
        period: int,
        numbers: np.ndarray,
        head: Head = SIGMOID,
    ) -> Iterator[EpochRecord]:
        """The same for the epochs from ``first`` on that had the same targets.

        Args:
            first: number of the first of these epochs.
            predictions: ``(epochs, targets)``.
            targets: ``(targets,)``.
            period: shortest period of the pattern.
            numbers: ``(epochs, 2)``, training loss and seconds.
            head: how the predictions are read.
        """
        at_once = max(1, _NUMBERS_AT_ONCE // max(1, len(targets)))
        for start in range(0, len(predictions), at_once):
            rows = predictions[start : start + at_once]
            curves = head.losses(rows, targets), accuracies(head, rows, targets)
            told = zip(rows, *curves, numbers[start : start + at_once], strict=True)
            for epoch, (row, loss, accuracy, (training_loss, seconds)) in enumerate(told, start):
                yield cls(
                    epoch=first + epoch,
                    predictions=row,
                    targets=targets,
                    period=period,
                    loss=float(loss),
                    accuracy=float(accuracy),
                    training_loss=float(training_loss),
                    seconds=float(seconds),
                    head=head,
                )


class History:
    """Every epoch record of a training so far, in order, with its curves at hand.

    Records are added at the end, or all replaced: by none, by those of another training,
    or by the first ones of this. Epochs count from 1 without a gap, so record ``k`` is
    epoch ``k + 1``.
    """

    def __init__(self) -> None:
        self._records: list[EpochRecord]
        self._curves: np.ndarray
        self._problem_changes: list[int]
        self.replace()

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[EpochRecord]:
        return iter(self._records)

    def __getitem__(self, index: int) -> EpochRecord:
        return self._records[index]

    @property
    def last(self) -> EpochRecord | None:
        """The newest record, or None before the first epoch."""
        return self._records[-1] if self._records else None

    @property
    def loss(self) -> np.ndarray:
        """Loss of every epoch, ``(epochs,)``: a view, not to be written to."""
        return self._curves[0, : len(self._records)]

    @property
    def accuracy(self) -> np.ndarray:
        """Accuracy of every epoch, ``(epochs,)``: a view, not to be written to."""
        return self._curves[1, : len(self._records)]

    @property
    def problem_changes(self) -> list[int]:
        """Epochs of which something else was wanted than of the one before, in order.

        A training is always asked the same of one problem, so these began another one.
        """
        return self._problem_changes

    def append(self, record: EpochRecord) -> None:
        """Add the next epoch.

        Raises:
            ValueError: ``record`` is not the epoch after the last one.
        """
        if record.epoch != len(self) + 1:
            raise ValueError(f"epoch {record.epoch} cannot follow epoch {len(self)}")
        if self.last and not _same(self.last.targets, record.targets):
            self._problem_changes.append(record.epoch)
        if len(self) == self._curves.shape[1]:
            self._curves = np.concatenate([self._curves, np.empty_like(self._curves)], axis=1)
        self._curves[:, len(self)] = record.loss, record.accuracy
        self._records.append(record)

    def replace(self, records: Iterable[EpochRecord] = ()) -> None:
        """Forget every epoch, and take ``records`` instead."""
        self._records = []
        self._problem_changes = []
        self._curves = np.empty((2, 64), dtype=np.float64)
        for record in records:
            self.append(record)

    def save_csv(self, path: Path) -> None:
        """Write one line an epoch in the columns of Keras' CSVLogger: epoch, accuracy, loss.

        Raises:
            OSError: the file cannot be written.
        """
        lines = ([r.epoch, r.accuracy, r.loss] for r in self._records)
        write_csv(path, ["epoch", "accuracy", "loss"], lines)


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays are equal; epochs on one pattern share theirs, which is seen at once."""
    return one is other or np.array_equal(one, other)
