"""The columns of the shelf's table, declared; and which of them set the runs apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from formatting import share_text
from networks.fields import Kind, OneOf, OnOff, Units
from networks.settings import STARTS
from networks.settings_table import FIELDS
from shelf.run import HELD_BACK, Run
from tasks.heads import SIGMOID
from tasks.loss_unit import unit_of
from tasks.registry import FIRST_TASK, TASKS, task_of
from tasks.words import Words, common_words

Key = str | float


@dataclass(frozen=True)
class Column:
    """One thing about a run.

    Attributes:
        title: above the column.
        tip: what it says, in one sentence.
        text: in the table.
        key: what to sort by.
        said: the same in a sentence about all runs; None for what always has a column.
        is_number: whether it stands at the right, as numbers do.
        is_known: of a run whether there is anything to tell; if of none, there is no column.
    """

    title: str
    tip: str
    text: Callable[[Run], str]
    key: Callable[[Run], Key]
    said: Callable[[Run], str] | None = None
    is_number: bool = True
    is_known: Callable[[Run], bool] = lambda _run: True


def _of(name: str, shown: Callable[[Any], str] | None = None) -> Column:
    """The column of a setting; ``shown`` takes the place of what its kind shows."""
    kind, heading = FIELDS[name].kind, FIELDS[name].heading
    shown = shown or kind.shown

    def value(run: Run) -> Any:
        return getattr(run.settings if hasattr(run.settings, name) else run, name)

    return Column(
        heading.title,
        heading.tip,
        lambda run: shown(value(run)),
        lambda run: _key(kind, value(run)),
        lambda run: heading.said.format(shown(value(run))),
        is_number=not isinstance(kind, OneOf | OnOff),
    )


def _key(kind: Kind, value: Any) -> Key:
    if isinstance(kind, OneOf):
        return kind.shown(value).lower()
    if isinstance(kind, Units):
        return sum(value)
    return math.inf if value is None else value


def _start(name: str, shown: Callable[[Any], str] | None = None) -> Column:
    """The column of a setting that does not matter everywhere."""
    column = _of(name, shown)

    def why_idle(run: Run) -> str:
        return run.settings.why_idle(name)

    def said(run: Run) -> str:
        if why := why_idle(run):
            # “no forget gate” tells of the network; else a reason would stand for a value.
            return why if name in STARTS else ""
        return FIELDS[name].heading.said.format(column.text(run))

    return replace(
        column,
        text=lambda run: "–" if why_idle(run) else column.text(run),
        key=lambda run: -math.inf if why_idle(run) else column.key(run),
        said=said,
    )


def is_tried(run: Run) -> bool:
    """Whether it was looked whether its network has learned the problem."""
    return run.first_faultless is not None


def _first_faultless(run: Run) -> str:
    if run.first_faultless is None:
        return "–"
    return f"{run.first_faultless:,}" if run.first_faultless else "not yet"


def _first_faultless_key(run: Run) -> float:
    if run.first_faultless is None:
        return math.inf
    return run.first_faultless or 2.0**31


def _right_for(run: Run) -> str:
    if run.right_for is None:
        return "…"
    beyond = task_of(run.problem).words.beyond if run.right_for >= HELD_BACK else ""
    return f"{run.right_for:,}{beyond}{_of_fewer(run)}"


def _of_fewer(run: Run) -> str:
    """Of how much it is, where that is less than the title has it, or may be."""
    if run.held_back is not None:
        return f" of {run.held_back:,}" if run.held_back < HELD_BACK else ""
    may_be = task_of(run.problem).holds_out and run.right_for != HELD_BACK
    return f" of at most {HELD_BACK:,}" if may_be else ""


def _right_for_key(run: Run) -> float:
    return -1 if run.right_for is None else run.right_for / (run.held_back or HELD_BACK)


def _last_loss(run: Run) -> float:
    return float(run.losses_shown[-1])


def _loss_shown(run: Run) -> str:
    return task_of(run.problem).loss_unit(run.problem).number(run.loss[-1])


def _title(run: Run) -> str:
    return run.problem.title


def _seconds(run: Run) -> str:
    seconds = run.seconds_per_epoch
    return f"{1000 * seconds:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


NAME = Column(
    "Run",
    "Its name, with the colour and the line it is drawn in; the check mark draws it or not. "
    "Double click or F2 renames it",
    lambda run: run.title,
    lambda run: run.name.lower() if run.name else f"\0{run.number:09}",
    is_number=False,
)


def loss_unit(runs: Sequence[Run]) -> str:
    """What their losses are measured in, in words."""
    units = (task_of(run.problem).loss_unit(run.problem) for run in runs)
    return ", or ".join(dict.fromkeys(unit.words for unit in units)) or unit_of(SIGMOID).words


def words_of(runs: Sequence[Run]) -> Words:
    """What sentences say of what they have learned; without any, as the program begins."""
    tasks = [task_of(run.problem) for run in runs] or [TASKS[FIRST_TASK]]
    return common_words({task.title: task.words for task in tasks})


def _problem(runs: Sequence[Run]) -> Column:
    noun = words_of(runs).problem
    tip = f"The {noun} that was trained on last"
    return Column(noun.capitalize(), tip, _title, _title, is_number=False)


def _loss(runs: Sequence[Run]) -> Column:
    tip = f"Loss after the last epoch, in {loss_unit(runs)}"
    return Column("Loss", tip, _loss_shown, _last_loss)


def _learned(runs: Sequence[Run]) -> Column:
    words = words_of(runs)
    title = f"{words.learned.capitalize()} after"
    tip = f"{words.learned_tip}; “–” where that is not looked for"
    return Column(title, tip, _first_faultless, _first_faultless_key, is_known=is_tried)


def _right(runs: Sequence[Run]) -> Column:
    words = words_of(runs)
    title, tip = (text.format(most=HELD_BACK) for text in (words.right_for, words.right_tip))
    return Column(title, tip, _right_for, _right_for_key)


_TABLE: tuple[Column | Callable[[Sequence[Run]], Column], ...] = (
    NAME,
    Column(
        "Epochs",
        "Epochs trained when the run last came here, as all that stands beside it is",
        lambda run: f"{run.epochs:,}",
        lambda run: run.epochs,
    ),
    _loss,
    Column(
        "Accuracy",
        "Share of the right answers after the last epoch",
        lambda run: share_text(run.accuracy[-1]),
        lambda run: run.accuracy[-1],
    ),
    Column(
        "Parameters",
        "Trainable numbers of the network",
        lambda run: f"{run.parameters:,}",
        lambda run: run.parameters,
    ),
    _learned,
    _right,
    Column(
        "Epoch time",
        "What an epoch took, in the middle of all",
        _seconds,
        lambda run: run.seconds_per_epoch,
    ),
    _problem,
    _of("cell"),
    _of("units"),
    _of("backend"),
    _of("optimizer"),
    _of("learning_rate"),
    _of("clip_norm"),
    _of("window"),
    _of("rows"),
    _of("stateful", lambda carried: "carried" if carried else "not carried"),
    _of("activation"),
    _start("embedding"),
    _start("both_ways"),
    _start("pooling"),
    _of("dropout"),
    _of("recurrent_start"),
    _start("forget_bias"),
    _start("input_bias"),
    _start("chrono", lambda steps: f"{steps:,}" if steps else "off"),
    _of("seed"),
)
"""From left to right: how well a run went, which one looks for first, then what it was.

