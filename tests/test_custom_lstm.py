"""The net written from scratch, against finite differences, against Keras, and its own word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from alike import check_alike
from finite_differences import central_differences, relative_error
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

import custom_lstm
from networks.numpy_network import NumpyNetwork
from networks.ports import Ports
from networks.settings import Settings
from networks.steps import finished

SMALL = Settings(units=(4, 3), rows=3, window=5, updates=4)
SMALL_64 = replace(SMALL, dtype="float64")
PORTS = [
    Ports("one-hot", 6, "softmax", 6),
    Ports("one-hot", 6, "softmax", 6, at_each_step=True),
    Ports("numbers", 2, "linear"),
    Ports("numbers", 3, "linear", at_each_step=True),
    Ports("numbers", 1, "sigmoid", at_each_step=True),
]


def random_pass(settings: Settings, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Random symbols in the shapes of a training pass."""
    rng, ports = np.random.default_rng(seed), settings.ports
    shape = (settings.updates, settings.rows)
    symbols = ports.features if ports.reads == "one-hot" else 2
    inputs = rng.integers(0, symbols, (*shape, settings.window, ports.channels))
    targets = rng.integers(0, max(2, ports.outputs), (*shape, ports.answers(settings.window)))
    return inputs.astype(np.float32), targets.astype(np.float32)


def trained(settings: Settings, make: Any = NumpyNetwork) -> NumpyNetwork:
    """A net after one pass: no weight and no state is zero any more."""
    network = make(settings)
    network.initialise(seed=1)
    network.train_pass(*random_pass(settings, seed=1))
    return network


def weights_of(network: NumpyNetwork) -> list[np.ndarray]:
    snapshot = network.snapshot()
    return [snapshot[name] for name in snapshot if name.startswith("weights/")]


def with_weights(settings: Settings, weights: list[np.ndarray]) -> NumpyNetwork:
    network = NumpyNetwork(settings)
    named = {f"weights/{index}": weight for index, weight in enumerate(weights)}
    network.restore(network.snapshot() | named)
    return network


def test_the_default_net_has_30651_parameters() -> None:
    assert NumpyNetwork(Settings()).parameters == 30_651


# Gradients against central differences


@pytest.mark.parametrize("units", [(4,), (4, 3), (3, 2, 4)])
def test_gradients_of_every_weight_are_those_of_central_differences(units: tuple) -> None:
    """On a window whose states are carried over, and are held fixed: truncated backpropagation."""
    check_gradients(replace(SMALL_64, units=units))


@pytest.mark.parametrize("ports", PORTS)
def test_whatever_is_read_and_answered_the_gradients_are_right(ports: Ports) -> None:
    check_gradients(replace(SMALL_64, ports=ports))


def check_gradients(
    settings: Settings, make: Any = NumpyNetwork, masks: np.ndarray | None = None
) -> None:
    """Adam's first moment after one update from zero is a tenth of the gradient."""
    settings = replace(settings, clip_norm=1e9)
    network = trained(settings, make)
    masks = None if masks is None else masks[:1]
    here = network.snapshot()
    inputs, targets = random_pass(settings, seed=2)

    def loss_at(changed: dict[str, np.ndarray]) -> float:
        network.restore(here | changed)
        return network.train_pass(inputs[:1], targets[:1], masks)

    from_zero = {name: 0 * value for name, value in here.items() if name.startswith("optimizer")}
    loss_at(from_zero)
    after = network.snapshot()
    for name in [name for name in here if name.startswith("weights/")]:
        gradient = 10 * after[name.replace("weights", "optimizer/m")]
        slopes = central_differences(lambda array, name=name: loss_at({name: array}), here[name])
        assert relative_error(slopes, gradient) < 1e-6, name


