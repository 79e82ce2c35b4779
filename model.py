"""The network on Keras, and the factory that makes a network by its backend's name.

TensorFlow takes seconds to import, so it is imported inside the functions that
need it: the window is on screen before, and the NumPy backend never waits for it.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from networks.descriptions import describe_layers
from networks.dropout import draw_masks
from networks.initial_weights import draw_weights
from networks.network import BackendUnavailable, Network
from networks.numpy_network import numpy_network
from networks.optimizers import MOMENTUM
from networks.ports import BITS
from networks.settings import DEFAULT_BACKEND, DEFAULT_SETTINGS, Settings
from program.chatter import without_chatter

if TYPE_CHECKING:
    import keras

    from on_keras.graphs import KerasGraphs

RUN_CHUNK = 256
"""Steps of one call of the compiled run; longer inputs take several calls."""


def create_model(backend: str = DEFAULT_BACKEND, settings: Settings = DEFAULT_SETTINGS) -> Network:
    """Make the network ``settings`` describe, computed by the backend of that name.

    Its weights are zero until :meth:`Network.initialise` or :meth:`Network.restore`.

    Raises:
        BackendUnavailable: there is no such backend, or its library is not installed.
    """
    try:
        build = BACKENDS[backend]
    except KeyError:
        known = ", ".join(BACKENDS)
        raise BackendUnavailable(f"There is no backend `{backend}`: choose from {known}.") from None
    return build(settings)


def load_backend(backend: str) -> None:
    """Import what ``backend`` needs, which for Keras takes seconds.

    To be called on a plain thread or the main one: TensorFlow's first import inside
    a slot of an object that lives in a QThread ends the process.

    Raises:
        BackendUnavailable: it is not installed, or does not load here.
    """
    if backend == _KerasNetwork.backend:
        import_tensorflow()


@cache
def import_tensorflow() -> None:
    """Import TensorFlow and Keras and keep them on the CPU.

    Raises:
        BackendUnavailable: TensorFlow is not installed, or does not load here.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ["KERAS_BACKEND"] = "tensorflow"
    # There Keras finds no settings, and can write none: those of the home folder, such as half
    # the usual precision, are for other programs, and would change the losses of a seed.
    os.environ["KERAS_HOME"] = os.devnull
    # It keeps its room from call to call. Otherwise each call begins with fresh pages, and a
    # third of the time of a large network goes into those.
    os.environ.setdefault("TF_CPU_ALLOCATOR_USE_BFC", "1")
    try:
        with without_chatter():
            import keras  # noqa: F401
            import tensorflow as tf
    except (Exception, SystemExit) as error:
        # Not only ImportError: a library that does not suit this machine fails in its own ways.
        raise BackendUnavailable(
            f"TensorFlow cannot be loaded, so Keras cannot train: {error}."
        ) from error
    # Where TensorFlow is at work already, it can no longer be told, and nothing is lost.
    with suppress(RuntimeError):
        # A net this small is faster on the CPU, and XLA has no kernel for cuDNN's LSTM.
        tf.config.set_visible_devices([], "GPU")
        # Its matrices are too small to share: a second thread costs more than it brings,
        # and takes the core that the window draws on.
        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(1)


