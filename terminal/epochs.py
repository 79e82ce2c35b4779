"""What the terminal tells of an epoch: a row of a table, or what JSON has of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from formatting import loss_text, share_text
from tasks.heads import LINEAR
from tasks.registry import task_of
from tasks.task import Problem
from training.record import EpochRecord


@dataclass(frozen=True)
class EpochLines:
    """How the epochs of a training are told.

    Attributes:
        problem: what is learned.
        holds_out: whether an epoch is judged by what no update has seen.
    """

    problem: Problem
    holds_out: bool

    def facts(self, record: EpochRecord) -> dict[str, float]:
        """What JSON has of an epoch: loss and accuracy, or of numbers the error.

        Where a part is held out, these are of what was trained on, and others are added.
        """
        if record.head is LINEAR:
            return {"loss": record.loss, "error": 2 * record.loss}
        if record.seen is None:
            return {"loss": record.loss, "accuracy": record.accuracy}
        loss, accuracy = record.seen
        figures = {"loss": loss, "accuracy": accuracy}
        figures |= {"held_out_loss": record.loss, "held_out_accuracy": record.accuracy}
        bits = self._bits(record)
        return figures if bits is None else {**figures, "bits_per_character": bits}

    @property
    def heading(self) -> str:
        """What stands over the table."""
        return _line(zip(self._columns, self._columns, strict=True))

    def row(self, record: EpochRecord) -> str:
        """A line of the table."""
        seen = record.seen or (record.loss, record.accuracy)
        cells = [f"{record.epoch:,}", loss_text(seen[0]), share_text(seen[1])]
        if self.holds_out:
            bits = self._bits(record)
            cells += [loss_text(record.loss), share_text(record.accuracy)]
            cells += [] if bits is None else [f"{bits:.3f}"]
        return _line(zip(self._columns, [*cells, f"{record.seconds:.3f}"], strict=True))

    @property
    def _columns(self) -> list[str]:
        task = task_of(self.problem)
        columns = ["epoch", "loss" if task.is_number else "loss (nats)", "accuracy"]
        if self.holds_out:
            columns += ["held-out loss", "held-out acc."]
            columns += [] if task.bits is None else ["bits/char"]
        return [*columns, "seconds"]

    def _bits(self, record: EpochRecord) -> float | None:
        return task_of(self.problem).bits_per_character(self.problem, record.loss)


_WIDTHS = {"epoch": 6, "loss": 11}
"""Of columns that are wider than their titles."""


def _line(cells: Iterable[tuple[str, str]]) -> str:
    """Each cell under its title."""
    return "  ".join(cell.rjust(_WIDTHS.get(title, len(title))) for title, cell in cells)
