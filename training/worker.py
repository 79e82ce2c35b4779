"""The one owner of the network: a worker that lives in its own QThread.

It is spoken to by queued slots and answers by signals that carry plain data.
Between two calls of the network, and while another process computes one, it returns to
its event loop: so every command is heard soon, without locks or flags.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial, wraps
from typing import Any

import numpy as np
from PyQt5.QtCore import pyqtSignal, pyqtSlot

from tasks.pattern import Pattern, Windows, cut_windows
from training.checkpoint import Checkpoint, TrainedState
from training.continuation import Continuation, continuing
from training.loop import Exploded, PassDone, Position, train
from training.network import Network
from training.networks import NetworkChoice, Networks, Workshop
from training.own_process import ProcessEnded
from training.paced_worker import PacedWorker
from training.record import EpochRecord
from training.settings import Settings
from training.status import sentence_of
from training.steps import Steps


def _with_new_optimizer(state: TrainedState) -> TrainedState:
    """The same, but for the optimizer, which has done nothing yet."""
    snapshot = {
        name: np.zeros_like(array) if name.startswith("optimizer/") else array
        for name, array in state.snapshot.items()
    }
    return replace(state, snapshot=snapshot)


def _reports_failure(slot: Callable) -> Callable:
    """Turn an exception in a slot into a signal; one that escapes ends the process."""

    @wraps(slot)
    def guarded(self: TrainingWorker, *arguments: Any) -> None:
        try:
            slot(self, *arguments)
        except ProcessEnded as error:
            self._lose_networks()
            self.lost.emit(self._known, sentence_of(error))
        except Exception as error:
            self._rest()
            self.failed.emit(sentence_of(error))

    return guarded


class TrainingWorker(PacedWorker):
    """Owns the network that trains and does everything with it that takes time.

    Beside that one it keeps those of other backends with the same settings, and one that is
    prepared for other settings.

    Attributes:
        networks: those that there are.

    Signals, beside that of the :class:`PacedWorker`:
        backend_ready: the network of this :class:`NetworkChoice` is the one that trains now.
        prepared: the one that `prepare` asked for can be taken.
        backend_failed: it could not be made; its choice, and why in one sentence.
        lost: the network has ended by itself; the :class:`TrainedState` that the next one
            will go on from, and what happened in one sentence.
        left: another moment of the training is in the network, as it was asked for by
            `reset` or `go_back`; the :class:`TrainedState` from before.
        pass_done: a part of an epoch is done (:class:`PassDone`).
        epoch_done: an epoch is done (:class:`EpochRecord`), and the :class:`TrainedState`
            at its end.
        predicted: the :class:`Continuation` that was asked for.
        saved: the path of the file that was written.
        opened: the :class:`Checkpoint` that is now in the network.
        failed: what was asked could not be done; why, in one sentence.
    """

    backend_ready = pyqtSignal(object)
    prepared = pyqtSignal(object)
    lost = pyqtSignal(object, str)
    backend_failed = pyqtSignal(object, str)
    left = pyqtSignal(object)
    pass_done = pyqtSignal(object)
    epoch_done = pyqtSignal(object, object)
    predicted = pyqtSignal(object)
    saved = pyqtSignal(str)
    opened = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, workshop: Workshop) -> None:
        super().__init__()
        self._workshop = workshop
        self.networks = Networks(workshop, self)
        self._chosen: NetworkChoice | None = None
        self._prepared: NetworkChoice | None = None
        self._arriving: NetworkChoice | None = None
        self._in_use: NetworkChoice | None = None
        # The last moment that a network which has ended by itself can be replaced at.
        self._known = TrainedState()
        self._known_settings: Settings | None = None
        # Made by `choose` and `load_pattern`; nothing that needs them is asked for before.
        self._network: Network
        self._windows: Windows
        self._pattern: Pattern | None = None
        self._position = Position()
        self._training: Iterator[PassDone | EpochRecord | None] | None = None
        self._is_under_way = False
        self._continuing: Steps[Continuation] | None = None
        self._goal = 0
        self._between_epochs = True

    @pyqtSlot(object)
    @_reports_failure
    def choose(self, choice: NetworkChoice) -> None:
        """Make this network the one that trains.

        If it has the same settings, it goes on with what was learned so far.
        """
        self._chosen = choice
        self._end_others()

        def switch(problem: str) -> None:
            if problem:
                self.backend_failed.emit(choice, problem)
            elif choice == self._chosen:  # If not, another one was chosen meanwhile.
                self._use(choice)
                self._end_others()
                self.backend_ready.emit(choice)

        self._with_network(choice, switch)

    @pyqtSlot(object)
    @_reports_failure
    def prepare(self, choice: NetworkChoice | None) -> None:
        """Have this network at hand, whichever one trains; None gives up what was prepared."""
        self._prepared = choice
        self._end_others()
        if choice is None:
            return

        def tell(problem: str) -> None:
            if problem:
                self.backend_failed.emit(choice, problem)
            else:
                self.prepared.emit(choice)

        self._with_network(choice, tell)

    def _use(self, choice: NetworkChoice) -> None:
        if choice == self._in_use:
            return
        if choice.settings == self._known_settings:
            self._go_on_from(self._state(), choice)
        else:
            # Nothing has been learned that would fit it.
            self._go_on_from(TrainedState(), choice)

    def _with_network(self, choice: NetworkChoice, then: Callable[[str], None]) -> None:
        """Call ``then``, once the network is there, with what went wrong."""
        self.networks.ask_for(choice, partial(self._go_on, then))

    @_reports_failure
    def _go_on(self, then: Callable[[str], None], problem: str) -> None:
        then(problem)

    def _end_others(self) -> None:
        """End every network with settings that nobody asks for any more, made or not yet."""
        asked = (self._chosen, self._in_use, self._prepared, self._arriving)
        self.networks.keep_only(choice.settings for choice in asked if choice)

    def _lose_networks(self) -> None:
        """Give up the networks after one of them has ended by itself; the next one is made anew."""
        self._rest()
        self.networks.give_up()
        self._in_use = None
        self._leave_training()
        self._pattern, self._position = self._known.pattern, replace(self._known.position)

    @pyqtSlot(int)
    @_reports_failure
    def initialise(self, seed: int) -> None:
        """Bring in the initial weights of ``seed`` and forget the training so far."""
        # If the network is lost from here on, nothing known fits this seed.
        self._known = TrainedState()
        if self._in_use is not None:  # If not, the network was lost, and it is asked for again.
            self._begin_anew(self._in_use, seed)

    @pyqtSlot(object, int)
    @_reports_failure
    def reset(self, choice: NetworkChoice, seed: int) -> None:
        """The same in the network of ``choice``, saying what was there before."""
        self._rest()
        before = self._state()
        self._arrive_at(choice, lambda: self._begin_anew(choice, seed), before)

    @pyqtSlot(object, object)
    @_reports_failure
    def go_back(self, choice: NetworkChoice, state: TrainedState) -> None:
        """Go on from ``state``, which this network was in once, saying what was there before."""
        before = self._state()
        self._arrive_at(choice, lambda: self._go_on_from(state, choice), before)

    def _arrive_at(
        self, choice: NetworkChoice, arrive: Callable[[], None], before: TrainedState
    ) -> None:
        """Call ``arrive`` when the network is there; it is then the one that trains."""
        self._arriving = choice

        def go(problem: str) -> None:
            self._arriving = None
            if problem:
                self.failed.emit(problem)
                return
            arrive()
            self._chosen = choice
            self._end_others()
            self.left.emit(before)

        self._with_network(choice, go)

    def _begin_anew(self, choice: NetworkChoice, seed: int) -> None:
        self._timer.stop()
        network = self.networks.of(choice)
        network.retune(choice.settings)
        network.initialise(seed)
        drawn = TrainedState(snapshot=network.snapshot())
        self._go_on_from(drawn, choice)

    @pyqtSlot(object)
    @_reports_failure
    def load_pattern(self, pattern: Pattern) -> None:
        """Train on ``pattern`` from now on; what was learned stays.

        An epoch that was under way on the old pattern begins anew on this one, and so
        does the optimizer on another.
        """
        self._rest()
        self._settle()
        is_another = pattern != self._pattern
        self._pattern = pattern
        self._windows = cut_windows(pattern, self._network.settings.window_shape)
        self._position = self._position.at_start_of_epoch(on_another=is_another)
        self._leave_training()
        # If the network is lost from here on, the one that replaces it trains on this pattern.
        self._known = TrainedState(pattern, replace(self._position), self._known.snapshot)
        if is_another:
            self._known = _with_new_optimizer(self._known)
            self._network.reset_optimizer()
        self._known = self._present()

    @pyqtSlot(int)
    def train(self, goal: int) -> None:
        """Train until epoch ``goal`` is done, from where training stands."""
        if self._in_use is None:
            return  # The network was lost, which has been told; it is not to train without weights.
        self._goal = goal
        self._between_epochs = True
        self._timer.start(0)

    @pyqtSlot(int)
    def set_goal(self, goal: int) -> None:
        """Move the goal of the training that is running."""
        self._goal = goal

    @pyqtSlot()
    def pause(self) -> None:
        """Stop after the step that is running, and say so; a continuation is given up."""
        self._continuing = None
        super().pause()

    def _rest(self) -> None:
        self._timer.stop()
        self._continuing = None

    @pyqtSlot()
    @_reports_failure
    def _advance(self) -> None:
        if self._continuing is not None:
            self._go_on_continuing(self._continuing)
            return
        if self._position.epoch > self._goal:
            self.rested.emit()
            return
        if self._between_epochs:
            self._epoch_began = time.perf_counter()
        self._take_step()
        self._schedule()

    def _take_step(self) -> None:
        step = self._next_step()
        self._is_under_way = step is None
        self._between_epochs = isinstance(step, EpochRecord)
        if self._between_epochs:
            self._known = self._present()
            self.epoch_done.emit(step, self._known)
        elif step is not None:
            self.pass_done.emit(step)

    def _settle(self) -> None:
        """Take the step under way to its end: so long the network is ahead of its position."""
        while self._is_under_way:
            self._take_step()

    def _leave_training(self) -> None:
        self._training, self._is_under_way = None, False

    def _next_step(self) -> PassDone | EpochRecord | None:
        if self._training is None:
            self._training = train(self._network, self._windows, self._position)
        try:
            return next(self._training)
        except Exploded:
            self._return_to_known()
            raise
        except Exception:
            # A generator that has raised is over; the next one goes on from the position.
            self._leave_training()
            raise

    def _return_to_known(self) -> None:
        """Go back to the last known moment: weights that are no numbers are good for nothing."""
        assert self._in_use is not None  # Something was trained.
        self._go_on_from(self._known, self._in_use)
        done = self._position.passes / (2 * self._windows.calls)
        self.pass_done.emit(PassDone(self._position.epoch, done))

    @property
    def _epoch_comes_next(self) -> bool:
        """Whether the next pass begins an epoch that is still to be done."""
        return self._between_epochs and self._position.epoch <= self._goal

    @pyqtSlot(object, int)
    @_reports_failure
    def predict(self, pattern: Pattern, steps: int) -> None:
        """Let the network go on after ``pattern``; its training does not notice."""
        self._continuing = self._continuing_when_settled(pattern, steps)
        self._timer.start(0)

    def _continuing_when_settled(self, pattern: Pattern, steps: int) -> Steps[Continuation]:
        while self._is_under_way:
            self._take_step()
            yield
        return (yield from continuing(self._network, pattern, steps))

    def _go_on_continuing(self, steps: Steps[Continuation]) -> None:
        try:
            next(steps)
        except StopIteration as end:
            self._continuing = None
            self.predicted.emit(end.value)
        else:
            self._timer.start(0)

    @pyqtSlot(str, object)
    @_reports_failure
    def save(self, path: str, checkpoint: Checkpoint) -> None:
        """Write ``checkpoint``, completed by what is held here, to ``path``."""
        whole = replace(checkpoint, state=self._state())
        self._workshop.save_checkpoint(path, self._network, whole)
        self.saved.emit(path)

    @pyqtSlot(str)
    @_reports_failure
    def open(self, path: str) -> None:
        """Read a checkpoint from ``path`` and go on from it.

        What one backend has saved, another can go on with: the one that is chosen stays.
        """
        checkpoint = self._workshop.load_checkpoint(path)
        assert self._chosen is not None  # Otherwise nothing can be opened.
        checkpoint = replace(checkpoint, backend=self._chosen.backend)
        choice = NetworkChoice(checkpoint.backend, checkpoint.settings)
        self._arriving = choice

        def adopt(problem: str) -> None:
            self._arriving = None
            if problem:
                self.failed.emit(problem)
                return
            # This replaces network and training, but only if all of the checkpoint fits.
            self._go_on_from(checkpoint.state, choice)
            self._chosen = choice
            self._end_others()
            self.opened.emit(checkpoint)

        self._with_network(choice, adopt)

    def _go_on_from(self, state: TrainedState, choice: NetworkChoice) -> None:
        network = self.networks.of(choice)
        if state.snapshot:
            network.restore(state.snapshot)
        network.retune(choice.settings)
        self._network, self._in_use = network, choice
        self._pattern = state.pattern
        self._position = replace(state.position)
        if self._pattern is not None:
            self._windows = cut_windows(self._pattern, network.settings.window_shape)
        self._leave_training()
        self._known, self._known_settings = state, choice.settings

    def _state(self) -> TrainedState:
        """Where training stands; after a loss, where it will go on.

        If it has not moved since that was last known, the network need not be asked.
        """
        position, known = self._position, self._known.position
        has_moved = (position.epoch, position.passes) != (known.epoch, known.passes)
        if self._in_use is None or (self._known.snapshot and not has_moved):
            return self._known
        self._settle()
        return self._present()

    def _present(self) -> TrainedState:
        return TrainedState(self._pattern, replace(self._position), self._network.snapshot())
