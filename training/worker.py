"""The one owner of the network: a worker that lives in its own QThread.

It is spoken to by queued slots and answers by signals that carry plain data.
Between two passes it returns to its event loop, so every command is heard within
the time of one pass, without locks or flags.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Protocol

import numpy as np
from PyQt5.QtCore import QObject, Qt, QTimer, pyqtSignal, pyqtSlot

from training.checkpoint import Checkpoint, TrainedState
from training.continuation import continue_pattern
from training.loop import PassDone, Position, train
from training.network import LayerDescription, Network
from training.record import EpochRecord
from training.settings import Settings
from training.status import sentence_of
from utils import Windows, cut_windows


class Workshop(Protocol):
    """Where networks come from and go to: what the module ``model`` offers."""

    def load_backend(self, backend: str) -> None:
        """Import what the backend needs; called on a plain thread."""

    def create_model(self, backend: str, settings: Settings) -> Network:
        """Make a network."""

    def describe_layers(self, settings: Settings) -> tuple[LayerDescription, ...]:
        """The layers that such a network has, without making it."""

    def save_checkpoint(self, path: str, network: Network, checkpoint: Checkpoint) -> None:
        """Write a file; the old one stays whole if that fails."""

    def load_checkpoint(self, path: str) -> Checkpoint:
        """Read a file."""


@dataclass(frozen=True)
class NetworkChoice:
    """Which network to make: the backend's name and the settings."""

    backend: str
    settings: Settings


def _reports_failure(slot: Callable) -> Callable:
    """Turn an exception in a slot into the ``failed`` signal; one that escapes ends the process."""

    @wraps(slot)
    def guarded(self: TrainingWorker, *arguments: Any) -> None:
        try:
            slot(self, *arguments)
        except Exception as error:
            self._timer.stop()
            self.failed.emit(sentence_of(error))

    return guarded