def test_the_gradient_of_hidden_states_is_right_where_there_is_an_answer_at_each_step() -> None:
    """The loss after the last step alone, moved by a bias that stands in for h there."""
    settings = replace(SMALL_64, units=(4,), ports=PORTS[1])
    network, rng = trained(settings), np.random.default_rng(3)
    symbols, target = rng.integers(0, 6, (1, 7)), np.array([2])
    (dh,) = network.hidden_gradients(symbols, target).layers
    kernel = network.snapshot()["weights/3"]
    said = network.trace(symbols[0]).output[-1]
    expected = kernel @ (said - np.eye(6)[2])
    np.testing.assert_allclose(dh[-1, :, 0], expected, atol=1e-12)
    assert np.abs(dh[0]).max() > 0


# Against Keras


def keras_twin(network: NumpyNetwork) -> Any:
    """A stateful Keras model with the settings and the weights of ``network``."""
    import keras

    settings = network.settings
    shape = (settings.rows, settings.window, 1)
    model = keras.Sequential([keras.layers.Input(batch_shape=shape, dtype=settings.dtype)])
    for units in settings.units[:-1]:
        model.add(
            keras.layers.LSTM(units, stateful=True, return_sequences=True, dtype=settings.dtype)
        )
    model.add(keras.layers.LSTM(settings.units[-1], stateful=True, dtype=settings.dtype))
    model.add(keras.layers.Dense(1, "sigmoid", dtype=settings.dtype))
    adam = keras.optimizers.Adam(
        settings.learning_rate,
        beta_2=settings.beta_2,
        epsilon=settings.epsilon,
        global_clipnorm=settings.clip_norm,
    )
    model.compile(adam, keras.losses.BinaryCrossentropy(dtype=settings.dtype), run_eagerly=True)
    model.set_weights(weights_of(network))
    return model


def test_evaluation_is_that_of_stateful_keras_layers() -> None:
    settings = replace(Settings(), updates=5)
    network = NumpyNetwork(settings)
    network.initialise(seed=4)
    inputs, _ = random_pass(settings)
    model = keras_twin(network)
    expected = [np.asarray(model(window))[:, 0] for window in inputs]
    np.testing.assert_allclose(network.evaluate_pass(inputs), expected, atol=1e-5)


def test_the_trace_is_what_keras_computes() -> None:
    """A hundred random sequences of real numbers: the gates are driven further than by 0 and 1."""
    import keras

    settings = Settings()
    sequences = np.random.default_rng(0).normal(0, 2, (100, 12, 1)).astype(np.float32)
    network = trained(settings)
    weights = weights_of(network)
    hidden, expected = sequences, []
    for layer, units in enumerate(settings.units):
        lstm = keras.layers.LSTM(units, return_sequences=True, return_state=True)
        lstm.build(hidden.shape)
        lstm.set_weights(weights[3 * layer : 3 * layer + 3])
        cells = cell_states(lstm.cell, hidden)
        hidden, _, last_cell = lstm(hidden)
        np.testing.assert_allclose(cells[:, -1], last_cell, atol=1e-6)
        expected.append((np.asarray(hidden), cells))
    for index, sequence in enumerate(sequences):
        for traced, (h, c) in zip(network.trace(sequence[:, 0]).layers, expected, strict=True):
            np.testing.assert_allclose(traced["h"], h[index], atol=1e-5)
            np.testing.assert_allclose(traced["c"], c[index], atol=1e-5)


def cell_states(cell: Any, sequences: Any) -> np.ndarray:
    """c after each step, ``(sequences, steps, units)``: a layer returns the last one alone."""
    states = [np.zeros((len(sequences), cell.units), np.float32)] * 2
    after_each = []
    for step in range(sequences.shape[1]):
        _, states = cell(sequences[:, step], states)
        after_each.append(np.asarray(states[1]))
    return np.stack(after_each, axis=1)


