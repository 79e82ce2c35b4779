"""Networks that learn the same problem from the same seed, in step and in the background."""

from __future__ import annotations

from dataclasses import dataclass, field

from PyQt5.QtCore import QObject, pyqtSignal

from networks.networks import Networks, Workshop
from networks.settings import NetworkChoice
from networks.silence import SilenceWatch
from training.checkpoint import TrainedState
from training.learner import GroupPlan, Learner
from training.loop import PassDone
from training.record import History
from training.snapshots import MOST_BYTES, EpochSnapshots
from training.stepper import PATIENCE, Stepper
from training.together import EpochTrained, Explosion, Training, together


@dataclass(eq=False)
class Member:
    """A network of a group and how it has been trained so far.

    Attributes:
        learner: what it is.
        history: its epochs.
        snapshots: the network at the end of each.
        exploded_in: the epoch in which its loss was no number any more, which ended its
            training; 0 if that did not happen.
    """

    learner: Learner
    history: History = field(default_factory=History)
    snapshots: EpochSnapshots = field(default_factory=EpochSnapshots)
    exploded_in: int = 0

    @property
    def newest(self) -> TrainedState | None:
        """The network at the end of its newest epoch; None before the first."""
        return self.snapshots.at(len(self.history)) if len(self.history) else None

    @property
    def first_faultless(self) -> int:
        """The epoch after which it had first learned the problem; 0 while it has not."""
        return (self.newest and self.newest.position.first_faultless) or 0

    def begin_anew(self) -> None:
        """Forget every epoch."""
        self.history.replace()
        self.snapshots.clear()
        self.exploded_in = 0


class Group(QObject):
    """Makes the networks of a plan, trains them in step and keeps their epochs.

    Attributes:
        plan: who learns what.
        members: one for each learner, in their order.
        goal: the epoch at which all rest.
        is_preparing: whether networks are being made.
        ready: how many are made, while that is going on.

    Signals:
        preparing: one more network is being made.
        began: all networks are there, and learn.
        grew: a member has had an epoch more, or has exploded.
        rested: why they stand still, in one sentence; empty when all have reached the goal
            or :meth:`pause` was called.
        silence_changed: a process that computes one of them has fallen silent, or not any more.
    """

    preparing = pyqtSignal()
    began = pyqtSignal()
    grew = pyqtSignal()
    rested = pyqtSignal(str)
    silence_changed = pyqtSignal()

    def __init__(
        self,
        workshop: Workshop,
        name: str,
        most_bytes: int = MOST_BYTES,
        parent: QObject | None = None,
    ) -> None:
        """Make an empty one.

        Args:
            workshop: where networks come from.
            name: of the thread.
            most_bytes: that the networks of past epochs of a member may take.
            parent: Qt's.
        """
        super().__init__(parent)
        self.plan = GroupPlan((), "", None, seed=0)
        self.members: tuple[Member, ...] = ()
        self.goal = 0
        self.ready = 0
        self._most_bytes = most_bytes
        self.is_preparing = False
        self._is_pausing = False
        self._trainings: list[Training] = []
        self._networks = Networks(workshop, self, are_shared=False)
        self._networks.answered.connect(self._on_made)
        self._silence = SilenceWatch(self._networks, self)
        self._silence.changed.connect(self.silence_changed)
        self._stepper = Stepper(name, self, yielded=self._on_yielded, ended=self._on_ended)
        self.set_speed = self._stepper.set_speed

    @property
    def is_running(self) -> bool:
        """Whether networks learn, or will as soon as they are made."""
        return self.is_preparing or self._stepper.is_running

    @property
    def is_done(self) -> bool:
        """Whether nobody is left who would have an epoch to do."""
        return all(each.exploded_in or len(each.history) >= self.goal for each in self.members)

    def set_up(self, plan: GroupPlan) -> None:
        """Take this plan; all are back at the start."""
        self.cancel()
        if plan.learners != self.plan.learners:
            self.members = tuple(
                Member(learner, snapshots=EpochSnapshots(self._most_bytes))
                for learner in plan.learners
            )
        for member in self.members:
            member.begin_anew()
        self.plan = plan
        self.goal = 0

    def train(self, goal: int) -> None:
        """Let all have so many epochs; those that they have had count."""
        self.goal = goal
        self._is_pausing = False
        if self.is_running or self.is_done:
            return
        if self._trainings:
            self._stepper.start(together(self._trainings, goal))
        else:
            self._prepare()

    @property
    def is_left_waiting(self) -> bool:
        """Whether a process stands still that should compute."""
        return self.is_running and self._silence.is_silent

    def pause(self) -> None:
        """Ask all to stand still; an epoch under way is gone on with, if its process answers."""
        self._is_pausing = True
        if self.is_left_waiting:
            self.release()
            self.rested.emit("")
        else:
            self._stepper.pause()

    def cancel(self) -> None:
        """Leave all at the epochs they have had; the networks stay, but for those half made."""
        self._stepper.cancel()
        self._trainings = []
        if self.is_preparing or self._silence.is_silent:
            self.release()

    def release(self) -> None:
        """Stand still, and give back what the networks take."""
        self.is_preparing = False
        self._stepper.cancel()
        self._trainings = []
        self._networks.keep_only(())

    def close(self) -> bool:
        """Stop and end the thread for good; whether all has ended in the time a user waits."""
        self._silence.stop()
        self._stepper.close()
        # A call that is cut off here has nobody any more whom its failure concerns.
        has_ended = self._networks.close(PATIENCE)
        return self._stepper.close() and has_ended

    def _prepare(self) -> None:
        """Make the networks one after the other, each as it was at the end of its newest epoch."""
        self.is_preparing = True
        self.ready = 0
        self._networks.keep_only(
            [learner.settings for learner in self.plan.learners], self.plan.backend
        )
        self._prepare_next("")

    def _prepare_next(self, problem: str) -> None:
        if problem:
            self.release()
            self.rested.emit(problem)
            return
        if self.ready < len(self.members):
            self.preparing.emit()
            self._networks.ask_for(self.plan.choice(self.ready))
            return
        self.is_preparing = False
        self._trainings = [self._training(*each) for each in enumerate(self.members)]
        self._stepper.start(together(self._trainings, self.goal))
        self.began.emit()

    def _on_made(self, _choice: NetworkChoice, problem: str) -> None:
        self.ready += 1
        self._prepare_next(problem)

    def _training(self, place: int, member: Member) -> Training:
        assert self.plan.problem is not None  # There is somebody who learns it.
        return Training(
            self._networks.of(self.plan.choice(place)),
            member.learner.learns(self.plan.problem),
            self.plan.seed,
            member.newest,
            has_exploded=bool(member.exploded_in),
        )

    def _on_yielded(self, step: EpochTrained | Explosion | PassDone) -> None:
        if isinstance(step, PassDone):
            return
        member = self.members[step.place]
        if isinstance(step, Explosion):
            member.exploded_in = step.epoch
        else:
            member.history.append(step.record)
            member.snapshots.add(step.record.epoch, step.state)
        self.grew.emit()

    def _on_ended(self, problem: str) -> None:
        if problem:
            self.release()
        elif not (self._is_pausing or self.is_done):
            self._stepper.start(together(self._trainings, self.goal))  # The goal has moved on.
            return
        self.rested.emit(problem)
