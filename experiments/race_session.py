"""The controller of a race: it holds the state, the window renders it.

It lives on the GUI thread; the group of networks that race learns in a thread of its own.
"""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal

from experiments.race import FEWEST, verdict
from formatting import counted
from networks.networks import Workshop
from networks.settings_table import BACKEND
from shelf.shelf import Shelf
from tasks.registry import task_of
from tasks.task import Problem
from training.checkpoint import TrainedState
from training.group import Group, Member
from training.learner import GroupPlan
from training.states import Command, RunState
from training.view import then_told

_OVER = {RunState.READY, RunState.FINISHED}
_AT_REST = {Command.CONTINUE, Command.STEP, Command.RESET}
_LEGAL = {
    RunState.READY: {Command.SET_PROBLEM, Command.START, Command.STEP},
    RunState.WAITING: {Command.RESET},
    RunState.TRAINING: {Command.PAUSE, Command.RESET},
    RunState.PAUSING: {Command.STEP, Command.RESET},
    RunState.PAUSED: _AT_REST,
    RunState.FINISHED: _AT_REST,
}
"""Which commands make sense in which state: who takes part can be chosen as long as nobody runs,
and while the networks are being made the race begins by itself."""
_NEWEST_ONLY = 0
"""Bytes for the networks of past epochs, which a race does not go back to."""

_TO_CHOOSE = "Press Reset to choose another race."
_NOT_ANSWERING = (
    "The process of one of the networks does not answer. It may go on by itself; Pause ends it, "
    "and Continue starts others, from the last epoch that all have done."
)


