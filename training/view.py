"""What the windows are given to show: a session at one moment, and in words."""

from __future__ import annotations

from typing import NamedTuple

from formatting import counted, duration_text, share_text
from networks.network import LayerDescription
from networks.settings import BACKEND_NAMES, DEFAULT_BACKEND, Settings
from tasks.registry import FIRST_TASK, TASKS, task_of
from tasks.task import Problem
from tasks.words import Words
from training.moment import LastAnswer
from training.pace import Pace
from training.record import EpochRecord
from training.states import AT_REST, ON_THE_WAY, Command, Condition, RunState, allowed, refused

ANOTHER_TASK = "Another task is chosen"
NEXT_NETWORK = (
    "The network with other settings is being prepared; it takes over when training rests."
)
START_NEXT = "The network with other settings is being prepared, but you can press Start already."
TURN_BACK = "Its network is being prepared; Pause leaves everything as it was."
NOT_ANSWERING = (
    "The process that computes the network does not answer. It may go on by itself; or start "
    "another one, which goes on from the last epoch that is done."
)


class View(NamedTuple):
    """All that the windows show of a session at one moment.

    Attributes:
        state: what the program is doing.
        conditions: what is so besides.
        epoch: epochs that are done.
        current_epoch: the epoch under way; while none is, the newest that is done.
        goal: the epoch at which training rests.
        epochs: how many the next run takes.
        fraction: part of the epoch under way that is done, 0 to 1.
        pace: how long epochs take, and how long training still does.
        exploded_in: the epoch in which training exploded last, if it has not gone on since; or 0.
        ended_early: that the run was ended for want of patience, in words; empty if it was not.
        last: the newest epoch record, or None.
        backend: name of the backend.
        settings: of the network and its training.
        next_settings: of the network that takes its place once it is ready; mostly None.
        next_seed: of its initial weights; without one, of this network's.
        told_settings: of the network that is told of: this one, or where it cannot learn what is
            typed, the one on its way that can.
        layers: of that network, the output last.
        seed: of the initial weights.
        typed: the problem that is typed; None while it is not a valid one.
        refusal: what is wrong with what is typed, or with data that were asked for, in a sentence;
            empty if nothing is.
        trained_problem: what the net was last trained on; None before that.
        has_opened_weights: whether nothing was trained but the weights came from a file.
        answered: what the network said last, if it was asked since it began anew.
        undo: what Undo does now, in words.
        best_epoch: what Best Epoch does now, or why it can do nothing.
        problem_changed: whether another problem is typed than the net was trained on.
        task_changed: whether it is one of another task; before any training, of another task
            than the network was made for.
        is_another: whether it is a network of other settings that is not ready yet.
        told: what the file was that the weights came from, and its network here is not.
        begins_anew: that the optimizer does where training goes on from here; mostly empty.
        why_unavailable: why the backend cannot be used here.
        file: name of one that is still to be opened; mostly empty.
        step_is_next: whether an epoch is to be trained once the pause has come.
    """

    state: RunState
    conditions: frozenset[Condition]
    epoch: int
    current_epoch: int
    goal: int
    epochs: int
    fraction: float
    pace: Pace
    exploded_in: int
    ended_early: str
    last: EpochRecord | None
    backend: str
    settings: Settings
    next_settings: Settings | None
    next_seed: int
    told_settings: Settings
    layers: tuple[LayerDescription, ...]
    seed: int
    typed: Problem | None
    refusal: str
    trained_problem: Problem | None
    has_opened_weights: bool
    answered: LastAnswer | None
    undo: str
    best_epoch: str
    problem_changed: bool
    task_changed: bool
    is_another: bool
    times_tested: int
    told: str
    begins_anew: str
    why_unavailable: str
    file: str = ""
    step_is_next: bool = False

    @property
    def commands(self) -> frozenset[Command]:
        """What the user may ask for now."""
        return allowed(self.state, self.conditions)

    @property
    def refused(self) -> frozenset[Command]:
        """What the user may not ask for only because something is refused."""
        return refused(self.state, self.conditions)

    @property
    def words(self) -> Words:
        """Of what is typed, or while that is nothing, of what the program begins with."""
        return (task_of(self.typed) if self.typed else TASKS[FIRST_TASK]).words

    @property
    def parameters(self) -> int:
        """Trainable numbers of the network that is told of."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def tells_of_next(self) -> bool:
        """Whether the network that is told of is still being prepared."""
        return self.told_settings != self.settings

    @property
    def before_training(self) -> View:
        """The same, of a network that has learned nothing yet."""
        state = RunState.READY if self.state in AT_REST else self.state
        nothing = self._replace(state=state, epoch=0, current_epoch=0, goal=self.epochs)
        return nothing._replace(last=None, trained_problem=None)

    @property
    def learned_until(self) -> str:
        """How far the network has come that is asked now."""
        if self.current_epoch > self.epoch:
            return f"within epoch {self.current_epoch:,}"
        return f"after {counted(self.epoch, 'epoch')}"

    @property
    def status(self) -> str:
        """One or two sentences for the user: what is going on, and what can be done next."""
        if self.refusal and Condition.PROBLEM in self.conditions:
            return f"✗ {self.refusal}"
        if Command.REPLACE_PROCESS in self.commands:
            return NOT_ANSWERING
        sentence = _not_ready(self) or _what_goes_on(self)
        if self.state in ON_THE_WAY and Command.PAUSE in self.commands:
            return f"{sentence} {TURN_BACK}"
        if self.next_settings is None or self.state is RunState.WAITING:
            return sentence
        return f"{sentence} {START_NEXT if Command.START in self.commands else NEXT_NETWORK}"


def _not_ready(view: View) -> str:
    """What keeps one from going on; empty if nothing does."""
    if view.state is RunState.UNAVAILABLE:
        others = [name for key, name in BACKEND_NAMES.items() if key != view.backend]
        return (
            f"{view.why_unavailable} Choose {' or '.join(others)} to go on, "
            f"or {BACKEND_NAMES[view.backend]} again to try once more."
        )
    if view.state not in AT_REST:
        return ""
    if Condition.PROBLEM not in view.conditions:
        return "Type a pattern of zeros and ones to go on."
    if Condition.NETWORK not in view.conditions:
        if view.file:
            return f"{view.file} is being opened, but you can press Start already."
        library = _library(view)
        loading = f"{library[0].upper()}{library[1:]} is still loading, but you can"
        if view.state is RunState.READY:
            return f"Ready. {loading} press Start already."
        return f"{loading} go on already. Nothing is lost."
    another = ANOTHER_TASK if view.task_changed else view.words.another
    if Condition.FITS not in view.conditions:
        return f"{another}."
    if view.problem_changed:
        return f"{another}. Press Start to train on it, or Predict to only try it."
    return ""


def _library(view: View) -> str:
    if view.is_another:
        return "the new network"
    return "TensorFlow" if view.backend == DEFAULT_BACKEND else "the network"


def _what_goes_on(view: View) -> str:
    epoch, current, goal = view.epoch, view.current_epoch, view.goal
    where = f"within epoch {current:,}" if current > epoch else f"after epoch {epoch:,}"
    return {
        RunState.READY: _ready(view),
        RunState.WAITING: _waiting(view),
        RunState.TRAINING: f"Training: epoch {current:,} of {goal:,}{_how_far(view)}.",
        RunState.STEPPING: f"Training one epoch: epoch {current:,}{_how_far(view)}.",
        RunState.PAUSING: f"Pausing in epoch {current:,}{then_told(view.step_is_next)}…",
        RunState.PAUSED: _exploded(view)
        or f"Paused {where} of {goal:,}. Continue, Step or Predict.",
        RunState.FINISHED: _finished(view),
        RunState.RESETTING: "Bringing back the initial weights…",
        RunState.PREDICTING: f"The network is {view.words.asking}…",
        RunState.SAVING: "Saving the training…",
        RunState.OPENING: "Opening a training…",
        RunState.GOING_BACK: "Bringing back what was there…",
    }[view.state]


def _waiting(view: View) -> str:
    if view.file:
        return f"Waiting for {view.file}. Training goes on from it once it is open."
    is_here = Condition.NETWORK in view.conditions
    library = "the new network" if is_here and view.next_settings else _library(view)
    return f"Waiting for {library}. Training starts once it is loaded."


def _how_far(view: View) -> str:
    """Of a long epoch how much of it is done, and how long training still takes; else nothing."""
    if not view.pace.is_long:
        return ""
    return (
        f", {share_text(view.fraction, 0)} of it done; about {duration_text(view.pace.left)} left"
    )


def then_told(step_is_next: bool) -> str:
    """What comes once the pause has, at the end of what is said of pausing."""
    return ", then Step" if step_is_next else ""


def _finished(view: View) -> str:
    done = view.ended_early or f"Finished {counted(view.epoch, 'epoch')}."
    return " ".join(filter(None, (done, view.begins_anew, "Predict, or Continue to train on.")))


def _exploded(view: View) -> str:
    """That it would again, since nothing is drawn by chance; empty if it has not."""
    if not view.exploded_in:
        return ""
    return (
        f"Training exploded in epoch {view.exploded_in:,}, and would again. To begin anew, choose "
        "a smaller learning rate or clip the gradient in the network settings."
    )


def _ready(view: View) -> str:
    if view.has_opened_weights:
        told = f"{view.told} " if view.told else ""
        return (
            f"Ready, with weights from a file. {told}"
            "Press Start to train them, or Predict to try them."
        )
    return "Ready. Press Start to train."