class TrainingWorker(QObject):
    """Owns one network and does everything with it that takes time.

    Signals:
        backend_ready: the network of this :class:`NetworkChoice` is the one that trains now.
        backend_failed: it could not be made; its choice, and why in one sentence.
        left: another moment of the training is in the network, as it was asked for by
            `reset` or `go_back`; the :class:`TrainedState` from before.
        pass_done: a part of an epoch is done (:class:`PassDone`).
        epoch_done: an epoch is done (:class:`EpochRecord`), and the :class:`TrainedState`
            at its end.
        rested: training stands still, because it was told to or has reached its goal.
        predicted: the :class:`Continuation` that was asked for.
        saved: the path of the file that was written.
        opened: the :class:`Checkpoint` that is now in the network.
        failed: what was asked could not be done; why, in one sentence.
    """

    backend_ready = pyqtSignal(object)
    backend_failed = pyqtSignal(object, str)
    left = pyqtSignal(object)
    pass_done = pyqtSignal(object)
    epoch_done = pyqtSignal(object, object)
    rested = pyqtSignal()
    predicted = pyqtSignal(object)
    saved = pyqtSignal(str)
    opened = pyqtSignal(object)
    failed = pyqtSignal(str)
    _made = pyqtSignal(object, object, str)

    def __init__(self, workshop: Workshop) -> None:
        super().__init__()
        self._workshop = workshop
        # Keras leaks with every network that is built, so each kind is built once.
        self._networks: dict[NetworkChoice, Network] = {}
        self._waiting: dict[NetworkChoice, list[Callable[[str], None]]] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._chosen: NetworkChoice
        self._in_use: NetworkChoice | None = None
        # Made by `choose` and `load_pattern`; nothing that needs them is asked for before.
        self._network: Network
        self._windows: Windows
        self._pattern = np.zeros(0, np.uint8)
        self._position = Position()
        self._training: Iterator[PassDone | EpochRecord] | None = None
        self._goal = 0
        self._seconds_per_epoch = 0.0
        self._epoch_began = 0.0
        self._between_epochs = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.PreciseTimer)
        self._timer.timeout.connect(self._advance)
        self._made.connect(self._hand_over)

    @pyqtSlot(object)
    def choose(self, choice: NetworkChoice) -> None:
        """Make this network the one that trains, and go on in it with what was learned so far."""
        self._chosen = choice

        def switch(problem: str) -> None:
            if problem:
                self.backend_failed.emit(choice, problem)
            elif choice == self._chosen:  # If not, another one was chosen meanwhile.
                self._use(choice)
                self.backend_ready.emit(choice)

        self._with_network(choice, switch)

    def _use(self, choice: NetworkChoice) -> None:
        if choice == self._in_use:
            return
        network = self._networks[choice]
        if self._in_use is not None:
            network.restore(self._network.snapshot())
        self._network, self._in_use = network, choice
        self._training = None

    def _with_network(self, choice: NetworkChoice, then: Callable[[str], None]) -> None:
        """Call ``then``, once the network is there, with what went wrong.

        It is made and compiled on a plain thread: TensorFlow's first import inside a slot
        of this one would end the process, and until the network is compiled, this thread
        is free for another.
        """
        if choice in self._networks:
            then("")
            return
        waiting = self._waiting.setdefault(choice, [])
        waiting.append(then)
        if len(waiting) == 1:
            lock = self._locks[choice.backend]
            thread = threading.Thread(target=self._make, args=(choice, lock), daemon=True)
            thread.name = "load-backend"
            thread.start()

    def _make(self, choice: NetworkChoice, lock: threading.Lock) -> None:
        """Make a network; of each backend one at a time, since their libraries share much."""
        network, problem = None, ""
        try:
            with lock:
                self._workshop.load_backend(choice.backend)
                network = self._workshop.create_model(choice.backend, choice.settings)
                network.compile()
        except Exception as error:
            problem = sentence_of(error)
        self._made.emit(choice, network, problem)

    @pyqtSlot(object, object, str)
    @_reports_failure
    def _hand_over(self, choice: NetworkChoice, network: Network | None, problem: str) -> None:
        if network is not None and not problem:
            self._networks[choice] = network
        for then in self._waiting.pop(choice):
            then(problem)

    @property
    def is_making(self) -> bool:
        """Whether a network is being made; to be asked when this worker's thread has ended."""
        return bool(self._waiting)

    @pyqtSlot(int)
    @_reports_failure
    def initialise(self, seed: int) -> None:
        """Bring in the initial weights of ``seed`` and forget the training so far."""
        self._timer.stop()
        self._network.initialise(seed)
        self._pattern = np.zeros(0, np.uint8)
        self._position = Position()
        self._training = None

    @pyqtSlot(int)
    @_reports_failure
    def reset(self, seed: int) -> None:
        """The same, and say what was there before, so that it can be brought back."""
        self._timer.stop()
        before = self._state()
        self.initialise(seed)
        self.left.emit(before)

    @pyqtSlot(object)
    @_reports_failure
    def go_back(self, state: TrainedState) -> None:
        """Go on from ``state``, which this network has been in, and say what was there before."""
        before = self._state()
        self._go_on_from(state, self._network)
        self.left.emit(before)

    @pyqtSlot(object)
    @_reports_failure
    def load_pattern(self, pattern: np.ndarray) -> None:
        """Train on ``pattern`` from now on; what was learned stays.

        An epoch that was under way on the old pattern begins anew on this one, and so
        does the optimizer on another: its small steps in the end are for what is known.
        """
        self._timer.stop()
        first_faultless = self._position.first_faultless
        if not np.array_equal(pattern, self._pattern):
            self._network.reset_optimizer()
            first_faultless = 0
        self._pattern = pattern
        self._windows = cut_windows(pattern, self._network.settings.window_shape)
        self._position = Position(self._position.epoch, first_faultless=first_faultless)
        self._training = None

    @pyqtSlot(int)
    def train(self, goal: int) -> None:
        """Train until epoch ``goal`` is done, from where training stands."""
        self._goal = goal
        self._between_epochs = True
        self._timer.start(0)

    @pyqtSlot(int)
    def set_goal(self, goal: int) -> None:
        """Move the goal of the training that is running."""
        self._goal = goal

    @pyqtSlot(float)
    def set_pace(self, seconds_per_epoch: float) -> None:
        """Let an epoch begin at most every ``seconds_per_epoch``; 0 is as fast as it goes."""
        self._seconds_per_epoch = seconds_per_epoch
        if self._timer.isActive():
            self._schedule()

    @pyqtSlot()
    def pause(self) -> None:
        """Stop after the pass that is running, and say so; without training, say nothing."""
        if self._timer.isActive():
            self._timer.stop()
            self.rested.emit()

    @pyqtSlot()
    def finish(self) -> None:
        """End the thread, once all that was asked for before is done."""
        self._timer.stop()
        self.thread().quit()

    @pyqtSlot()
    @_reports_failure
    def _advance(self) -> None:
        if self._position.epoch > self._goal:
            self.rested.emit()
            return
        if self._between_epochs:
            self._epoch_began = time.perf_counter()
        step = self._next_step()
        self._between_epochs = isinstance(step, EpochRecord)
        if self._between_epochs:
            self.epoch_done.emit(step, self._state())
        else:
            self.pass_done.emit(step)
        self._schedule()

    def _next_step(self) -> PassDone | EpochRecord:
        if self._training is None:
            self._training = train(self._network, self._windows, self._position)
        try:
            return next(self._training)
        except Exception:
            # A generator that has raised is over; the next one goes on from the position.
            self._training = None
            raise

    def _schedule(self) -> None:
        """Set the timer for the next pass: at once within an epoch, in its time between two."""
        wait = 0.0
        if self._between_epochs and self._position.epoch <= self._goal:
            wait = self._epoch_began + self._seconds_per_epoch - time.perf_counter()
        self._timer.start(max(0, round(1000 * wait)))

    @pyqtSlot(object, int)
    @_reports_failure
    def predict(self, pattern: np.ndarray, steps: int) -> None:
        """Let the network go on after ``pattern``; its training does not notice."""
        self.predicted.emit(continue_pattern(self._network, pattern, steps))

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
        checkpoint = replace(checkpoint, backend=self._chosen.backend)
        choice = NetworkChoice(checkpoint.backend, checkpoint.settings)

        def adopt(problem: str) -> None:
            if problem:
                self.failed.emit(problem)
            else:
                self._adopt(checkpoint, choice)

        self._with_network(choice, adopt)

    def _adopt(self, checkpoint: Checkpoint, choice: NetworkChoice) -> None:
        """Replace network and training, but only if all of the checkpoint fits."""
        self._go_on_from(checkpoint.state, self._networks[choice])
        self._chosen = self._in_use = choice
        self.opened.emit(checkpoint)

    def _go_on_from(self, state: TrainedState, network: Network) -> None:
        network.restore(state.snapshot)
        self._network = network
        self._pattern = state.pattern
        self._position = replace(state.position)
        if len(self._pattern):
            self._windows = cut_windows(self._pattern, network.settings.window_shape)
        self._training = None

    def _state(self) -> TrainedState:
        return TrainedState(self._pattern, replace(self._position), self._network.snapshot())