class RaceSession(QObject):
    """One race after the other.

    Each command may be called at any time; one that makes no sense in the present state
    does nothing. What makes sense now is in :attr:`commands`.

    Attributes:
        state: what the race is doing.
        goal: the epoch at which it rests.

    Signals:
        changed: render it.
        replaced: there are other contestants, or all are back at the start.
        grew: records were appended to the histories of :attr:`members`.
        problem: what could not be done and why, in one sentence.
    """

    changed = pyqtSignal()
    replaced = pyqtSignal()
    grew = pyqtSignal()
    problem = pyqtSignal(str)

    def __init__(self, workshop: Workshop, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf
        self._epochs = 0
        self.goal = 0
        self._is_watched, self._step_is_next = True, False
        self.state = RunState.READY
        self._put: list[TrainedState | None] = []
        self._group = Group(workshop, "race", _NEWEST_ONLY, self)
        self._group.preparing.connect(self.changed)
        self._group.began.connect(lambda: self._enter(RunState.TRAINING))
        self._group.grew.connect(self.grew)
        self._group.grew.connect(self.changed)
        self._group.silence_changed.connect(self.changed)
        self._group.rested.connect(self._on_rested)
        self.set_speed = self._group.set_speed

    # What the window sees

    @property
    def commands(self) -> set[Command]:
        """What may be asked for now."""
        if self._group.is_left_waiting:
            return _LEGAL[self.state] | {Command.PAUSE}
        if self._all_exploded:
            return _LEGAL[self.state] - {Command.CONTINUE, Command.STEP}
        return _LEGAL[self.state]

    @property
    def members(self) -> tuple[Member, ...]:
        """The contestants, in the order of the plan; empty before the first race."""
        return self._group.members

    @property
    def raced_on(self) -> Problem | None:
        """The problem; None before the first race."""
        return self._group.plan.problem

    @property
    def epoch(self) -> int:
        """Epochs that all of them have done, but for those who have exploded."""
        running = [len(each.history) for each in self.members if not each.exploded_in]
        return min(running, default=max((len(each.history) for each in self.members), default=0))

    @property
    def status(self) -> str:
        """What is going on, in words."""
        if self.state is RunState.READY:
            return "Choose who takes part, and press Start: all learn the same, from the same seed."
        if self._group.is_left_waiting:
            return _NOT_ANSWERING
        if self.state is RunState.WAITING:
            name = BACKEND.kind.shown(self._group.plan.backend)
            place = f"{self._group.ready + 1} of {len(self.members)}"
            return f"Preparing network {place} on {name}. The race begins by itself."
        # When the last epoch has come, the word that the race rests is still on its way.
        under_way = min(self.epoch + 1, self._group.goal)
        is_past = under_way > self.goal
        then = then_told(self._step_is_next)
        extent = f", past the goal of {self.goal:,}" if is_past else f" of {self.goal:,}"
        return {
            RunState.TRAINING: f"Racing: epoch {under_way:,}{extent}.",
            RunState.PAUSING: f"Pausing in epoch {under_way:,}{then}…",
            RunState.PAUSED: f"Paused after epoch {self.epoch:,} of {self.goal:,}. {_TO_CHOOSE}",
            RunState.FINISHED: f"{self._outcome} {_TO_CHOOSE}",
        }[self.state]

    @property
    def _outcome(self) -> str:
        kept = "All are on the shelf."
        if not all(len(each.history) for each in self.members):
            kept = "Those who have done an epoch are on the shelf."
        if self._all_exploded:
            return f"The race has ended: everyone has exploded. {kept}"
        return f"Finished {counted(self.epoch, 'epoch')}. {kept}"

    @property
    def _all_exploded(self) -> bool:
        return bool(self.members) and all(each.exploded_in for each in self.members)

    @property
    def verdict(self) -> str:
        """Who was first, in words; empty before there is anything to say."""
        if not self.epoch and not any(each.exploded_in for each in self.members):
            return ""
        return verdict(self.members, self.epoch, task_of(self.raced_on).words)

    # What the user asks for

    def start(self, plan: GroupPlan, epochs: int) -> None:
        """Race from the start, for so many epochs."""
        self._begin(plan, epochs, goal=epochs)

    def step(self, plan: GroupPlan, epochs: int) -> None:
        """Let all do one epoch, or what is left of the one under way; after a pause on its way."""
        if self.state is RunState.READY:
            self._begin(plan, epochs, goal=1)
        elif Command.STEP not in self.commands:
            return
        elif self.state is RunState.PAUSING:
            self._step_is_next = True
            self.changed.emit()
        else:
            self._race_to(self.epoch + 1)

    def _begin(self, plan: GroupPlan, epochs: int, goal: int) -> None:
        if Command.START not in self.commands or len(plan.learners) < FEWEST:
            return
        self._epochs = self.goal = epochs
        self._set_up(plan)
        self._race_to(goal)

    def pause(self) -> None:
        """Ask the race to stand still."""
        if Command.PAUSE in self.commands:
            self._step_is_next = False
            self._enter(RunState.PAUSING)
            self._group.pause()

    def resume(self) -> None:
        """Go on to the goal; beyond it, by as many epochs again."""
        if Command.CONTINUE in self.commands:
            if self.epoch >= self.goal:
                self.goal = self.epoch + self._epochs
            self._race_to(self.goal)

    def reset(self) -> None:
        """Give up the race, so that others can take part. What was learned is on the shelf."""
        if Command.RESET in self.commands:
            self._put_on_shelf()
            self._set_up(self._group.plan)
            self.goal = 0
            self._enter(RunState.READY)

    def watch(self) -> None:
        """Somebody watches: networks are kept between two races."""
        self._is_watched = True

    def leave(self) -> None:
        """Nobody watches any more: stand still, or if the race is over, let the networks go."""
        self._is_watched = self._step_is_next = False
        if self.state is RunState.WAITING:
            self._stop_preparing()
        self.pause()
        self._release_if_over()

    def close(self) -> bool:
        """Stop the race; whether all of it has stopped in the time that a user waits."""
        self._put_on_shelf()
        return self._group.close()

    # Small steps

    def _on_rested(self, problem: str) -> None:
        self._put_on_shelf()
        steps, self._step_is_next = self._step_is_next, False
        if problem:
            # What was learned is to be gone on with, in networks that are made anew.
            self._enter(RunState.PAUSED if self.epoch else RunState.READY)
            self.problem.emit(problem)
            return
        is_done = self.epoch >= self.goal or self._all_exploded
        self._enter(RunState.FINISHED if is_done else RunState.PAUSED)
        if steps and Command.STEP in self.commands:
            self._race_to(self.epoch + 1)
        self._release_if_over()

    def _race_to(self, goal: int) -> None:
        """Let all go on to an epoch; networks that were given back are made anew before."""
        self._group.train(goal)
        self._enter(RunState.WAITING if self._group.is_preparing else RunState.TRAINING)

    def _stop_preparing(self) -> None:
        """Go back to where the networks were asked for: before the race, or after it."""
        if not self.epoch:
            self.reset()
            return
        self._group.cancel()
        self._enter(RunState.FINISHED)

    def _release_if_over(self) -> None:
        """Without a race, what the networks take is given back as soon as nobody watches."""
        if not self._is_watched and self.state in _OVER:
            self._group.release()

    def _set_up(self, plan: GroupPlan) -> None:
        self._group.set_up(plan)
        self._step_is_next = False
        self._put = [None] * len(plan.learners)
        self.replaced.emit()

    def _put_on_shelf(self) -> None:
        """Put every contestant there as it is at the end of its newest epoch, unless it was."""
        for place, member in enumerate(self.members):
            state = member.newest
            if state is not None and state is not self._put[place]:
                self._put[place] = state
                checkpoint = self._group.plan.checkpoint(place, tuple(member.history), state)
                self._shelf.put_training(checkpoint)

    def _enter(self, state: RunState) -> None:
        self.state = state
        self.changed.emit()
