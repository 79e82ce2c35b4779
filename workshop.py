"""Networks for a window: what :mod:`model` offers, but most compute in processes of their own.

Keras keeps a part of every network that was ever compiled until its process ends. So each
of its networks has a process, which is ended with it; and TensorFlow, which has crashed
beside Qt in more ways than one, is never imported where the windows are. So has a network
of NumPy of which a single update would hold up a press of Pause: it can be left alone
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
"""Backends of which every network has a process of its own."""


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


class NetworkInOwnProcess:
    """A network that another process makes and computes; here are only its methods.

    That its library is missing or does not load is found out when it is compiled.
    """

    def __init__(self, backend: str, settings: Settings) -> None:
        # The window is there before the first network: what makes one, and a process, can wait.
        import model
        from networks.own_process import OwnProcess

        self.backend = backend
        self.settings = settings
        self.layers = describe_layers(settings)
        self.process = OwnProcess(
            "computes the network",
            model.create_model,
            backend,
            settings,
            known=(BackendUnavailable,),
        )
        self.silence, self.give_up = self.process.silence, self.process.give_up
        self.close = self.process.end

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
            self.process.call("retune", self.settings)  # Only here it is made.
        except ProcessGivenUp:
            raise
        except ProcessEnded as error:
            name = BACKEND.kind.shown(self.backend)
            raise BackendUnavailable(f"{name} cannot be loaded here. {error}") from error
        self.process.call("compile")

    def __getattr__(self, method: str) -> Callable[..., Any]:
        """What else a network offers is called in the other process, and waited for."""
        return lambda *arguments: finished(self.calling(method, *arguments))

    def calling(self, method: str, *arguments: Any) -> Steps[Any]:
        """Call a method of the network; it yields as long as there is no answer."""
        if method == "retune":
            (self.settings,) = arguments
        return self.process.calling(method, *arguments)