@pytest.mark.parametrize(
    ("clip_norm", "output_bias"),
    [(1e-3, 0.0), (100.0, 0.0), (1.0, 25.0)],
    ids=["clipped", "not clipped", "certain and wrong"],
)
def test_one_optimizer_step_is_that_of_keras(clip_norm: float, output_bias: float) -> None:
    settings = replace(Settings(), updates=1, clip_norm=clip_norm)
    network = NumpyNetwork(settings)
    network.initialise(seed=2)
    weights = weights_of(network)
    weights[-1] = weights[-1] + np.float32(output_bias)
    network = with_weights(settings, weights)
    model = keras_twin(network)
    inputs, targets = random_pass(settings)
    loss = network.train_pass(inputs, targets)
    assert loss == pytest.approx(model.train_on_batch(inputs[0], targets[0]), rel=1e-5)
    after = network.snapshot()
    optimizer = [np.asarray(variable) for variable in model.optimizer.variables[2:]]
    groups = {
        "weights": model.get_weights(),
        "optimizer/m": optimizer[0::2],
        "optimizer/v": optimizer[1::2],
    }
    for group, arrays in groups.items():
        for index, expected in enumerate(arrays):
            error = np.abs(after[f"{group}/{index}"] - expected).max()
            assert error <= 1e-5 * np.abs(expected).max(), (group, index)


@pytest.mark.usefixtures("float64_keras")
def test_training_in_float64_is_that_of_keras() -> None:
    network = NumpyNetwork(SMALL_64)
    network.initialise(seed=3)
    model = keras_twin(network)
    inputs, targets = random_pass(SMALL_64)
    for _ in range(3):
        network.reset_states()
        for layer in model.layers[:-1]:
            layer.reset_states()
        losses = [model.train_on_batch(*batch) for batch in zip(inputs, targets, strict=True)]
        assert network.train_pass(inputs, targets) == pytest.approx(np.mean(losses), rel=1e-9)
    states = [state for layer in model.layers[:-1] for state in layer.states]
    snapshot = network.snapshot()
    for index, state in enumerate(states):
        np.testing.assert_allclose(snapshot[f"states/{index}"], np.asarray(state), rtol=1e-9)


# What the net promises


@pytest.mark.parametrize(
    ("settings", "yields"), [(Settings(), 3), (replace(Settings(), units=(5,)), 0)]
)
def test_within_a_long_pass_it_can_be_heard_and_makes_the_same_updates(settings, yields) -> None:
    whole, stepped = (NumpyNetwork(settings) for _ in range(2))
    for network in (whole, stepped):
        network.initialise(1)
    batch = random_pass(settings)
    assert len([*stepped.calling("train_pass", *batch)]) == yields
    whole.train_pass(*batch)
    loss = finished(stepped.calling("train_pass", *batch))
    assert loss == pytest.approx(whole.train_pass(*batch), rel=1e-6)
    check_alike(stepped.snapshot(), whole.snapshot())


def test_while_it_is_asked_it_can_be_heard_and_answers_the_same() -> None:
    """In pieces each goes on from the states of the one before, of fewer rows as well."""
    settings = Settings()
    whole, stepped = trained(settings), trained(settings)
    inputs, _ = random_pass(settings)
    for rows in (settings.rows, settings.window):
        assert len([*stepped.calling("evaluate_pass", inputs[:, :rows])]) == 3
        whole.evaluate_pass(inputs[:, :rows])
        answers = finished(stepped.calling("evaluate_pass", inputs[:, :rows]))
        np.testing.assert_array_equal(answers, whole.evaluate_pass(inputs[:, :rows]))


