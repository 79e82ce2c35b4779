"""Settings as a file says them: whole, known here and within what can be chosen, or refused."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from file_parts import FileProblem, named
from formatting import counted
from networks.fields import OneOf, Units, WholeNumber
from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS, LARGEST_RATE, MOST_EPOCHS, Settings
from networks.settings_table import NOTHING_LEARNED, OF_NETWORK, ROWS, WINDOW, Setting, offered

_MOST_UPDATES = DEFAULT_SETTINGS.updates * DEFAULT_SETTINGS.passes
"""In an epoch of a short pattern: all settings that can be chosen have these."""


def settings_from(facts: Mapping[str, Any]) -> Settings:
    """Settings again from what :func:`dataclasses.asdict` and JSON made of them, unchecked."""
    ports = Ports(**facts.get("ports", {}))
    return Settings(**{**facts, "units": tuple(facts["units"]), "ports": ports})


def within_limits(settings: Settings) -> tuple[Settings, str]:
    """The same within what is offered here, and a sentence on what that has changed.

    Weights do not depend on rows and steps. With fewer rows than steps, not every moment would
    be a target, and what is learned would look better than it is.

    Raises:
        FileProblem: the rest is not of a network that this program can build and bear.
    """
    for size in (settings.rows, settings.window):
        whole_between(size, 1, 10**9)
    within = settings
    for field in (WINDOW, ROWS):
        kind = offered(field, within).kind
        assert isinstance(kind, WholeNumber)
        size = min(max(getattr(settings, field.name), kind.least), kind.largest)
        within = replace(within, **{field.name: size})
    check_settings(within)
    window, rows = within.window, within.rows
    changes = []
    if window != settings.window:
        changes.append(f"a window of {window} steps instead of {settings.window:,}")
    if rows != settings.rows:
        changes.append(f"{counted(rows, 'row')} instead of {settings.rows:,}")
    why = ", since every step of a window needs a row" if settings.rows < window else ""
    return within, f"It has {' and '.join(changes)}{why}." if changes else ""


def check_settings(settings: Settings) -> None:
    """Let only those networks through that this program can build and bear.

    Raises:
        FileProblem: a size is out of range, or a part is none that there is here.
    """
    settings.ports.check()
    if settings.ports.padded and settings.stateful:
        raise FileProblem("The file's network carries states on between sequences that are padded.")
    values = vars(settings)
    for field in OF_NETWORK:
        if field.name in values:
            _check(offered(field, settings), values[field.name])
    for size in (settings.updates, settings.passes, settings.updates * settings.passes):
        whole_between(size, 1, _MOST_UPDATES)
    whole_between(settings.decay_epochs, 1, MOST_EPOCHS)
    final, epsilon = number_or_nan(settings.final_learning_rate), number_or_nan(settings.epsilon)
    decay = number_or_nan(settings.beta_2)
    if not (0 < final <= LARGEST_RATE and 0 < epsilon <= 1 and 0 < decay < 1):
        raise FileProblem(NOTHING_LEARNED)
    if settings.dtype not in ("float32", "float64"):
        raise FileProblem("The file's network computes in a precision that is not offered.")


def _check(field: Setting, value: Any) -> None:
    kind = field.kind
    if kind.takes(value):
        return
    if isinstance(kind, WholeNumber):
        whole_between(value, kind.least, kind.largest)
    if isinstance(kind, OneOf):
        offered = ", ".join(kind.titles)
        raise FileProblem(
            f"The file's {kind.noun} is {named(value)}, and only {offered} are known."
        )
    if isinstance(kind, Units) and 1 <= len(value) <= kind.most:
        for units in value:
            whole_between(units, kind.each.least, kind.each.largest)
    raise FileProblem(field.complaint)


def number_or_nan(value: Any) -> float:
    """A number, which true and false are not; not a number, if it is something else."""
    return float(value) if type(value) in (int, float) else math.nan


def whole_between(number: Any, low: int, high: int) -> int:
    """A whole number of a file, which true and false are not.

    Raises:
        FileProblem: it is something else, or out of range.
    """
    known = f"where {low:,} to {high:,} is possible"
    if type(number) is not int:
        raise FileProblem(f"The file holds what is no whole number, {known}.")
    if not low <= number <= high:
        raise FileProblem(f"The file holds the number {named(number)} {known}.")
    return number
