"""The training as it is now: what was learned, what is asked for and what is on its way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from networks.ports import BITS
from networks.settings import DEFAULT_EPOCHS, DEFAULT_SEED, NetworkChoice, Settings
from tasks.registry import FIRST_TASK, TASKS, task_of
from tasks.task import Problem
from training.checkpoint import Checkpoint, TrainedState
from training.loop import PassDone, RunOfEpochs, trained_share
from training.moment import (
    Arrival,
    Asked,
    LastAnswer,
    Left,
    Moment,
    back_at_best_told,
    ended_early_told,
)
from training.overfitting import best_epoch, is_out_of_patience
from training.pace import Pace, pace_of
from training.record import History
from training.snapshots import EpochSnapshots
from training.states import AT_REST, RUNNING, Command, Condition, RunState
from training.tested import TimesTested
from training.worker import TrainingWorker


def fraction_done(checkpoint: Checkpoint) -> float:
    """How much of the epoch under way is done, of which nearly all is its training."""
    state = checkpoint.state
    if not state.position.passes or state.problem is None:
        return 0.0
    calls = task_of(state.problem).calls(state.problem, checkpoint.settings)
    return trained_share(state.position, calls)


@dataclass(eq=False)
class Present:
    """All that a session knows, but for what its worker does.

    Attributes:
        choice: the network that is shown; what is asked for waits for it.
        state: what the program is doing.
        history: the epochs so far.
        snapshots: the network at the end of each.
        seed: of the initial weights.
        typed: the problem that is typed; None while it is not a valid one.
        refusal: what is wrong with what is typed, in a sentence; empty if nothing is.
        fitted: the one that was typed last of those that the network that is there can learn.
        task: name of the task that the wanted settings were chosen for; empty: any.
        suited: by names of other tasks, the settings that were last wanted for them.
        is_to_fit: whether a network that fits what is typed is still to be chosen.
        trained: what was trained on; None before that.
        epochs: how many a run takes.
        epochs_are_chosen: whether they stay whatever is typed.
        patience: after so many epochs without a better one, on what is held out, it ends; 0: never.
        goal: the epoch at which the run rests.
        run_start: epochs that were done when it was asked for.
        rests_at: the epoch at which what is being trained now rests.
        fraction: part of the epoch under way that is done, 0 to 1.
        spent: seconds that the epoch under way has taken so far.
        exploded_in: the epoch in which training exploded last, if it has not gone on since; or 0.
        ended_early: that the run was ended for want of patience, in words; empty if it was not.
        opened_weights: whether nothing was trained but the weights came from a file.
        answered: what the network said last, if it was asked since it began anew.
        tested: how often which test set was asked.
        told: what that file held and this is without, in words.
        left: what Undo brings back.
        asked: what begins once the network is there, or rests.
        file: name of a file that is to be opened before it does; mostly empty.
        arrival: the moment that is on its way.
        next: one that is to set out when its network is there and training rests.
        next_is_ready: whether that network is there.
        saves_to: the paths of files that are to be written.
        is_replacing: whether another process was asked for in place of a silent one.
        why_unavailable: why the backend cannot be used here.
    """

    choice: NetworkChoice
    state: RunState = RunState.READY
    history: History = field(default_factory=History)
    snapshots: EpochSnapshots = field(default_factory=EpochSnapshots)
    seed: int = DEFAULT_SEED
    typed: Problem | None = None
    refusal: str = ""
    fitted: Problem | None = None
    task: str = ""
    suited: dict[str, Settings] = field(default_factory=dict)
    is_to_fit: bool = False
    trained: Problem | None = None
    epochs: int = DEFAULT_EPOCHS
    epochs_are_chosen: bool = False
    patience: int = 0
    goal: int = DEFAULT_EPOCHS
    run_start: int = 0
    rests_at: int = 0
    fraction: float = 0.0
    spent: float = 0.0
    exploded_in: int = 0
    ended_early: str = ""
    opened_weights: bool = False
    answered: LastAnswer | None = None
    tested: TimesTested = field(default_factory=TimesTested)
    told: str = ""
    left: Left | None = None
    asked: Asked | None = None
    file: str = ""
    arrival: Arrival | None = None
    next: Arrival | None = None
    next_is_ready: bool = False
    saves_to: tuple[str, ...] = ()
    is_replacing: bool = False
    why_unavailable: str = ""

    @property
    def is_trained(self) -> bool:
        """Whether there is something that is lost when other weights take its place."""
        return self.trained is not None or self.opened_weights

    @property
    def problem_changed(self) -> bool:
        """Whether another problem is typed than was trained on."""
        return None not in (self.typed, self.trained) and self.typed != self.trained

    @property
    def task_changed(self) -> bool:
        """Whether that is of another task, or of another than the network was made for."""
        known = self.trained or self.fitted
        if self.typed is None or known is None:
            return False
        return task_of(self.typed) is not task_of(known)

    @property
    def wanted(self) -> Settings:
        """Those of the network that was chosen last, whether it is there or is to come."""
        return (self.next or self).choice.settings

    @property
    def fits(self) -> bool:
        """Whether the chosen network can learn what is typed."""
        return _can_learn(self.typed, self.choice)

    def fit(self) -> Settings:
        """Settings of a network that can learn what is typed.

        They are as near as can be to those that are wanted, or where another task is typed
        than those are for, to those that were last wanted for this one.
        """
        self.is_to_fit = False
        if self.typed is None:
            return self.wanted
        task = task_of(self.typed)
        if self.task in ("", task.name):
            settings = self.wanted
        else:
            self.suited[self.task] = self.wanted
            settings = self.suited.get(task.name, task.settings)
        self.task = task.name
        return task.fit(self.typed, settings)

    def keep_problem(self) -> None:
        """Have the problem again that the network of the present training can learn."""
        if self.next is None and not self.fits and self.fitted is not None:
            self.typed, self.task = self.fitted, task_of(self.fitted).name
            self.suit_epochs()

    def suit_epochs(self) -> None:
        """Let the next run take as many as suit what is typed, unless others were chosen."""
        if self.typed is not None and not self.epochs_are_chosen:
            self.epochs = task_of(self.typed).epochs(self.typed)
            if self.trained is None:
                self.goal = self.run_start + self.epochs

    @property
    def at_rest(self) -> RunState:
        """What the program does when it does nothing."""
        if self.trained is None:
            return RunState.READY
        return RunState.FINISHED if len(self.history) >= self.goal else RunState.PAUSED

    @property
    def run(self) -> RunOfEpochs:
        """The epochs that were asked for together."""
        return RunOfEpochs(self.run_start, self.goal)

    @property
    def current_epoch(self) -> int:
        """The epoch under way; while none is, the newest that is done."""
        done = len(self.history)
        if self.state in RUNNING:
            # When the last epoch has come, the word that training rests is still on its way.
            return max(done, min(done + 1, self.rests_at))
        return done + (self.fraction > 0)

    def note(self, step: PassDone) -> None:
        """Know how far the epoch under way has come."""
        self.fraction, self.spent = step.fraction, step.seconds
        if self.fraction and not self.ended_early:
            self.goal = max(self.goal, step.epoch)

    @property
    def pace(self) -> Pace:
        """How long epochs take, and how long training still does."""
        done = PassDone(len(self.history) + 1, self.fraction, self.spent)
        return pace_of(self.history, range(self.run_start, self.rests_at), done)

    def checkpoint(self, state: TrainedState) -> Checkpoint:
        """The training for a file, standing there, but for the records of its history."""
        return Checkpoint(
            backend=self.choice.backend,
            settings=self.choice.settings,
            seed=self.seed,
            goal=self.goal,
            run_start=self.run_start,
            state=state,
            times_tested=self.tested.of(state.problem),
            told=self.told,
        )

    def newest_epoch(self) -> Checkpoint:
        """The same at the end of its newest epoch."""
        return self.checkpoint(self.snapshots.at(len(self.history)))

    def whole(self, state: TrainedState) -> Checkpoint:
        """The same with its records."""
        return replace(self.checkpoint(state), records=tuple(self.history))

    def moment(self, state: TrainedState) -> Moment:
        """The training as a whole, standing there."""
        chosen = self.epochs if self.epochs_are_chosen else 0
        kept = self.snapshots.copy()
        shown = self.answered, self.exploded_in, self.ended_early
        return Moment(self.whole(state), kept, self.opened_weights, self.fitted, chosen, *shown)

    def to_beginning(self, seed: int, left_by: str, then: Asked | None = None) -> Arrival:
        """To the initial weights of a seed, in the same network."""
        moment = self._beginning(self.choice.settings, seed)
        return Arrival(moment, self.choice, RunState.RESETTING, left_by, then=then)

    def to_settings(self, settings: Settings, seed: int, left_by: str) -> Arrival:
        """To a network with other settings."""
        choice = replace(self.choice, settings=settings)
        return Arrival(self._beginning(settings, seed), choice, RunState.RESETTING, left_by)

    def set_patience(self, epochs: int) -> None:
        """Set after how many epochs without a better one a run ends; 0 lets it go on."""
        self.patience = epochs

    @property
    def is_out_of_patience(self) -> bool:
        """Whether the run has waited long enough for a better epoch."""
        is_running = self.state is RunState.TRAINING and self.history.holds_out
        losses = self.history.loss[self.run_start :]
        return is_running and is_out_of_patience(best_epoch(losses), len(losses), self.patience)

    def end_early(self) -> None:
        """Let the run end with the epoch that is done, and say why."""
        self.goal = self.rests_at = len(self.history)
        self.ended_early = ended_early_told(self.goal, self.patience)

    def to_epoch(self, epoch: int, then: Asked | None = None) -> Arrival:
        """To the end of an epoch that is kept, as if no more had been asked for."""
        snapshots = self.snapshots.copy()
        snapshots.truncate(epoch)
        whole = self.whole(snapshots.at(epoch))
        run_start = min(self.run_start, epoch)
        ended = replace(whole, records=whole.records[:epoch], goal=epoch, run_start=run_start)
        left_by = f"going back to epoch {epoch:,}"
        moment = Moment(ended, snapshots)
        return Arrival(moment, self.choice, RunState.GOING_BACK, left_by, then=then)

    def to_best_epoch(self) -> Arrival:
        """To that which is nearest to the best of those kept; why the run has ended is told on."""
        arrival = self.to_epoch(self.best_kept)
        if not self.ended_early:
            return arrival
        told = f"{self.ended_early} {back_at_best_told(self.best_kept)}"
        return replace(arrival, moment=replace(arrival.moment, ended_early=told), ends_run=True)

    @property
    def best_kept(self) -> int:
        """Of the epochs that can be gone back to, that nearest to the best; 0 without any."""
        best = self.history.best_epoch
        if not best or best == len(self.history) or not self.snapshots.epochs:
            return 0
        nearest = self.snapshots.nearest(best)
        return nearest if nearest < len(self.history) else 0

    def to_another(self, moment: Moment, meanwhile: RunState, left_by: str = "") -> Arrival:
        """To another training, on the backend that is chosen."""
        choice = replace(self.choice, settings=moment.checkpoint.settings)
        return Arrival(moment, choice, meanwhile, left_by, brings_problem=True)

    def _beginning(self, settings: Settings, seed: int) -> Moment:
        backend = self.choice.backend
        return Moment(Checkpoint(backend, settings, seed, goal=self.epochs, run_start=0))

    def take_up(self, arrival: Arrival) -> None:
        """Be where ``arrival`` leads; what is left can be brought back, if it was worth it."""
        checkpoint = arrival.moment.checkpoint
        self.choice = arrival.choice
        self.seed, self.told = checkpoint.seed, checkpoint.told
        self.goal, self.run_start = checkpoint.goal, checkpoint.run_start
        self.trained = checkpoint.state.problem
        self.tested.note(self.trained, checkpoint.times_tested)
        self.opened_weights = arrival.moment.opened_weights
        if arrival.brings_problem:
            self._bring_problem(arrival.moment)
        elif self.trained is None:
            # Other epochs may have been set while it was on its way.
            self.goal = self.epochs
        self.snapshots.replace(arrival.moment.snapshots)
        self.history.replace(checkpoint.records)
        self.fraction = fraction_done(checkpoint)
        self.spent = checkpoint.state.position.seconds
        self.answered, self.exploded_in = arrival.moment.answered, arrival.moment.exploded_in
        self.ended_early = arrival.moment.ended_early

    def _bring_problem(self, moment: Moment) -> None:
        """Type what a moment is on, weights maybe what is typed, and as many epochs as it had."""
        on_weights = self.typed if self.fits else TASKS[FIRST_TASK].example
        problem = self.trained or moment.typed or on_weights
        if problem is not None:
            self.typed, self.task, self.is_to_fit = problem, task_of(problem).name, False
        chosen = moment.epochs_chosen_on(problem)
        self.epochs, self.epochs_are_chosen = chosen or moment.checkpoint.epochs_of_run, chosen > 0
        self.suit_epochs()

    def leave(self, before: TrainedState, left_by: str) -> None:
        """Let Undo bring back the present training; without words, nothing is brought back."""
        left = Left(self.moment(before), left_by)
        if not left_by:
            self.left = None
        elif self.left is None or left.replaces_the_one_before:
            self.left = left

    def begin(self, asked: Asked) -> RunState:
        """Set the goal of what is asked for; what the program does until it is reached."""
        done, self.exploded_in, self.ended_early = len(self.history), 0, ""
        if asked.command is Command.START or self.trained is None:
            assert self.typed is not None  # Otherwise neither Start nor Step is allowed.
            self.trained, self.opened_weights = self.typed, False
            self.run_start = done
        if asked.command is Command.CONTINUE and done >= self.goal:
            self.run_start = done
        self.goal = max(self.run_start + self.epochs, self.current_epoch)
        if asked.command is Command.STEP:
            self.rests_at = done + 1
            return RunState.STEPPING
        self.rests_at = self.goal
        return RunState.TRAINING

    def lose(self, known: TrainedState, goes_on: bool) -> None:
        """Be back at the last known moment, as its network has ended.

        What was being trained is asked for anew if it ``goes_on``; the rest is forgotten.
        """
        self.saves_to, self.asked = (), None
        if goes_on and self.state is RunState.STEPPING:
            self.asked = Asked(Command.STEP)
        elif goes_on and self.state is RunState.TRAINING and len(self.history) < self.goal:
            self.asked = Asked(Command.CONTINUE)
        elif not (known.snapshot or self.fraction):
            self.trained = known.problem
        self.fraction = fraction_done(self.checkpoint(known))


def _can_learn(problem: Problem | None, choice: NetworkChoice) -> bool:
    settings = choice.settings
    return problem is None or task_of(problem).fit(problem, settings) == settings


def next_fits(present: Present) -> bool:
    """Whether a network is being prepared that can learn what is typed."""
    return present.next is not None and _can_learn(present.typed, present.next.choice)


def conditions_of(present: Present, worker: TrainingWorker) -> frozenset[Condition]:
    """What is so now, beside the state."""
    is_ready = worker.stands_in(present.choice)
    is_waiting = present.state not in AT_REST or not is_ready
    is_so = {
        Condition.NETWORK: is_ready,
        Condition.WEIGHTS: is_ready or not present.is_trained,
        Condition.PROBLEM: present.typed is not None,
        Condition.NOTHING_REFUSED: not present.refusal,
        Condition.ANOTHER_PROBLEM: present.problem_changed or present.trained is None,
        Condition.SAME_PROBLEM: not present.problem_changed,
        Condition.KNOWN_TASK: present.trained is not None or present.choice.settings.ports == BITS,
        Condition.FITS: present.fits,
        Condition.NEXT_FITS: next_fits(present),
        Condition.KEPT_EPOCHS: bool(present.snapshots.epochs),
        Condition.BETTER_EPOCH: present.best_kept > 0,
        Condition.SOMETHING_TO_UNDO: present.left is not None or present.next is not None,
        Condition.STILL_ON_THE_WAY: present.arrival is not None and worker.is_making_way,
        Condition.NO_ANSWER: is_waiting and worker.is_silent,
    }
    return frozenset(condition for condition, holds in is_so.items() if holds)
