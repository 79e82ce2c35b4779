"""The controller: it holds the state of the training, the windows render it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar, cast

from PyQt5.QtCore import QObject, Qt, pyqtSignal

from networks.networks import Workshop
from networks.settings import (
    DEFAULT_BACKEND,
    DEFAULT_SETTINGS,
    LARGEST_SEED,
    NetworkChoice,
    Settings,
)
from tasks.answer import Answer
from tasks.registry import task_of
from tasks.task import Problem
from training.checkpoint import Checkpoint
from training.file_jobs import Tell, tell_nobody
from training.journey import Journey
from training.loop import Exploded, PassDone
from training.moment import (
    BY_PROBLEM,
    BY_SETTINGS,
    BY_UNDO,
    Arrival,
    Asked,
    LastAnswer,
    moment_of_file,
    opened_told,
)
from training.present import Present, fraction_done
from training.session_files import SessionFiles
from training.shown import view_of
from training.states import ON_THE_WAY, RUNNING, Command, RunState
from training.together import EpochTrained, Explosion
from training.view import View
from training.worker import Lost, TrainingWorker

PATIENCE = 0.4
"""Seconds that closing waits for the worker, and for a file that is being read."""

Method = TypeVar("Method", bound=Callable[..., None])


def _asks_for(command: Command) -> Callable[[Method], Method]:
    """A method that does nothing while the law does not allow its command."""

    def narrowed(method: Method) -> Method:
        @wraps(method)
        def ask(self: Session, *arguments: Any, **named: Any) -> None:
            if command in self.view.commands:
                method(self, *arguments, **named)

        return cast(Method, ask)

    return narrowed


class Session(QObject):
    """One training, from the typed problem to the saved file.

    Each command may be called at any time; one that makes no sense in the present
    state does nothing. What makes sense now stands in :attr:`view`.

    Attributes:
        history: the epochs so far.
        snapshots: the network at the end of each.
        workshop: where networks come from.
        newest_epoch: as :meth:`Present.newest_epoch` says.
        set_patience: as :meth:`Present.set_patience` says.
        save: writes a file, as :meth:`SessionFiles.save` says.
        note_tested: as :meth:`SessionFiles.note_tested` says.
        wait_for_file: as :meth:`SessionFiles.wait_for` says.
        take_back: as :meth:`Journey.take_back` says.
        set_speed: lets so many epochs a second begin from now on; None is as fast as it goes.
        load_backend: begins to load the backend and to compile the network, in the background.
            It only emits a signal, so it may be called on any thread.

    Signals:
        changed: the view is another one; render it.
        history_grew: records were appended to :attr:`history`.
        history_replaced: :attr:`history` was emptied, cut back or loaded anew.
        reached_goal: the last epoch that was asked for is done, or the best one is there again
            after a run that was ended early.
        continued: an :class:`Answer` of the network as it is now, which stands in the view.
        tested: a test set was asked once more.
        opened: another training took this one's place (:class:`Checkpoint`).
        saved: the path of the file that was written.
        told: what was opened or brought back, in one sentence.
        problem: what could not be done and why, in one sentence.
    """

    changed = pyqtSignal()
    history_grew = pyqtSignal()
    history_replaced = pyqtSignal()
    reached_goal = pyqtSignal()
    continued = pyqtSignal(object)
    tested = pyqtSignal()
    opened = pyqtSignal(object)
    saved = pyqtSignal(str)
    told = pyqtSignal(str)
    problem = pyqtSignal(str)
    _load = pyqtSignal()

    def __init__(
        self,
        workshop: Workshop,
        backend: str = DEFAULT_BACKEND,
        settings: Settings = DEFAULT_SETTINGS,
    ) -> None:
        super().__init__()
        self.workshop = workshop
        self._now = Present(NetworkChoice(backend, settings))
        self.history, self.snapshots = self._now.history, self._now.snapshots
        self._worker = worker = TrainingWorker(workshop, self)
        worker.yielded.connect(self._on_yielded)
        worker.rested.connect(self._on_rested)
        worker.failed.connect(self._on_failed)
        worker.silence_changed.connect(self.changed)
        self._journey = journey = Journey(self._now, worker, self)
        journey.arrived.connect(self._on_arrived)
        journey.began_anew.connect(self.history_replaced)
        journey.network_is_here.connect(self._go_on)
        journey.changed.connect(self.changed)
        journey.refused.connect(self._keep_problem)
        journey.refused.connect(self.problem)
        self._files = files = SessionFiles(self._now, worker, self)
        files.saved.connect(self.saved)
        files.failed.connect(self.problem)
        files.tested.connect(self.tested)
        files.changed.connect(self.changed)
        files.opened.connect(self._on_file_opened)
        self.save, self.note_tested = files.save, files.note_tested
        self.wait_for_file, self.take_back = files.wait_for, journey.take_back
        self.set_speed = worker.set_speed
        self.newest_epoch, self.set_patience = self._now.newest_epoch, self._now.set_patience
        self.load_backend = self._load.emit
        self._load.connect(journey.load)
        # At once: what is to be saved is the training that was there when it was asked for.
        self.changed.connect(files.look)
        # Queued: what brought training to rest is to be over when another network takes over.
        self.changed.connect(journey.look, Qt.QueuedConnection)
        self.changed.connect(self._fit, Qt.QueuedConnection)

    @property
    def view(self) -> View:
        """The session as it is now."""
        return view_of(self._now, self._worker)

    def close(self, tell: Tell = tell_nobody) -> bool:
        """Stop everything; whether all of it has stopped in the time that a user waits.

        A network in a process of its own is ended, whatever it is doing. What is to be saved is
        waited for longer, and ``tell`` hears of it, see :meth:`training.file_jobs.FileJobs.close`.
        """
        self.blockSignals(True)
        has_ended = self._worker.close(PATIENCE)
        return self._files.close(PATIENCE, tell) and has_ended

    # Which network

    @_asks_for(Command.CHOOSE_BACKEND)
    def choose_backend(self, backend: str) -> None:
        """Let this backend compute from now on; training goes on exactly where it stands.

        The same one again is tried once more, if it was not available.
        """
        now = self._now
        if backend == now.choice.backend and now.state is not RunState.UNAVAILABLE:
            return
        if now.state is RunState.UNAVAILABLE:
            now.state = now.at_rest
        now.is_to_fit = True
        self._journey.choose_backend(backend)
        self.changed.emit()

    @_asks_for(Command.CHOOSE_SETTINGS)
    def choose_settings(self, settings: Settings, seed: int | None = None) -> None:
        """Take a new network with these settings, which begins a new run.

        While it is being prepared, the present one stays in use; it is left as soon as the
        other one is ready and training rests. That can be undone. Until then, choosing the
        settings of the present network takes the choice back.

        Args:
            settings: of the new network, which is made to fit what is typed.
            seed: of its initial weights; left out, the present one.
        """
        now = self._now
        if now.typed is not None:
            settings = task_of(now.typed).fit(now.typed, settings)
        self._journey.choose_settings(settings, now.seed if seed is None else seed, BY_SETTINGS)
        self.changed.emit()

    # What is typed

    @_asks_for(Command.SET_PROBLEM)
    def set_problem(self, problem: Problem | None) -> None:
        """Take the problem that is typed now; None while it is not a valid one.

        If the network cannot learn it, one that can is prepared, like one with other settings.
        """
        self._now.typed, self._now.is_to_fit = problem, True
        self._now.suit_epochs()
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Choose a network that can learn what is typed, as soon as one can be chosen."""
        now = self._now
        if now.is_to_fit and Command.CHOOSE_SETTINGS in self.view.commands:
            settings = now.fit()
            if settings != now.wanted:
                self._journey.choose_settings(settings, now.seed, BY_PROBLEM)
                self.changed.emit()
        self._journey.note_problem()

    def _keep_problem(self) -> None:
        """What is typed for a network that there is not to be gives way to what it was before."""
        self._now.keep_problem()
        self.changed.emit()

    def set_refusal(self, refusal: str) -> None:
        """Know what is wrong with what is typed, or with data that were asked for; empty: nothing.

        Until it is mended, no training begins or goes on.
        """
        if refusal != self._now.refusal:
            self._now.refusal = refusal
            self.changed.emit()

    def set_epochs(self, epochs: int) -> None:
        """Set how many epochs a run takes; one that has begun gets its goal moved.

        It ends no sooner than with the epoch under way: else it would stand within another one.
        """
        now = self._now
        begun = len(now.history) + (now.fraction > 0)
        now.epochs, now.epochs_are_chosen = epochs, True
        now.goal = max(now.run_start + epochs, begun)
        if now.state is RunState.TRAINING:
            now.rests_at = now.goal
            self._worker.set_goal(now.goal)
        elif now.state in (RunState.PAUSED, RunState.FINISHED):
            now.state = now.at_rest
        self.changed.emit()

    @_asks_for(Command.NEW_WEIGHTS)
    def new_weights(self) -> None:
        """Draw other initial weights, from a new seed."""
        self._journey.choose_weights(random.randint(0, LARGEST_SEED))

    @_asks_for(Command.SET_SEED)
    def set_seed(self, seed: int) -> None:
        """Choose the initial weights by their seed."""
        self._journey.choose_weights(seed)

    # Training

    @_asks_for(Command.START)
    def start(self, keep: bool = False) -> None:
        """Train on the typed problem, in the network that is being prepared if there is one.

        If the net was trained on another one, ``keep`` decides whether what it
        learned stays; if not, it begins again from its initial weights.
        """
        self._begin(Asked(Command.START, keep))

    @_asks_for(Command.STEP)
    def step(self) -> None:
        """Train one epoch, or what is left of the one under way."""
        self._begin(Asked(Command.STEP))

    @_asks_for(Command.CONTINUE)
    def resume(self, anew: bool = False) -> None:
        """Go on to the goal; beyond it, or ``anew``, by as many epochs again as a run takes."""
        self._begin(Asked(Command.START, keeps=True) if anew else Asked(Command.CONTINUE))

    def _begin(self, asked: Asked) -> None:
        """Begin this once the network is there and rests: now, if it does."""
        now = self._now
        if now.state is RunState.PAUSING:
            now.asked = asked
            self.changed.emit()
        elif now.file or self._journey.starts_next(asked) or not self._worker.stands_in(now.choice):
            now.asked = asked
            self._enter(RunState.WAITING)
        elif asked.command is Command.START and now.trained and not asked.keeps:
            self._journey.set_out(now.to_beginning(now.seed, "beginning again", asked))
        else:
            state = now.begin(asked)
            self._worker.train(now.rests_at, now.trained, now.run)
            self._enter(state)

    def _go_on(self) -> None:
        """Begin what has waited for the network."""
        asked, self._now.asked = self._now.asked, None
        if asked is not None:
            self._begin(asked)

    @_asks_for(Command.PAUSE)
    def pause(self) -> None:
        """Ask training to stand still; take back Start, if it waits, Predict, or a way back."""
        now = self._now
        if now.state is RunState.WAITING:
            self.take_back()
        elif now.state in ON_THE_WAY:
            self._journey.turn_back()
        else:
            self._worker.pause()
            if now.state is not RunState.PREDICTING:
                self._enter(RunState.PAUSING)

    @_asks_for(Command.PREDICT)
    def predict(self, question: Any) -> None:
        """Let the net answer a question about what is typed.

        Of a pattern it is how many symbols to go on by; else see :class:`tasks.task.Task`.
        """
        if self._now.state is not RunState.PREDICTING:
            assert self._now.typed is not None  # Otherwise it is not allowed.
            self._worker.predict(self._now.typed, question)
            self._enter(RunState.PREDICTING)

    @_asks_for(Command.REPLACE_PROCESS)
    def replace_process(self) -> None:
        """End a process that does not answer; another one goes on from the last known moment."""
        self._now.is_replacing = True
        self._worker.networks.give_up_silent()

    # Other moments

    @_asks_for(Command.RESET)
    def reset(self) -> None:
        """Bring back the initial weights. It can be undone."""
        self._journey.set_out(self._now.to_beginning(self._now.seed, "Reset"))

    @_asks_for(Command.BRANCH)
    def branch(self, epoch: int) -> None:
        """Go back to the end of ``epoch``, and train a run from there on the typed problem.

        The epochs after it are left; it can be undone.
        """
        if epoch in self.snapshots.epochs:
            on_it = Asked(Command.START, keeps=True)
            self._journey.set_out(self._now.to_epoch(epoch, then=on_it))

    @_asks_for(Command.BEST_EPOCH)
    def best_epoch(self) -> None:
        """Go back to the end of the epoch with the least held-out loss, and rest there.

        If it was not kept, the nearest that was takes its place. It can be undone.
        """
        self._journey.set_out(self._now.to_best_epoch())

    @_asks_for(Command.UNDO)
    def undo(self) -> None:
        """Bring back the training that was left last; undone once more, it is left again."""
        now = self._now
        if now.next is not None:
            self._journey.prepare(None)
            self._keep_problem()
        elif now.left is not None:
            arrival = now.to_another(now.left.moment, RunState.GOING_BACK, BY_UNDO)
            self._journey.set_out(replace(arrival, told=now.left.told_back))

    @_asks_for(Command.OPEN)
    def open(self, path: str, is_wanted: Callable[[], bool] = lambda: True, name: str = "") -> None:
        """Go on with a saved training in place of this one, on the backend that is chosen.

        It is told of by this name, or its file's.
        Whether that still ``is_wanted`` is asked once it is read, and so only of one that can be.
        """
        self._files.open(path, is_wanted, name)

    def _enter(self, state: RunState) -> None:
        self._now.state = state
        self.changed.emit()

    # What comes back

    def _on_arrived(self, arrival: Arrival) -> None:
        self.history_replaced.emit()
        if arrival.brings_problem:
            self.opened.emit(arrival.moment.checkpoint)
        if arrival.told:
            self.told.emit(arrival.told)
        if arrival.ends_run:
            self.reached_goal.emit()

    def _on_yielded(self, thing: Any) -> None:
        now = self._now
        match thing:
            case PassDone():
                now.note(thing)
                self.changed.emit()
            case EpochTrained():
                now.note(PassDone(thing.record.epoch, 0.0))
                self.history.append(thing.record)
                self.snapshots.add(thing.record.epoch, thing.state)
                if now.is_out_of_patience:
                    now.end_early()
                    self._worker.set_goal(now.goal)
                self.history_grew.emit()
                self.changed.emit()
            case Answer():
                now.answered = LastAnswer(thing, self.view.learned_until)
                self.continued.emit(thing)
                self._enter(now.at_rest)
            case Explosion():
                now.fraction = fraction_done(now.checkpoint(self._worker.known))
                now.exploded_in = thing.epoch
                self._on_failed(str(Exploded(thing.epoch)))
            case Lost():
                self._on_lost(thing.sentence)

    def _on_lost(self, sentence: str) -> None:
        """The network has ended by itself: the next one goes on from the last known moment."""
        now = self._now
        replaced, now.is_replacing = now.is_replacing, False
        if now.arrival is None:
            self._journey.make_anew(goes_on=replaced)
            self._enter(RunState.WAITING if now.asked else now.at_rest)
        if not replaced:
            self.problem.emit(f"{sentence} Another one is started; what was learned is not lost.")

    def _on_rested(self) -> None:
        now = self._now
        if now.state is RunState.TRAINING and len(self.history) < now.goal:
            # More epochs were asked for while the last one was on its way.
            self._worker.train(now.goal, now.trained, now.run)
        elif now.state in RUNNING | {RunState.PREDICTING}:
            is_training = now.state in RUNNING
            self._enter(now.at_rest)
            if is_training and now.asked:
                self._go_on()
            elif is_training and now.ended_early and now.best_kept:
                self.best_epoch()
            elif is_training and now.state is RunState.FINISHED:
                self.reached_goal.emit()

    def _on_file_opened(self, found: Checkpoint, name: str) -> None:
        arrival = self._now.to_another(moment_of_file(found), RunState.OPENING)
        self._journey.set_out(replace(arrival, told=opened_told(found, name)))

    def _on_failed(self, sentence: str) -> None:
        if self._now.arrival is None:
            self._now.asked = None
            self._enter(self._now.at_rest)
        self.problem.emit(sentence)
