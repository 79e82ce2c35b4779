"""Reads and writes the shelf's files."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from file_parts import FileProblem, named
from files import clear_leftovers
from formatting import counted, sentence_of
from shelf.numbering import free_look, free_number, told_apart
from shelf.run import Run
from shelf.shelf_files import (
    NETWORK,
    FoundRuns,
    Seen,
    bring_back,
    change_facts,
    clear_aside,
    facts_file,
    network_file,
    newest_of,
    read_runs,
    remove_files,
    runs_set_aside,
    set_aside,
    write_run,
)
from training import checkpoint_file
from training.checkpoint import Checkpoint
from training.data_beside import clear_lone

_UNREADABLE = "The shelf cannot be read: "
_MOST_NAMED = 3
"""Files whose names are told: more have no room in a line."""


class Found(NamedTuple):
    """What is in the folder.

    Attributes:
        runs: oldest first; one that is as it was before is the same object.
        problem: a line on those that are not shown; empty without one, or if it was told before.
        seconds: how long it took to find out.
    """

    runs: list[Run]
    problem: str
    seconds: float = 0.0


def found_in(folder: Path, most_runs: int, seen: Seen | None = None) -> Found:
    """The runs in the folder, told apart there."""
    try:
        found = read_runs(folder, most_runs, seen)
        runs = told_apart(found.runs)
    except Exception as error:  # Without an answer, the shelf would wait for ever.
        return Found([], sentence_of(error, _UNREADABLE))
    for place, (before, run) in enumerate(zip(found.runs, runs, strict=True)):
        if run is not before:
            # Where nothing can be written, they are apart all the same.
            with suppress(FileProblem, OSError):
                runs[place] = change_facts(folder, run.id, number=run.number, look=run.look)
            if seen is not None:
                name = facts_file(folder, run.id).name
                seen[name] = (seen[name][0], runs[place])
    return Found(sorted(runs, key=lambda run: run.came), _not_shown(found, folder))


def _not_shown(found: FoundRuns, folder: Path) -> str:
    sentences = []
    if found.damaged:
        names = ", ".join(map(named, found.damaged[:_MOST_NAMED]))
        more = ", …" if len(found.damaged) > _MOST_NAMED else ""
        sentences.append(f"{counted(len(found.damaged), 'run')} cannot be read ({names}{more}).")
    if found.left_out:
        sentences.append(f"{counted(found.left_out, 'older run')} too many to be shown.")
    if sentences:
        sentences.append(f"All files stay in {folder}.")
    return " ".join(sentences)


class Kept(NamedTuple):
    """A run as it was given, and what came of it.

    Attributes:
        run: as it was given.
        written: as it is now known to be; on the disk, if it could be kept. It has another id
            where it was there already, or where its own has gone to another training.
        problem: why it could not be kept; empty if it was.
        training: what is not on the disk then.
    """

    run: Run
    written: Run
    problem: str = ""
    training: Checkpoint | None = None

    def told_of(self, known: Run) -> Run:
        """``known`` with the number that the run was given as it was written, and the look unless
        another was chosen meanwhile; or the one of another id, unless it has grown."""
        if self.written.id != self.run.id:
            return self.written if known.epochs == self.run.epochs else known
        is_chosen = known.look != self.run.look
        look = known.look if is_chosen else self.written.look
        return replace(known, number=self.written.number, look=look)


class ShelfStore:
    """The shelf's folder; used on one thread."""

    def __init__(self, folder: Path, most_runs: int) -> None:
        self._most_runs = most_runs
        self._folder = folder
        self._seen: Seen = {}
        self._last = Found([], "")

    def load(self) -> Found:
        """Read the facts of every run, and clear away what a crash has left half written."""
        clear_leftovers(self._folder)
        clear_aside(self._folder)
        clear_lone(self._folder, NETWORK)
        return self._found(found_in(self._folder, self._most_runs, self._seen))

    def look(self) -> Found:
        """Read what has changed since; where the folder cannot be, it is as it was."""
        began = time.monotonic()
        try:
            if self._last.runs and not self._folder.parent.exists():
                # Nobody deletes so much: it is out of reach.
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), self._folder)
            runs = read_runs(self._folder, self._most_runs, self._seen)
            found = Found(runs.runs, _not_shown(runs, self._folder))
        except Exception as error:
            found = Found(self._last.runs, sentence_of(error, _UNREADABLE))
        return self._found(found)._replace(seconds=time.monotonic() - began)

    def _found(self, found: Found) -> Found:
        """What was found now, without a sentence that was told already."""
        before, self._last = self._last, found
        return found._replace(problem="") if found.problem == before.problem else found

    def keep(self, run: Run, checkpoint: Checkpoint) -> Kept:
        """Write a run and its network."""
        try:
            newest = newest_of(self._folder, run.id)
            if newest is None and (same := self._same_as(run)):
                return Kept(run, same)
            if newest and newest.epochs > run.epochs and newest.continues(run):
                return Kept(run, run)  # Another program has gone on with it.
            is_other = newest is not None and not run.continues(newest)
            written = write_run(
                self._folder,
                # Another program has gone on with it in another way, as with another backend.
                run.as_new(run.number, run.look, run.date) if is_other else run,
                lambda path: checkpoint_file.save(path, checkpoint, shares=True),
            )
            if newest is None or is_other:
                written = self._told_apart(written)
        except Exception as error:
            problem = sentence_of(error, "A run could not be kept: ")
            return Kept(run, run, problem, checkpoint)
        return Kept(run, written)

    def _same_as(self, run: Run) -> Run | None:
        """The same training, which another program has put there a moment before."""
        found = read_runs(self._folder, self._most_runs, self._seen).runs
        return next((each for each in found if each.tells_all_of(run)), None)

    def _told_apart(self, run: Run) -> Run:
        """See to it that no other run has the number of one that is new and written, nor its look.

        Of two programs that write at the same moment, who looks later sees what the other one has.
        """
        with suppress(FileProblem, OSError):  # It is kept in any case.
            while True:
                found = read_runs(self._folder, self._most_runs, self._seen).runs
                others = [each for each in found if each.id != run.id]
                known = [*others, *runs_set_aside(self._folder)]
                is_taken = run.number in [each.number for each in known]
                number = free_number(known) if is_taken else run.number
                look = free_look(others, run.look)
                if (number, look) == (run.number, run.look):
                    break
                run = change_facts(self._folder, run.id, number=number, look=look)
        return run

    def note_measure(self, run: Run) -> None:
        """Write how much of what is held back a run gets right, unless it has grown or is gone."""
        newest = newest_of(self._folder, run.id)
        if newest and newest.is_as_far_as(run) and run.right_for not in (None, newest.right_for):
            change_facts(self._folder, run.id, right_for=run.right_for)

    def note(self, run_id: str, **facts: Any) -> None:
        """Write what has changed about a run, unless it could not be written itself yet.

        Raises:
            FileProblem: another program has deleted it.
        """
        try:
            change_facts(self._folder, run_id, **facts)
        except FileNotFoundError:
            if any(run.id == run_id for run in self._last.runs):
                raise FileProblem("Another program has deleted the run.") from None

    def note_tested(self, run_id: str, times_tested: int) -> None:
        """The same of how often the test set was asked, in its network's file, too."""
        self.note(run_id, times_tested=times_tested)
        path = network_file(self._folder, run_id)
        if path.exists():
            checkpoint = checkpoint_file.load(path)
            tested = replace(checkpoint, times_tested=times_tested)
            checkpoint_file.save(path, tested, shares=True)

    def set_aside(self, run_id: str) -> None:
        """Let a run be found no more, until it is brought back."""
        set_aside(self._folder, run_id)

    def bring_back(self, run: Run) -> None:
        """Let a run be found again, with the measure that it may have got meanwhile."""
        bring_back(self._folder, run.id)
        self.note_measure(run)

    def remove(self, run_id: str) -> None:
        """Delete the files of a run."""
        remove_files(self._folder, run_id)
