"""What an epoch leaves behind: its record, and the history of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from files import write_csv
from tasks.heads import SIGMOID, Head, accuracies
from training.overfitting import best_epoch, most_right_epoch, overfitting_from

LARGEST_LOSS = 16.2
"""Nats: somewhat more than −ln 1e-7, that of predictions that are all as wrong as can be."""
_NUMBERS_AT_ONCE = 2**18
"""Predictions that are worked on together: one by one, a hundred thousand epochs take long."""
MOST_HELD_OUT_KEPT = 4_096
"""Predictions of a held-out part that a record keeps, enough to look at: the tenth of a book is
ten to a hundred times as long, and a training has thousands of epochs."""
_Curves = tuple[float, float, tuple[float, float] | None]
"""Loss and accuracy of an epoch, and if something is held out those of what was trained on."""
HELD_OUT_NUMBERS = 4
"""Loss and accuracy of a held-out part, and of the stretch of the training part beside it."""


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
    recomputed from the third. Where a part is held out they are its own; of a long one the
    first :data:`MOST_HELD_OUT_KEPT` predictions stand for the rest.

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
        seen: loss and accuracy of a stretch that was trained on, from the same pass; None where
            nothing is held out.
        is_first: whether no epoch before it was on the same problem.
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
    seen: tuple[float, float] | None = None
    is_first: bool = False

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

    def follows(self, other: EpochRecord) -> bool:
        """Whether ``other``, the epoch before, was on the same problem.

        Older files do not say it; but a training is always asked the same of one problem.
        """
        return not self.is_first and _same(self.targets, other.targets)

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
        seen: int = 0,
        is_first: bool = False,
    ) -> EpochRecord:
        """Make a record whose loss and accuracy are those of ``predictions``.

        The last ``seen`` of them were trained on; if there are any, all before are held out.
        """
        held_out, of_seen = slice(None), None
        if seen:
            held_out, trained_on = slice(-seen), slice(-seen, None)
            of_seen = (*_curves_of(head, predictions[trained_on], targets[trained_on]).tolist(),)
        loss, accuracy = _curves_of(head, predictions[held_out], targets[held_out]).tolist()
        return cls(
            epoch=epoch,
            predictions=kept_of(predictions, seen),
            targets=kept_of(targets, seen),
            period=period,
            loss=loss,
            accuracy=accuracy,
            training_loss=training_loss,
            seconds=seconds,
            head=head,
            seen=of_seen,
            is_first=is_first,
        )

    @classmethod
    def from_evaluations(
        cls,
        first: int,
        predictions: np.ndarray,
        targets: np.ndarray,
        period: int,
        numbers: np.ndarray,
        head: Head = SIGMOID,
        held_out: np.ndarray | None = None,
    ) -> Iterator[EpochRecord]:
        """The same for the epochs from ``first`` on, which was the first on their problem.

        Args:
            first: number of the first of these epochs.
            predictions: ``(epochs, targets)``.
            targets: ``(targets,)``.
            period: shortest period of the pattern.
            numbers: ``(epochs, 2)``, training loss and seconds.
            head: how the predictions are read.
            held_out: ``(epochs, 4)``, see :data:`HELD_OUT_NUMBERS`; None where nothing is.
        """
        curves = _curves(head, predictions, targets) if held_out is None else _told(held_out)
        told = zip(predictions, curves, numbers.tolist(), strict=True)
        for epoch, (row, (loss, accuracy, seen), (training_loss, seconds)) in enumerate(told):
            yield cls(
                epoch=first + epoch,
                predictions=row,
                targets=targets,
                period=period,
                loss=loss,
                accuracy=accuracy,
                training_loss=training_loss,
                seconds=seconds,
                head=head,
                seen=seen,
                is_first=epoch == 0,
            )


def kept_of(whole: np.ndarray, seen: int) -> np.ndarray:
    """Of what is evaluated after an epoch, that which its record keeps.

    Args:
        whole: an entry for each target.
        seen: so many at the end were trained on.
    """
    return whole[:-seen][:MOST_HELD_OUT_KEPT] if seen else whole


def _curves_of(head: Head, predictions: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Loss and accuracy; of several epochs a row each."""
    curves = head.losses(predictions, targets), accuracies(head, predictions, targets)
    return np.stack(curves, axis=-1)


def _told(held_out: np.ndarray) -> Iterator[_Curves]:
    """The same of held-out parts, where it is known."""
    return ((loss, accuracy, (*seen,)) for loss, accuracy, *seen in held_out.tolist())


