"""The controller: it holds the state of the training, the windows render it.

It lives on the GUI thread and speaks to the worker by queued signals alone.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace

from PyQt5.QtCore import QObject, Qt, QThread, pyqtSignal

from tasks.pattern import Pattern
from training.checkpoint import Checkpoint, TrainedState
from training.loop import PassDone
from training.network import LayerDescription
from training.networks import NetworkChoice, Workshop
from training.record import EpochRecord, History
from training.requests import Requests
from training.settings import (
    DEFAULT_BACKEND,
    DEFAULT_EPOCHS,
    DEFAULT_SEED,
    DEFAULT_SETTINGS,
    LARGEST_SEED,
    Settings,
)
from training.silence import SilenceWatch
from training.snapshots import EpochSnapshots
from training.states import (
    AT_REST,
    LEGAL,
    NEEDS_NETWORK,
    NEEDS_PATTERN,
    RUNNING,
    Command,
    RunState,
)
from training.status import NEXT_NETWORK, NOT_ANSWERING, status_sentence
from training.undo import BY_SETTINGS, BY_UNDO, KEEP_NETWORK, UNDO, Left
from training.view import View
from training.worker import TrainingWorker

PATIENCE = 0.4
PATIENCE_WITH_A_FILE = 1.2
"""Seconds that closing waits for the worker; then it waits as long as without a file once more."""


def _stay() -> None:
    """What there is to do when nothing is on its way."""


def _fraction_done(state: TrainedState, settings: Settings) -> float:
    """How much of the epoch under way is done: half of an epoch are its training passes."""
    if not state.position.passes or state.pattern is None:
        return 0.0
    calls = settings.window_shape.calls(state.pattern.period)
    return min(state.position.passes / calls, 1) / 2


class _Requests(Requests):
    """To the training's worker."""

    choose = pyqtSignal(object)
    prepare = pyqtSignal(object)
    initialise = pyqtSignal(int)
    reset = pyqtSignal(object, int)
    load_pattern = pyqtSignal(object)
    train = pyqtSignal(int)
    set_goal = pyqtSignal(int)
    set_pace = pyqtSignal(float)
    pause = pyqtSignal()
    predict = pyqtSignal(object, int)
    save = pyqtSignal(str, object)
    open = pyqtSignal(str)
    go_back = pyqtSignal(object, object)
    finish = pyqtSignal()


