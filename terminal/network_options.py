"""The part of the command line that says which network, and how it learns."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from experiments.prepared_training import PreparedTraining
from formatting import listed
from networks.fields import OneOf, OnOff, WholeNumber
from networks.settings import DEFAULT_SETTINGS, Settings
from networks.settings_draft import Draft
from networks.settings_table import OF_NETWORK, SEED, Setting
from tasks.registry import task_of
from terminal.sentence_parser import SentenceParser
from terminal.task_options import in_words
from training.learner import Learner

SETTINGS = tuple(field for field in OF_NETWORK if field.option.name and field is not SEED)
"""What makes the network and its training."""


def add_setting(
    group: argparse._ArgumentGroup,
    field: Setting,
    read: Callable[[str], Any] | None = None,
    more: str = "",
) -> None:
    """Add the option of a field; ``read`` takes the place of what its kind reads."""
    option, kind = field.option, field.kind
    known = listed(kind.titles) if isinstance(kind, OneOf) else ""
    most = f"{kind.largest:,}" if isinstance(kind, WholeNumber) else ""
    words = option.help.format(known=known, most=most, usual=field.default) + more
    if isinstance(kind, OnOff):
        action = "store_false" if field.default else "store_true"
        group.add_argument(option.name, dest=field.name, action=action, help=words)
    else:
        read = in_words(read or kind.read)
        group.add_argument(
            option.name, dest=field.name, type=read, metavar=option.letter, help=words
        )


def take_learners(
    parser: SentenceParser, given: dict[str, Any], preset: PreparedTraining | None
) -> tuple[Learner, ...]:
    """Who is trained, with the options that belong to the network, which ``given`` then lacks."""
    problem = given["problem"]
    suited = DEFAULT_SETTINGS
    if problem is not None:
        suited = task_of(problem).fit(problem, task_of(problem).settings)
    prepared = preset.learners if preset else (Learner("", suited),)
    names = [field.name for field in SETTINGS if field.name in given]
    changes = {name: given.pop(name) for name in names}
    learners = tuple(
        replace(each, settings=_changed(parser, each.learns(problem), each.settings, changes))
        for each in prepared
    )
    _refuse_what_does_nothing(parser, [each.settings for each in learners], changes)
    if len({each.settings for each in learners}) < len(learners):
        parser.error("--preset: With these options two contestants are the same network.")
    return learners


def _refuse_what_does_nothing(
    parser: SentenceParser, networks: Sequence[Settings], changes: Mapping[str, Any]
) -> None:
    """What was asked for and matters to none of the networks, which therefore lack it."""
    for name, value in changes.items():
        reasons = [network.why_idle(name) for network in networks]
        if all(reasons) and getattr(networks[0], name) != value:
            parser.error(f"{_option_of(name)}: It would do nothing here: {reasons[0]}.")


def _option_of(name: str) -> str:
    return next(field.option.name for field in SETTINGS if field.name == name)


def _changed(
    parser: SentenceParser, problem: Any, suited: Settings, changes: Mapping[str, Any]
) -> Settings:
    """The settings that suit a problem, with what was asked for."""
    for name in () if problem is None else task_of(problem).decides:
        if name in changes:
            option = _option_of(name)
            parser.error(f"{option}: It follows from the problem; --set FIELD=VALUE changes that.")
    draft = Draft(suited, usual=suited).put("units", _units(parser, suited, changes))
    for name, value in changes.items():
        if name not in ("units", "layers"):
            draft = draft.put("clips", False) if value is None else draft.put(name, value)
    settings = draft.result
    if problem is None and settings.rows < settings.window:
        parser.error(f"--rows: Windows of {settings.window} need at least as many rows.")
    return settings if problem is None else task_of(problem).fit(problem, settings)


def _units(parser: SentenceParser, suited: Settings, changes: Mapping[str, Any]) -> tuple[int, ...]:
    """Units of each layer: one number is that of all of them."""
    if "units" not in changes and "layers" not in changes:
        return suited.units
    units: tuple[int, ...] = changes.get("units", suited.units[:1])
    if len(units) == 1:
        return units * changes.get("layers", len(suited.units))
    layers = changes.get("layers", len(units))
    if layers != len(units):
        parser.error(f"--layers: There are units for {len(units)} layers, not for {layers}.")
    return units
