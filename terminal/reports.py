"""What a training in the terminal prints: a table for people, or JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from formatting import counted
from tasks.registry import task_of
from tasks.task import Problem
from terminal.epochs import EpochLines
from terminal.told import LONGEST_SHOWN, Told
from training.loop import PassDone
from training.record import EpochRecord

MAKING = "Preparing the network…"
ASKING = "Asking the test set, and learning simpler means…"
"""What is going on, where that takes a while."""


@dataclass(frozen=True)
class Announcement:
    """A training that is about to begin.

    Attributes:
        problem: what is learned.
        contestant: who learns it, where several do; else empty.
        seed: of the first weights, where several are tried; else None.
        epochs: their numbers.
        seconds: of training, after which no other epoch begins; None is without end.
        targets: that are trained on in an epoch.
        holds_out: whether an epoch is judged by what no update has seen.
    """

    problem: Problem
    contestant: str
    seed: int | None
    epochs: range
    seconds: float | None
    targets: int
    holds_out: bool = False

    @property
    def lines(self) -> EpochLines:
        """How its epochs are told."""
        return EpochLines(self.problem, self.holds_out)

    @property
    def facts(self) -> dict[str, Any]:
        """What every line of JSON names."""
        task = task_of(self.problem)
        named = {"task": task.name} if task.is_drawn else {"pattern": str(self.problem)}
        if self.contestant:
            named["contestant"] = self.contestant
        return named if self.seed is None else {**named, "seed": self.seed}

    @property
    def heading(self) -> str:
        """What stands over its table."""
        problem = task_of(self.problem).heading(self.problem, LONGEST_SHOWN)
        seed = "" if self.seed is None else f"seed {self.seed}"
        return " · ".join(filter(None, (problem, self.contestant, seed)))


class JsonReport:
    """One JSON object a line on stdout, each flushed, and nothing else."""

    def __init__(self) -> None:
        self._named: dict[str, Any] = {}
        self._announced: Announcement

    def preparing(self, what: str = "") -> AbstractContextManager[object]:
        """Print nothing."""
        return nullcontext()

    def learning(self, announced: Announcement) -> AbstractContextManager[None]:
        """Remember what every line names."""
        self._named, self._announced = announced.facts, announced
        return nullcontext()

    def step(self, step: PassDone | EpochRecord) -> None:
        """Print a line for an epoch."""
        if isinstance(step, EpochRecord):
            self._write(
                "epoch",
                epoch=step.epoch,
                **self._announced.lines.facts(step),
                targets=self._announced.targets,
                seconds=step.seconds,
            )

    def tell(self, told: Told) -> None:
        """Print a line of facts."""
        self._write(told.event, **told.facts)

    def saved(self, path: Path) -> None:
        """Print nothing: whoever asked for the file knows its name."""

    def _write(self, event: str, **facts: object) -> None:
        line = {"event": event, **self._named, **facts}
        print(json.dumps(line, allow_nan=False), flush=True)


class TableReport:
    """A row an epoch, and under the rows a progress bar if the output is a terminal."""

    def __init__(self) -> None:
        self._console = _PipeConsole()
        self._bar: Progress
        self._task: TaskID
        self._announced: Announcement
        self._seconds = 0.0
        self._trainings = 0

    def preparing(self, what: str = MAKING) -> AbstractContextManager[object]:
        """Show that something is going on."""
        spinner = "line" if self._console.options.ascii_only else "dots"
        return self._console.status(what, spinner=spinner)

    @contextmanager
    def learning(self, announced: Announcement) -> Iterator[None]:
        """Print the head of a table, and keep the bar under it up to date."""
        if self._trainings:
            self._print("")
        self._trainings += 1
        self._print(announced.heading)
        if announced.epochs:
            self._print(announced.lines.heading)
        self._announced, self._seconds = announced, 0.0
        self._bar = self._make_bar()
        seconds, epochs = announced.seconds, len(announced.epochs)
        extent = counted(epochs, "epoch") if seconds is None else f"{seconds:g} seconds"
        self._task = self._bar.add_task(extent, total=seconds or epochs)
        with self._bar:
            yield

    def _make_bar(self) -> Progress:
        return Progress(
            BarColumn(bar_width=None),
            TextColumn("{task.completed:,.0f} of {task.description}"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
            expand=True,
            disable=not self._console.is_terminal,
        )

    def step(self, step: PassDone | EpochRecord) -> None:
        """Move the bar, and print a row for an epoch."""
        if isinstance(step, EpochRecord):
            self._seconds += step.seconds
            self._print(self._announced.lines.row(step))
        self._bar.update(self._task, completed=self._done(step))

    def _done(self, step: PassDone | EpochRecord) -> float:
        """Epochs, or of a training that ends by the clock seconds."""
        if self._announced.seconds is not None:
            return self._seconds + (step.seconds if isinstance(step, PassDone) else 0)
        part = step.fraction if isinstance(step, PassDone) else 1.0
        return step.epoch - self._announced.epochs.start + part

    def tell(self, told: Told) -> None:
        """Print it in words."""
        for line in told.lines:
            self._print(line)

    def saved(self, path: Path) -> None:
        """Name the file."""
        self._print(f"Saved {path}.")

    def _print(self, text: str | Text) -> None:
        self._console.print(text, markup=False, highlight=False, emoji=False, soft_wrap=True)


Report = JsonReport | TableReport
"""What the job tells its progress and results to."""


class _PipeConsole(Console):
    """rich's console, without control codes in a pipe or a file, whatever the environment says."""

    def __init__(self) -> None:
        on_screen = sys.stdout is not None and sys.stdout.isatty()
        super().__init__(force_terminal=None if on_screen else False)

    def on_broken_pipe(self) -> None:
        """Let the job end as it sees fit; rich would end the program."""
        raise
