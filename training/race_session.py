"""The controller of a race: it holds the state, the window renders it.

It lives on the GUI thread and speaks to the worker by queued signals alone.
"""

from __future__ import annotations

from PyQt5.QtCore import QObject, QThread, pyqtSignal

from formatting import counted
from training.checkpoint import TrainedState
from training.networks import Workshop
from training.race import FEWEST, RacePlan, Standing, checkpoint_of, verdict
from training.race_states import LEGAL, RaceCommand, RaceState
from training.race_worker import RaceWorker
from training.record import EpochRecord, History
from training.requests import Requests
from training.run import run_of
from training.settings import BACKEND_NAMES
from training.shelf import Shelf

PATIENCE = 1.0
"""Seconds that closing waits for the worker."""
_OVER = {RaceState.CHOOSING, RaceState.FINISHED}
_RUNNING = {RaceState.RACING, RaceState.PAUSING}


class _Requests(Requests):
    """To the race's worker."""

    prepare = pyqtSignal(object, object)
    cancel = pyqtSignal()
    release = pyqtSignal()
    run = pyqtSignal(int)
    set_pace = pyqtSignal(float)
    pause = pyqtSignal()
    finish = pyqtSignal()


class RaceSession(QObject):
    """One race after the other.

    Each command may be called at any time; one that makes no sense in the present state
    does nothing. What makes sense now is in :attr:`commands`.

    Attributes:
        state: what the race is doing.
        histories: of each contestant, in the order of the plan; empty before the first race.
        firsts: the epoch after which each one's free run was first faultless; 0 while none was.
        explosions: the epoch in which each one's loss was no number any more, which ended
            its training; 0 if that did not happen.

    Signals:
        changed: render it.
        replaced: there are other contestants, or all are back at the start.
        grew: records were appended to :attr:`histories`.
        problem: what could not be done and why, in one sentence.
    """

    changed = pyqtSignal()
    replaced = pyqtSignal()
    grew = pyqtSignal()
    problem = pyqtSignal(str)

    def __init__(self, workshop: Workshop, shelf: Shelf) -> None:
        super().__init__()
        self._workshop = workshop
        self._shelf = shelf
        self._plan: RacePlan | None = None
        self._epochs = 0
        self._goal = 0
        self._next_rest = 0
        self._ready = 0
        self._is_watched = True
        self._has_networks = False
        self.state = RaceState.CHOOSING
        self.histories: list[History] = []
        self.firsts: list[int] = []
        self.explosions: list[int] = []
        self._states: list[TrainedState | None] = []
        self._put: list[TrainedState | None] = []
        self._requests = _Requests()
        self._thread = QThread()
        self._worker = RaceWorker(workshop)
        self._start_worker()

    def _start_worker(self) -> None:
        self._worker.moveToThread(self._thread)
        self._requests.connect_to(self._worker)
        self._worker.preparing.connect(self._on_preparing)
        self._worker.prepared.connect(self._on_prepared)
        self._worker.epoch_done.connect(self._on_epoch_done)
        self._worker.exploded.connect(self._on_exploded)
        self._worker.rested.connect(self._on_rested)
        self._worker.failed.connect(self._on_failed)
        self._thread.setObjectName("race")
        self._thread.start()

    # What the window sees

    @property
    def commands(self) -> set[RaceCommand]:
        """What may be asked for now."""
        if self._all_exploded:
            return LEGAL[self.state] - {RaceCommand.CONTINUE, RaceCommand.STEP}
        return LEGAL[self.state]

    @property
    def titles(self) -> list[str]:
        """The contestants' names; empty before the first race."""
        return [each.title for each in self._plan.contestants] if self._plan else []

    @property
    def epoch(self) -> int:
        """Epochs that all of them have done, but for those who have exploded."""
        lengths = [len(history) for history in self.histories]
        running = [n for n, end in zip(lengths, self.explosions, strict=True) if not end]
        return min(running, default=max(lengths, default=0))

    @property
    def goal(self) -> int:
        """The epoch at which the race rests."""
        return self._goal

    @property
    def status(self) -> str:
        """What is going on, in words."""
        plan = self._plan
        if self.state is RaceState.CHOOSING or plan is None:
            return "Choose who takes part, and press Start: all learn the same, from the same seed."
        if self.state is RaceState.PREPARING:
            name = BACKEND_NAMES.get(plan.backend, plan.backend)
            place = f"{self._ready + 1} of {len(plan.contestants)}"
            return f"Preparing network {place} on {name}. The race begins by itself."
        # When the last epoch has come, the word that the race rests is still on its way.
        under_way = min(self.epoch + 1, self._next_rest)
        is_past = under_way > self._goal
        extent = f", past the goal of {self._goal:,}" if is_past else f" of {self._goal:,}"
        return {
            RaceState.RACING: f"Racing: epoch {under_way:,}{extent}.",
            RaceState.PAUSING: f"Pausing in epoch {under_way:,}…",
            RaceState.PAUSED: f"Paused after epoch {self.epoch:,} of {self._goal:,}.",
            RaceState.FINISHED: self._outcome,
        }[self.state]

    @property
    def _outcome(self) -> str:
        kept = "All are on the shelf."
        if not all(self._states):
            kept = "Those who have done an epoch are on the shelf."
        if self._all_exploded:
            return f"The race has ended: everyone has exploded. {kept}"
        return f"Finished {counted(self.epoch, 'epoch')}. {kept}"

    @property
    def _all_exploded(self) -> bool:
        return bool(self.explosions) and all(self.explosions)

    @property
    def verdict(self) -> str:
        """Who was first, in words; empty before there is anything to say."""
        if not self.epoch and not any(self.explosions):
            return ""
        return verdict(self.titles, self.firsts, self.explosions, self.epoch)

    # What the user asks for

    def start(self, plan: RacePlan, epochs: int) -> None:
        """Race from the start, for so many epochs."""
        self._begin(plan, epochs, goal=epochs)

    def step(self, plan: RacePlan, epochs: int) -> None:
        """Let all do one epoch, or what is left of the one under way."""
        if self.state is RaceState.CHOOSING:
            self._begin(plan, epochs, goal=1)
        elif RaceCommand.STEP in self.commands:
            self._race_to(self.epoch + 1)

    def _begin(self, plan: RacePlan, epochs: int, goal: int) -> None:
        if RaceCommand.START not in self.commands or len(plan.contestants) < FEWEST:
            return
        self._plan = plan
        self._epochs, self._goal, self._next_rest = epochs, epochs, goal
        self._clear()
        self._prepare()

    def pause(self) -> None:
        """Ask the race to stand still."""
        if RaceCommand.PAUSE in self.commands:
            self._requests.pause.emit()
            self._enter(RaceState.PAUSING)

    def resume(self) -> None:
        """Go on to the goal; beyond it, by as many epochs again."""
        if RaceCommand.CONTINUE in self.commands:
            if self.epoch >= self._goal:
                self._goal = self.epoch + self._epochs
            self._race_to(self._goal)

    def reset(self) -> None:
        """Give up the race, so that others can take part. What was learned is on the shelf."""
        if RaceCommand.RESET in self.commands:
            self._requests.cancel.emit()
            self._put_on_shelf()
            self._clear()
            self._goal = 0
            self._enter(RaceState.CHOOSING)

    def watch(self) -> None:
        """Somebody watches: networks are kept between two races."""
        self._is_watched = True

    def leave(self) -> None:
        """Nobody watches any more: stand still, or if the race is over, let the networks go."""
        self._is_watched = False
        if self.state is RaceState.PREPARING:
            self._stop_preparing()
        self.pause()
        self._release_if_over()

    def set_speed(self, epochs_per_second: float | None) -> None:
        """Let the race run at this speed from now on; None is as fast as it goes."""
        self._requests.set_pace.emit(1 / epochs_per_second if epochs_per_second else 0.0)

    def close(self) -> bool:
        """Stop the worker; whether all of it has stopped in the time that a user waits."""
        self._put_on_shelf()
        self._requests.finish.emit()
        self._thread.wait(round(1000 * PATIENCE))
        # A call that is cut off here has nobody any more whom its failure concerns.
        self._worker.blockSignals(True)
        has_ended = self._worker.close_networks(PATIENCE)
        return self._thread.wait(round(1000 * PATIENCE)) and has_ended

    # What the worker answers

    def _on_preparing(self, ready: int) -> None:
        self._ready = ready
        self.changed.emit()

    def _on_prepared(self, plan: RacePlan) -> None:
        if self.state is RaceState.PREPARING and plan is self._plan:
            self._race_to(self._next_rest)

    def _on_epoch_done(self, place: int, record: EpochRecord, state: TrainedState) -> None:
        if self.state not in _RUNNING:
            return  # It was given up while this was on its way.
        self.histories[place].append(record)
        self.firsts[place] = state.position.first_faultless or 0
        self._states[place] = state
        self.grew.emit()
        self.changed.emit()

    def _on_exploded(self, place: int, epoch: int) -> None:
        if self.state in _RUNNING:
            self.explosions[place] = epoch
            self.grew.emit()
            self.changed.emit()

    def _on_rested(self) -> None:
        if self.state in _RUNNING:
            self._put_on_shelf()
            is_done = self.epoch >= self._goal or self._all_exploded
            self._enter(RaceState.FINISHED if is_done else RaceState.PAUSED)
            self._release_if_over()

    def _on_failed(self, sentence: str) -> None:
        if self.state is RaceState.CHOOSING:
            return
        self._put_on_shelf()
        self._enter(RaceState.CHOOSING)
        self.problem.emit(sentence)

    # Small steps

    def _race_to(self, goal: int) -> None:
        self._next_rest = goal
        if not self._has_networks:
            self._prepare()
            return
        self._requests.run.emit(goal)
        self._enter(RaceState.RACING)

    def _prepare(self) -> None:
        """Let the networks be made, each as it was at the end of its newest epoch."""
        standings = [
            Standing(state, has_exploded=epoch > 0)
            for state, epoch in zip(self._states, self.explosions, strict=True)
        ]
        self._ready = 0
        self._has_networks = True
        self._requests.prepare.emit(self._plan, standings)
        self._enter(RaceState.PREPARING)

    def _stop_preparing(self) -> None:
        """Go back to where the networks were asked for: before the race, or after it."""
        if not self.epoch:
            self.reset()
            return
        self._requests.cancel.emit()
        self._enter(RaceState.FINISHED)

    def _release_if_over(self) -> None:
        """Without a race, what the networks take is given back as soon as nobody watches."""
        if not self._is_watched and self.state in _OVER:
            self._requests.release.emit()
            self._has_networks = False

    def _clear(self) -> None:
        count = len(self.titles)
        self.histories = [History() for _ in range(count)]
        self.firsts = [0] * count
        self.explosions = [0] * count
        self._states = [None] * count
        self._put = [None] * count
        self.replaced.emit()

    def _put_on_shelf(self) -> None:
        """Put every contestant there as it is at the end of its newest epoch, unless it was."""
        if self._plan is None:
            return
        for place, (history, state) in enumerate(zip(self.histories, self._states, strict=True)):
            if state is not self._put[place] and state is not None:
                self._put[place] = state
                checkpoint = checkpoint_of(self._plan, place, list(history), state)
                layers = self._workshop.describe_layers(checkpoint.settings)
                parameters = sum(layer.parameters for layer in layers)
                self._shelf.put(run_of(checkpoint, parameters), checkpoint)

    def _enter(self, state: RaceState) -> None:
        self.state = state
        self.changed.emit()
