"""The network that settings describe, computed in NumPy, and all that the program asks of it.

:class:`custom_lstm.CustomNetwork` is a net that trains. Here it also predicts, reads a
sequence of its own, shows what is inside and is copied as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

import numpy as np

from cells.activations import ACTIVATIONS
from cells.numpy_layer import CellLayer
from cells.registry import CELLS
from custom_lstm import split, untold
from networks.both_ways import values_back, values_there
from networks.cost import HEARD_WITHIN
from networks.initial_weights import draw_weights
from networks.network import LayerDescription
from networks.optimizers import OPTIMIZERS
from networks.readings import HiddenGradients, Memory, Trace
from networks.sequence_network import SequenceNetwork
from networks.settings import Settings
from networks.steps import Steps
from plain_layers import lay_out

_IN_PIECES = frozenset({"train_pass", "evaluate_pass"})
"""Methods that do one update or window after the other, and may take long."""


class NumpyNetwork(SequenceNetwork):
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
        super().__init__(settings, **parts)
        self.layers = layers
        self._tapes_of_fewer_rows: dict[int, list[Any]] = {}
        self._reading: tuple[list[Any], list[Any]] | None = None

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

    def initialise(self, seed: int) -> None:
        """Draw the initial weights that belong to ``seed``; zero optimizer and states."""
        self._reading = None
        super().initialise(seed)

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
        """Call a method; in the midst of a long pass it yields."""
        at_once = max(1, int(HEARD_WITHIN / self.settings.seconds_of_update))
        if method not in _IN_PIECES or len(arguments[0]) <= at_once:
            return getattr(self, method)(*arguments)
        found, counts = [], []
        for start in range(0, len(arguments[0]), at_once):
            if start:
                yield
            end = start + at_once
            piece = [None if given is None else given[start:end] for given in arguments]
            found.append(getattr(self, method)(*piece))
            counts.append(len(arguments[0][start:end]))
        if method == "evaluate_pass":
            return np.concatenate(found)
        return float(np.average(found, weights=counts))

    def train_pass(
        self, inputs: np.ndarray, targets: np.ndarray, masks: np.ndarray | None = None
    ) -> float:
        """One update a window, see :meth:`networks.network.Network.train_pass`."""
        self._reading = None
        lay_out(masks, self._stack)
        return super().train_pass(inputs, targets)

    @untold
    def evaluate_pass(self, inputs: np.ndarray, targets: np.ndarray | None = None) -> np.ndarray:
        """What is kept of the answers, see :meth:`networks.network.Network.evaluate_pass`."""
        weights, tapes = self._prepared(), self._tapes_of(rows=inputs.shape[1])
        kept = []
        for update, window in enumerate(inputs):
            wanted = None if targets is None else targets[update]
            self._ask(wanted)
            p = self._head.p(self._forward(weights, tapes, self._fed(window)))
            if wanted is not None and p.shape[1] > 1:
                p = _kept_of_classes(p, np.nan_to_num(wanted))
            kept.append(p)
            self._end_window(tapes)
        shape = self.settings.ports.shape(inputs.shape[2])
        return np.moveaxis(np.stack(kept), -1, 1).reshape(*inputs.shape[:2], *shape)

    def _tapes_of(self, rows: int) -> list[Any]:
        """The tapes of the training, or for fewer rows some of their own."""
        if rows == self.settings.rows:
            return self._tapes
        if rows not in self._tapes_of_fewer_rows:
            self._tapes_of_fewer_rows[rows] = self._new_tapes(self.settings.window, rows)
        return self._tapes_of_fewer_rows[rows]

    # Reading one sequence, apart from the training.

    def read(
        self, symbols: np.ndarray, free_steps: int = 0, memory: Memory | None = None
    ) -> tuple[np.ndarray, Memory]:
        """Feed ``symbols``, then the net's own predictions, see :class:`Network`."""
        answers, memory = self.read_on(symbols, memory)
        probabilities = [*answers[:, 0]]
        for _ in range(free_steps):
            answers, memory = self.read_on(memory.answer > 0.5, memory)
            probabilities.append(answers[0, 0])
        return np.array(probabilities, np.float32), memory

    @untold
    def read_on(
        self, symbols: np.ndarray, memory: Memory | None = None
    ) -> tuple[np.ndarray, Memory]:
        """Feed one symbol after the other, and tell all that is answered after each.

        A pure function of the weights and what is given. Without states that are carried on,
        and with an answer to each window alone, it is made from the last ``window`` symbols,
        fed from zero state.

        Args:
            symbols: ``(length,)`` or ``(length, channels)``, as a network is trained on them.
            memory: from having read what comes before; None begins from zero state.

        Returns:
            ``(length, outputs)``, and what is remembered now.
        """
        memory = memory or self._nothing_heard()
        window, channels = self.settings.reads_anew, self.settings.ports.channels
        heard = np.concatenate([memory.symbols, np.reshape(symbols, (-1, channels))])
        states, answers = memory.states, [np.empty((0, len(memory.answer)))]
        for piece in _pieces(self.settings, heard, new=len(heard) - len(memory.symbols)):
            z, states = self._after(piece, [] if window else states)
            answers.append(self._head.p(z)[..., 0])
        of_all = np.concatenate(answers, dtype=self.settings.dtype)
        last = of_all[-1] if len(of_all) else memory.answer
        return of_all, Memory(states, heard[-window:] if window else heard[:0], last)

    def _nothing_heard(self) -> Memory:
        """From zero state the output reads its bias alone."""
        answer = self._head.p(self._output[-1:, :, None])[0, :, 0]
        return Memory([], np.empty((0, self.settings.ports.channels)), answer)

    def _after(
        self, piece: np.ndarray, states: list[np.ndarray]
    ) -> tuple[np.ndarray, list[np.ndarray]]:
        """z that a piece, ``(steps, channels)``, leads to from these states, and those after it."""
        weights, tapes = self._ready_to_read(len(piece))
        for tape in tapes:
            tape.zero()
        places = [place for tape in tapes for place in tape.states]
        for place, state in zip(places, states, strict=bool(states)):
            place[:] = state
        self._ask(None)
        z = self._forward(weights, tapes, self._fed(piece[np.newaxis]))
        for tape in tapes:
            tape.carry_on()
        return z, [place.copy() for place in places]

    def _ready_to_read(self, steps: int) -> tuple[list[Any], list[Any]]:
        """Weights and tapes for one sequence of so many steps.

        For symbols that come one by one they are kept, until the weights change.
        """
        if steps > 1:
            return self._prepared(), self._new_tapes(steps, rows=1)
        if self._reading is None:
            self._reading = self._prepared(), self._new_tapes(steps, rows=1)
        return self._reading

    @untold
    def trace(self, symbols: np.ndarray) -> Trace:
        """Feed ``symbols`` from zero state and keep what every unit did at every step.

        Without states that are carried on, they are zeroed every ``window`` steps, unless
        there is an answer at each: then the whole is one sequence.

        Args:
            symbols: ``(steps,)`` or ``(steps, channels)``.
        """
        sequence = np.reshape(symbols, (1, len(symbols), self.settings.ports.channels))
        pieces = [*self._hearing(sequence)]
        if self.settings.both_ways:
            z = self._after_each_step(sequence[0])
        else:
            z = self._so_far(pieces)[..., 0] @ self._output[:-1] + self._output[-1]
        answers = self._head.p(z[..., None])[..., 0]
        return Trace(
            self._at_all_steps(pieces, values_there),
            answers if self.settings.ports.outputs > 1 else answers[:, 0],
            self._at_all_steps(pieces, values_back) if self.settings.both_ways else (),
        )

    @untold
    def answers(self, sequences: np.ndarray) -> np.ndarray:
        """What a trace of each sequence has for its output, of many that are read side by side.

        Where layers read both ways, that is so after the last step alone: before it, the states
        of the way back know what follows.

        Args:
            sequences: ``(count, steps, channels)``.

        Returns:
            ``(count, steps, outputs)``.
        """
        h = self._so_far([*self._hearing(sequences)])
        z = self._output[:-1].T @ h + self._output[-1][:, None]
        return np.moveaxis(self._head.p(z), -1, 0)

    def _at_all_steps(
        self, pieces: list[list[Any]], values_of: Callable[[Any], dict[str, np.ndarray]]
    ) -> list[dict[str, np.ndarray]]:
        """Of each recurrent layer what it computed at every step of all stretches."""
        of_layers = zip(*map(self._recurrent, pieces), strict=True)
        return [
            {
                symbol: np.concatenate([piece[symbol][..., 0] for piece in of_pieces])
                for symbol in of_pieces[0]
            }
            for of_pieces in ([*map(values_of, tapes)] for tapes in of_layers)
        ]

    def _hearing(self, sequences: np.ndarray) -> Iterator[list[Any]]:
        """The tapes of one stretch after the other, each read from zero state."""
        self._ask(None)
        weights = self._prepared()
        for piece in np.split(sequences, self.settings.cuts(sequences.shape[1]), axis=1):
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
        tapes, backs = (self._recurrent(of_all) for of_all in self._followed_back(symbols, targets))
        ways_back = backs if self.settings.both_ways else []
        return HiddenGradients(
            layers=[getattr(back, "there", back).dh for back in backs],
            norm=float(np.sqrt(self._gradient @ self._gradient)),
            values=[*map(values_there, tapes)],
            back=[both.back.dh[::-1] for both in ways_back],
            values_back=[values_back(both.tape) for both in ways_back],
        )

    def _followed_back(
        self, symbols: np.ndarray, targets: np.ndarray
    ) -> tuple[list[Any], list[Any]]:
        """The tapes of the way there, and those of the whole way back from the last step."""
        rows, steps = symbols.shape[:2]
        tapes = self._new_tapes(steps, rows)
        backs = self._new_tapes_back(tapes)
        x = self._fed(symbols.reshape(rows, steps, self.settings.ports.channels))
        self._ask(None)
        z = self._forward(self._prepared(), tapes, x)
        dz = np.zeros_like(z)
        _, of_last = self._head.compare(z[-1:], targets[None, None])
        dz[-1:] = of_last / rows
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
        self._reading = None
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


def _pieces(settings: Settings, heard: np.ndarray, new: int) -> Iterable[np.ndarray]:
    """What is fed in one go, so that there is an answer after each of the ``new`` last."""
    if window := settings.reads_anew:
        ends = range(len(heard) - new + 1, len(heard) + 1)
        return [heard[max(0, end - window) : end] for end in ends]
    return [heard] if new and settings.ports.at_each_step else heard[:, None]


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


def restored(settings: Settings, snapshot: Mapping[str, np.ndarray]) -> NumpyNetwork:
    """The network that this is a snapshot of, whichever backend trained it."""
    network = numpy_network(settings)
    network.restore(snapshot)
    return network


def _layer_maker(settings: Settings) -> Callable:
    """The fast layer where the cell has one and tanh squashes; the loop over its step if not."""
    cell = CELLS[settings.cell]
    if cell.fast_layer and settings.activation == "tanh":
        return cell.fast_layer
    return partial(CellLayer, cell, ACTIVATIONS[settings.activation])
