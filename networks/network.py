"""The one small interface between a network and everything above it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol, runtime_checkable

import numpy as np

from networks.settings import Settings
from networks.steps import Steps


class LayerDescription(NamedTuple):
    """What the windows say about one layer.

    Attributes:
        name: unique name, as in the saved file.
        kind: type of the layer, for example ``LSTM``.
        units: number of units, of each of both ways where it reads both.
        activation: activation of the output, with that of the gates where it has gates.
        input_shape: rows, steps where the layer reads a sequence, features.
        output_shape: rows, steps where the layer passes a sequence on, features.
        parameters: trainable numbers.
        state: names of its states, for example ``("h", "c")``; empty without any.
        cell: name of the recurrent cell that it is made of; empty without.
        dropout: share of what it passes up that is left out in training.
        both_ways: whether a second layer beside it reads from the end; it passes up both.
    """

    name: str
    kind: str
    units: int
    activation: str
    input_shape: tuple[int, ...]
    output_shape: tuple[int, ...]
    parameters: int
    state: tuple[str, ...] = ()
    cell: str = ""
    dropout: float = 0.0
    both_ways: bool = False

    @property
    def recurrent(self) -> bool:
        """Whether its state at one step feeds the next."""
        return bool(self.state)


class BackendUnavailable(RuntimeError):
    """A backend cannot be used here. Its message is one sentence for the user."""


class Network(Protocol):
    """A recurrent net that predicts the next symbol, whatever computes it.

    Built with :func:`model.create_model`. All calls come from one thread at a time, but for
    :meth:`close`.
    """

    backend: str
    settings: Settings
    layers: tuple[LayerDescription, ...]

    @property
    def parameters(self) -> int:
        """Number of trainable parameters."""

    def compile(self) -> None:
        """Do the slow preparation, so that the first epoch is as fast as the others."""

    def retune(self, settings: Settings) -> None:
        """Take other settings of the same :attr:`Settings.graph`, for what comes from now on."""

    def initialise(self, seed: int) -> None:
        """Draw the initial weights that belong to ``seed``; zero optimizer and states.

        The same seed always gives the same weights.
        """

    def reset_optimizer(self) -> None:
        """Let the optimizer begin anew, at its first learning rate; the weights stay."""

    def set_rate(self, rate: float) -> None:
        """Let the updates to come have this learning rate."""

    def reset_states(self) -> None:
        """Zero the states that are carried from window to window, if they are."""

    def train_pass(
        self, inputs: np.ndarray, targets: np.ndarray, masks: np.ndarray | None = None
    ) -> float:
        """One update a window, the states carried on; the mean loss over the updates.

        Args:
            inputs: float32, ``(updates, rows, window, channels)``, with as many updates as
                :attr:`utils.WindowShape.updates_at_once`; see :class:`networks.ports.Ports`.
            targets: float32, ``(updates, rows, answers)``: the bit, class or number wanted. Of
                padded ports not a number where nothing is asked, see :class:`Ports`: the loss is
                the mean over the rows that have a target, 0 if none has.
            masks: what dropout keeps, see :func:`networks.dropout.draw_masks`; None keeps all.
        """

    def evaluate_pass(self, inputs: np.ndarray, targets: np.ndarray | None = None) -> np.ndarray:
        """What is kept of the answers to each window, ``(updates, rows)`` and :meth:`Ports.shape`.

        That is the answer, a probability or a number. Of several outputs it is the probability
        of the target and the class that was said: of thousands of classes nothing larger
        leaves the network.

        The weights stay as they are; the states are carried on. Fewer rows than are trained
        are the first ones, and read on with states of their own, which
        :meth:`reset_states` zeroes too.

        Args:
            inputs: as in :meth:`train_pass`.
            targets: likewise, of these rows; only several outputs need them, and padded ports,
                whose answers at rows without a target are any finite numbers.
        """

    def read(
        self, symbols: np.ndarray, free_steps: int = 0, memory: Any = None
    ) -> tuple[np.ndarray, Any]:
        """Feed ``symbols``, then the net's own predictions for ``free_steps`` more.

        Only of a network that reads bits and says the next.
        A pure function of the weights and what is given: it neither uses nor moves
        the states of the training. A net that carries no states predicts each time from
        the last ``window`` symbols alone, fed from zero state.

        Args:
            symbols: 0 or 1, ``(length,)``.
            free_steps: how many predictions are fed.
            memory: what this net remembered when it had read what comes before; None begins
                from zero state.

        Returns:
            float32, ``(len(symbols) + free_steps,)``: after each step, the
            probability that the next symbol is a 1; and what it remembers now.
        """

    def snapshot(self) -> dict[str, np.ndarray]:
        """Copies of weights, optimizer and states: all that training changes."""

    def restore(self, snapshot: Mapping[str, np.ndarray]) -> None:
        """Go back to a snapshot of a net with the same settings.

        Raises:
            ValueError: the snapshot does not fit this net.
        """

    def close(self) -> None:
        """Give back what only the end of a process gives back; nothing is asked of it after.

        It may be called on any thread and more than once. A call that is under way then raises.
        """


@runtime_checkable
class InSteps(Protocol):
    """What a network offers besides if one can be heard while it computes."""

    def calling(self, method: str, *arguments: Any) -> Steps[Any]:
        """Call a method; it yields where something else may be done, as long as it goes on."""


@runtime_checkable
class Elsewhere(InSteps, Protocol):
    """What it offers if another process computes it, which may not answer."""

    def silence(self) -> float:
        """Seconds since the last sign of life; may be asked for on any thread."""

    def give_up(self) -> None:
        """End the process, since it does not answer; may be called on any thread."""

    def beside(self, backend: str, settings: Settings) -> Network | None:
        """A further network in the same process, if that has room for it.

        Both may be asked at the same time, and wait for each other then.
        """

    def shares_process_of(self, other: Network) -> bool:
        """Whether one process computes both."""


def answered(network: Network, method: str, *arguments: Any) -> Steps[Any]:
    """Call a method of ``network``; it yields where one can be heard before there is an answer."""
    if isinstance(network, InSteps):
        return (yield from network.calling(method, *arguments))
    return getattr(network, method)(*arguments)
