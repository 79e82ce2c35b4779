"""The numbers a training depends on, each with the reason for its default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from cells.registry import CELLS
from networks.cost import (
    AT_ONCE,
    MOVE_A_WEIGHT,
    READ_A_STEP,
    READ_A_WEIGHT,
    TRAIN_A_STEP,
    TRAIN_A_WEIGHT,
    equal_parts,
)
from networks.ports import BITS, Ports
from utils import WindowShape

DEFAULT_PATTERN = "0,1,0,1"
DEFAULT_EPOCHS = 10
MOST_EPOCHS = 10_000
DEFAULT_PREDICTED = 8
MOST_PREDICTED = 200
DEFAULT_SEED = 0
LARGEST_SEED = 2**31 - 1
DEFAULT_BACKEND = "keras"
BACKEND_NAMES = {"keras": "Keras (TensorFlow)", "numpy": "NumPy (from scratch)"}
"""What can compute the network, as the windows call it."""
DEFAULT_CELL = "lstm"
ACTIVATION_NAMES = {"tanh": "tanh", "relu": "ReLU", "linear": "linear (none)"}
"""What may squash the candidate and the state that is shown; gates are always sigmoid."""
MOST_LAYERS = 4
MOST_UNITS = 256
LARGEST_EMBEDDING = 256
POOLINGS = {
    "last": "last state",
    "mean": "mean of all",
    "max": "largest of all",
}
"""What the output reads of the last layer's states, where there is one answer to a sequence."""
KERAS_POOLINGS = {"mean": "GlobalAveragePooling1D", "max": "GlobalMaxPooling1D"}
"""Layers of Keras that do so; for the last state none is needed."""
LARGEST_DROPOUT = 0.9
LONGEST_WINDOW = 64
LONGEST_SEQUENCE = 200
"""Steps of a window that holds a whole sequence, as tasks other than the pattern have it: no row
is needed for each of its steps, and what is asked for lies as far back as it is long."""
LONGEST_PADDED = 1000
"""Symbols of a window where sequences of all lengths are padded."""
MOST_ROWS = 256
_MOST_AT_ONCE = MOST_ROWS * LONGEST_WINDOW
"""Steps of all rows together: with the largest layers they fill a gigabyte."""
_MOST_ANSWERED = 2**24
"""Numbers that are answered to all rows of a window: a few arrays of so many are there at once."""
LEAST_RATE, LARGEST_RATE = 1e-6, 10.0
RATE_FALL = 5
"""So many times lower than in the first epoch is the learning rate in the end."""
RATE_FALLS = {"epochs": "to a fifth, over ten epochs", "run": "to zero, at the end of the run"}
"""How the learning rate falls: epoch by epoch, or with each call until a run is over."""
_LEAST_OF_RATE = 0.01
"""Share of the learning rate that is left when a run should be over, and an epoch still lasts."""


