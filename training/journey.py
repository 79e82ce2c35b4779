"""From one moment of a training to another: what is on its way, and what is to set out."""

from __future__ import annotations

from dataclasses import replace

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from networks.settings import NetworkChoice, Settings
from training.checkpoint import TrainedState
from training.moment import Arrival, Asked
from training.present import Present, next_fits
from training.states import AT_REST, Command, RunState
from training.worker import TrainingWorker


class Journey(QObject):
    """Brings a training to other moments and into other networks.

    Signals:
        arrived: the :class:`Arrival` that has taken the place of what was there before.
        began_anew: another network is chosen at once, as nothing was learned that would be lost.
        network_is_here: what waits for the network can begin.
        changed: something is on its way, or not any more.
        refused: what cannot be had, in one sentence.
    """

    arrived = pyqtSignal(object)
    began_anew = pyqtSignal()
    network_is_here = pyqtSignal()
    changed = pyqtSignal()
    refused = pyqtSignal(str)

    def __init__(self, now: Present, worker: TrainingWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._now = now
        self._worker = worker
        worker.taken.connect(self._on_taken)
        worker.answered.connect(self._on_answered)

    @pyqtSlot()
    def load(self) -> None:
        """Begin to load the backend and to make the network, unless another choice has already."""
        if not self._worker.has_begun:
            self.choose(self._now.choice)

    def choose(self, choice: NetworkChoice) -> None:
        """Go on in this network; what is asked for from now on waits for it."""
        self._now.choice = choice
        if choice == self._worker.in_use:
            self._worker.stay()
            self.network_is_here.emit()
        else:
            self._worker.take(choice, self._now.seed)

    def choose_backend(self, backend: str) -> None:
        """Go on in networks of this backend."""
        next_one = self._now.next
        self.choose(replace(self._now.choice, backend=backend))
        if next_one is not None:
            choice = replace(next_one.choice, backend=backend)
            self.prepare(replace(next_one, choice=choice))

    def choose_settings(self, settings: Settings, seed: int, left_by: str) -> None:
        """Begin anew with these: at once, or if something was learned, once that can be left.

        That it was ``left_by`` this is told beside Undo.
        """
        now = self._now
        choice = replace(now.choice, settings=settings)
        if choice == now.choice:
            self.prepare(None)
            if seed != now.seed:
                self.choose_weights(seed)
        elif now.is_trained:
            self.prepare(now.to_settings(settings, seed, left_by))
        else:
            self._begin_anew(seed)
            self.choose(choice)

    def choose_weights(self, seed: int) -> None:
        """Begin anew with the initial weights of this seed."""
        now = self._now
        if now.is_trained:
            self.set_out(now.to_beginning(seed, "New weights"))
            return
        self._begin_anew(seed)
        if self._worker.has_begun:
            self._worker.take(now.choice, seed)
        self.changed.emit()

    def _begin_anew(self, seed: int) -> None:
        """Have a network that has said nothing yet."""
        self._now.seed, self._now.answered = seed, None
        self.began_anew.emit()

    def set_out(self, arrival: Arrival) -> None:
        """Leave the present moment for this one, as soon as its network is there."""
        checkpoint = arrival.moment.checkpoint
        self._now.arrival, self._now.state = arrival, arrival.meanwhile
        self._worker.take(arrival.choice, checkpoint.seed, checkpoint.state)
        self.changed.emit()

    def turn_back(self) -> None:
        """Stay where the training is, in the network that is chosen for it."""
        now = self._now
        now.arrival = now.asked = None
        if self._worker.in_use is None:  # It was lost on the way.
            self.make_anew()
        else:
            self.choose(now.choice)
        now.state = now.at_rest
        self.changed.emit()

    def take_back(self) -> Command | None:
        """Forget what waits to begin, if anything does; what it was."""
        asked, self._now.asked = self._now.asked, None
        if self._now.state is RunState.WAITING:
            self._now.state = self._now.at_rest
            self.changed.emit()
        return asked.command if asked else None

    def make_anew(self, goes_on: bool = False) -> None:
        """Go back to the last known moment, in a network that takes the place of a lost one."""
        now = self._now
        now.lose(self._worker.known, goes_on)
        self._worker.take(now.choice, now.seed)

    def prepare(self, arrival: Arrival | None) -> None:
        """Set out for this once its network is ready and training rests; None stays."""
        self._now.next, self._now.next_is_ready = arrival, False
        self._worker.prepare(arrival.choice if arrival else None)

    @pyqtSlot()
    def look(self) -> None:
        """Set out for what was prepared, if nothing stands in its way any more."""
        now = self._now
        if now.next is None or not now.next_is_ready:
            return
        if now.state in AT_REST:
            self.set_out(now.next)
        elif self._waits_for_next:
            asked, now.asked = now.asked, None
            self.set_out(replace(now.next, then=asked))

    def starts_next(self, asked: Asked) -> bool:
        """Whether this is to begin in the network that is being prepared."""
        is_start = asked.command is Command.START and not asked.keeps
        return is_start and next_fits(self._now)

    @property
    def _waits_for_next(self) -> bool:
        asked, is_waiting = self._now.asked, self._now.state is RunState.WAITING
        return is_waiting and asked is not None and self.starts_next(asked)

    def _on_taken(self, before: TrainedState) -> None:
        now = self._now
        arrival, now.arrival, now.is_replacing = now.arrival, None, False
        if arrival is not None:
            now.leave(before, arrival.left_by)
            now.take_up(arrival)
            self._keep_or_take_next(arrival)
            now.asked, now.state = arrival.then, now.at_rest
            self.arrived.emit(arrival)
        self.note_problem()
        self.network_is_here.emit()
        self.changed.emit()

    def note_problem(self) -> None:
        """Know the one that is typed as the one to come back to, if the network can learn it."""
        now = self._now
        if now.fits and self._worker.stands_in(now.choice):
            now.fitted = now.typed or now.fitted

    def _keep_or_take_next(self, arrival: Arrival) -> None:
        """What becomes of the network that is being prepared, now that another moment is here."""
        now = self._now
        if now.next is None:
            return
        is_here = now.next.choice.settings == arrival.choice.settings
        if not (is_here or arrival.meanwhile is RunState.OPENING):
            if now.is_trained:
                return
            # Nothing is left here for which the other network would have to wait.
            now.seed = now.next.moment.checkpoint.seed
            self.choose(now.next.choice)
        self.prepare(None)

    def _on_answered(self, choice: NetworkChoice, problem: str) -> None:
        now = self._now
        is_next = now.next is not None and choice == now.next.choice
        is_awaited = choice in (now.choice, now.arrival and now.arrival.choice)
        if problem and (is_next or is_awaited):
            if is_next:
                if self._waits_for_next:
                    self.take_back()
                self.prepare(None)
            is_anywhere = not is_awaited or self._return(choice)
            if not is_anywhere:
                now.state, now.why_unavailable = RunState.UNAVAILABLE, problem
            self.changed.emit()
            if is_anywhere:
                self.refused.emit(problem)
        elif is_next:
            now.next_is_ready = True
            self.look()

    def _return(self, refused: NetworkChoice) -> bool:
        """Be in the network that is in use, or was; whether there is one, or can be."""
        now, in_use = self._now, self._worker.in_use
        now.arrival = now.asked = None
        if in_use is None and refused == now.choice:
            return False
        now.choice = in_use or now.choice
        self.turn_back()
        return True
