"""A training as a whole at one moment, and one on its way to take the place of another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from formatting import counted
from networks.settings import NetworkChoice
from tasks.answer import Answer
from tasks.registry import task_of
from tasks.task import Problem
from training.checkpoint import Checkpoint
from training.record import History
from training.snapshots import EpochSnapshots
from training.states import Command, RunState

UNDO = (
    "Bring back the training from before Reset, New Weights, other settings, another problem or "
    "going back"
)
"""What Undo does, as long as there is nothing to bring back."""

KEEP_NETWORK = "Keep this network: take back {}"
"""What Undo does while another network is being prepared, given what that comes of."""

BY_UNDO = "Undo"
BY_SETTINGS = "the change of settings"
BY_PROBLEM = "the change to another problem"


BEST_EPOCH = "Go back to the epoch with the least held-out loss"
"""What Best Epoch does."""


def best_epoch_told(history: History, kept: int) -> str:
    """The same of these epochs, ``kept`` being the one gone back to; or why there is none, if 0."""
    best, last = history.best_epoch, len(history)
    if kept:
        left = counted(last - kept, "epoch")
        which = (
            f"epoch {best:,}" if best == kept else f"epoch {best:,}: the nearest kept is {kept:,}"
        )
        return f"{BEST_EPOCH}, {which}. Undo brings back the {left} after it"
    if not history.holds_out:
        return f"{BEST_EPOCH}: here nothing is held out"
    why = "is the newest" if best == last else "was not kept, nor any near it"
    return f"{BEST_EPOCH}: epoch {best:,}, which has it, {why}"


def both_best_told(history: History) -> str:
    """Which epoch is the best by loss and which by accuracy, where these are two; else empty."""
    best, most_right = history.best_epoch, history.most_right_epoch
    if best == most_right:
        return ""
    return f"Least held-out loss: epoch {best:,}, most right: epoch {most_right:,}"


def ended_early_told(epoch: int, patience: int) -> str:
    """That a run was ended after this epoch, and why."""
    waited = counted(patience, "epoch")
    return f"Stopped after epoch {epoch:,}: the held-out loss had not fallen for {waited}."


def back_at_best_told(epoch: int) -> str:
    """That the best epoch is there again."""
    return f"This is epoch {epoch:,} again, the best."


class LastAnswer(NamedTuple):
    """What the network said when it was asked last, and how far training had come, in words."""

    answer: Answer
    when: str


@dataclass(frozen=True, eq=False)
class Moment:
    """A training as a whole.

    Attributes:
        checkpoint: the training.
        snapshots: the states of its epochs that were kept.
        opened_weights: whether nothing was trained but the weights came from a file.
        typed: the problem that was typed; None where that is not known.
        chosen_epochs: how many were chosen for a run; 0: none, None: that is not known.
        answered: what the network said last, if it was asked.
        exploded_in: the epoch in which training exploded, if it had not gone on since; or 0.
        ended_early: that the run was ended for want of patience, in words; mostly empty.
    """

    checkpoint: Checkpoint
    snapshots: EpochSnapshots = field(default_factory=EpochSnapshots)
    opened_weights: bool = False
    typed: Problem | None = None
    chosen_epochs: int | None = None
    answered: LastAnswer | None = None
    exploded_in: int = 0
    ended_early: str = ""

    def epochs_chosen_on(self, problem: Problem | None) -> int:
        """How many were chosen for a run; 0 if none were: in a file, the usual number is none."""
        if self.chosen_epochs is not None:
            return self.chosen_epochs
        of_run = self.checkpoint.epochs_of_run
        return 0 if problem and of_run == task_of(problem).epochs(problem) else of_run


def opened_told(found: Checkpoint, name: str) -> str:
    """What a file holds that was opened, in one sentence."""
    problem = found.state.problem
    if problem is None:
        return f"Opened {name}: weights to begin with."
    return f"Opened {name}: {counted(len(found.records), 'epoch')} on {problem.title}."


def moment_of_file(checkpoint: Checkpoint) -> Moment:
    """The training that a file holds, and the network of its last epoch if it stands there."""
    snapshots, state = EpochSnapshots(), checkpoint.state
    if checkpoint.records and state.position.passes == 0:
        # Within an epoch, the weights are no longer those that its predecessor ended with.
        snapshots.add(len(checkpoint.records), state)
    return Moment(checkpoint, snapshots, opened_weights=state.problem is None)


class Asked(NamedTuple):
    """What is to begin once the network is there.

    Attributes:
        command: Start, Step or Continue.
        keeps: whether Start on another problem keeps what was learned.
    """

    command: Command
    keeps: bool = False


@dataclass(frozen=True, eq=False)
class Arrival:
    """A moment that is on its way, to take the place of the present one.

    Attributes:
        moment: where to.
        choice: the network that it is to be in.
        meanwhile: what the program is doing until then.
        left_by: what the present training is left by, as the user knows it; empty if it is
            not to be brought back.
        brings_problem: whether what it was trained on takes the place of what is typed.
        then: what begins there.
        ends_run: whether a run that was ended for want of patience has its end there.
        told: what is said once it is there, in one sentence; mostly empty.
    """

    moment: Moment
    choice: NetworkChoice
    meanwhile: RunState
    left_by: str = ""
    brings_problem: bool = False
    then: Asked | None = None
    ends_run: bool = False
    told: str = ""


class Left(NamedTuple):
    """A moment that can be brought back, and what it was left by."""

    moment: Moment
    by: str

    @property
    def replaces_the_one_before(self) -> bool:
        """Whether this is worth more than what could be brought back so far.

        A network that has learned nothing is not, unless Undo itself has just made the
        other one present.
        """
        moment = self.moment
        return bool(moment.checkpoint.records) or moment.opened_weights or self.by == BY_UNDO

    @property
    def sentence(self) -> str:
        """What bringing it back means, for the user."""
        return f"Bring back {self._what}"

    @property
    def told_back(self) -> str:
        """That it was brought back."""
        return f"Undo brought back {self._what}."

    @property
    def _what(self) -> str:
        epochs = len(self.moment.checkpoint.records)
        count = {0: "the network", 1: "the 1 epoch"}.get(epochs, f"the {epochs:,} epochs")
        return f"{count} from before {self.by}"


def undo_told(left: Left | None, next_one: Arrival | None) -> str:
    """What Undo does now, which brings back this, or keeps the network if another is prepared."""
    if next_one is not None:
        return KEEP_NETWORK.format(next_one.left_by)
    return left.sentence if left else UNDO
