"""One training in the background: the network that it is in, and all of it that takes time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from PyQt5.QtCore import QObject, pyqtSignal

from formatting import sentence_of
from networks.networks import Networks, Workshop
from networks.process_ended import ProcessEnded
from networks.settings import NetworkChoice
from networks.silence import SilenceWatch
from tasks.registry import task_of
from tasks.task import Problem
from training.checkpoint import TrainedState
from training.loop import RunOfEpochs
from training.stepper import Stepper
from training.together import Explosion, Training, settling, standing, together


class Place(NamedTuple):
    """Where to be: in which network, and at which moment of a training.

    Attributes:
        choice: the network.
        seed: of the initial weights.
        state: the moment; None is the present one, in another network.
    """

    choice: NetworkChoice
    seed: int
    state: TrainedState | None


@dataclass(frozen=True)
class Stands:
    """It is known where the training stands."""


class Lost(NamedTuple):
    """The network has ended by itself; why, in one sentence."""

    sentence: str


class TrainingWorker(QObject):
    """Has one network train at a time, and never lets its owner wait for it.

    Beside the one that trains it keeps those of other backends with the same settings, one
    that is prepared for other settings, and those that came before in the same process.

    Attributes:
        in_use: the network that trains; None before there is one, and after a loss.
        networks: those that there are.

    Signals:
        taken: the moment that was asked for is there; the :class:`TrainedState` before.
        stands: where training stands, as it was asked for.
        answered: whether the network of a choice can be had; if not, why.
        yielded: what a step of the training or a prediction gave.
        rested: nothing is done any more.
        failed: what was asked could not be done; why, in one sentence.
        silence_changed: a process has fallen silent, or not any more.
    """

    taken = pyqtSignal(object)
    stands = pyqtSignal(object)
    answered = pyqtSignal(object, str)
    yielded = pyqtSignal(object)
    rested = pyqtSignal()
    failed = pyqtSignal(str)
    silence_changed = pyqtSignal()

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.in_use: NetworkChoice | None = None
        self.networks = Networks(workshop, self)
        self.networks.answered.connect(self._on_answered)
        self._silence = SilenceWatch(self.networks, self)
        self._silence.changed.connect(self.silence_changed)
        self._stepper = Stepper("training", self, yielded=self._on_yielded, ended=self._on_ended)
        self.set_speed = self._stepper.set_speed
        self.describe_layers = workshop.describe_layers
        self._training: Training | None = None
        self._known = TrainedState()
        self._place: Place | None = None
        self._wanted: Place | None = None
        self._prepared: NetworkChoice | None = None
        self._after: Iterator[Any] | None = None

    # Which network

    @property
    def is_silent(self) -> bool:
        """Whether a process gives no sign of life."""
        return self._silence.is_silent

    def stands_in(self, choice: NetworkChoice) -> bool:
        """Whether this network is the one that trains, and no other moment on its way."""
        return choice == self.in_use and self._wanted is None

    @property
    def has_begun(self) -> bool:
        """Whether a network is there, or on its way."""
        return self.in_use is not None or self._wanted is not None

    @property
    def known(self) -> TrainedState:
        """The last moment that another network could go on from, if this one were lost."""
        return self._training.kept if self._training else self._known

    @property
    def is_making_way(self) -> bool:
        """Whether the network is still to be made in which another moment is to be."""
        return self._wanted is not None and not self.networks.has(self._wanted.choice)

    def take(self, choice: NetworkChoice, seed: int, state: TrainedState | None = None) -> None:
        """Be at this moment in this network, once it is there; of two, the later one counts.

        Args:
            choice: the network.
            seed: of the initial weights, which a state without a snapshot stands for.
            state: the moment; left out, the present one.
        """
        self._wanted = Place(choice, seed, state)
        self._end_others()
        self._ask_for(choice)

    def stay(self) -> None:
        """Stay at the present moment, whatever was on its way."""
        self._wanted = None
        self._end_others()

    def prepare(self, choice: NetworkChoice | None) -> None:
        """Have this network at hand, whichever one trains; None gives up what was prepared."""
        self._prepared = choice
        self._end_others()
        if choice is not None:
            self._ask_for(choice)

    def _ask_for(self, choice: NetworkChoice) -> None:
        # In a process that trains, to make a network would hold that up, and be held up.
        self.networks.ask_for(choice, apart=self._stepper.is_running)

    def _end_others(self) -> None:
        """End every network with settings that nobody asks for any more, made or not yet."""
        asked = (self._wanted and self._wanted.choice, self.in_use, self._prepared)
        self.networks.keep_only(choice.settings for choice in asked if choice)

    def _on_answered(self, choice: NetworkChoice, problem: str) -> None:
        if self._wanted is not None and choice == self._wanted.choice:
            if problem:
                self._wanted = None
            else:
                self.stand()
        self.answered.emit(choice, problem)

    def stand(self) -> None:
        """Tell where training stands, and go on to where it is to be."""
        training = self._training
        if self._stepper.is_running or (training is not None and training.has_moved):
            self._begin(self._standing())
        else:
            self._on_stands()

    def _standing(self) -> Iterator[Any]:
        if self._training is not None:
            yield from standing(self._training)
        yield Stands()

    def _on_stands(self) -> None:
        before = self.known
        if self._wanted is None:
            self.stands.emit(before)
        elif self.networks.has(self._wanted.choice):
            place, self._wanted = self._wanted, None
            self._be_at(place, before if place.state is None else place.state)
            self._end_others()
            self.taken.emit(before)

    def _be_at(self, place: Place, state: TrainedState) -> None:
        """It is brought into the network by what is asked of it next."""
        network = self.networks.of(place.choice)
        self.in_use, self._known, self._place = place.choice, state, place
        self._training = Training(
            network, state.problem, place.seed, state, settings=place.choice.settings
        )

    def _lose_networks(self) -> None:
        """Give up the networks after one of them has ended by itself; the next is made anew."""
        self._known = self.known
        self._training, self.in_use, self._after = None, None, None
        self.networks.give_up()
        if self._wanted is not None:
            self.networks.ask_for(self._wanted.choice)

    # What the network does

    def train(self, goal: int, problem: Problem | None, run: RunOfEpochs) -> None:
        """Train on this problem until epoch ``goal`` of a run is done, from where it stands."""
        assert self._training is not None  # It stands in its network.
        self._training.turn_to(problem)
        self._begin(together([self._training], goal, run))

    def set_goal(self, goal: int) -> None:
        """Move the goal of the training that is running, and the end of its run."""
        if self._training is not None:
            self._training.goal = self._training.run_ends = goal

    def predict(self, problem: Problem, question: Any) -> None:
        """Let the network answer a question about a problem; its training does not notice."""
        assert self._training is not None
        self._begin(_predicting(self._training, problem, question))

    def pause(self) -> None:
        """Stop after the step that is running, and say so; a continuation is given up."""
        self._after = None
        self._stepper.pause()

    def close(self, patience: float) -> bool:
        """Stop and end everything for good; whether it has ended in the time a user waits."""
        self._silence.stop()
        self._stepper.close()
        # A call that is cut off here has nobody any more whom its failure concerns.
        has_ended = self.networks.close(patience)
        return self._stepper.close() and has_ended

    def _begin(self, steps: Iterator[Any]) -> None:
        """Begin a work; one that runs comes to rest first, so that nothing of it is lost."""
        if self._stepper.is_running:
            self._after = _watched(steps)
            self._stepper.pause()
        else:
            self._stepper.start(_watched(steps))

    def _on_yielded(self, thing: Any) -> None:
        if isinstance(thing, Stands):
            self._on_stands()
            return
        if isinstance(thing, Lost):
            self._lose_networks()
        elif isinstance(thing, Explosion) and self._training and self._place:
            # Weights that are no numbers are good for nothing.
            self._be_at(self._place, self._training.kept)
        self.yielded.emit(thing)

    def _on_ended(self, problem: str) -> None:
        after, self._after = self._after, None
        if after is not None:
            self._stepper.start(after)
        elif not problem:
            self.rested.emit()
        if problem:
            self.failed.emit(problem)


def _predicting(training: Training, problem: Problem, question: Any) -> Iterator[Any]:
    yield from settling(training)
    yield from training.preparing()
    yield (yield from task_of(problem).answering(training.network, problem, question))


def _watched(steps: Iterator[Any]) -> Iterator[Any]:
    """The same; that the network has ended is a thing that it gives."""
    try:
        yield from steps
    except ProcessEnded as error:
        yield Lost(sentence_of(error))
