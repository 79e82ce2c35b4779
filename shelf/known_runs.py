"""The runs that the shelf knows: those that are there, and those that may still come back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shelf.numbering import free_look, free_number
from shelf.run import Run


class KnownRuns:
    """Runs by their ids, oldest first, as this program has them and as they were last found.

    What this program has may be more than its folder, as long as that is still to be written;
    what others do there is told by how the folder differs from what was found before.
    """

    def __init__(self) -> None:
        self._there: dict[str, Run] = {}
        self._deleted: dict[str, Run] = {}
        self._found: dict[str, Run] = {}

    @property
    def there(self) -> list[Run]:
        """All runs, oldest first."""
        return list(self._there.values())

    @property
    def deleted(self) -> list[Run]:
        """Those that were deleted last."""
        return list(self._deleted.values())

    def find(self, run_id: str) -> Run | None:
        """A run, also one that may still come back."""
        return self._there.get(run_id) or self._deleted.get(run_id)

    def take(self, run: Run, run_id: str) -> None:
        """Know this from now on in place of a run, or of what was known of it."""
        runs = self._deleted if run_id in self._deleted else self._there
        changed = [run if known.id == run_id else known for known in runs.values()]
        runs.clear()
        runs.update({known.id: known for known in changed})

    def place(self, run: Run) -> Run:
        """Give a run its place: that of the one it goes on with, or one of its own."""
        for kept in [*self.there, *self.deleted]:
            if run.continues(kept):
                # Trained on, a run that was deleted is there again, and need not be brought back.
                self._deleted.pop(kept.id, None)
                placed = run.in_place_of(kept)
                break
        else:
            placed = run.as_new(
                number=free_number([*self.there, *self.deleted]),
                look=free_look(self.there),
                date=datetime.now().isoformat(timespec="seconds"),
            )
        self._there[placed.id] = placed
        return placed

    def delete(self, run_ids: Collection[str]) -> list[Run]:
        """Take runs away until they come back. Returns those before them, which cannot any more."""
        before = self.deleted
        known = [run_id for run_id in run_ids if run_id in self._there]
        self._deleted = {run_id: self._there.pop(run_id) for run_id in known}
        return before

    def undo_delete(self) -> list[Run]:
        """Let those that were deleted last come back, and return them."""
        back = self.deleted
        runs = sorted([*self.there, *back], key=lambda run: run.came)
        self._there, self._deleted = {run.id: run for run in runs}, {}
        return back

    def make_room(self, most: int, newest: Run) -> list[Run]:
        """Let the oldest runs go, those without a name first, so that no more than ``most`` stay.
        Returns those that go."""
        others = [run for run in self.there if run.id != newest.id]
        others.sort(key=lambda run: (bool(run.name), run.came))
        gone = others[: max(0, len(self._there) - most)]
        for run in gone:
            del self._there[run.id]
        return gone

    def meet(self, found: Collection[Run], written: Collection[str]) -> list[Run]:
        """Take over what others have done in the folder since it was last looked at.

        Args:
            found: what is there now, oldest first; what is as before is the same object.
            written: ids of runs of which this program was writing meanwhile. What others have
                done to them is found the next time.

        Returns the runs that are new, or of which something else is known.
        """
        now = {run.id: run for run in found}
        there: dict[str, Run] = {}
        others = []
        for run_id in dict.fromkeys([*now, *self._found, *self._there]):
            before, ours = self._found.get(run_id), self._there.get(run_id)
            theirs = now.get(run_id)
            if run_id in written or theirs is before:
                theirs = ours
                _set(now, run_id, before)
            elif theirs is not None and theirs != ours:
                self._deleted.pop(run_id, None)  # Whoever deleted it has brought it back.
                others.append(theirs)
            _set(there, run_id, theirs)
        self._there, self._found = there, now
        return others


def _set(runs: dict[str, Run], run_id: str, run: Run | None) -> None:
    """Have this run, or none, under its id."""
    if run is None:
        runs.pop(run_id, None)
    else:
        runs[run_id] = run
