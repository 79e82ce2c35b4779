"""The network that settings describe, computed in NumPy, and all that the program asks of it.

:class:`custom_lstm.CustomNetwork` is a net that trains. Here it also predicts, reads a
sequence of its own, shows what is inside and is copied as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from cells.activations import ACTIVATIONS
from cells.numpy_layer import CellLayer
from cells.registry import CELLS
from custom_lstm import HEADS, CustomNetwork, sigmoid, split, untold
from networks.initial_weights import draw_weights
from networks.network import LayerDescription
from networks.settings import Settings
from networks.steps import Steps
from optimizers import OPTIMIZERS

HEARD_WITHIN = 0.03
"""Seconds, about: of a pass that takes longer, so much is done before one is heard."""


class Trace(NamedTuple):
    """Everything inside the net while it read a sequence.

    Attributes:
        layers: for each recurrent layer what it computed, by its symbol, ``(steps, n)``: of an
            LSTM layer ``i``, ``f``, ``g``, ``o``, ``c`` and ``h``.
        output: ``(steps,)``: what would be answered after each step, of a pattern the
            probability that the next symbol is a 1; ``(steps, outputs)`` of several.
    """

    layers: list[dict[str, np.ndarray]]
    output: np.ndarray


class HiddenGradients(NamedTuple):
    """How much what each layer showed at each step still mattered for a loss.

    Attributes:
        layers: ∂L/∂h of each recurrent layer at each step, by all ways, ``(steps, n, rows)``.
        norm: of the gradient by all weights together, before any clipping.
        values: of each layer what every stage of its cell computed, ``(steps, n, rows)``
            each, by their symbols.
    """

    layers: list[np.ndarray]
    norm: float
    values: list[dict[str, np.ndarray]]


class Memory(NamedTuple):
    """What the net goes on from when it has read a part of a sequence.

    Attributes:
        states: those of each layer after the last step, ``(n, 1)`` each.
        symbols: those it still reads anew, the newest last.
        z: of the output after the last step.
    """

    states: list[np.ndarray]
    symbols: np.ndarray
    z: np.ndarray


class NumpyNetwork(CustomNetwork):
    """A :class:`networks.network.Network`: the net written from scratch, and what is asked of it.

    Attributes:
        layers: what the windows say about each layer; the net only keeps it.
    """

    backend = "numpy"

    def __init__(
        self, settings: Settings, layers: tuple[LayerDescription, ...] = (), **parts: Any
    ) -> None:
        """Build the net, by default of the LSTM as it stands in :mod:`custom_lstm`.

        Args:
            settings: of the net.
            layers: see above.
            parts: what makes other layers and another optimizer, as :class:`CustomNetwork`
                takes them.
        """
        ports = settings.ports
        parts |= {"head": HEADS[ports.head], "at_each_step": ports.at_each_step}
        super().__init__(settings, partial(draw_weights, settings), **parts)
        self.layers = layers
        self._tapes_of_fewer_rows: dict[int, list[Any]] = {}

    @property
    def parameters(self) -> int:
        """Number of trainable parameters."""
        return len(self._weights)

    def compile(self) -> None:
        """Nothing to prepare: NumPy's loops are compiled already."""

    def retune(self, settings: Any) -> None:
        """Take other settings, which differ in the learning rate or the first weights alone."""
        self.settings = self._optimizer.settings = settings
        self._draw = partial(draw_weights, settings)

    def reset_optimizer(self) -> None:
        """Let the optimizer begin anew; the weights stay."""
        self._optimizer.reset()

    def set_rate(self, rate: float) -> None:
        """Let the updates to come have this learning rate."""
        self._optimizer.rate = rate

    def reset_states(self) -> None:
        """Zero the states that are carried from window to window, those of fewer rows too."""
        super().reset_states()
        for tape in chain(*self._tapes_of_fewer_rows.values()):
            tape.zero()

    def close(self) -> None:
        """Nothing to give back: all of it goes with the last reference."""

    def calling(self, method: str, *arguments: Any) -> Steps[Any]:
        """Call a method; in the midst of a long pass of training it yields."""
        at_once = max(1, int(HEARD_WITHIN / self.settings.seconds_of_update))
        if method == "train_pass" and len(arguments[0]) > at_once:
            return (yield from self._training_pass(at_once, *arguments))
        return getattr(self, method)(*arguments)

    def _training_pass(self, at_once: int, inputs: np.ndarray, targets: np.ndarray) -> Steps[float]:
        """The same as :meth:`train_pass`, yielding after so many updates."""
        loss = 0.0
        for start in range(0, len(inputs), at_once):
            if start:
                yield
            piece = slice(start, start + at_once)
            loss += len(inputs[piece]) * self.train_pass(inputs[piece], targets[piece])
        return loss / len(inputs)

    @untold
    def evaluate_pass(self, inputs: np.ndarray, targets: np.ndarray | None = None) -> np.ndarray:
        """What is kept of the answers, see :meth:`networks.network.Network.evaluate_pass`."""
        weights, tapes = self._prepared(), self._tapes_of(rows=inputs.shape[1])
        kept = []
        for update, window in enumerate(inputs):
            p = self._head.p(self._forward(weights, tapes, self._fed(window)))
            if targets is not None and p.shape[1] > 1:
                p = _kept_of_classes(p, targets[update])
            kept.append(p)
            self._end_window(tapes)
        shape = self.settings.ports.shape(inputs.shape[2])
        return np.moveaxis(np.stack(kept), -1, 1).reshape(*inputs.shape[:2], *shape)

    def _fed(self, window: np.ndarray) -> np.ndarray:
        """A window, ``(rows, steps, channels)``, as the first layer reads it."""
        return super()._fed(self.settings.ports.fed(window))

    def _tapes_of(self, rows: int) -> list[Any]:
        """The tapes of the training, or for fewer rows some of their own."""
        if rows == self.settings.rows:
            return self._tapes
        if rows not in self._tapes_of_fewer_rows:
            self._tapes_of_fewer_rows[rows] = self._new_tapes(self.settings.window, rows)
        return self._tapes_of_fewer_rows[rows]

    # Reading one sequence, apart from the training.

    def run(self, symbols: np.ndarray, free_steps: int = 0) -> np.ndarray:
        """The same as :meth:`read` from zero state, without what is remembered."""
        return self.read(symbols, free_steps)[0]

    @untold
    def read(
        self, symbols: np.ndarray, free_steps: int = 0, memory: Memory | None = None
    ) -> tuple[np.ndarray, Memory]:
        """Feed ``symbols``, then the net's own predictions, ``free_steps`` more.

        Without states that are carried on, each prediction is made from the last ``window``
        symbols alone, fed from zero state.

        Args:
            symbols: 0 or 1, ``(length,)``.
            free_steps: how many predictions are fed.
            memory: from having read what comes before; None begins from zero state.

        Returns:
            float32, ``(len(symbols) + free_steps,)``: after each step, the probability that
            the next symbol is a 1; and what is remembered now.
        """
        weights, tapes = self._prepared(), self._new_tapes(steps=1, rows=1)
        read_anew = 1 if self.settings.stateful else self.settings.window
        before, z = self._remembered(memory, tapes)
        fed, z_of_step = np.empty((2, len(before) + len(symbols) + free_steps), self.settings.dtype)
        fed[: len(before)] = before
        for t in range(len(before), len(fed)):
            place = t - len(before)
            fed[t] = symbols[place] if place < len(symbols) else sigmoid(z).item() > 0.5
            if not self.settings.stateful:
                for tape in tapes:
                    tape.zero()
            for symbol in fed[max(0, t + 1 - read_anew) : t + 1]:
                z = self._forward(weights, tapes, symbol)
                for tape in tapes:
                    tape.carry_on()
            z_of_step[t] = z.item()
        states = [state.copy() for tape in tapes for state in tape.states]
        probabilities = sigmoid(z_of_step[len(before) :]).astype(np.float32)
        return probabilities, Memory(states, fed[-read_anew:].copy(), np.copy(z))

    def _remembered(self, memory: Memory | None, tapes: list[Any]) -> tuple[np.ndarray, np.ndarray]:
        """The symbols and the z to go on from; the states are put before the tapes' first step."""
        if memory is None:  # From zero state the output reads its bias alone.
            return np.empty(0), self._output[-1:, :, None]
        places = [state for tape in tapes for state in tape.states]
        for place, state in zip(places, memory.states, strict=True):
            place[:] = state
        return memory.symbols, memory.z

    @untold
    def trace(self, symbols: np.ndarray) -> Trace:
        """Feed ``symbols`` from zero state and keep what every unit did at every step.

        Without states that are carried on, they are zeroed every ``window`` steps, unless
        there is an answer at each: then the whole is one sequence.

        Args:
            symbols: ``(steps,)`` or ``(steps, channels)``.
        """
        sequence = np.reshape(symbols, (1, len(symbols), self.settings.ports.channels))
        pieces = [[tape.values for tape in tapes] for tapes in self._hearing(sequence)]
        layers = [
            {
                symbol: np.concatenate([piece[depth][symbol][..., 0] for piece in pieces])
                for symbol in values
            }
            for depth, values in enumerate(pieces[0])
        ]
        z = layers[-1]["h"] @ self._output[:-1] + self._output[-1]
        answers = self._head.p(z[..., None])[..., 0]
        return Trace(layers, answers if self.settings.ports.outputs > 1 else answers[:, 0])

    @untold
    def answers(self, sequences: np.ndarray) -> np.ndarray:
        """What a trace of each sequence has for its output, of many that are read side by side.

        Args:
            sequences: ``(count, steps, channels)``.

        Returns:
            ``(count, steps, outputs)``.
        """
        h = np.concatenate([tapes[-1].h for tapes in self._hearing(sequences)])
        z = self._output[:-1].T @ h + self._output[-1][:, None]
        return np.moveaxis(self._head.p(z), -1, 0)

    def _hearing(self, sequences: np.ndarray) -> Iterator[list[Any]]:
        """The tapes of one stretch after the other, each read from zero state."""
        steps = sequences.shape[1]
        window = self.settings.reads_anew or steps
        weights = self._prepared()
        for piece in np.split(sequences, range(window, steps, max(1, window)), axis=1):
            tapes = self._new_tapes(piece.shape[1], rows=len(piece))
            self._forward(weights, tapes, self._fed(piece))
            yield tapes

    @untold
    def hidden_gradients(self, symbols: np.ndarray, targets: np.ndarray) -> HiddenGradients:
        """Feed ``symbols`` from zero state, and go all the way back from the loss after the last.

        Neither the window nor a clipping cuts what is passed back. The weights and the
        training stay as they are.

        Args:
            symbols: ``(rows, steps)`` or ``(rows, steps, channels)``, sequences side by side.
            targets: ``(rows,)``, what is to be answered after the last step of each; L is the
                mean loss over them.
        """
        tapes, backs = self._followed_back(symbols, targets)
        return HiddenGradients(
            layers=[back.dh for back in backs],
            norm=float(np.sqrt(self._gradient @ self._gradient)),
            values=[tape.values for tape in tapes],
        )

    @untold
    def input_gradients(self, symbols: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """∂L/∂x of what the first layer reads at each step, ``(steps, features, rows)``.

        Arguments and L are those of :meth:`hidden_gradients`.
        """
        _, backs = self._followed_back(symbols, targets)
        steps, _, rows = backs[0].dh.shape
        dx = np.empty((steps, self._stack[0].n_in, rows), backs[0].dh.dtype)
        self._stack[0].pass_down(backs[0], dx)
        return dx

    def _followed_back(
        self, symbols: np.ndarray, targets: np.ndarray
    ) -> tuple[list[Any], list[Any]]:
        """The tapes of the way there, and those of the whole way back from the last step."""
        rows, steps = symbols.shape[:2]
        tapes = self._new_tapes(steps, rows)
        backs = self._new_tapes_back(tapes)
        x = self._fed(symbols.reshape(rows, steps, self.settings.ports.channels))
        z = self._forward(self._prepared(), tapes, x)
        dz = np.zeros_like(z)
        dz[-1:] = self._head.loss_back(z[-1:], self._wanted(targets[:, None]))
        self._backward(dz, backs)
        return tapes, backs

    # All that training changes.

    def snapshot(self) -> dict[str, np.ndarray]:
        """Copies of weights, optimizer and states, by the names both backends share."""
        named = {name: array.copy() for name, array in self._variables()}
        return named | {"optimizer/step": np.array(self._optimizer.step)}

    def restore(self, snapshot: Mapping[str, np.ndarray]) -> None:
        """Go back to a snapshot of a net with the same settings, of whichever backend.

        Raises:
            ValueError: the snapshot does not fit this net.
        """
        variables = dict(self._variables())
        expected = variables | {"optimizer/step": np.array(0)}
        strangers = sorted(expected.keys() ^ snapshot.keys())
        if strangers:
            raise ValueError(f"The snapshot is of another net: {strangers[0]} is not in both.")
        for name, array in expected.items():
            _check_fits(name, np.asarray(snapshot[name]), array)
        for name, array in variables.items():
            array[...] = snapshot[name]
        self._optimizer.step = int(snapshot["optimizer/step"])

    def _states(self) -> list[np.ndarray]:
        """The states of each layer that are carried on, ``(n, rows)``: views."""
        if not self.settings.stateful:
            return []
        return [state for tape in self._tapes for state in tape.states]

    def _variables(self) -> Iterator[tuple[str, np.ndarray]]:
        """Views, with their names, of all that training changes but the count of updates."""
        groups = {
            "weights": split(self._weights, self._shapes),
            **{
                f"optimizer/{slot}": split(vector, self._shapes)
                for slot, vector in self._optimizer.memory.items()
            },
            "states": [state.T for state in self._states()],
        }
        for group, arrays in groups.items():
            for index, array in enumerate(arrays):
                yield f"{group}/{index}", array


def _kept_of_classes(p: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """The probability of each target, ``(rows, answers)``, and the class that was said."""
    of_target = np.take_along_axis(p, targets.T[:, None].astype(np.intp), axis=1)
    return np.concatenate([of_target, p.argmax(axis=1, keepdims=True)], axis=1, dtype=p.dtype)


def _check_fits(name: str, found: np.ndarray, expected: np.ndarray) -> None:
    if found.shape != expected.shape:
        raise ValueError(f"{name} has shape {found.shape}, not {expected.shape}.")
    if not np.can_cast(found.dtype, expected.dtype, "same_kind"):
        raise ValueError(f"{name} is {found.dtype}, which does not fit {expected.dtype}.")


def numpy_network(settings: Settings, layers: tuple[LayerDescription, ...] = ()) -> NumpyNetwork:
    """Make the network; ``layers`` is what the windows say about them."""
    return NumpyNetwork(
        settings,
        layers,
        make_layer=_layer_maker(settings),
        make_optimizer=OPTIMIZERS[settings.optimizer],
    )


def _layer_maker(settings: Settings) -> Callable:
    """The fast layer where the cell has one and tanh squashes; the loop over its step if not."""
    cell = CELLS[settings.cell]
    if cell.fast_layer and settings.activation == "tanh":
        return cell.fast_layer
    return partial(CellLayer, cell, ACTIVATIONS[settings.activation])
