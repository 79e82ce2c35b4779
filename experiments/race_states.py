"""The states a race can be in, and what may be asked of it in each."""

from __future__ import annotations

from enum import Enum, auto


class RaceState(Enum):
    """What a race is doing right now."""

    CHOOSING = auto()
    """Nobody runs; who takes part, and on what, can be chosen."""
    PREPARING = auto()
    """The networks are being made; the race begins by itself."""
    RACING = auto()
    """Epochs are running."""
    PAUSING = auto()
    """Pause was pressed; the worker has not stopped yet."""
    PAUSED = auto()
    """Stopped before the last epoch asked for; goes on exactly from here."""
    FINISHED = auto()
    """Every epoch asked for is done; Continue asks for more."""


class RaceCommand(Enum):
    """What the user can ask of a race."""

    CHOOSE = auto()
    START = auto()
    PAUSE = auto()
    CONTINUE = auto()
    STEP = auto()
    RESET = auto()


LEGAL: dict[RaceState, set[RaceCommand]] = {
    RaceState.CHOOSING: {RaceCommand.CHOOSE, RaceCommand.START, RaceCommand.STEP},
    RaceState.PREPARING: {RaceCommand.RESET},
    RaceState.RACING: {RaceCommand.PAUSE, RaceCommand.RESET},
    RaceState.PAUSING: {RaceCommand.RESET},
    RaceState.PAUSED: {RaceCommand.CONTINUE, RaceCommand.STEP, RaceCommand.RESET},
    RaceState.FINISHED: {RaceCommand.CONTINUE, RaceCommand.STEP, RaceCommand.RESET},
}
"""Which commands make sense in which state."""
