"""The columns of the shelf's table, declared; and which of them set the runs apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cells.registry import CELLS
from formatting import shorten
from networks.settings import ACTIVATION_NAMES, BACKEND_NAMES, OPTIMIZERS
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
    """

    title: str
    tip: str
    text: Callable[[Run], str]
    key: Callable[[Run], Key]
    said: Callable[[Run], str] | None = None

    @property
    def is_number(self) -> bool:
        """Whether it stands at the right, as numbers do."""
        return self not in _WORDS


def _number(number: float) -> str:
    return f"{number:g}"


def _units(run: Run) -> str:
    return " + ".join(map(str, run.settings.units))


def _clip(run: Run) -> str:
    return "none" if run.settings.clip_norm is None else _number(run.settings.clip_norm)


def _has_forget_gate(run: Run) -> bool:
    return bool(CELLS[run.settings.cell].forget_gate)


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
)
PATTERN = Column(
    "Pattern",
    "The pattern that was trained on last",
    lambda run: shorten(str(run.pattern), LONGEST_PATTERN_SHOWN),
    lambda run: str(run.pattern),
)
CELL = Column(
    "Cell",
    "What the layers are made of",
    lambda run: CELLS[run.settings.cell].title,
    lambda run: CELLS[run.settings.cell].title,
    lambda run: CELLS[run.settings.cell].title,
)
BACKEND = Column(
    "Computed by",
    "What computed the network",
    lambda run: BACKEND_NAMES.get(run.backend, run.backend),
    lambda run: run.backend,
    lambda run: f"computed by {BACKEND_NAMES.get(run.backend, run.backend)}",
)
OPTIMIZER = Column(
    "Optimizer",
    "The way from gradients to new weights",
    lambda run: OPTIMIZERS[run.settings.optimizer].title,
    lambda run: OPTIMIZERS[run.settings.optimizer].title,
    lambda run: OPTIMIZERS[run.settings.optimizer].title,
)
ACTIVATION = Column(
    "Activation",
    "What squashes the candidate and the state that is shown",
    lambda run: ACTIVATION_NAMES[run.settings.activation],
    lambda run: run.settings.activation,
    lambda run: ACTIVATION_NAMES[run.settings.activation],
)
STATE = Column(
    "State",
    "Whether the state is carried on from window to window",
    lambda run: "carried" if run.settings.stateful else "not carried",
    lambda run: run.settings.stateful,
    lambda run: "state carried" if run.settings.stateful else "state not carried",
)
_WORDS = (NAME, PATTERN, CELL, BACKEND, OPTIMIZER, ACTIVATION, STATE)

COLUMNS = (
    NAME,
    CELL,
    Column(
        "Units",
        "Units of each recurrent layer, first layer first",
        _units,
        lambda run: sum(run.settings.units),
        lambda run: f"{_units(run)} units",
    ),
    BACKEND,
    OPTIMIZER,
    Column(
        "Rate",
        "Learning rate of the first epoch",
        lambda run: _number(run.settings.learning_rate),
        lambda run: run.settings.learning_rate,
        lambda run: f"rate {_number(run.settings.learning_rate)}",
    ),
    Column(
        "Clip",
        "Largest norm of the whole gradient",
        _clip,
        lambda run: run.settings.clip_norm or math.inf,
        lambda run: f"clip {_clip(run)}",
    ),
    Column(
        "Window",
        "Symbols in a window",
        lambda run: f"{run.settings.window}",
        lambda run: run.settings.window,
        lambda run: f"window {run.settings.window}",
    ),
    Column(
        "Rows",
        "Sequences side by side in a batch",
        lambda run: f"{run.settings.rows}",
        lambda run: run.settings.rows,
        lambda run: f"{run.settings.rows} rows",
    ),
    STATE,
    ACTIVATION,
    Column(
        "Forget bias",
        "Initial bias of the forget gate, where the cell has one",
        lambda run: _number(run.settings.forget_bias) if _has_forget_gate(run) else "–",
        lambda run: run.settings.forget_bias if _has_forget_gate(run) else -math.inf,
        lambda run: (
            f"forget bias {_number(run.settings.forget_bias)}"
            if _has_forget_gate(run)
            else "no forget gate"
        ),
    ),
    Column(
        "Seed",
        "It decides the initial weights",
        lambda run: f"{run.seed}",
        lambda run: run.seed,
        lambda run: f"seed {run.seed}",
    ),
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
    return f"{whose}: {', '.join(same)}." if same else ""


def _differ(column: Column, runs: Sequence[Run]) -> bool:
    return len({column.text(run) for run in runs}) > 1
