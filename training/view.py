"""What the windows are given to show."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.pattern import Pattern
from training.network import LayerDescription
from training.record import EpochRecord
from training.settings import Settings
from training.states import Command, RunState


@dataclass(frozen=True, eq=False)
class View:
    """All that the windows show of a session at one moment.

    Attributes:
        state: what the program is doing.
        commands: what the user may ask for now.
        status: the state in words.
        epoch: epochs that are done.
        current_epoch: the epoch under way; while none is, the newest that is done.
        goal: the epoch at which training rests.
        fraction: part of the epoch under way that is done, 0 to 1.
        last: the newest epoch record, or None.
        backend: name of the backend.
        settings: of the network and its training.
        next_settings: of the network that takes its place once it is ready; mostly None.
        next_seed: of its initial weights; without one, of this network's.
        layers: of the network, the output last.
        parameters: trainable numbers of the network.
        seed: of the initial weights.
        trained_pattern: what the net was last trained on; None before that.
        has_opened_weights: whether nothing was trained but the weights came from a file.
        undo: what Undo does now, in words.
        pattern_changed: whether another pattern is typed than the net was trained on.
    """

    state: RunState
    commands: frozenset[Command]
    status: str
    epoch: int
    current_epoch: int
    goal: int
    fraction: float
    last: EpochRecord | None
    backend: str
    settings: Settings
    next_settings: Settings | None
    next_seed: int
    layers: tuple[LayerDescription, ...]
    parameters: int
    seed: int
    trained_pattern: Pattern | None
    has_opened_weights: bool
    undo: str
    pattern_changed: bool
