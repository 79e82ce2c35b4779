"""The states a training can be in, and what may be asked of it in each.

One enum drives every button's enabledness and the status line. What a button
asks and what the worker acknowledges are different events, so *pausing* and
*paused* are different states.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto
from typing import NamedTuple


class RunState(Enum):
    """What the program is doing about training right now."""

    READY = auto()
    """Nothing trained yet."""
    WAITING = auto()
    """Training was asked for before its network was there: one that is still loaded, prepared over
    another one, or in a file that is to be opened."""
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
    """The net answers what it is asked."""
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
    BEST_EPOCH = auto()
    NEW_WEIGHTS = auto()
    SET_SEED = auto()
    SET_PROBLEM = auto()
    CHOOSE_BACKEND = auto()
    CHOOSE_SETTINGS = auto()
    PREDICT = auto()
    SAVE = auto()
    OPEN = auto()
    REPLACE_PROCESS = auto()


RUNNING = {RunState.TRAINING, RunState.STEPPING, RunState.PAUSING}
"""States in which the worker trains."""

AT_REST = {RunState.READY, RunState.PAUSED, RunState.FINISHED}
"""States in which the worker waits for what is asked next."""

TRAINED_AT_REST = {RunState.PAUSED, RunState.FINISHED}
"""Where training can go on."""

ON_THE_WAY = {RunState.RESETTING, RunState.GOING_BACK, RunState.OPENING}
"""States in which another moment is to take the present one's place."""

WAITED_FOR = {RunState.PREDICTING, RunState.SAVING}
"""States that end by themselves, and leave the training as it is."""


class Condition(Enum):
    """What must be so beside the state, for a command to make sense."""

    NETWORK = auto()
    """The network that was chosen is there, and stands where it is shown to stand."""
    WEIGHTS = auto()
    """It is, or nothing was learned that other initial weights would have to wait for."""
    PROBLEM = auto()
    """What is typed is a valid problem."""
    NOTHING_REFUSED = auto()
    """Nothing that is typed for a run, and no data that were asked for, are refused."""
    ANOTHER_PROBLEM = auto()
    """Nothing was trained, or it was on another problem: Start asks what to keep."""
    SAME_PROBLEM = auto()
    """What was trained was so on the problem that is typed."""
    KNOWN_TASK = auto()
    """A file would tell what the network is for."""
    FITS = auto()
    """The network can learn what is typed; if not, one that can is on its way."""
    NEXT_FITS = auto()
    """Another network is on its way, which can learn it."""
    KEPT_EPOCHS = auto()
    """There is an epoch to go back to."""
    BETTER_EPOCH = auto()
    """One of them is better than the newest, on what is held out."""
    SOMETHING_TO_UNDO = auto()
    """A training was left, or another network is being prepared."""
    STILL_ON_THE_WAY = auto()
    """The moment that is on its way can be turned back."""
    NO_ANSWER = auto()
    """Something is waited for that comes from a process which stands still."""


_SET = (Condition.PROBLEM, Condition.NOTHING_REFUSED)
"""What is learned, and for how long, stands in the fields as it is meant."""


class Row(NamedTuple):
    """In which states a command can be given, under which conditions."""

    command: Command
    states: Collection[RunState]
    needs: tuple[Condition, ...] = ()


LAW = (
    Row(
        Command.START,
        AT_REST,
        (*_SET, Condition.FITS, Condition.ANOTHER_PROBLEM),
    ),
    Row(Command.START, AT_REST, (*_SET, Condition.NEXT_FITS)),
    Row(Command.CONTINUE, TRAINED_AT_REST, (*_SET, Condition.SAME_PROBLEM)),
    # Asked while a pause is on its way, it is done after it.
    Row(
        Command.STEP,
        AT_REST | {RunState.PAUSING},
        (*_SET, Condition.FITS, Condition.SAME_PROBLEM),
    ),
    Row(
        Command.PAUSE,
        {RunState.WAITING, RunState.TRAINING, RunState.STEPPING, RunState.PREDICTING},
    ),
    Row(Command.PAUSE, ON_THE_WAY, (Condition.STILL_ON_THE_WAY,)),
    Row(Command.RESET, RUNNING | TRAINED_AT_REST, (Condition.NETWORK,)),
    Row(Command.UNDO, AT_REST, (Condition.NETWORK, Condition.SOMETHING_TO_UNDO)),
    Row(
        Command.BRANCH,
        TRAINED_AT_REST,
        (Condition.NETWORK, *_SET, Condition.FITS, Condition.KEPT_EPOCHS),
    ),
    Row(Command.BEST_EPOCH, TRAINED_AT_REST, (Condition.NETWORK, Condition.BETTER_EPOCH)),
    Row(Command.NEW_WEIGHTS, AT_REST, (Condition.WEIGHTS,)),
    Row(Command.SET_SEED, {RunState.READY}, (Condition.WEIGHTS,)),
    Row(
        Command.SET_PROBLEM,
        AT_REST | {RunState.PREDICTING, RunState.SAVING, RunState.UNAVAILABLE},
    ),
    Row(Command.CHOOSE_BACKEND, AT_REST | {RunState.WAITING, RunState.UNAVAILABLE}),
    Row(Command.CHOOSE_SETTINGS, AT_REST),
    # Asked again it changes nothing, and the button keeps the keyboard's focus.
    Row(
        Command.PREDICT,
        AT_REST | {RunState.PREDICTING},
        (Condition.NETWORK, Condition.PROBLEM, Condition.FITS),
    ),
    Row(Command.SAVE, AT_REST, (Condition.NETWORK, Condition.KNOWN_TASK)),
    Row(Command.OPEN, AT_REST),
    Row(Command.REPLACE_PROCESS, set(RunState), (Condition.NO_ANSWER,)),
)
"""When which command makes sense; nothing else decides it."""


def allowed(state: RunState, conditions: Collection[Condition]) -> frozenset[Command]:
    """What may be asked in this state, while these conditions hold."""
    return frozenset(
        row.command
        for row in LAW
        if state in row.states and all(need in conditions for need in row.needs)
    )


def refused(state: RunState, conditions: Collection[Condition]) -> frozenset[Command]:
    """What cannot be asked only because of what is typed, or was asked for as data."""
    return allowed(state, {*conditions, *_SET}) - allowed(state, conditions)
