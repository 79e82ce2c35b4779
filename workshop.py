"""Networks for a window: what :mod:`model` offers, but most compute in processes of their own.

Keras keeps a part of every network that was ever compiled until its process ends. So a few of
its networks share one, which is ended with them; and TensorFlow, which has crashed beside Qt
in more ways than one, is never imported where the windows are. A process of its own has also a
network of NumPy of which a single update would hold up a press of Pause: it can be left alone
meanwhile, and ended, and does not contend with the windows for Python's lock.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from networks.cost import HEARD_WITHIN
from networks.descriptions import describe_layers
from networks.network import BackendUnavailable, Network
from networks.process_ended import ProcessEnded, ProcessGivenUp
from networks.settings import Settings
from networks.settings_table import BACKEND
from networks.steps import Steps, finished

__all__ = ["create_model", "describe_layers", "load_backend"]

IN_OWN_PROCESS = {"keras"}
"""Backends that never compute in the windows' own process."""
MOST_IN_A_PROCESS = 3
"""Networks of such a backend that are ever made in one: Keras keeps about 40 MiB of each, and
importing it once more takes as long as compiling one."""


def load_backend(backend: str) -> None:
    """Import what ``backend`` needs, unless it is needed in the network's own process alone.

    Raises:
        BackendUnavailable: it is not installed, or does not load here.
    """
    import model  # The main window need not wait for it.

    if backend not in IN_OWN_PROCESS:
        model.load_backend(backend)


def create_model(backend: str, settings: Settings) -> Network:
    """Make the network ``settings`` describe, computed by the backend of that name.

    Raises:
        BackendUnavailable: there is no such backend.
    """
    if backend in IN_OWN_PROCESS or settings.seconds_of_update > HEARD_WITHIN:
        return NetworkInOwnProcess(backend, settings)
    import model  # The main window need not wait for it.

    return model.create_model(backend, settings)


class _NetworksThere:
    """What lives in the other process: its networks, by their numbers."""

    def __init__(self, backend: str) -> None:
        self._backend = backend
        self._networks: dict[int, Network] = {}

    def make(self, number: int, settings: Settings) -> None:
        import model

        self._networks[number] = model.create_model(self._backend, settings)

    def ask(self, number: int, method: str, *arguments: Any) -> Any:
        return getattr(self._networks[number], method)(*arguments)


class _Quarters:
    """A process that computes networks, and is ended with the last of them.

    Attributes:
        process: the process itself.
        made: how many networks were ever made there.
    """

    def __init__(self, backend: str) -> None:
        # The window is there before the first network: what makes a process can wait.
        from networks.own_process import OwnProcess

        self.process = OwnProcess(
            "computes the network", _NetworksThere, backend, known=(BackendUnavailable,)
        )
        self.made = 0
        self._open: set[int] = set()

    def move_in(self) -> int:
        """Number of a further network there."""
        self.made += 1
        self._open.add(self.made)
        return self.made

    def move_out(self, number: int) -> None:
        """Let a network need the process no more; what it takes there stays until its end."""
        self._open.discard(number)
        if not self._open:
            self.process.end()


class NetworkInOwnProcess:
    """A network that another process makes and computes; here are only its methods.

    That its library is missing or does not load is found out when it is compiled.
    """

    def __init__(
        self, backend: str, settings: Settings, host: NetworkInOwnProcess | None = None
    ) -> None:
        """``host``: one in whose process it is made; without, it has another one."""
        self.backend = backend
        self.settings = settings
        self.layers = describe_layers(settings)
        self._is_guest, self._is_made = host is not None, False
        self._quarters: _Quarters = host._quarters if host else _Quarters(backend)
        self._number = self._quarters.move_in()
        self.process = self._quarters.process
        self.silence, self.give_up = self.process.silence, self.process.give_up

    @property
    def parameters(self) -> int:
        """Number of trainable parameters."""
        return sum(layer.parameters for layer in self.layers)

    def compile(self) -> None:
        """Import the library, make the network and do the slow preparation.

        Raises:
            BackendUnavailable: the library is not installed, or does not load here.
        """
        try:
            finished(self.calling("retune", self.settings))  # Only here it is made.
        except ProcessEnded as error:
            if self._is_guest or isinstance(error, ProcessGivenUp):
                raise
            name = BACKEND.kind.shown(self.backend)
            raise BackendUnavailable(f"{name} cannot be loaded here. {error}") from error
        finished(self.calling("compile"))

    def close(self) -> None:
        """End the process, or leave it to the networks that it computes besides."""
        self._quarters.move_out(self._number)

    def beside(self, backend: str, settings: Settings) -> NetworkInOwnProcess | None:
        """A further network in the same process, if that has room for it.

        Large ones stay alone, since nothing that they take there is given back before its end.
        """
        is_shared = backend == self.backend and backend in IN_OWN_PROCESS
        are_small = not (self.settings.is_slow or settings.is_slow)
        if is_shared and are_small and self._quarters.made < MOST_IN_A_PROCESS:
            return NetworkInOwnProcess(backend, settings, host=self)
        return None

    def shares_process_of(self, other: Network) -> bool:
        """Whether one process computes both."""
        return isinstance(other, NetworkInOwnProcess) and other.process is self.process

    def __getattr__(self, method: str) -> Callable[..., Any]:
        """What else a network offers is called in the other process, and waited for."""
        return lambda *arguments: finished(self.calling(method, *arguments))

    def calling(self, method: str, *arguments: Any) -> Steps[Any]:
        """Call a method of the network; it yields as long as there is no answer."""
        if method == "retune":
            (self.settings,) = arguments
        if not self._is_made:
            yield from self.process.calling("make", self._number, self.settings)
            self._is_made = True
        return (yield from self.process.calling("ask", self._number, method, *arguments))