class _KerasNetwork:
    """A :class:`networks.network.Network`: Keras' layers, whose epoch is one compiled graph.

    Calling ``fit`` and ``predict`` once an epoch costs 100 to 200 ms each. Here a
    pass over all windows is one ``tf.function`` that XLA compiles once, since its
    shapes are the same for every pattern. The arithmetic is that of
    ``model.fit(..., shuffle=False)``.

    Attributes:
        settings: as given.
        layers: what its layers are.
        model: the Sequential itself.
        uses_xla: whether XLA compiles the graphs; where it cannot, TensorFlow runs them.
    """

    backend = "keras"

    def __init__(self, settings: Settings) -> None:
        import_tensorflow()
        self.settings = settings
        self.layers = describe_layers(settings)
        self.model = build_keras_model(settings)
        self._states = [
            state
            for layer in recurrent_layers(self.model)
            if layer.stateful
            for state in layer.states
        ]
        self._memory_of_fewer_rows: list[list[Any]] = []
        self.uses_xla = True
        self._graphs = self._new_graphs()

    @property
    def parameters(self) -> int:
        return self.model.count_params()

    def compile(self) -> None:
        """Trace and compile the graphs, with XLA where it works here; the net comes out zeroed."""
        try:
            self._call_every_graph()
        except Exception:
            # XLA is missing from some builds of TensorFlow. The plain graph does the
            # same arithmetic more slowly; an error of ours shows up there again.
            self.uses_xla = False
            self._graphs = self._new_graphs()
            self._call_every_graph()
        self._zero(self.model.weights)
        self.reset_optimizer()
        self.reset_states()

    def retune(self, settings: Settings) -> None:
        """Take other settings of the same graph, which reads none of what differs."""
        self.settings = settings

    def initialise(self, seed: int) -> None:
        self.model.set_weights(draw_weights(self.settings, seed))
        self.reset_optimizer()
        self.reset_states()

    def reset_optimizer(self) -> None:
        named = self._variables()
        self._zero([v for name, v in named.items() if name.startswith("optimizer/")])
        self.set_rate(self.settings.learning_rate)

    def set_rate(self, rate: float) -> None:
        self.model.optimizer.learning_rate.assign(rate)

    def reset_states(self) -> None:
        self._zero(self._states)
        self._memory_of_fewer_rows = []

    def train_pass(
        self, inputs: np.ndarray, targets: np.ndarray, masks: np.ndarray | None = None
    ) -> float:
        given = [self._tensor(inputs), self._tensor(targets)]
        if masks is not None:
            given.append(self._tensor(masks))
        return float(self._graphs.train(*given))

    def evaluate_pass(self, inputs: np.ndarray, targets: np.ndarray | None = None) -> np.ndarray:
        ports = self.settings.ports
        if ports.padded and targets is None:  # Each row then stands alone.
            targets = np.zeros((*inputs.shape[:2], 1))
        if targets is not None and (ports.outputs > 1 or ports.padded):
            return self._graphs.evaluate(self._tensor(inputs), self._tensor(targets)).numpy()
        if inputs.shape[1] == self.settings.rows:
            return self._graphs.evaluate(self._tensor(inputs)).numpy()
        memory = self._memory_of_fewer_rows or self._graphs.zero_memory(inputs.shape[1])
        probabilities, memory = self._graphs.evaluate_fewer(self._tensor(inputs), memory)
        self._memory_of_fewer_rows = memory
        return probabilities.numpy()

    def read(
        self, symbols: np.ndarray, free_steps: int = 0, memory: Any = None
    ) -> tuple[np.ndarray, Any]:
        import tensorflow as tf

        total = len(symbols) + free_steps
        fed = np.zeros(-(-total // RUN_CHUNK) * RUN_CHUNK, self.settings.dtype)
        fed[: len(symbols)] = symbols
        if memory is None:
            memory = self._graphs.nothing_heard()
        else:
            memory = tf.nest.map_structure(tf.constant, memory)
        probabilities = [np.zeros(0, np.float32)]
        for start in range(0, total, RUN_CHUNK):
            steps = min(RUN_CHUNK, total - start)
            chunk, memory = self._graphs.run(
                self._tensor(fed[start : start + RUN_CHUNK]),
                self._count(len(symbols) - start),
                self._count(steps),
                memory,
            )
            probabilities.append(chunk.numpy()[:steps])
        # What is remembered may be on its way to another process, which has no TensorFlow.
        return np.concatenate(probabilities), tf.nest.map_structure(np.array, memory)

    def snapshot(self) -> dict[str, np.ndarray]:
        return {name: variable.numpy().copy() for name, variable in self._variables().items()}

    def restore(self, snapshot: Mapping[str, np.ndarray]) -> None:
        variables = self._variables()
        if strangers := set(snapshot) - set(variables):
            raise ValueError(f"This network has no {min(strangers)}.")
        for name, variable in variables.items():
            found = np.shape(snapshot[name]) if name in snapshot else None
            if found != tuple(variable.shape):
                raise ValueError(f"{name} has shape {found}, not {tuple(variable.shape)}.")
        for name, variable in variables.items():
            variable.assign(snapshot[name])

    def close(self) -> None:
        """Nothing is given back: TensorFlow keeps its graphs as long as this process lives."""

    def _variables(self) -> dict[str, Any]:
        """Everything training changes, by the names both backends share."""
        optimizer = self.model.optimizer
        groups = {
            "weights": self.model.weights,
            **{
                f"optimizer/{slot}": getattr(optimizer, attribute)
                for slot, attribute in KERAS_OPTIMIZERS[self.settings.optimizer].slots.items()
            },
            "states": self._states,
        }
        named = {"optimizer/step": optimizer.iterations}
        for group, variables in groups.items():
            named |= {f"{group}/{index}": v for index, v in enumerate(variables)}
        return named

    @staticmethod
    def _zero(variables: list[Any]) -> None:
        for variable in variables:
            variable.assign(np.zeros(variable.shape, variable.dtype))

    def _tensor(self, array: np.ndarray) -> Any:
        import tensorflow as tf

        return tf.constant(array, self.settings.dtype)

    @staticmethod
    def _count(number: int) -> Any:
        """A number as a tensor: a plain one would be built into a graph of its own."""
        import tensorflow as tf

        return tf.constant(number, tf.int32)

    def _new_graphs(self) -> KerasGraphs:
        from on_keras.graphs import KerasGraphs

        weight_of_loss = KERAS_HEADS[self.settings.ports.head].loss_weights or 1.0
        return KerasGraphs(self.model, self.settings, self.uses_xla, weight_of_loss)

    def _call_every_graph(self) -> None:
        shape = self.settings.window_shape
        ports, sizes = self.settings.ports, (shape.updates_at_once, shape.rows)
        inputs = np.zeros((*sizes, shape.window, ports.channels))
        targets = np.zeros((*sizes, ports.answers(shape.window)))
        self.train_pass(inputs, targets, draw_masks(self.settings, seed=0, epoch=0, call=0))
        if ports == BITS:
            self.evaluate_pass(inputs[:, : shape.rows_asked])
            self.read(np.zeros(1))
        else:
            self.evaluate_pass(inputs, targets)


def build_keras_model(settings: Settings) -> keras.Sequential:
    """The Sequential itself, compiled with its loss and optimizer."""
    import keras

    from on_keras.layers import make_layers

    head = KERAS_HEADS[settings.ports.head]
    layers = make_layers(settings, describe_layers(settings))
    with warnings.catch_warnings():
        # Keras' maximum knows of no padding; the graphs take it out by themselves.
        warnings.filterwarnings("ignore", "Layer 'pooling'", UserWarning)
        model = keras.Sequential(layers, name="lstm_lab")
    optimizer = KERAS_OPTIMIZERS[settings.optimizer].make(settings)
    optimizer.build(model.trainable_variables)
    # One loss object: the graph and `fit` use the same one.
    loss = getattr(keras.losses, head.loss)(dtype=settings.dtype)
    model.compile(
        optimizer=optimizer, loss=loss, loss_weights=head.loss_weights, metrics=[head.metric]
    )
    return model


def recurrent_layers(model: keras.Sequential) -> list[Any]:
    """Those that have a cell."""
    return [layer for layer in model.layers if hasattr(layer, "cell")]


class KerasHead(NamedTuple):
    """What Keras calls the loss of an output, and what it measures besides."""

    loss: str
    metric: str
    loss_weights: float | None = None


KERAS_HEADS = {
    "sigmoid": KerasHead("BinaryCrossentropy", "binary_accuracy"),
    "softmax": KerasHead("SparseCategoricalCrossentropy", "sparse_categorical_accuracy"),
    "linear": KerasHead("MeanSquaredError", "mean_squared_error", 0.5),
}
"""By the names in :mod:`networks.ports`."""


@dataclass(frozen=True)
class KerasOptimizer:
    """One of Keras' optimizers, told to do what ours of that name does.

    Attributes:
        kind: name of its class.
        options: what it must be told besides rate and clipping.
        slots: where it keeps its memory, by the names in snapshots.
    """

    kind: str
    options: Callable[[Settings], dict[str, float]]
    slots: Mapping[str, str]

    def make(self, settings: Settings) -> Any:
        """The optimizer itself."""
        import keras

        return getattr(keras.optimizers, self.kind)(
            settings.learning_rate, global_clipnorm=settings.clip_norm, **self.options(settings)
        )


KERAS_OPTIMIZERS = {
    "adam": KerasOptimizer(
        "Adam",
        lambda settings: {"beta_2": settings.beta_2, "epsilon": settings.epsilon},
        {"m": "_momentums", "v": "_velocities"},
    ),
    "rmsprop": KerasOptimizer(
        "RMSprop",
        lambda settings: {"rho": settings.beta_2, "epsilon": settings.epsilon**2},
        {"v": "_velocities"},
    ),
    "sgd": KerasOptimizer("SGD", lambda settings: {"momentum": MOMENTUM}, {"m": "momentums"}),
    "adagrad": KerasOptimizer(
        "Adagrad",
        lambda settings: {"initial_accumulator_value": 0.0, "epsilon": settings.epsilon**2},
        {"v": "_accumulators"},
    ),
}
"""By the names in the settings."""

BACKENDS: dict[str, Callable[[Settings], Network]] = {
    "keras": _KerasNetwork,
    "numpy": lambda settings: numpy_network(settings, describe_layers(settings)),
}
