"""The trainings that the shelf has still to write, and those that it could not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from shelf.run import Run
from shelf.shelf_store import Kept
from training.checkpoint import Checkpoint


class ToKeep:
    """One training is written after the other; of one that grows meanwhile only the newest state.

    A run that is deleted waits until it comes back.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, Checkpoint] = {}
        self._failed: dict[str, Checkpoint] = {}
        self._under_way: Run | None = None

    @property
    def run_ids(self) -> set[str]:
        """Of which the disk does not have what is known."""
        return {*self._waiting, *self._failed}

    def put(self, run: Run, checkpoint: Checkpoint) -> None:
        """Have this to write."""
        self._waiting[run.id] = replace(checkpoint, times_tested=run.times_tested)

    def note_tested(self, run_id: str, times: int) -> bool:
        """Let it tell how often the test set was asked; whether it is still to be written."""
        if run_id not in self._waiting:
            return False
        self._waiting[run_id] = replace(self._waiting[run_id], times_tested=times)
        return True

    def forget(self, run_id: str) -> None:
        """Do not write it any more."""
        self._waiting.pop(run_id, None)
        self._failed.pop(run_id, None)

    def try_again(self) -> None:
        """Have to write what could not be written."""
        self._waiting = self._failed | self._waiting

    def take(self, runs: Collection[Run], is_last: bool = False) -> list[tuple[Run, Checkpoint]]:
        """What is to be written now: the next one, unless one is under way, or at last all."""
        if self._under_way is not None and not is_last:
            return []
        waiting = [run for run in runs if run.id in self._waiting]
        taken = [(run, self._waiting.pop(run.id)) for run in (waiting if is_last else waiting[:1])]
        for run, _ in taken:
            self._failed.pop(run.id, None)
            self._under_way = run
        return taken

    def has_ended(self, kept: Kept, known: Run | None) -> None:
        """Know what has come of a run, of which there may be a newer state by now, or none."""
        if kept.run is self._under_way:  # And not one that was sent before all of them.
            self._under_way = None
        if kept.training and known and known.epochs == kept.run.epochs:
            self._failed[known.id] = kept.training

    def failed(self, runs: Collection[Run]) -> list[Run]:
        """Those whose newest state could not be written."""
        return [run for run in runs if run.id in self._failed]