What is called otherwise in another task is made for the runs.
"""


def all_columns(runs: Sequence[Run]) -> tuple[Column, ...]:
    """All columns there are, in the words of what the runs have learned."""
    return tuple(c if isinstance(c, Column) else c(runs) for c in _TABLE)


def columns_for(runs: Sequence[Run]) -> tuple[Column, ...]:
    """Those columns that always stand, if anything is known, and those in which ``runs`` differ."""
    return tuple(
        column
        for column in all_columns(runs)
        if (_differ(column, runs) if column.said else not runs or any(map(column.is_known, runs)))
    )


def what_differs_in_kind(runs: Sequence[Run]) -> str:
    """That not all have learned the same, as one sentence; of patterns, which are seen, empty."""
    problems = {run.problem for run in runs}
    if len(problems) < 2 or not any(task_of(problem).is_drawn for problem in problems):
        return ""
    return f"Compare runs of one problem with each other: here are {len(problems):,} problems."


def what_all_have(runs: Sequence[Run]) -> str:
    """What ``runs`` do not differ in, as one sentence; empty without any."""
    if not runs:
        return ""
    columns = all_columns(runs)
    same = [c.said(runs[0]) for c in columns if c.said is not None and not _differ(c, runs)]
    whose = "All" if len(runs) > 1 else "It"
    # Of some there is nothing to say; and two settings may not matter for one reason.
    said = ", ".join(dict.fromkeys(filter(None, same)))
    return f"{whose}: {said}." if said else ""


def _differ(column: Column, runs: Sequence[Run]) -> bool:
    return len({column.text(run) for run in runs}) > 1
