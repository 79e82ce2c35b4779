"""A run as the shelf keeps it: one training from its initial weights, with its settings."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from cells.registry import CELLS
from file_parts import FileProblem
from formatting import one_line, visible
from networks.settings import Settings
from networks.settings_facts import check_settings, settings_from
from networks.settings_table import UNITS
from tasks.registry import FIRST_TASK, task_named, task_of
from tasks.task import Problem
from training.checkpoint import Checkpoint
from training.record import LARGEST_LOSS

HELD_BACK = 1000
"""Symbols behind the stretch that is trained on, with which the free run is compared; or fresh
sequences."""

LONGEST_NAME = 60
LARGEST_COUNT = 2**31 - 1
"""What a table of Qt's can sort by; seeds go as far."""
_SHAPELESS = ("Cc", "Cs")
"""Categories of Unicode that have no shape and no meaning in a name: controls, half characters."""
LOOKS = 24
"""Pairs of colour and line style in which runs are drawn."""


@dataclass(frozen=True)
class Run:
    """What the shelf knows of a run without opening its network.

    Attributes:
        id: what its files are called; given by the shelf, as number and look are.
        number: counts the runs in the order in which they came.
        name: what the user calls it; empty as long as that is nothing.
        look: place among the colours and line styles.
        is_hidden: whether it is left out of the plots.
        date: when it came onto the shelf, in ISO 8601.
        backend: name of the backend that trained last.
        settings: of the network and its training.
        seed: of the initial weights.
        problem: what was trained on last, or its brief.
        parameters: trainable numbers of the network.
        loss: of each epoch, in the unit of the task's head; where a part is held out, of this.
        accuracy: of each epoch, 0 to 1; likewise.
        seconds: wall time of each epoch.
        first_faultless: the epoch after which the problem was first learned, a pattern
            continued without a fault; 0 while it was not, None where that is not known.
        times_tested: how often the test set of the problem was asked.
        right_for: how much of what is held back it gets right, at most HELD_BACK; None while
            that is being found out.
        held_back: how much that is, at most HELD_BACK; None where an earlier version has not
            told it.
    """

    backend: str
    settings: Settings
    seed: int
    problem: Problem
    parameters: int
    loss: tuple[float, ...]
    accuracy: tuple[float, ...]
    seconds: tuple[float, ...]
    first_faultless: int | None
    times_tested: int = 0
    right_for: int | None = None
    held_back: int | None = None
    id: str = ""
    number: int = 0
    name: str = ""
    look: int = 0
    is_hidden: bool = False
    date: str = ""

    @property
    def title(self) -> str:
        """Its name as it can be shown beside other words, or what stands for one."""
        return visible(self.name) or f"{self.number} · {title_of(self.settings)}"

    @property
    def came(self) -> tuple[str, int]:
        """What runs are ordered by."""
        return self.date, self.number

    @property
    def epochs(self) -> int:
        """Epochs that were trained."""
        return len(self.loss)

    @property
    def losses_shown(self) -> np.ndarray:
        """The loss of each epoch in the unit in which its task shows it."""
        return task_of(self.problem).loss_unit(self.problem).of(np.array(self.loss))

    @property
    def seconds_per_epoch(self) -> float:
        """What an epoch takes: the median, which one slow epoch does not move."""
        return float(np.median(self.seconds))

    def as_new(self, number: int, look: int, date: str) -> Run:
        """The same with a place of its own, which no other has."""
        from uuid import uuid4  # The main window need not wait for it.

        return replace(self, id=uuid4().hex, number=number, look=look, date=date)

    def in_place_of(self, kept: Run) -> Run:
        """The same in the place of a run that it goes on with."""
        return replace(
            self,
            id=kept.id,
            number=kept.number,
            name=kept.name,
            look=kept.look,
            is_hidden=kept.is_hidden,
            date=kept.date,
            times_tested=max(kept.times_tested, self.times_tested),
        )

    def continues(self, other: Run) -> bool:
        """Whether it is the same training as ``other``, as far or further on.

        Training repeats exactly, so what has the same beginnings and the same losses is
        one training, whatever was pressed in between, and whichever backend goes on with it:
        from the first epoch on, two backends differ in the last digits of a loss.
        """
        return (
            (self.settings, self.seed, self.problem) == (other.settings, other.seed, other.problem)
            and self.epochs >= other.epochs
            and np.array_equal(self.loss[: other.epochs], other.loss, equal_nan=True)
        )

    def is_as_far_as(self, other: Run) -> bool:
        """Whether both are one state of the same training."""
        return self.epochs == other.epochs and self.continues(other)

    def tells_all_of(self, other: Run) -> bool:
        """Whether nothing is known of ``other`` that this one does not tell."""
        return self.continues(other) and self.times_tested >= other.times_tested


