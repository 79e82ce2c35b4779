"""The columns of the shelf's table, declared; and which of them set the runs apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from formatting import shorten
from networks.fields import Kind, OneOf, OnOff
from networks.settings_table import FIELDS, Units
from shelf.run import HELD_BACK, Run
from training.record import accuracy_text, loss_text

Key = str | float
LONGEST_PATTERN_SHOWN = 20


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
    """

    title: str
    tip: str
    text: Callable[[Run], str]
    key: Callable[[Run], Key]
    said: Callable[[Run], str] | None = None
    is_number: bool = True


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

    return replace(
        column,
        text=lambda run: "–" if why_idle(run) else column.text(run),
        key=lambda run: -math.inf if why_idle(run) else column.key(run),
        said=lambda run: why_idle(run) or FIELDS[name].heading.said.format(column.text(run)),
    )


def _first_faultless(run: Run) -> str:
    if run.first_faultless is None:
        return "not known"
    return f"{run.first_faultless:,}" if run.first_faultless else "not yet"


def _first_faultless_key(run: Run) -> float:
    if run.first_faultless is None:
        return math.inf
    return run.first_faultless or 2.0**31


def _right_for(run: Run) -> str:
    if run.right_for is None:
        return "…"
    return f"{run.right_for:,}{'+' if run.right_for >= HELD_BACK else ''}"


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
PATTERN = Column(
    "Pattern",
    "The pattern that was trained on last",
    lambda run: shorten(str(run.problem), LONGEST_PATTERN_SHOWN),
    lambda run: str(run.problem),
    is_number=False,
)

COLUMNS = (
    NAME,
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
    _of("recurrent_start"),
    _start("forget_bias"),
    _start("input_bias"),
    _start("chrono", lambda steps: f"{steps:,}" if steps else "off"),
    _of("seed"),
    PATTERN,
    Column("Epochs", "Epochs trained", lambda run: f"{run.epochs:,}", lambda run: run.epochs),
    Column(
        "Loss",
        "Loss after the last epoch, in nats",
        lambda run: loss_text(run.loss[-1]),
        lambda run: run.loss[-1],
    ),
    Column(
        "Accuracy",
        "Share of the symbols predicted rightly after the last epoch",
        lambda run: accuracy_text(run.accuracy[-1]),
        lambda run: run.accuracy[-1],
    ),
    Column(
        "Parameters",
        "Trainable numbers of the network",
        lambda run: f"{run.parameters:,}",
        lambda run: run.parameters,
    ),
    Column(
        "Faultless after",
        "Epochs until the free run first continued the pattern for two periods without a fault",
        _first_faultless,
        _first_faultless_key,
    ),
    Column(
        "Right for",
        f"Symbols behind the stretch trained on, of {HELD_BACK:,} held back, that the free run "
        "gets right before its first fault",
        _right_for,
        lambda run: -1 if run.right_for is None else run.right_for,
    ),
    Column(
        "Epoch time",
        "What an epoch took, in the middle of all",
        _seconds,
        lambda run: run.seconds_per_epoch,
    ),
)
"""From left to right."""


def columns_for(runs: Sequence[Run]) -> tuple[Column, ...]:
    """Those columns that always stand, and those in which ``runs`` differ."""
    return tuple(c for c in COLUMNS if c.said is None or _differ(c, runs))


def what_all_have(runs: Sequence[Run]) -> str:
    """What ``runs`` do not differ in, as one sentence; empty without any."""
    if not runs:
        return ""
    same = [c.said(runs[0]) for c in COLUMNS if c.said is not None and not _differ(c, runs)]
    whose = "All" if len(runs) > 1 else "It"
    # Two settings may not matter for one reason.
    return f"{whose}: {', '.join(dict.fromkeys(same))}." if same else ""


def _differ(column: Column, runs: Sequence[Run]) -> bool:
    return len({column.text(run) for run in runs}) > 1