class Session(QObject):
    """One training, from the typed pattern to the saved file.

    Each command may be called at any time; one that makes no sense in the present
    state does nothing. What makes sense now stands in :attr:`view`.

    Signals:
        changed: the view is another one; render it.
        history_grew: records were appended to :attr:`history`.
        history_replaced: :attr:`history` was emptied, cut back or loaded anew.
        reached_goal: the last epoch that was asked for is done.
        continued: a :class:`Continuation`, and the number of epochs it came after.
        opened: another training took this one's place (:class:`Checkpoint`).
        saved: the path of the file that was written.
        problem: what could not be done and why, in one sentence.
    """

    changed = pyqtSignal()
    history_grew = pyqtSignal()
    history_replaced = pyqtSignal()
    reached_goal = pyqtSignal()
    continued = pyqtSignal(object, int)
    opened = pyqtSignal(object)
    saved = pyqtSignal(str)
    problem = pyqtSignal(str)
    _load = pyqtSignal()
    _rests = pyqtSignal()

    def __init__(
        self,
        workshop: Workshop,
        backend: str = DEFAULT_BACKEND,
        settings: Settings = DEFAULT_SETTINGS,
    ) -> None:
        super().__init__()
        self.history = History()
        self.snapshots = EpochSnapshots()
        self._workshop = workshop
        self._choice = NetworkChoice(backend, settings)
        self._state = RunState.READY
        self._in_use: NetworkChoice | None = None
        self._drawn_for: Settings | None = None
        self._next: NetworkChoice | None = None
        self._next_seed = DEFAULT_SEED
        self._next_is_ready = False
        self._when_ready: Callable[[], None] | None = None
        self._why_unavailable = ""
        self._typed: Pattern | None = None
        self._trained: Pattern | None = None
        self._epochs = DEFAULT_EPOCHS
        self._goal = DEFAULT_EPOCHS
        self._run_start = 0
        self._rests_at = 0
        self._fraction = 0.0
        self._seed = DEFAULT_SEED
        self._has_opened_weights = False
        self._told = ""
        self._undo: Left | None = None
        self._left_by = ""
        self._arrive: Callable[[], None] = _stay
        self._requests = _Requests()
        self._thread = QThread()
        self._worker = TrainingWorker(workshop)
        self._silence = SilenceWatch(self._worker.networks, self)
        self._silence.changed.connect(self.changed)
        self._state_when_replaced: RunState | None = None
        self._start_worker()

    def _start_worker(self) -> None:
        self._load.connect(self._on_load)
        # Queued: what brought training to rest is to be over when another network takes over.
        self._rests.connect(self._take_over, Qt.QueuedConnection)
        self._worker.moveToThread(self._thread)
        self._requests.connect_to(self._worker)
        self._worker.backend_ready.connect(self._on_backend_ready)
        self._worker.backend_failed.connect(self._on_backend_failed)
        self._worker.prepared.connect(self._on_prepared)
        self._worker.lost.connect(self._on_lost)
        self._worker.left.connect(self._on_left)
        self._worker.pass_done.connect(self._on_pass_done)
        self._worker.epoch_done.connect(self._on_epoch_done)
        self._worker.rested.connect(self._on_rested)
        self._worker.predicted.connect(self._on_predicted)
        self._worker.opened.connect(self._on_opened)
        self._worker.saved.connect(self._on_saved)
        self._worker.failed.connect(self._on_failed)
        self._thread.setObjectName("training")
        self._thread.start()

    # What the windows see

    @property
    def view(self) -> View:
        """The session as it is now."""
        layers = self.describe_layers(self._choice.settings)
        return View(
            state=self._state,
            commands=self._commands(),
            status=self._status(),
            epoch=len(self.history),
            current_epoch=self._current_epoch(),
            goal=self._goal,
            fraction=self._fraction,
            last=self.history.last,
            backend=self._choice.backend,
            settings=self._choice.settings,
            next_settings=self._next.settings if self._next else None,
            next_seed=self._next_seed if self._next else self._seed,
            layers=layers,
            parameters=sum(layer.parameters for layer in layers),
            seed=self._seed,
            trained_pattern=self._trained,
            has_opened_weights=self._has_opened_weights,
            undo=self._undo_sentence(),
            pattern_changed=self._pattern_changed(),
        )

    @property
    def workshop(self) -> Workshop:
        """Where networks come from."""
        return self._workshop

    def newest_epoch(self) -> Checkpoint:
        """The training at the end of its newest epoch, but for the records of the history."""
        return replace(self._checkpoint(), state=self.snapshots.at(len(self.history)))

    def _status(self) -> str:
        if self._is_left_waiting:
            return NOT_ANSWERING
        sentence = status_sentence(
            self._state,
            epoch=len(self.history),
            current=self._current_epoch(),
            goal=self._goal,
            network_ready=self._network_ready,
            backend=self._choice.backend,
            has_pattern=self._typed is not None,
            pattern_changed=self._pattern_changed(),
            has_opened_weights=self._has_opened_weights,
            told=self._told,
            why_unavailable=self._why_unavailable,
            is_another=self._in_use is not None and self._in_use.settings != self._choice.settings,
        )
        return f"{sentence} {NEXT_NETWORK}" if self._next else sentence

    def _current_epoch(self) -> int:
        """The epoch under way; while none is, the newest that is done."""
        done = len(self.history)
        if self._state in RUNNING:
            # When the last epoch has come, the word that training rests is still on its way.
            return max(done, min(done + 1, self._rests_at))
        return done + (self._fraction > 0)

    def _undo_sentence(self) -> str:
        if self._next is not None:
            return KEEP_NETWORK
        return self._undo.sentence if self._undo else UNDO

    @property
    def _network_ready(self) -> bool:
        """Whether the network that was chosen is the one that the worker trains."""
        return self._in_use == self._choice

    @property
    def _is_left_waiting(self) -> bool:
        """Whether an answer is waited for, and the process that should give it stands still."""
        waits = self._state not in AT_REST or not self._network_ready
        return waits and self._silence.is_silent

    def _pattern_changed(self) -> bool:
        return None not in (self._typed, self._trained) and self._typed != self._trained

    def _commands(self) -> frozenset[Command]:
        allowed = set(LEGAL[self._state])
        if self._is_left_waiting:
            allowed.add(Command.REPLACE_PROCESS)
        if not self._network_ready:
            allowed -= NEEDS_NETWORK
            if self._trained or self._has_opened_weights:
                # They would have to reset the network.
                allowed -= {Command.NEW_WEIGHTS, Command.SET_SEED}
        if self._undo is None and self._next is None:
            allowed.discard(Command.UNDO)
        if not self.snapshots.epochs:
            allowed.discard(Command.BRANCH)
        if self._typed is None:
            allowed -= NEEDS_PATTERN
        if self._trained:
            # On a changed pattern only Start goes on, since it asks what to keep.
            allowed -= (
                {Command.CONTINUE, Command.STEP} if self._pattern_changed() else {Command.START}
            )
        return frozenset(allowed)

    # What the user asks for

    def load_backend(self) -> None:
        """Begin to load the backend and to compile the network, in the background.

        Only a signal is emitted, so this may be called on any thread.
        """
        self._load.emit()

    def choose_backend(self, backend: str) -> None:
        """Let this backend compute from now on; training goes on exactly where it stands.

        The same one again is tried once more, if it was not available.
        """
        is_other = backend != self._choice.backend or self._state is RunState.UNAVAILABLE
        if not self._allows(Command.CHOOSE_BACKEND) or not is_other:
            return
        self._choose(replace(self._choice, backend=backend))
        if self._next is not None:
            self._prepare(replace(self._next, backend=backend))
        if self._state is RunState.UNAVAILABLE:
            self._state = self._state_at_rest()
        self._go_on_if_ready()

    def choose_settings(self, settings: Settings, seed: int | None = None) -> None:
        """Take a new network with these settings, which begins a new run.

        While it is being prepared, the present one stays in use; it is left as soon as the
        other one is ready and training rests. That can be undone. Until then, choosing the
        settings of the present network takes the choice back.

        Args:
            settings: of the new network.
            seed: of its initial weights; left out, the present one.
        """
        if not self._allows(Command.CHOOSE_SETTINGS):
            return
        seed = self._seed if seed is None else seed
        choice = replace(self._choice, settings=settings)
        is_trained = self._trained or self._has_opened_weights
        if choice == self._choice:
            self._prepare(None)
            if seed != self._seed:
                self._change_seed(seed)
        elif is_trained:
            self._next_seed = seed
            self._prepare(choice)
        else:
            self._seed = seed
            self._choose(choice)
        self.changed.emit()

    def describe_layers(self, settings: Settings) -> tuple[LayerDescription, ...]:
        """The layers that a network with these settings has."""
        return self._workshop.describe_layers(settings)

    def _choose(self, choice: NetworkChoice) -> None:
        """Let this network be the one that what is asked for from now on waits for."""
        self._choice = choice
        self._requests.choose.emit(choice)

    def _prepare(self, choice: NetworkChoice | None) -> None:
        """Have this network take over once it is ready; None keeps the present one."""
        if choice and choice.settings == self._choice.settings:
            choice = None
        if choice != self._next:
            self._next, self._next_is_ready = choice, False
            self._requests.prepare.emit(choice)

    def _take_over(self) -> None:
        """Let the network that was prepared take the place of the present one, if that rests."""
        if self._next is None or not self._next_is_ready or self._state not in AT_REST:
            return
        self._reset_to(self._next_seed, BY_SETTINGS, choice=self._next)

    def set_pattern(self, pattern: Pattern | None) -> None:
        """Take the pattern that is typed now; None while it is not a valid one."""
        if self._allows(Command.SET_PATTERN):
            self._typed = pattern
            self.changed.emit()

    def set_epochs(self, epochs: int) -> None:
        """Set how many epochs a run takes; one that has begun gets its goal moved."""
        self._epochs = epochs
        self._goal = self._run_start + epochs
        if self._state is RunState.TRAINING:
            self._rests_at = self._goal
            self._requests.set_goal.emit(self._goal)
        elif self._state in (RunState.PAUSED, RunState.FINISHED):
            self._state = self._state_at_rest()
        self.changed.emit()

    def set_speed(self, epochs_per_second: float | None) -> None:
        """Let training run at this speed from now on; None is as fast as it goes."""
        self._requests.set_pace.emit(1 / epochs_per_second if epochs_per_second else 0.0)

    def start(self, keep: bool = False) -> None:
        """Train on the typed pattern.

        If the net was trained on another one, ``keep`` decides whether what it
        learned stays; if not, it begins again from its initial weights.
        """
        if self._allows(Command.START):
            self._once_ready(lambda: self._begin(self._train_a_run, keep))

    def step(self) -> None:
        """Train one epoch, or what is left of the one under way."""
        if not self._allows(Command.STEP):
            return
        if self._state is RunState.READY:
            self._once_ready(lambda: self._begin(self._train_one, keep=False))
        else:
            self._once_ready(self._train_one)

    def _once_ready(self, go: Callable[[], None]) -> None:
        """Call ``go`` once the network is there: now, if it is."""
        if self._network_ready:
            go()
        else:
            self._when_ready = go
            self._enter(RunState.WAITING)

    def _go_on_if_ready(self) -> None:
        """Do what waits for the network, if there is anything and the network is there."""
        if self._network_ready and self._when_ready:
            go, self._when_ready = self._when_ready, None
            go()
        else:
            self.changed.emit()

    def _begin(self, go: Callable[[], None], keep: bool) -> None:
        """Load the typed pattern and ``go``."""
        if self._trained and not keep:
            self._reset_to(
                self._seed,
                "beginning again",
                then=lambda: self._once_ready(lambda: self._begin(go, keep)),
            )
            return
        pattern = self._typed
        assert pattern is not None  # Without one, neither Start nor Step is allowed.
        self._has_opened_weights = False
        self._trained = pattern
        self._requests.load_pattern.emit(pattern)
        self._run_start = len(self.history)
        self._goal = self._run_start + self._epochs
        go()

    def _train_a_run(self) -> None:
        self._train(len(self.history) + self._epochs)

    def _train(self, goal: int) -> None:
        self._goal = goal
        self._train_to(goal)
        self._enter(RunState.TRAINING)

    def _train_one(self) -> None:
        self._train_to(len(self.history) + 1)
        self._enter(RunState.STEPPING)

    def _train_to(self, epoch: int) -> None:
        self._rests_at = epoch
        self._requests.train.emit(epoch)

    def pause(self) -> None:
        """Ask training to stand still; take back Start, if it waits, and Predict."""
        if not self._allows(Command.PAUSE):
            return
        if self._state is RunState.WAITING:
            self._when_ready = None
            self._enter(self._state_at_rest())
            return
        self._requests.pause.emit()
        if self._state is not RunState.PREDICTING:
            self._enter(RunState.PAUSING)

    def resume(self) -> None:
        """Go on to the goal; beyond it, by as many epochs again as a run takes."""
        if self._allows(Command.CONTINUE):
            self._once_ready(self._train_on)

    def _train_on(self) -> None:
        if len(self.history) >= self._goal:
            self._run_start = len(self.history)
        self._train(self._run_start + self._epochs)

    def reset(self) -> None:
        """Bring back the initial weights. It can be undone."""
        if self._allows(Command.RESET):
            self._reset_to(self._seed, "Reset")

    def new_weights(self) -> None:
        """Draw other initial weights, from a new seed."""
        if self._allows(Command.NEW_WEIGHTS):
            self._change_seed(random.randint(0, LARGEST_SEED))

    def set_seed(self, seed: int) -> None:
        """Choose the initial weights by their seed."""
        if self._allows(Command.SET_SEED):
            self._change_seed(seed)

    def _change_seed(self, seed: int) -> None:
        """Bring in the initial weights of another seed; what this ends can be brought back."""
        self._next_seed = seed
        if self._trained or self._has_opened_weights:
            self._reset_to(seed, "New weights")
            return
        self._seed = seed
        if self._in_use:
            self._requests.initialise.emit(seed)
        # A prediction that is shown is not that of the new weights.
        self._replace_history()
        self.changed.emit()

    def _reset_to(
        self,
        seed: int,
        left_by: str,
        then: Callable[[], None] | None = None,
        choice: NetworkChoice | None = None,
    ) -> None:
        """Leave the training for initial weights, in the network of ``choice`` if it is another."""
        arriving = choice or self._choice

        def begin_anew() -> None:
            self._now_in_use(arriving)
            self._seed = seed
            self._has_opened_weights = False
            self._trained = None
            self._run_start, self._goal = 0, self._epochs
            self.snapshots.clear()
            self._replace_history()
            if self._next is not None:
                # Nothing is left here for which the other network would have to wait.
                self._seed = self._next_seed
                self._choose(self._next)
                self._prepare(None)
            self._enter(RunState.READY)
            if then:
                then()

        self._left_by, self._arrive = left_by, begin_anew
        self._requests.reset.emit(arriving, seed)
        self._enter(RunState.RESETTING)

    def _now_in_use(self, choice: NetworkChoice) -> None:
        """The worker has come to another network, or to another moment of the same one."""
        self._choice = self._in_use = choice
        self._drawn_for = choice.settings
        if self._next is not None:
            self._prepare(self._next)  # It is the one that was prepared, or still to come.

    def branch(self, epoch: int) -> None:
        """Go back to the end of ``epoch``, and train a run from there on the typed pattern.

        The epochs after it are left; it can be undone.
        """
        if not self._allows(Command.BRANCH) or epoch not in self.snapshots.epochs:
            return

        def branch_off() -> None:
            self.snapshots.truncate(epoch)
            self._replace_history(list(self.history)[:epoch])
            self._begin(self._train_a_run, keep=True)

        self._left_by, self._arrive = f"going back to epoch {epoch:,}", branch_off
        self._requests.go_back.emit(self._choice, self.snapshots.at(epoch))
        self._enter(RunState.GOING_BACK)

    def undo(self) -> None:
        """Bring back the training that was left last; undone once more, it is left again."""
        if not self._allows(Command.UNDO):
            return
        if self._next is not None:
            self._prepare(None)
            self.changed.emit()
            return
        undone = self._undo
        assert undone is not None  # Otherwise it is not allowed.
        choice = replace(self._choice, settings=undone.checkpoint.settings)

        def take_up() -> None:
            self._now_in_use(choice)
            self._take_up(undone)

        self._left_by, self._arrive = BY_UNDO, take_up
        self._requests.go_back.emit(choice, undone.checkpoint.state)
        self._enter(RunState.GOING_BACK)

    def replace_process(self) -> None:
        """End a process that does not answer; another one goes on from the last known moment."""
        if self._allows(Command.REPLACE_PROCESS):
            self._state_when_replaced = self._state
            self._worker.networks.give_up_silent()

    def predict(self, steps: int) -> None:
        """Let the net continue the typed pattern by ``steps`` symbols."""
        if self._allows(Command.PREDICT) and self._state is not RunState.PREDICTING:
            self._requests.predict.emit(self._typed, steps)
            self._enter(RunState.PREDICTING)

    def save(self, path: str) -> None:
        """Save the training as it is now."""
        if self._allows(Command.SAVE):
            whole = replace(self._checkpoint(), records=tuple(self.history))
            self._requests.save.emit(path, whole)
            self._enter(RunState.SAVING)

    def open(self, path: str) -> None:
        """Go on with a saved training in place of this one, on the backend that is chosen."""
        if self._allows(Command.OPEN):
            self._requests.open.emit(path)
            self._enter(RunState.OPENING)

    def close(self) -> bool:
        """Stop the worker; whether all of it has stopped in the time that a user waits.

        A network in a process of its own is ended, whatever it is doing. A file that is being
        written is waited for longer, so that it is not lost; if even that is too short, what
        was there before it stays.
        """
        patience = PATIENCE_WITH_A_FILE if self._state is RunState.SAVING else PATIENCE
        self._silence.stop()
        self._requests.finish.emit()
        self._thread.wait(round(1000 * patience))
        # A call that is cut off here has nobody any more whom its failure concerns.
        self._worker.blockSignals(True)
        has_ended = self._worker.networks.close(PATIENCE)
        return self._thread.wait(round(1000 * PATIENCE)) and has_ended

    # What the worker answers

    def _on_load(self) -> None:
        self._requests.choose.emit(self._choice)

    def _on_backend_ready(self, choice: NetworkChoice) -> None:
        if choice != self._choice:
            return  # Another one was chosen meanwhile, and the worker knows it by now.
        if self._drawn_for != choice.settings:
            self._requests.initialise.emit(self._seed)
        self._state_when_replaced = None
        self._now_in_use(choice)
        self._go_on_if_ready()

    def _on_prepared(self, choice: NetworkChoice) -> None:
        if choice == self._next:
            self._next_is_ready = True
            self._take_over()

    def _on_lost(self, known: TrainedState, sentence: str) -> None:
        """The network has ended by itself: the next one goes on from the last known moment."""
        is_untrained = not (self._trained or self._has_opened_weights)
        if not known.snapshot or is_untrained:  # Another seed may have been chosen since.
            # It had no weights yet, so that nothing of what it was asked for has begun.
            self._drawn_for = None
            self._trained = None
        if self._in_use is not None:
            self._fraction = _fraction_done(known, self._in_use.settings)
        self._in_use, self._when_ready = None, None
        self._requests.choose.emit(self._choice)
        state, self._state_when_replaced = self._state_when_replaced, None
        if state is not None:
            self._go_on_in_another_process(state)
            return
        self._on_failed(f"{sentence} Another one is started; what was learned is not lost.")

    def _go_on_in_another_process(self, state: RunState) -> None:
        """Go on with what was being trained as soon as it is there; the rest is asked for anew."""
        self._enter(self._state_at_rest())
        if not self._trained:
            return
        if state is RunState.TRAINING:
            self._once_ready(lambda: self._train(self._goal))
        elif state is RunState.STEPPING:
            self._once_ready(self._train_one)

    def _on_backend_failed(self, choice: NetworkChoice, sentence: str) -> None:
        if choice == self._next:
            self._prepare(None)
            self.changed.emit()
            self.problem.emit(sentence)
            return
        if choice != self._choice:
            return
        self._when_ready = None
        if self._in_use:
            self._choice = self._in_use
            self._requests.choose.emit(self._choice)
            self._on_failed(sentence)
        else:
            self._why_unavailable = sentence
            self._enter(RunState.UNAVAILABLE)

    def _on_left(self, before: TrainedState) -> None:
        # Epochs that were still on their way when Reset was pressed have arrived by now.
        checkpoint = replace(self._checkpoint(), records=tuple(self.history), state=before)
        left = Left(checkpoint, self.snapshots.copy(), self._left_by, self._has_opened_weights)
        if self._undo is None or left.replaces_the_one_before:
            self._undo = left
        # What it holds may be a whole training, so it is not to be held any longer.
        arrive, self._arrive = self._arrive, _stay
        arrive()

    def _on_pass_done(self, step: PassDone) -> None:
        self._fraction = step.fraction
        self.changed.emit()

    def _on_epoch_done(self, record: EpochRecord, state: TrainedState) -> None:
        self._fraction = 0.0
        self.history.append(record)
        self.snapshots.add(record.epoch, state)
        self.history_grew.emit()
        self.changed.emit()

    def _on_rested(self) -> None:
        if self._state is RunState.TRAINING and len(self.history) < self._goal:
            # More epochs were asked for while the last one was on its way.
            self._train_to(self._goal)
        elif self._state is RunState.PREDICTING:
            self._enter(self._state_at_rest())
        elif self._state in RUNNING:
            self._enter(self._state_at_rest())
            if self._state is RunState.FINISHED:
                self.reached_goal.emit()

    def _on_predicted(self, continuation: object) -> None:
        self.continued.emit(continuation, len(self.history))
        self._enter(self._state_at_rest())

    def _on_saved(self, path: str) -> None:
        self._enter(self._state_at_rest())
        self.saved.emit(path)

    def _on_opened(self, checkpoint: Checkpoint) -> None:
        self._prepare(None)
        self._now_in_use(NetworkChoice(checkpoint.backend, checkpoint.settings))
        self._undo = None
        snapshots = EpochSnapshots()
        if checkpoint.records and checkpoint.state.position.passes == 0:
            # Within an epoch, the weights are no longer those that its predecessor ended with.
            snapshots.add(len(checkpoint.records), checkpoint.state)
        weights_alone = checkpoint.state.pattern is None
        self._take_up(Left(checkpoint, snapshots, "opening a file", weights_alone))

    def _take_up(self, left: Left) -> None:
        checkpoint = left.checkpoint
        self._seed = checkpoint.seed
        self._goal, self._run_start = checkpoint.goal, checkpoint.run_start
        self._epochs = checkpoint.epochs_of_run
        self._trained = checkpoint.state.pattern
        if self._trained:
            self._typed = self._trained
        self._has_opened_weights = left.opened_weights
        self._told = checkpoint.told
        self.snapshots.replace(left.snapshots)
        self._replace_history(checkpoint.records)
        self._fraction = _fraction_done(checkpoint.state, checkpoint.settings)
        self.opened.emit(checkpoint)
        self._enter(self._state_at_rest())

    def _on_failed(self, sentence: str) -> None:
        self._enter(self._state_at_rest())
        self.problem.emit(sentence)

    # Small steps

    def _allows(self, command: Command) -> bool:
        return command in self._commands()

    def _enter(self, state: RunState) -> None:
        self._state = state
        if self._next_is_ready:
            self._rests.emit()
        self.changed.emit()

    def _state_at_rest(self) -> RunState:
        if not self._trained:
            return RunState.READY
        return RunState.FINISHED if len(self.history) >= self._goal else RunState.PAUSED

    def _replace_history(self, records: Iterable[EpochRecord] = ()) -> None:
        self.history.replace(records)
        self._fraction = 0.0
        self.history_replaced.emit()

    def _checkpoint(self) -> Checkpoint:
        """What the worker cannot know of a checkpoint, but for the records."""
        return Checkpoint(
            backend=self._choice.backend,
            settings=self._choice.settings,
            seed=self._seed,
            goal=self._goal,
            run_start=self._run_start,
            told=self._told,
        )