def test_it_learns_an_alternation() -> None:
    settings = replace(Settings(), units=(8, 8), rows=4, window=4, updates=60, learning_rate=0.02)
    network = NumpyNetwork(settings)
    network.initialise(seed=0)
    time = np.arange(settings.updates)[:, None, None] * 4 + np.arange(4)[:, None] + np.arange(4)
    inputs, targets = (time % 2)[..., None].astype(np.float32), (time[..., -1:] + 1) % 2
    losses = [network.train_pass(inputs, targets) for _ in range(5)]
    assert losses[0] > 0.3
    assert losses[-1] < 0.01
    continuation = network.read(np.array([0, 1, 0, 1]), free_steps=6)[0] > 0.5
    np.testing.assert_array_equal(continuation[3:], [0, 1, 0, 1, 0, 1, 0])


def test_a_restored_net_trains_on_exactly() -> None:
    network = trained(SMALL)
    saved = network.snapshot()
    inputs, targets = random_pass(SMALL, seed=7)
    losses = [network.train_pass(inputs, targets) for _ in range(3)]
    other = NumpyNetwork(SMALL)
    for net in (network, other):
        net.restore(saved)
        assert [net.train_pass(inputs, targets) for _ in range(3)] == losses


def test_a_snapshot_is_a_copy_in_the_neutral_names() -> None:
    network = trained(SMALL)
    snapshot = network.snapshot()
    kept = {name: array.copy() for name, array in snapshot.items()}
    network.train_pass(*random_pass(SMALL))
    check_alike(snapshot, kept)
    indexed = [
        f"{group}/{k}" for group in ("weights", "optimizer/m", "optimizer/v") for k in range(8)
    ]
    assert set(snapshot) == {*indexed, *(f"states/{k}" for k in range(4)), "optimizer/step"}
    assert snapshot["optimizer/step"] == SMALL.updates
    assert [snapshot[f"states/{k}"].shape for k in range(4)] == [(3, 4), (3, 4), (3, 3), (3, 3)]


def test_initialise_brings_back_the_beginning() -> None:
    network = NumpyNetwork(SMALL)
    network.initialise(seed=1)
    beginning = network.snapshot()
    network.train_pass(*random_pass(SMALL))
    network.initialise(seed=1)
    check_alike(network.snapshot(), beginning)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"states/4": np.zeros((3, 3))}, "states/4 is not in both"),
        ({"weights/1": np.zeros((4, 15))}, r"weights/1 has shape \(4, 15\), not \(4, 16\)"),
        ({"weights/7": np.zeros(1, complex)}, "weights/7 is complex128"),
        ({"optimizer/step": np.array(1.5)}, "optimizer/step is float64"),
    ],
)
def test_a_snapshot_that_does_not_fit_is_refused_whole(changes: dict, complaint: str) -> None:
    network = trained(SMALL)
    before = network.snapshot()
    other = {name: np.zeros_like(array) for name, array in before.items()}
    with pytest.raises(ValueError, match=complaint):
        network.restore(other | changes)
    check_alike(network.snapshot(), before)


def test_a_snapshot_with_a_gap_is_refused() -> None:
    network = trained(SMALL)
    snapshot = network.snapshot()
    del snapshot["optimizer/v/2"]
    with pytest.raises(ValueError, match="optimizer/v/2"):
        network.restore(snapshot)


def test_the_states_carry_on_from_window_to_window() -> None:
    """Two windows read as one long sequence, and only a reset starts anew."""
    network = trained(SMALL_64)
    inputs, _ = random_pass(SMALL_64)
    network.reset_states()
    probabilities = network.evaluate_pass(inputs)
    for row in range(SMALL.rows):
        sequence = inputs[:, row, :, 0].ravel()
        alone = network.read(sequence)[0][SMALL.window - 1 :: SMALL.window]
        np.testing.assert_allclose(probabilities[:, row], alone, atol=1e-6)
    assert not np.array_equal(network.evaluate_pass(inputs), probabilities)
    network.reset_states()
    np.testing.assert_array_equal(network.evaluate_pass(inputs), probabilities)


symbol_lists = st.lists(st.integers(0, 1), max_size=12)


