"""The one owner of the networks of a race: a worker that lives in its own QThread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from PyQt5.QtCore import pyqtSignal, pyqtSlot

from training.loop import PassDone
from training.network import Network
from training.networks import NetworkChoice, Workshop
from training.paced_worker import PacedWorker
from training.race import Explosion, Lane, RacePlan, Standing, make_lanes, race, runners
from training.record import EpochRecord
from training.status import sentence_of


def _choices(plan: RacePlan) -> list[NetworkChoice]:
    """The network of each contestant."""
    return [NetworkChoice(plan.backend, contestant.settings) for contestant in plan.contestants]


@dataclass(eq=False)
class _Preparation:
    """The networks of a plan while they are being made, on a plain thread.

    Attributes:
        plan: whose networks.
        standings: where each contestant goes on from.
        tell: is called with how many networks are ready, whenever one more is begun.
        networks: those there are, made for this race or for the one before.
        is_cancelled: whether nobody waits for them any more.
    """

    plan: RacePlan
    standings: Sequence[Standing]
    tell: Callable[[int], None]
    networks: dict[NetworkChoice, Network] = field(default_factory=dict)
    is_cancelled: bool = False

    def make(self, workshop: Workshop) -> None:
        """Make and compile what is missing."""
        workshop.load_backend(self.plan.backend)
        for ready, choice in enumerate(_choices(self.plan)):
            if self.is_cancelled:
                return
            self.tell(ready)
            if choice in self.networks:
                continue
            network = workshop.create_model(choice.backend, choice.settings)
            self.networks[choice] = network
            if self.is_cancelled:  # Perhaps before there was something to close.
                network.close()
                return
            network.compile()

    def cancel(self) -> None:
        """Let nobody wait for them; what is under way is ended, if that can be done."""
        self.is_cancelled = True
        for network in [*self.networks.values()]:
            network.close()


def _reports_failure(slot: Callable) -> Callable:
    """Turn an exception in a slot into a signal; one that escapes ends the process."""

    @wraps(slot)
    def guarded(self: RaceWorker, *arguments: Any) -> None:
        try:
            slot(self, *arguments)
        except Exception as error:
            self.give_up()
            self.failed.emit(sentence_of(error))

    return guarded


class RaceWorker(PacedWorker):
    """Makes the networks of a race and trains them in step.

    Signals, beside that of the :class:`PacedWorker`:
        preparing: how many networks of the race that comes are ready.
        prepared: the networks of this :class:`RacePlan` stand where they go on from.
        epoch_done: a contestant's place, its :class:`EpochRecord`, and its
            :class:`TrainedState` at the end of the epoch.
        exploded: the place of a contestant who does not go on, and the epoch it exploded in.
        failed: what went wrong, in one sentence; the networks are given up.
    """

    preparing = pyqtSignal(int)
    prepared = pyqtSignal(object)
    epoch_done = pyqtSignal(int, object, object)
    exploded = pyqtSignal(int, int)
    failed = pyqtSignal(str)
    _made = pyqtSignal(object, str)

    def __init__(self, workshop: Workshop) -> None:
        super().__init__()
        self._workshop = workshop
        self._plan: RacePlan | None = None
        self._preparation: _Preparation | None = None
        self._threads: list[threading.Thread] = []
        self._networks: dict[NetworkChoice, Network] = {}
        self._lanes: list[Lane] = []
        self._steps: Iterator[tuple[int, PassDone | EpochRecord | Explosion]] | None = None
        self._goal = 0
        self._made.connect(self._hand_over)

    @pyqtSlot(object, object)
    def prepare(self, plan: RacePlan, standings: Sequence[Standing]) -> None:
        """Make the networks of ``plan`` on a plain thread, and put each where it goes on from."""
        self._stop()
        wanted = set(_choices(plan))
        for choice in [*self._networks]:
            if choice not in wanted:
                self._networks.pop(choice).close()
        self._preparation = _Preparation(plan, standings, self.preparing.emit, self._networks)
        self._networks = {}
        thread = threading.Thread(target=self._make, args=(self._preparation,), daemon=True)
        thread.name = "load-backend"
        self._threads = [other for other in self._threads if other.is_alive()] + [thread]
        thread.start()

    def _make(self, preparation: _Preparation) -> None:
        problem = ""
        try:
            preparation.make(self._workshop)
        except Exception as error:
            problem = sentence_of(error)
        self._made.emit(preparation, problem)

    @pyqtSlot(object, str)
    @_reports_failure
    def _hand_over(self, preparation: _Preparation, problem: str) -> None:
        if preparation.is_cancelled:
            return
        self._preparation = None
        self._networks = preparation.networks
        if problem:
            self.give_up()
            self.failed.emit(problem)
            return
        plan = self._plan = preparation.plan
        networks = [self._networks[choice] for choice in _choices(plan)]
        self._lanes = make_lanes(plan, networks, preparation.standings)
        self.prepared.emit(plan)

    @pyqtSlot()
    def cancel(self) -> None:
        """Give up the race; its networks are kept for the next one, unless they are being made."""
        self._stop()

    @pyqtSlot()
    def release(self) -> None:
        """Give up the race, and give back what its networks take."""
        self.give_up()

    def _stop(self) -> None:
        self._timer.stop()
        if self._preparation is not None:
            self._preparation.cancel()
            self._preparation = None
        self._lanes, self._steps, self._plan = [], None, None

    def give_up(self) -> None:
        """Let go of every network, of which one may have ended by itself."""
        self._stop()
        for network in self._networks.values():
            network.close()
        self._networks = {}

    @pyqtSlot(int)
    def run(self, goal: int) -> None:
        """Race until all have done epoch ``goal``, from where they stand."""
        self._goal = goal
        self._epoch_began = time.perf_counter()
        self._timer.start(0)

    @pyqtSlot()
    @_reports_failure
    def _advance(self) -> None:
        plan = self._plan
        if plan is None:
            return
        if self._is_at_goal:
            self.rested.emit()
            return
        if self._is_between_epochs:
            self._epoch_began = time.perf_counter()
        if self._steps is None:
            self._steps = race(self._lanes)
        place, step = next(self._steps)
        if isinstance(step, EpochRecord):
            self.epoch_done.emit(place, step, self._lanes[place].state(plan.pattern))
        elif isinstance(step, Explosion):
            self.exploded.emit(place, step.epoch)
        self._schedule()

    @property
    def _is_at_goal(self) -> bool:
        """Whether nobody is left who would have an epoch to do."""
        return all(lane.position.epoch > self._goal for lane in runners(self._lanes))

    @property
    def _is_between_epochs(self) -> bool:
        """Whether nobody has begun the epoch that comes next."""
        running = runners(self._lanes)
        places = {(lane.position.epoch, lane.position.passes) for lane in running}
        return len(places) == 1 and places.pop()[1] == 0

    @property
    def _epoch_comes_next(self) -> bool:
        """Whether the next pass begins an epoch that is still to be done."""
        return self._is_between_epochs and not self._is_at_goal

    def close_networks(self, patience: float) -> bool:
        """End everything that computes a network; whether it has ended within so many seconds.

        To be called when nothing is expected from this worker any more, on any thread.
        """
        if self._preparation is not None:
            self._preparation.cancel()
        for network in [*self._networks.values()]:
            network.close()
        until = time.monotonic() + patience
        for thread in [*self._threads]:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)