def title_of(settings: Settings) -> str:
    """A network in a few characters: ``LSTM 50 + 50``."""
    return f"{CELLS[settings.cell].title} {UNITS.kind.shown(settings.units)}"


def run_of(checkpoint: Checkpoint, parameters: int) -> Run:
    """The run that ``checkpoint`` is the newest state of; it has at least one epoch."""
    records, learned = checkpoint.records, checkpoint.state.learned
    task = task_of(learned)
    return Run(
        backend=checkpoint.backend,
        settings=checkpoint.settings,
        seed=checkpoint.seed,
        problem=task.brief(learned),
        parameters=parameters,
        loss=tuple(record.loss for record in records),
        accuracy=tuple(record.accuracy for record in records),
        seconds=tuple(record.seconds for record in records),
        first_faultless=checkpoint.state.position.first_faultless,
        times_tested=checkpoint.times_tested,
        held_back=min(HELD_BACK, task.held_out(learned)) if task.held_out else HELD_BACK,
    )


def plain_name(text: str) -> str:
    """A text as a run can be called: one line that every window can show."""
    line = one_line(text)
    letters = (letter for letter in line if unicodedata.category(letter) not in _SHAPELESS)
    return "".join(letters)[:LONGEST_NAME].strip()


def facts_of(run: Run) -> dict[str, Any]:
    """A run as what JSON can hold."""
    facts = asdict(run) | {"task": task_of(run.problem).name, "pattern": str(run.problem)}
    del facts["problem"]
    return facts


def run_from(facts: Mapping[str, Any]) -> Run:
    """A run from what :func:`facts_of` gave.

    Raises:
        FileProblem: something is missing, damaged, or not made by this program.
    """
    try:
        settings = settings_from(facts["settings"])
        curves = {name: _curve(facts[name]) for name in ("loss", "accuracy", "seconds")}
        facts = {"task": FIRST_TASK, "name": "", **facts}
        words = {
            "problem": task_named(facts.pop("task")).from_text(facts.pop("pattern")),
            "name": plain_name(facts["name"]),
        }
        run = Run(**{**facts, **curves, **words, "settings": settings})
        check_settings(settings)
        _check(run)
    except FileProblem:
        raise
    except Exception as error:
        raise FileProblem(f"The run's facts are damaged ({type(error).__name__}).") from error
    return run


def _curve(values: Any) -> tuple[float, ...]:
    if not isinstance(values, list | tuple) or not all(
        type(value) in (int, float) for value in values
    ):
        raise FileProblem("The run has a curve that is not one of numbers.")
    return tuple(map(float, values))


def _check(run: Run) -> None:
    """Refuse what no run can be, before a window stumbles over it."""
    words = (run.id, run.date, run.backend)
    if not all(type(word) is str and word == plain_name(word) for word in words):
        raise FileProblem("The run has a word that is not one.")
    if type(run.is_hidden) is not bool:
        raise FileProblem("The run does not say whether it is drawn.")
    counts = [run.number, run.look, run.seed, run.parameters, run.times_tested]
    unsure = (run.first_faultless, run.right_for, run.held_back)
    counts += [count for count in unsure if count is not None]
    if not all(type(count) is int and 0 <= count <= LARGEST_COUNT for count in counts):
        raise FileProblem("The run has a count that is not one.")
    if run.held_back is not None and not 0 < run.held_back <= HELD_BACK:
        raise FileProblem("The run has as much held back as none can have.")
    _check_curves(run)


def _check_curves(run: Run) -> None:
    if not run.epochs == len(run.accuracy) == len(run.seconds) or not run.epochs:
        raise FileProblem("The run's curves are not of the same length.")
    if run.first_faultless is not None and run.first_faultless > run.epochs:
        learned = task_of(run.problem).words.learned
        raise FileProblem(f"The run is said to be {learned} after an epoch that it has not had.")
    loss, accuracy, seconds = map(np.array, (run.loss, run.accuracy, run.seconds))
    # A loss that is no number is that of a training that has burst.
    largest = np.inf if task_of(run.problem).is_number else LARGEST_LOSS
    if np.any((loss < 0) | (loss > largest) & np.isfinite(loss)):
        raise FileProblem("The run has a loss that no prediction can have.")
    if not np.all((accuracy >= 0) & (accuracy <= 1)):
        raise FileProblem("The run has an accuracy that is not a share.")
    if not np.all((seconds >= 0) & np.isfinite(seconds)):
        raise FileProblem("The run has an epoch that took an impossible time.")
