"""What a training in the terminal prints: a table for people, or JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from formatting import confidence_text, counted, shorten_start
from tasks.explaining import Reading
from tasks.registry import task_of
from tasks.task import Answer, Judged, Problem
from terminal_epochs import EpochLines
from terminal_judging import JudgingResult, reading_facts, reading_lines
from terminal_writing import WritingResult
from training.loop import PassDone
from training.record import EpochRecord

LONGEST_SHOWN = 32
"""Symbols of a pattern that the table shows; a longer one is cut."""
MAKING = "Preparing the network…"
ASKING = "Asking the test set, and learning simpler means…"
"""What is going on, where that takes a while."""
JUDGED = 1_000
"""Fresh sequences that a trained network is asked."""


@dataclass(frozen=True)
class Judgement:
    """How well a trained network answers fresh sequences.

    Attributes:
        problem: the values of its fields, by name.
        parameters: trainable numbers of the network.
        judged: what it answers to :data:`JUDGED` sequences.
        guess: what is reached without looking: a share, of numbers a mean square.
        learned: whether it was so good after an epoch that it counts as learned.
        updates: of the weights, in the whole training.
        seed: of the first weights and of what was drawn.
    """

    problem: dict[str, Any]
    parameters: int
    judged: Judged
    guess: float
    learned: bool
    updates: int
    seed: int

    @property
    def sentence(self) -> str:
        """In words."""
        learned = "It counts as learned." if self.learned else "It does not count as learned yet."
        kind = "were never trained on," if self.judged.is_unseen else "it was trained on, too,"
        if self.judged.error is not None:
            found = f"a mean squared error of {self.judged.error:.4f}, a guess {self.guess:.4f}"
        else:
            found = f"{self.judged.accuracy:.1%} of the answers right, a guess {self.guess:.1%}"
        further = "".join(f" {figure.words}" for figure in self.judged.further)
        return f"On {JUDGED:,} sequences that {kind} it has {found}. {learned}{further}"

    @property
    def facts(self) -> dict[str, Any]:
        """As JSON has it: the accuracy, or of numbers their error."""
        facts = asdict(self)
        judged: dict[str, Any] = {"unseen": self.judged.is_unseen}
        if self.judged.error is None:
            judged["accuracy"] = self.judged.accuracy
        else:
            judged["error"] = self.judged.error
        for figure in self.judged.further:
            judged |= figure.facts
        del facts["judged"]
        return facts | judged


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


class Report(Protocol):
    """What the job tells while it runs, all but the first for each training."""

    def preparing(self, what: str = MAKING) -> AbstractContextManager[object]:
        """Around the seconds in which the network is made, or another thing is done."""

    def learning(self, announced: Announcement) -> AbstractContextManager[None]:
        """Around a training."""

    def step(self, step: PassDone | EpochRecord) -> None:
        """A part of an epoch is done, or all of it."""

    def result(self, answer: Answer, parameters: int) -> None:
        """How the trained network goes on with its pattern."""

    def judged(self, judgement: Judgement) -> None:
        """How well it does what was drawn at random."""

    def wrote(self, result: WritingResult) -> None:
        """How well it foretells a text, and what it writes."""

    def examined(self, result: JudgingResult) -> None:
        """How well it judges what nothing was chosen by."""

    def read(self, asked: str, problem: Problem, reading: Reading) -> None:
        """What it says to a text that was typed, word by word."""

    def answered(self, asked: str, answer: Answer) -> None:
        """What it says to a sequence that was typed."""

    def saved(self, path: Path) -> None:
        """A file was written."""


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

    def result(self, answer: Answer, parameters: int) -> None:
        """Print a line for the pattern."""
        trouble = {"problem": answer.trouble} if answer.trouble else {}
        self._write(
            "result",
            parameters=int(parameters),
            next=int(answer.said[0]) if answer.said else None,
            confidence=float(answer.confidences[0]) if answer.said else None,
            continuation=answer.spelled(answer.said),
            **trouble,
        )

    def judged(self, judgement: Judgement) -> None:
        """Print a line for the problem."""
        self._write("result", **judgement.facts)

    def wrote(self, result: WritingResult) -> None:
        """Print a line for what it writes."""
        self._write("result", **result.facts)

    def examined(self, result: JudgingResult) -> None:
        """Print a line for the test set."""
        self._write("result", **result.facts)

    def read(self, asked: str, problem: Problem, reading: Reading) -> None:
        """Print a line for the text."""
        self._write("answer", asked=asked, **reading_facts(reading))

    def answered(self, asked: str, answer: Answer) -> None:
        """Print a line for the sequence."""
        if task_of(answer.problem).writing is not None:
            remark = {"remark": answer.remark} if answer.remark else {}
            self._write("answer", asked=asked, text=answer.spelled(answer.said), **remark)
            return
        self._write(
            "answer",
            asked=asked,
            said=answer.spelled(answer.said),
            expected=answer.spelled(answer.expected),
            probabilities=np.atleast_1d(answer.probabilities.squeeze()).astype(float).tolist(),
        )

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

    def result(self, answer: Answer, parameters: int) -> None:
        """Print the continuation, its first symbol, and whether it keeps to the pattern."""
        if answer.said:
            confidence = confidence_text(float(answer.confidences[0]))
            self._print(f"Next symbol: {answer.said[0]}, with a confidence of {confidence}.")
            self._print(Text.assemble("Continuation: ", _continuation_text(answer)))
            self._print(_verdict(answer))
        if answer.trouble:
            self._print(answer.trouble)

    def judged(self, judgement: Judgement) -> None:
        """Say how well it does, beside a blind guess."""
        self._print(judgement.sentence)

    def wrote(self, result: WritingResult) -> None:
        """Say how well it does, beside what simpler means reach, and print what it writes."""
        self._print(result.sentence)
        self._print_text(result.answer)

    def examined(self, result: JudgingResult) -> None:
        """Say how well it judges, beside what simpler means reach."""
        self._print(result.sentence)

    def read(self, asked: str, problem: Problem, reading: Reading) -> None:
        """Print it word by word."""
        explaining = task_of(problem).explaining
        assert explaining is not None  # Otherwise nothing is read so.
        self._print(reading_lines(reading, explaining.answers))

    def answered(self, asked: str, answer: Answer) -> None:
        """Print what it says, and what is right."""
        if task_of(answer.problem).writing is not None:
            self._print_text(answer)
            return
        self._print(Text.assemble("Asked: ", _continuation_text(answer)))
        if answer.first_departure is not None:
            self._print(f"Right is {answer.spelled(answer.expected)}.")

    def _print_text(self, answer: Answer) -> None:
        """The beginning, and what goes on from it in another colour."""
        given, said = answer.spelled(answer.given), answer.spelled(answer.said)
        self._print(Text.assemble("\n", given, (said, "bold cyan"), "\n"))
        for told in filter(None, (answer.remark, answer.trouble)):
            self._print(told)

    def saved(self, path: Path) -> None:
        """Name the file."""
        self._print(f"Saved {path}.")

    def _print(self, text: str | Text) -> None:
        self._console.print(text, markup=False, highlight=False, emoji=False, soft_wrap=True)


class _PipeConsole(Console):
    """rich's console, without control codes in a pipe or a file, whatever the environment says."""

    def __init__(self) -> None:
        on_screen = sys.stdout is not None and sys.stdout.isatty()
        super().__init__(force_terminal=None if on_screen else False)

    def on_broken_pipe(self) -> None:
        """Let the job end as it sees fit; rich would end the program."""
        raise


def _continuation_text(answer: Answer) -> Text:
    """``0101 | 01[1]1``: what was given, a bar, what the network says; brackets where it errs."""
    departure = answer.first_departure
    text = Text.assemble(shorten_start(answer.spelled(answer.given), LONGEST_SHOWN), " | ")
    for place, glyph in enumerate(answer.said):
        text.append(answer.separator if place else "")
        if place == departure:
            text.append("[").append(glyph, "bold cyan reverse").append("]")
        else:
            text.append(glyph, "bold cyan")
    return text


def _verdict(answer: Answer) -> str:
    count, noun = len(answer.said), task_of(answer.problem).noun
    departure = answer.first_departure
    if departure is None:
        return f"It keeps to the {noun}, {count} of {counted(count, 'symbol')}."
    return f"It leaves the {noun} at predicted symbol {departure + 1} of {count}, in brackets."
