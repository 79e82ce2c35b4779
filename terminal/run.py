"""The epochs that are trained in a terminal, and where they have led."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from training.checkpoint import Checkpoint, TrainedState
from training.moment import back_at_best_told, ended_early_told
from training.overfitting import is_out_of_patience
from training.record import EpochRecord
from training.together import EpochTrained


class Ended(NamedTuple):
    """Where a run has led.

    Attributes:
        checkpoint: where it stands, which can be the best epoch of several.
        records: of all epochs, those after the best one too.
        told: what is to be told of it; mostly nothing.
    """

    checkpoint: Checkpoint
    records: tuple[EpochRecord, ...]
    told: str


class RunInTerminal:
    """A run of epochs, from a checkpoint on.

    Attributes:
        records: those of the epochs that are done.
        seconds: what their training has taken.
    """

    def __init__(self, start: Checkpoint, seconds: float | None, patience: int) -> None:
        """Begin a run.

        Args:
            start: where from.
            seconds: of training after which it is over; None is without end.
            patience: epochs without a better one after which it is over; 0 is without end.
        """
        self._start, self._seconds, self._patience = start, seconds, patience
        self.records: list[EpochRecord] = []
        self.seconds = 0.0
        self._newest = self._best = start.state, 0

    def add(self, trained: EpochTrained) -> None:
        """One more epoch is done."""
        self.records.append(trained.record)
        self.seconds += trained.record.seconds
        # Both at once: between two lines it can be asked to end.
        self._newest = trained.state, len(self.records)
        best = self._best[1]
        if not best or trained.record.loss < self.records[best - 1].loss:
            self._best = self._newest

    @property
    def is_over(self) -> bool:
        """Whether no other epoch is to begin, though more were asked for."""
        has_no_time = self._seconds is not None and self.seconds >= self._seconds
        return has_no_time or self._is_out_of_patience

    @property
    def newest(self) -> Checkpoint:
        """At the end of the last whole epoch."""
        return self._after(*self._newest)

    @property
    def best(self) -> Checkpoint:
        """At the end of the best epoch, on what is held out."""
        return self._after(*self._best)

    def ended(self, state: TrainedState) -> Ended:
        """Where it has led, standing there."""
        last = self._after(state, len(self.records))
        if not self._is_out_of_patience:
            return Ended(last, last.records, "")
        best = self.best
        told = ended_early_told(len(last.records), self._patience)
        return Ended(best, last.records, f"{told} {back_at_best_told(len(best.records))}")

    @property
    def _is_out_of_patience(self) -> bool:
        return is_out_of_patience(self._best[1], len(self.records), self._patience)

    def _after(self, state: TrainedState, epochs: int) -> Checkpoint:
        if not epochs:
            return self._start
        done = len(self._start.records)
        return replace(
            self._start,
            goal=done + epochs,
            run_start=done,
            records=(*self._start.records, *self.records[:epochs]),
            state=state,
        )
