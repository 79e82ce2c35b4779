"""The states a training can be in, and what may be asked of it in each.

One enum drives every button's enabledness and the status line. What a button
asks and what the worker acknowledges are different events, so *pausing* and
*paused* are different states.
"""

from __future__ import annotations

from enum import Enum, auto


class RunState(Enum):
    """What the program is doing about training right now."""

    READY = auto()
    """Nothing trained yet."""
    WAITING = auto()
    """Training was asked for while the backend is still being loaded."""
    TRAINING = auto()
    """Epochs are running."""
    STEPPING = auto()
    """One epoch is running; then training rests."""
    PAUSING = auto()
    """Pause was pressed; the worker has not stopped yet."""
    PAUSED = auto()
    """Stopped before the last epoch asked for; goes on exactly from here."""
    FINISHED = auto()
    """Every epoch asked for is done; Continue asks for more."""
    RESETTING = auto()
    """Initial weights are being brought back."""
    PREDICTING = auto()
    """The net continues a pattern."""
    SAVING = auto()
    """The training is being written to a file."""
    OPENING = auto()
    """A saved training is taking this one's place."""
    GOING_BACK = auto()
    """An earlier moment of the training, or one that was given up, is brought back."""
    UNAVAILABLE = auto()
    """The backend cannot be used here; the status line says why."""


class Command(Enum):
    """What the user can ask of a training."""

    START = auto()
    PAUSE = auto()
    CONTINUE = auto()
    STEP = auto()
    RESET = auto()
    UNDO = auto()
    BRANCH = auto()
    NEW_WEIGHTS = auto()
    SET_SEED = auto()
    SET_PATTERN = auto()
    CHOOSE_BACKEND = auto()
    CHOOSE_SETTINGS = auto()
    PREDICT = auto()
    SAVE = auto()
    OPEN = auto()
    REPLACE_PROCESS = auto()


_ALWAYS_AT_REST = {
    Command.STEP,
    Command.UNDO,
    Command.NEW_WEIGHTS,
    Command.SET_PATTERN,
    Command.CHOOSE_BACKEND,
    Command.CHOOSE_SETTINGS,
    Command.PREDICT,
    Command.SAVE,
    Command.OPEN,
}
_TRAINED_AT_REST = {
    Command.START,
    Command.CONTINUE,
    Command.RESET,
    Command.BRANCH,
    *_ALWAYS_AT_REST,
}

LEGAL: dict[RunState, set[Command]] = {
    RunState.READY: {Command.START, Command.SET_SEED, *_ALWAYS_AT_REST},
    RunState.WAITING: {Command.PAUSE, Command.CHOOSE_BACKEND},
    RunState.TRAINING: {Command.PAUSE, Command.RESET},
    RunState.STEPPING: {Command.PAUSE, Command.RESET},
    RunState.PAUSING: {Command.RESET},
    RunState.PAUSED: _TRAINED_AT_REST,
    RunState.FINISHED: _TRAINED_AT_REST,
    RunState.RESETTING: set(),
    # Asking again changes nothing, and the button keeps the keyboard's focus.
    RunState.PREDICTING: {Command.PREDICT, Command.PAUSE, Command.SET_PATTERN},
    RunState.SAVING: {Command.SET_PATTERN},
    RunState.OPENING: set(),
    RunState.GOING_BACK: set(),
    RunState.UNAVAILABLE: {Command.SET_PATTERN, Command.CHOOSE_BACKEND},
}
"""Which commands can make sense in which state; the session narrows it further."""

NEEDS_NETWORK = {
    Command.RESET,
    Command.UNDO,
    Command.BRANCH,
    Command.PREDICT,
    Command.SAVE,
    Command.OPEN,
}
"""Commands that make no sense before the backend is loaded; the others can wait for it."""

NEEDS_PATTERN = {
    Command.START,
    Command.CONTINUE,
    Command.STEP,
    Command.BRANCH,
    Command.PREDICT,
}
"""Commands that make no sense while what is typed is not a valid pattern."""

RUNNING = {RunState.TRAINING, RunState.STEPPING, RunState.PAUSING}
"""States in which the worker trains."""

AT_REST = {RunState.READY, RunState.PAUSED, RunState.FINISHED}
"""States in which the worker waits for what is asked next."""