def most_rows(window: int, ports: Ports = BITS) -> int:
    """Rows that there may be beside windows of so many steps, with such an answer to each."""
    answered = _MOST_ANSWERED // (ports.answers(window) * ports.outputs)
    return min(MOST_ROWS, _MOST_AT_ONCE // window, answered)


class OptimizerKind(NamedTuple):
    """A way from gradients to new weights.

    Attributes:
        title: for the user.
        learning_rate: one with which it learns; each has its own.
    """

    title: str
    learning_rate: float


# Tried by powers of about three: the default LSTM, and the simple RNN and the GRU in its place,
# learn patterns of period 4 to 12 in ten epochs; at twice or three times the rate the simple
# RNN no longer does.
OPTIMIZERS = {
    "adam": OptimizerKind("Adam", 0.006),
    "rmsprop": OptimizerKind("RMSprop", 0.003),
    "sgd": OptimizerKind("SGD with momentum", 0.1),
    "adagrad": OptimizerKind("Adagrad", 0.03),
}


class RecurrentStart(NamedTuple):
    """What recurrent weights are before any training.

    Attributes:
        title: for the user.
        reason: what comes of it, in a sentence.
    """

    title: str
    reason: str


RECURRENT_STARTS = {
    "orthogonal": RecurrentStart(
        "orthogonal",
        "Orthogonal recurrent weights neither stretch nor shrink what goes through them, so that "
        "the young network passes states and gradients on (Saxe et al. 2014).",
    ),
    "identity": RecurrentStart(
        "identity",
        "With the identity each unit of a simple RNN begins by adding what comes in to what it "
        "showed before, which ReLU keeps (Le, Jaitly & Hinton 2015). In other cells so does each "
        "gate.",
    ),
    "small_random": RecurrentStart(
        "small random (unfair)",
        "Normal numbers times 0.01, as in many textbooks: with 50 units each step back leaves 7 % "
        "of the gradient. It is unfair to a simple RNN, which has no other way for it.",
    ),
}
BIAS_REASONS = {
    "forget_bias": "A forget gate that begins open, above 0, remembers (Gers et al. 2000).",
    "input_bias": "An input gate that begins shut, below 0, keeps out what would wash the memory "
    "away (Hochreiter & Schmidhuber 1997).",
    "chrono": "Chrono draws b_f = ln U(1, T − 1) and takes b_i = −b_f, so that units begin with "
    "memories of all lengths up to T steps (Tallec & Ollivier 2018).",
}
"""What comes of them where they count."""
LONGEST_CHRONO = 10_000
STARTS = ("recurrent_start", "forget_bias", "input_bias", "chrono")
"""Settings of how weights begin, before the seed: a network that is there can be given others."""
_NEEDING = (*STARTS, "embedding", "both_ways", "pooling")
"""Settings that do not matter to every network."""
_GATES = {"forget_bias": "forget_gate", "input_bias": "input_gate", "chrono": "forget_gate"}
"""What a cell must have, by its name there, for a start to matter."""
_AT_EACH_STEP = {
    "both_ways": "reading from the end would show it the symbol that it is to predict",
    "pooling": "it answers after each step",
}
"""Why they do not matter there."""


@dataclass(frozen=True)
class Settings:
    """What makes a network and its training, apart from the problem and the seed.

    ``python -m benchmarks.learning`` measures what a choice here is worth.
    """

    cell: str = DEFAULT_CELL
    """Name of the cell that all layers are made of, see :mod:`cells.registry`."""

    units: tuple[int, ...] = (50, 50)
    """Units of each recurrent layer, first layer first: fixed by the original program."""

    activation: str = "tanh"
    """Squashes the candidate and the state that is shown, one of ACTIVATION_NAMES."""

    embedding: int = 0
    """Numbers that stand for a symbol, in a table that is learned, so that symbols of one kind
    come to lie together. 0 gives each a place of its own, "one-hot": enough for a few."""

    both_ways: bool = False
    """Whether each recurrent layer has a second one beside it, with weights of its own, that reads
    the sequence from its end (Schuster & Paliwal 1997): what both show at a step is passed on
    side by side. Where the next symbol is to be said, the end is not known yet."""

    pooling: str = "last"
    """One of POOLINGS. With the mean or the largest, each number by itself, the way from a word to
    the answer is short however long the sequence is. "last" of the way back is its state at the
    first symbol: the last that it reads."""

    dropout: float = 0.0
    """Share of what the embedding and each layer pass up that is left out while it trains, so
    that nothing is learned by heart with a single unit's help (Srivastava et al. 2014): the
    same at every step of a window, and never on the way from step to step (Gal & Ghahramani
    2016). A pattern is to be learned by heart."""

    forget_bias: float = 1.0
    """Initial bias of the forget gate, where the cell has one: open, so that the young net
    remembers (Gers et al. 2000)."""

    input_bias: float = 0.0
    """Initial bias of the input gate, where the cell has one: half open, as Keras has it."""

    recurrent_start: str = "orthogonal"
    """One of RECURRENT_STARTS."""

    chrono: int = 0
    """T, in steps: the forget gate's biases begin at ln U(1, T − 1), and those of the input gate
    at the negative, in place of both biases above. Where 1 − f stands for the input gate, the
    forget gate's are enough. 0 is off; up to 2 all are 0."""

    stateful: bool = True
    """Whether the states are carried on from window to window. If not, each window begins
    with states of zero, and the net knows the last ``window`` symbols alone."""

    optimizer: str = "adam"
    """One of OPTIMIZERS."""

    rows: int = 32
    """Sequences side by side, at offsets 0 to 31: every update sees every phase of a
    period up to 32, and all rows share the cost of a step."""

    window: int = 8
    """Short, so that an epoch has many updates in the same time. A window's gradient
    reaches 8 steps back; what lies further, a longer period, is held by the state that
    is carried on, and the net learns to use it. At 4 it no longer does."""

    updates: int = 32
    """Weight updates in a pass of the compiled graph: few, since Pause is heard
    between two passes, and enough for a call to cost nothing beside its work. Of a network
    that takes long a pass is made of several calls."""

    passes: int = 8
    """Passes in an epoch, at the most: one for each 4 symbols of the period. So ten epochs
    are enough to learn a long one, and the first epoch of a short one is not the last in
    which there is something to see. Only what is longer than 8 · 32 windows takes more."""

    learning_rate: float = 0.006
    """Of the first epoch. Six times Adam's usual rate, which such a small net bears."""

    rate_fall: str = "epochs"
    """One of RATE_FALLS. Of a text a net never knows all. Large steps teach it most as long as
    there is time; in the end ever smaller ones take back the noise of the last few thousand
    targets. What knows a short pattern by heart has no such end: it trains on at a small rate."""

    final_learning_rate: float = 0.0012
    """Reached in equal steps, epoch by epoch, and kept. An epoch begins with states of zero,
    from which nothing can be known: its first windows throw a net off that has learned, the
    further the higher the rate. At a constant rate a last epoch can undo what nine learned."""

    decay_epochs: int = 10
    """Epochs until the final rate is reached: those of a first training."""

    clip_norm: float | None = 1.0
    """Largest norm of the whole gradient: the rare steep window cannot throw the
    weights far. None lets every gradient through."""

    beta_2: float = 0.99
    """How slowly Adam's mean of the squared gradient, and RMSprop's, forgets. With the usual
    0.999 it still remembers a calm of many updates when a steep window comes, and takes three
    times too long a step there: late epochs then undo what early ones learned."""

    epsilon: float = 3e-4
    """Adam divides by the recent gradient's size plus this; RMSprop and Adagrad add its square
    to that of the size. With the usual 1e-7, once the net has learned and gradients are
    tiny, noise is scaled up to full steps and one of them ruins the net near the end."""

    ports: Ports = BITS
    """What it reads and answers, which follows from the problem."""

    dtype: str = "float32"
    """Precision of the arithmetic; float64 is for proofs that two ways agree."""

    def at_rate(self, learning_rate: float) -> Settings:
        """The same with another learning rate, which falls as the default one does.

        The final rate follows from the first alone, without the noise of binary fractions
        in its last digits: there and back, the settings are equal.
        """
        final = float(f"{learning_rate / RATE_FALL:.12g}")
        return replace(self, learning_rate=learning_rate, final_learning_rate=final)

    def for_cell(self, name: str) -> Settings:
        """The same with this cell; what does not matter to it is at its default.

        So two settings that make the same network are equal.
        """
        other = replace(self, cell=name)
        return other._at_default(*filter(other.why_idle, _NEEDING))

    def for_ports(self, ports: Ports) -> Settings:
        """The same for a network that meets its task so, likewise."""
        return replace(self, ports=ports).for_cell(self.cell)

    def why_idle(self, name: str) -> str:
        """Why a setting does not matter beside the others, in few words; empty if it does."""
        if name == "embedding":
            return "" if self.ports.reads_symbols else "numbers are read"
        if name in _AT_EACH_STEP:
            return _AT_EACH_STEP[name] if self.ports.at_each_step else self._why_not_whole
        if name not in _GATES:
            return ""
        cell, gate = CELLS[self.cell], _GATES[name]
        if not getattr(cell, gate):
            return f"no {gate.replace('_', ' ')}"
        is_set = name != "chrono" and self.chrono and cell.forget_gate
        return "chrono sets gate biases" if is_set else ""

    @property
    def _why_not_whole(self) -> str:
        """Why what is read in a window is not a whole sequence; empty if it is."""
        if self.ports == BITS:
            return "a pattern has no end"
        return "states are carried on" if self.stateful else ""

    def _at_default(self, *names: str) -> Settings:
        return replace(self, **{name: getattr(Settings, name) for name in names})

    @property
    def graph(self) -> Settings:
        """What is built into a network: all but what one that is there can be given later.

        Settings of which this is the same share one compiled graph.
        """
        falls = "rate_fall", "final_learning_rate", "decay_epochs"
        return self._at_default(*STARTS, "learning_rate", *falls)

    @property
    def passed_up(self) -> tuple[int, ...]:
        """How many numbers each recurrent layer passes up at a step: those of both ways."""
        return tuple(self.ways * units for units in self.units)

    @property
    def ways(self) -> int:
        """In how many each recurrent layer reads: one from the start, perhaps one from the end."""
        return 2 if self.both_ways else 1

    @property
    def _loops(self) -> int:
        """Over time, for each layer one in each way."""
        return self.ways * len(self.units)

    @property
    def reads_anew(self) -> int:
        """After so many steps of a sequence the states are zeroed; 0 where they never are."""
        return 0 if self.stateful or self.ports.at_each_step else self.window

    def cuts(self, steps: int) -> Sequence[int]:
        """Where a sequence of so many steps is cut, so that each stretch begins from zero state.

        What is padded is cut as evenly as can be: so are the rows that it is learned in.
        """
        window = max(1, self.reads_anew or steps)
        if not self.ports.padded:
            return range(window, steps, window)
        count = -(-steps // window)
        return [place * steps // count for place in range(1, count)]

    def rate_in(self, epoch: int, of_run: float = 0.0) -> float:
        """The learning rate of an epoch, counted from 1 since the optimizer began.

        ``of_run`` is the share that is done of the run it belongs to.
        """
        if self.rate_fall == "run":
            return self.learning_rate * max(1 - of_run, _LEAST_OF_RATE)
        fallen = min(1.0, (epoch - 1) / self.decay_epochs)
        return self.learning_rate + fallen * (self.final_learning_rate - self.learning_rate)

    @property
    def window_shape(self) -> WindowShape:
        """How patterns are cut for this net."""
        return WindowShape(
            rows=self.rows,
            window=self.window,
            updates=self.updates,
            most_passes=self.passes,
            parts=equal_parts(self.updates, self.seconds_of_update),
        )

    @property
    def seconds_of_update(self) -> float:
        """About how long one takes, from which follows what is done at once."""
        weights, embedded = self._weights_at_each_step, self.ports.features * self.embedding
        a_step = self._loops * TRAIN_A_STEP + self.rows * weights * TRAIN_A_WEIGHT
        return self.window * a_step + embedded * MOVE_A_WEIGHT

    @property
    def is_slow(self) -> bool:
        """Whether a single update takes so long that nobody should have to wait for its end."""
        return self.seconds_of_update > AT_ONCE

    @property
    def steps_at_once(self) -> int:
        """Steps of one sequence that are best read in one call."""
        seconds = self.seconds_of_step * (1 if self.stateful else self.window)
        return max(1, int(AT_ONCE / seconds))

    @property
    def seconds_of_step(self) -> float:
        """About how long it takes to read a step of one sequence."""
        return self._loops * READ_A_STEP + self._weights_at_each_step * READ_A_WEIGHT

    @property
    def _weights_at_each_step(self) -> int:
        """And those of an output that answers at each step, which may have thousands of classes."""
        read = self.embedding or self.ports.features, *self.passed_up
        sizes = zip(read, self.units, strict=False)
        one_way = sum(CELLS[self.cell].parameters(n_in, n) for n_in, n in sizes)
        recurrent = self.ways * one_way
        return recurrent + self.ports.at_each_step * self.units[-1] * self.ports.outputs


DEFAULT_SETTINGS = Settings()


@dataclass(frozen=True)
class NetworkChoice:
    """Which network to make: the backend's name and the settings."""

    backend: str
    settings: Settings

    @property
    def graph(self) -> NetworkChoice:
        """The network itself, which may do for other choices too."""
        return replace(self, settings=self.settings.graph)