@given(questions=st.lists(st.tuples(symbol_lists, st.integers(0, 5)), min_size=1, max_size=4))
@examples(max_examples=25, deadline=None)
def test_asking_gives_the_same_answer_and_never_disturbs_training(
    questions: list[tuple[list[int], int]],
) -> None:
    asked, undisturbed = trained(SMALL), trained(SMALL)
    inputs, targets = random_pass(SMALL, seed=5)
    for symbols, free_steps in questions:
        answers = [asked.read(np.array(symbols), free_steps)[0] for _ in range(2)]
        asked.trace(np.array(symbols))
        np.testing.assert_array_equal(*answers)
        assert asked.train_pass(inputs, targets) == undisturbed.train_pass(inputs, targets)
        np.testing.assert_array_equal(
            asked.evaluate_pass(inputs), undisturbed.evaluate_pass(inputs)
        )


@given(symbols=symbol_lists, free_steps=st.integers(0, 8))
@examples(max_examples=25, deadline=None)
def test_a_free_run_feeds_back_what_its_probabilities_read_as(
    symbols: list[int], free_steps: int
) -> None:
    network = trained(SMALL)
    probabilities = network.read(np.array(symbols), free_steps)[0]
    assert probabilities.dtype == np.float32
    assert probabilities.shape == (len(symbols) + free_steps,)
    bias = weights_of(network)[-1][0]
    predicted = np.concatenate([[bias > 0], probabilities > 0.5])
    fed = [*symbols, *predicted[len(symbols) : len(symbols) + free_steps]]
    np.testing.assert_array_equal(network.read(np.array(fed))[0], probabilities)


@pytest.mark.parametrize("stateful", [True, False])
def test_a_sequence_read_in_pieces_is_read_as_a_whole(stateful: bool) -> None:
    network = trained(replace(SMALL, stateful=stateful))
    symbols = np.random.default_rng(4).integers(0, 2, 3 * SMALL.window)
    whole = network.read(symbols, 6)[0]
    pieces, memory = [], None
    for heard, free in ((symbols[:2], 0), (symbols[2:], 1), (symbols[:0], 2), (symbols[:0], 3)):
        piece, memory = network.read(heard, free, memory)
        pieces.append(piece)
    np.testing.assert_array_equal(np.concatenate(pieces), whole)


def test_a_trace_obeys_the_equations_of_the_cell() -> None:
    network = trained(SMALL_64)
    symbols = np.array([0, 1, 1, 0, 1, 0, 0])
    trace = network.trace(symbols)
    for layer, units in zip(trace.layers, SMALL.units, strict=True):
        assert {values.shape for values in layer.values()} == {(7, units)}
        c_tm1 = np.vstack([np.zeros(units), layer["c"][:-1]])
        np.testing.assert_allclose(layer["c"], layer["f"] * c_tm1 + layer["i"] * layer["g"])
        np.testing.assert_allclose(layer["h"], layer["o"] * np.tanh(layer["c"]))
    np.testing.assert_allclose(trace.output, network.read(symbols)[0], atol=1e-6)


@pytest.mark.parametrize("ports", PORTS)
@pytest.mark.parametrize("stateful", [False, True])
def test_sequences_read_side_by_side_are_answered_as_each_alone(ports, stateful) -> None:
    network = trained(replace(SMALL_64, ports=ports, stateful=stateful))
    rng = np.random.default_rng(3)
    sequences = rng.integers(0, 2, (3, 11, ports.channels)).astype(float)
    together = network.answers(sequences)
    for sequence, answers in zip(sequences, together, strict=True):
        alone = network.trace(sequence).output.reshape(11, -1)
        np.testing.assert_allclose(answers, alone, atol=1e-12)


def test_the_file_alone_trains_a_net(capsys) -> None:
    custom_lstm.main()
    losses = [float(line.rpartition(" ")[2]) for line in capsys.readouterr().out.splitlines()]
    assert losses[0] > 0.01
    assert losses[-1] < losses[0] / 4
