"""The networks that there are: made in the background, shared where they can be, ended in time."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from PyQt5.QtCore import QObject, pyqtSignal, pyqtSlot

from formatting import sentence_of
from networks.network import Elsewhere, LayerDescription, Network
from networks.process_ended import ProcessEnded, ProcessGivenUp
from networks.settings import NetworkChoice, Settings

SHORT_SILENCE = 3.0
"""Seconds without a sign of life, a few times what there is between two."""

THREADS = "load-backend"
"""The name of those on which networks are made, and ended."""


class Workshop(Protocol):
    """Where networks come from: what ``workshop`` offers, and ``model`` too."""

    def load_backend(self, backend: str) -> None:
        """Import what the backend needs; called on a plain thread."""

    def create_model(self, backend: str, settings: Settings) -> Network:
        """Make a network."""

    def describe_layers(self, settings: Settings) -> tuple[LayerDescription, ...]:
        """The layers that such a network has, without making it."""


@dataclass(eq=False)
class NetworkInMaking:
    """A network that is being made, on a plain thread.

    Attributes:
        choice: which one.
        is_apart: whether no other network computes in its process.
        waiting: choices that it is for: they are answered once it is there.
        network: the network itself, as soon as there is something to close.
        is_cancelled: whether nobody waits for it any more.
    """

    choice: NetworkChoice
    is_apart: bool
    waiting: list[NetworkChoice] = field(default_factory=list)
    network: Network | None = None
    is_cancelled: bool = False

    def make(self, workshop: Workshop, hosts: Iterable[Elsewhere] = ()) -> None:
        """Make and compile the network: in the process of a host that has room, or in another.

        It is another one, too, where that of the host ends, or where the first one is given up.
        """
        if self.is_cancelled:
            return
        guests = (host.beside(self.choice.backend, self.choice.settings) for host in hosts)
        guest = next(filter(None, guests), None)
        try:
            self._make(workshop, guest)
        except ProcessEnded as error:
            if guest is None and not isinstance(error, ProcessGivenUp):
                raise
            self.make(workshop)

    def _make(self, workshop: Workshop, guest: Network | None) -> None:
        if guest is None:
            workshop.load_backend(self.choice.backend)
            self.network = workshop.create_model(self.choice.backend, self.choice.settings)
        else:
            self.network = guest
        if self.is_cancelled:  # Perhaps before there was something to close.
            self.network.close()
        else:
            self.network.compile()

    def cancel(self) -> None:
        """Let nobody wait for it; what is under way is ended, if that can be done."""
        self.is_cancelled = True
        if self.network is not None:
            self.network.close()


class Networks(QObject):
    """Makes networks and keeps them, in the thread that it lives in.

    Settings that need no other graph share one network, and whoever uses it tunes it, and small
    networks share a process; unless several are to be used at once, of which each needs its own.

    Signals:
        answered: a choice that was asked for, and what went wrong; empty if its network is
            there.
    """

    answered = pyqtSignal(object, str)
    _made = pyqtSignal(object, str)

    def __init__(self, workshop: Workshop, parent: QObject, are_shared: bool = True) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._are_shared = are_shared
        self._networks: dict[NetworkChoice, Network] = {}
        self._jobs: dict[NetworkChoice, NetworkInMaking] = {}
        self._threads: list[threading.Thread] = []
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._is_closed = False
        self._made.connect(self._hand_over)

    def of(self, choice: NetworkChoice) -> Network:
        """The network of a choice, which is there.

        Raises:
            KeyError: it is not.
        """
        return self._networks[self._key(choice)]

    def has(self, choice: NetworkChoice) -> bool:
        """Whether the network of a choice is there."""
        return self._key(choice) in self._networks

    def ask_for(self, choice: NetworkChoice, apart: bool = False) -> None:
        """Answer once the network of this choice is there, which may be at once.

        It is made and compiled on a plain thread, so that nobody waits for it. After
        :meth:`close` there is no answer.

        Args:
            choice: the network.
            apart: make it in a process of its own, since those that there are are at work.
        """
        if self._is_closed:
            return
        key = self._key(choice)
        if key in self._networks:
            self.answered.emit(choice, "")
        elif key in self._jobs:
            self._jobs[key].waiting.append(choice)
        else:
            job = self._jobs[key] = NetworkInMaking(choice, apart, [choice])
            self._on_a_thread(self._make, job, self._locks[choice.backend])

    def _on_a_thread(self, work: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=work, args=arguments, name=THREADS, daemon=True)
        self._threads = [other for other in self._threads if other.is_alive()] + [thread]
        thread.start()

    def _make(self, job: NetworkInMaking, lock: threading.Lock) -> None:
        """Make a network; of each backend one at a time, since it takes all of a core."""
        problem = ""
        try:
            with lock:
                job.make(self._workshop, self._hosts_of(job))
        except Exception as error:
            problem = sentence_of(error)
        if not job.is_cancelled:  # If it is, whoever has asked for it may be gone.
            self._made.emit(job, problem)

    def _hosts_of(self, job: NetworkInMaking) -> list[Elsewhere]:
        """Networks in whose process another one may be made: it is at rest, and well."""
        if job.is_apart or not self._are_shared:
            return []
        made = [each for each in [*self._networks.values()] if isinstance(each, Elsewhere)]
        return [each for each in made if each.silence() < SHORT_SILENCE]

    @pyqtSlot(object, str)
    def _hand_over(self, job: NetworkInMaking, problem: str) -> None:
        if job.is_cancelled:
            return
        del self._jobs[self._key(job.choice)]
        is_wanted = bool(job.waiting) or _lives_with_one(job.network, self._networks.values())
        if problem or not is_wanted:
            self._on_a_thread(job.cancel)
        elif job.network is not None:
            self._networks[self._key(job.choice)] = job.network
        for choice in job.waiting:
            self.answered.emit(choice, problem)

    def keep_only(self, settings: Iterable[Settings], backend: str = "") -> None:
        """End every network that none of these settings needs, made or not yet.

        One in the process of another that is needed stays, and may be asked for again: its end
        would give nothing back.

        ``backend``: end those of all others as well.
        """
        wanted = {self._key(NetworkChoice("", each)).settings for each in settings}

        def is_wanted(key: NetworkChoice) -> bool:
            return key.settings in wanted and backend in ("", key.backend)

        begun = {key: job.network for key, job in self._jobs.items() if job.network is not None}
        needed = [network for key, network in {**self._networks, **begun}.items() if is_wanted(key)]

        for key, network in [*self._networks.items()]:
            if not (is_wanted(key) or _lives_with_one(network, needed)):
                self._end(self._networks.pop(key))
        for key, job in [*self._jobs.items()]:
            if not is_wanted(key):
                job.waiting.clear()
                if not _lives_with_one(job.network, needed):
                    self._cancel(self._jobs.pop(key))

    def _cancel(self, job: NetworkInMaking) -> None:
        job.is_cancelled = True
        self._on_a_thread(job.cancel)

    def _key(self, choice: NetworkChoice) -> NetworkChoice:
        """What a network is found by."""
        return choice.graph if self._are_shared else choice

    def give_up(self) -> None:
        """End every network that is made; those that are being made still come."""
        for network in self._networks.values():
            self._end(network)
        self._networks.clear()

    def _end(self, network: Network) -> None:
        """Close it; that a process is gone takes longer than a window may stand still."""
        if isinstance(network, Elsewhere):
            self._on_a_thread(network.close)
        else:
            network.close()

    def silent_for(self, seconds: float) -> list[Elsewhere]:
        """Networks, made or not yet, whose process has given no sign of life for so long.

        To be called on any thread.
        """
        networks = [*self.in_the_making, *[*self._networks.values()]]
        return [
            each for each in networks if isinstance(each, Elsewhere) and each.silence() >= seconds
        ]

    def give_up_silent(self) -> None:
        """End the processes that stand still; whoever waits for them is told, on any thread."""
        for network in self.silent_for(SHORT_SILENCE):
            network.give_up()

    @property
    def in_the_making(self) -> list[Network]:
        """Networks that are being compiled; may be asked for on any thread."""
        return [job.network for job in [*self._jobs.values()] if job.network is not None]

    def close(self, patience: float) -> bool:
        """End everything that computes a network; whether it has ended within so many seconds.

        To be called on any thread, when nothing is expected from the networks any more.
        """
        self._is_closed = True
        for job in [*self._jobs.values()]:
            job.cancel()
        for network in [*self._networks.values()]:
            network.close()
        until = time.monotonic() + patience
        for thread in [*self._threads]:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)


def _lives_with_one(network: Network | None, others: Iterable[Network]) -> bool:
    """Whether it is in the process of one of the others, whose end would be its own."""
    if not isinstance(network, Elsewhere):
        return False
    return any(network.shares_process_of(each) for each in others)