def _curves(head: Head, predictions: np.ndarray, targets: np.ndarray) -> Iterator[_Curves]:
    """The same, one epoch after the other."""
    at_once = max(1, _NUMBERS_AT_ONCE // max(1, len(targets)))
    for start in range(0, len(predictions), at_once):
        curves = _curves_of(head, predictions[start : start + at_once], targets)
        yield from ((loss, accuracy, None) for loss, accuracy in curves.tolist())


class History:
    """Every epoch record of a training so far, in order, with its curves at hand.

    Records are added at the end, or all replaced: by none, by those of another training,
    or by the first ones of this. Epochs count from 1 without a gap, so record ``k`` is
    epoch ``k + 1``.

    Attributes:
        problem_changes: epochs that were on another problem than the one before, in order.
    """

    def __init__(self) -> None:
        self._records: list[EpochRecord]
        self._curves: np.ndarray
        self.problem_changes: list[int]
        self.replace()

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[EpochRecord]:
        return iter(self._records)

    def __getitem__(self, index: int) -> EpochRecord:
        return self._records[index]

    def holds(self, record: EpochRecord) -> bool:
        """Whether it is an epoch of this training: not the same one of another."""
        return record.epoch <= len(self) and self[record.epoch - 1] is record

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
        return self._curves[2, : len(self._records)]

    @property
    def seen_loss(self) -> np.ndarray:
        """The same on what was trained on, ``(epochs,)``; no numbers where nothing is held out."""
        return self._curves[1, : len(self._records)]

    @property
    def holds_out(self) -> bool:
        """Whether something is held out of which the newest epoch tells."""
        return self.last is not None and self.last.seen is not None

    @property
    def highest_loss(self) -> float:
        """Of all epochs, on either part; 0 without any that is a number."""
        losses = self._losses
        return float(np.max(losses, initial=0.0, where=np.isfinite(losses)))

    @property
    def lowest_loss(self) -> float:
        """Likewise; at most 1."""
        return float(np.fmin.reduce(self._losses, axis=None, initial=1.0))

    @property
    def _losses(self) -> np.ndarray:
        """Those on either part, ``(2, epochs)``."""
        return self._curves[:2, : len(self)]

    @property
    def best_epoch(self) -> int:
        """That of the least held-out loss on the present problem; 0 where nothing is held out."""
        return self._since_change(best_epoch(self.loss[self._present]))

    @property
    def most_right_epoch(self) -> int:
        """That after which most of it is right: the best one, if no more is after any other."""
        present = self._present
        best = best_epoch(self.loss[present])
        return self._since_change(most_right_epoch(self.accuracy[present], best))

    @property
    def overfits_from(self) -> int:
        """The epoch after which the network learns by heart; 0 as long as it does not."""
        present = self._present
        return self._since_change(overfitting_from(self.loss[present], self.seen_loss[present]))

    @property
    def _present(self) -> slice:
        """The epochs on the present problem, where something of it is held out."""
        if not self.holds_out:
            return slice(0)
        return slice(self.problem_changes[-1] - 1 if self.problem_changes else 0, None)

    def _since_change(self, epoch: int) -> int:
        """Which epoch of all it is, given which on the present problem."""
        return epoch and epoch + (self._present.start or 0)

    def append(self, record: EpochRecord) -> None:
        """Add the next epoch.

        Raises:
            ValueError: ``record`` is not the epoch after the last one.
        """
        if record.epoch != len(self) + 1:
            raise ValueError(f"epoch {record.epoch} cannot follow epoch {len(self)}")
        if self.last and not record.follows(self.last):
            self.problem_changes.append(record.epoch)
        if len(self) == self._curves.shape[1]:
            self._curves = np.concatenate([self._curves, np.empty_like(self._curves)], axis=1)
        seen_loss = record.seen[0] if record.seen else np.nan
        self._curves[:, len(self)] = record.loss, seen_loss, record.accuracy
        self._records.append(record)

    def replace(self, records: Iterable[EpochRecord] = ()) -> None:
        """Forget every epoch, and take ``records`` instead."""
        self._records = []
        self.problem_changes = []
        self._curves = np.empty((3, 64), dtype=np.float64)
        for record in records:
            self.append(record)

    def save_csv(self, path: Path) -> None:
        """Write one line an epoch in the columns of Keras' CSVLogger: epoch, accuracy, loss.

        Where something is held out, val_accuracy and val_loss are its, as Keras has it.

        Raises:
            OSError: the file cannot be written.
        """
        columns = ["epoch", "accuracy", "loss"]
        if any(record.seen for record in self._records):
            columns += ["val_accuracy", "val_loss"]
        write_csv(path, columns, map(_csv_line, self._records))


def _csv_line(record: EpochRecord) -> list[float]:
    if record.seen is None:
        return [record.epoch, record.accuracy, record.loss]
    return [record.epoch, *reversed(record.seen), record.accuracy, record.loss]


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays are equal; epochs on one pattern share theirs, which is seen at once."""
    return one is other or np.array_equal(one, other)
