"""The compiled Keras network computes what Keras computes."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from alike import check_alike
from test_custom_lstm import PORTS, random_pass
from trained_epochs import begun, train_epochs

import model
from networks.network import BackendUnavailable
from networks.settings import Settings
from networks.steps import finished
from tasks.continuation import continuing
from tasks.pattern import Pattern
from tasks.registry import TASKS
from tasks.repeating import cut_windows
from training.loop import Position, train
from training.record import EpochRecord

pytestmark = pytest.mark.slow

PATTERN = Pattern.read("0010111")


@cache
def plain_model(settings):
    """Plain Keras' own; what ``fit`` compiles with it is compiled once."""
    return model.build_keras_model(settings)


def fit_losses(settings, weights, pattern, epochs):
    """What plain ``model.fit`` reports on the same windows from the same weights."""
    plain = plain_model(settings)
    plain.set_weights(weights)
    for variable in plain.optimizer.variables:
        variable.assign(np.zeros(variable.shape))
    windows = cut_windows(pattern, settings.window_shape)
    inputs = windows.inputs.reshape(-1, settings.window, 1).astype(settings.dtype)
    targets = windows.targets.reshape(-1, 1).astype(settings.dtype)
    losses = []
    for epoch in range(1, epochs + 1):
        for layer in plain.layers[:-1]:
            layer.reset_states()
        plain.optimizer.learning_rate.assign(settings.rate_in(epoch))
        fitted = plain.fit(
            inputs, targets, batch_size=settings.rows, shuffle=False, epochs=1, verbose=0
        )
        losses += fitted.history["loss"]
    return losses


@pytest.mark.parametrize(("text", "seed"), [("0101", 0), ("0011", 1), ("0001", 0), ("011", 1)])
def test_epochs_are_what_fit_does_in_float32(keras_network, text, seed):
    """Patterns without a steep passage in these epochs, on which rounding would grow."""
    pattern = Pattern.read(text)
    keras_network.initialise(seed)
    weights = keras_network.model.get_weights()
    records = train_epochs(keras_network, pattern, 3)
    expected = fit_losses(keras_network.settings, weights, pattern, 3)
    assert [r.training_loss for r in records] == pytest.approx(expected, rel=0, abs=1e-4)


@pytest.fixture(scope="module")
def float64_network():
    """The default network in float64, compiled once."""
    import keras

    keras.config.set_dtype_policy("float32")  # Else it would be of float64 from now on.
    keras.config.set_floatx("float64")
    network = model.create_model("keras", replace(Settings(), dtype="float64"))
    network.compile()
    keras.config.set_floatx("float32")
    return network


@pytest.mark.usefixtures("float64_keras")
@pytest.mark.parametrize("text", ["0010111", "0110100110010110"])
def test_an_epoch_is_what_fit_does_on_patterns_that_magnify_rounding(float64_network, text):
    """On these, training is chaotic: after some epochs any two ways of rounding part."""
    float64_network.initialise(1)
    weights = float64_network.model.get_weights()
    record = train_epochs(float64_network, Pattern.read(text), 1)[0]
    (expected,) = fit_losses(float64_network.settings, weights, Pattern.read(text), 1)
    assert record.training_loss == pytest.approx(expected, rel=0, abs=1e-8)


@pytest.mark.usefixtures("float64_keras")
def test_ten_epochs_are_what_fit_does_in_float64(float64_network):
    float64_network.initialise(1)
    weights = float64_network.model.get_weights()
    records = train_epochs(float64_network, Pattern.read("0011"), 10)
    expected = fit_losses(float64_network.settings, weights, Pattern.read("0011"), 10)
    assert [r.training_loss for r in records] == pytest.approx(expected, rel=0, abs=1e-8)


def custom_twin(network, seed):
    """The net written from scratch, with the settings of ``network``; both at the same seed."""
    network.initialise(seed)
    return begun(network.settings, seed)


@pytest.mark.parametrize(("text", "seed"), [("0101", 0), ("0011", 1), ("0001", 0), ("011", 1)])
def test_both_backends_train_alike_in_float32(keras_network, text, seed):
    """Where training is not chaotic, so that rounding does not grow within these epochs."""
    twin = custom_twin(keras_network, seed)
    expected = train_epochs(keras_network, Pattern.read(text), 3)
    records = train_epochs(twin, Pattern.read(text), 3)
    assert [r.loss for r in records] == pytest.approx([r.loss for r in expected], rel=1e-3)


def test_both_backends_learn_an_echo_alike():
    echo = TASKS["echo"]
    network = model.create_model("keras", echo.settings)
    network.compile()
    twins = network, custom_twin(network, seed=0)
    keras, numpy = ([r.loss for r in train_epochs(each, echo.example, 3)] for each in twins)
    assert numpy == pytest.approx(keras, rel=0, abs=1e-3)


@pytest.mark.usefixtures("float64_keras")
def test_both_backends_train_alike_for_ten_epochs_in_float64(float64_network):
    twin = custom_twin(float64_network, seed=0)
    expected = train_epochs(float64_network, Pattern.read("0101"), 10)
    records = train_epochs(twin, Pattern.read("0101"), 10)
    for name in ("loss", "training_loss"):
        wanted = [getattr(record, name) for record in expected]
        assert [getattr(record, name) for record in records] == pytest.approx(wanted, rel=1e-6)


@pytest.mark.parametrize(
    "start",
    [
        {"forget_bias": 0.5},
        {"input_bias": -1.0, "recurrent_start": "identity"},
        {"chrono": 30, "recurrent_start": "small_random"},
    ],
    ids=str,
)
def test_given_another_rate_and_start_a_network_trains_as_one_that_was_made_with_them(
    keras_network, start
):
    made_with = keras_network.settings
    other = replace(made_with.at_rate(0.002), **start)
    expected = model.create_model("numpy", other)
    retuned = model.create_model("numpy", made_with)
    networks = (expected, retuned, keras_network)
    try:
        for network in networks:
            network.initialise(1)  # Its optimizer has known the other settings by now.
            network.retune(other)
            network.initialise(1)
        losses = [
            [r.loss for r in train_epochs(each, Pattern.read("0011"), 2)] for each in networks
        ]
    finally:
        keras_network.retune(made_with)
    assert losses[1] == losses[0]
    assert losses[2] == pytest.approx(losses[0], rel=1e-3)


def test_the_default_net_has_30651_parameters(keras_network):
    assert keras_network.parameters == 30_651
    assert keras_network.model.count_params() == 30_651


def test_layer_parameters_are_those_of_the_lecture_notes():
    on_ten_features = model.describe_layers(Settings(units=(10, 25)))
    on_three_features = model.describe_layers(Settings(units=(3, 64)))
    assert on_ten_features[1].parameters == 3_600
    assert on_three_features[1].parameters == 17_408


def test_the_described_layers_are_those_keras_has(keras_network):
    for described, layer in zip(keras_network.layers, keras_network.model.layers, strict=True):
        assert described.name == layer.name
        assert described.kind == type(layer).__name__
        assert described.parameters == layer.count_params()
        assert described.output_shape == tuple(layer.output.shape)


def test_a_run_is_the_forward_pass_of_a_plain_stateless_keras_net(keras_network):
    import keras

    symbols = np.random.default_rng(5).integers(0, 2, model.RUN_CHUNK + 40).astype(np.uint8)
    train_epochs(keras_network, PATTERN, 1)
    plain = keras.Sequential(
        [
            keras.layers.Input((None, 1)),
            keras.layers.LSTM(50, return_sequences=True),
            keras.layers.LSTM(50, return_sequences=True),
            keras.layers.Dense(1, "sigmoid"),
        ]
    )
    plain.set_weights(keras_network.model.get_weights())
    expected = plain(symbols.reshape(1, -1, 1).astype(np.float32)).numpy().reshape(-1)
    assert keras_network.read(symbols)[0] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("heard", [10, model.RUN_CHUNK - 3, model.RUN_CHUNK])
def test_a_free_run_feeds_its_own_predictions_back(keras_network, heard):
    train_epochs(keras_network, PATTERN, 1)
    symbols = PATTERN.repeated(heard)
    free = keras_network.read(symbols, free_steps=9)[0]
    by_hand = symbols.tolist()
    for _ in range(9):
        by_hand.append(int(keras_network.read(np.array(by_hand))[0][-1] > 0.5))
    assert free == pytest.approx(keras_network.read(np.array(by_hand))[0], abs=1e-6)
    first, memory = keras_network.read(symbols)
    in_pieces = [*first, *keras_network.read(symbols[:0], 9, memory)[0]]
    assert in_pieces == pytest.approx(free, abs=1e-6)


def test_no_number_of_steps_is_built_into_the_compiled_run(keras_network):
    """XLA would have to compile it anew for each: it needs the ends of a range beforehand."""
    chunk, count = keras_network._tensor(np.zeros(model.RUN_CHUNK)), keras_network._count(3)
    graphs = keras_network._graphs
    memory = graphs.nothing_heard()
    graph = graphs.run.get_concrete_function(chunk, count, count, memory).graph
    kinds = {operation.type for operation in graph.get_operations()}
    assert "While" in kinds
    assert "Range" not in kinds


def test_asking_twice_gives_the_same_answer_and_does_not_change_training(keras_network):
    undisturbed = [r.training_loss for r in train_epochs(keras_network, PATTERN, 2)]
    keras_network.initialise(0)
    disturbed = []
    for step in train(keras_network, PATTERN, Position()):
        first = finished(continuing(keras_network, PATTERN, 20)).probabilities
        again = finished(continuing(keras_network, PATTERN, 20)).probabilities
        assert np.array_equal(first, again)
        if isinstance(step, EpochRecord):
            disturbed.append(step.training_loss)
            if len(disturbed) == 2:
                break
    assert disturbed == undisturbed


def test_the_same_seed_gives_the_same_training_and_another_seed_another(keras_network):
    first = [r.loss for r in train_epochs(keras_network, PATTERN, 2)]
    keras_network.initialise(0)
    assert [r.loss for r in train_epochs(keras_network, PATTERN, 2)] == first
    keras_network.initialise(1)
    assert [r.loss for r in train_epochs(keras_network, PATTERN, 2)] != first


def test_it_learns_a_pattern_of_period_7_by_heart(keras_network):
    train_epochs(keras_network, PATTERN, 10)
    assert finished(continuing(keras_network, PATTERN, 50)).first_departure is None


@pytest.fixture(scope="module")
def stateless_network():
    """A small network that carries no states on, compiled once."""
    settings = Settings(units=(5, 4), rows=20, window=4, updates=6, passes=2, stateful=False)
    network = model.create_model("keras", settings)
    network.compile()
    return network


def test_without_states_both_backends_read_each_window_anew(stateless_network):
    """Past the end of a chunk too, where the compiled run goes on in another call."""
    network = stateless_network
    twin = custom_twin(network, seed=0)
    expected = train_epochs(network, PATTERN, 2)
    records = train_epochs(twin, PATTERN, 2)
    assert [r.loss for r in records] == pytest.approx([r.loss for r in expected], rel=1e-4)
    twin.restore(network.snapshot())
    symbols = np.random.default_rng(5).integers(0, 2, model.RUN_CHUNK + 3)
    assert network.read(symbols, 9)[0] == pytest.approx(twin.read(symbols, 9)[0], abs=1e-5)
    assert network.read(symbols[:2], 4)[0] == pytest.approx(twin.read(symbols[:2], 4)[0], abs=1e-5)
    first, memory = network.read(symbols[:7])
    assert [*first, *network.read(symbols[7:9], 3, memory)[0]] == pytest.approx(
        network.read(symbols[:9], 3)[0], abs=1e-6
    )


def test_a_snapshot_brings_back_exactly_what_was_there(keras_network):
    position = Position()
    train_epochs(keras_network, PATTERN, 1, position)
    snapshot = keras_network.snapshot()
    expected = [r.loss for r in train_epochs(keras_network, PATTERN, 2, replace(position))]
    keras_network.restore(snapshot)
    assert [r.loss for r in train_epochs(keras_network, PATTERN, 2, position)] == expected


def test_a_snapshot_of_another_net_is_refused_whole(keras_network):
    before = keras_network.snapshot()
    wrong = dict(before) | {"weights/7": np.zeros(3, np.float32)}
    with pytest.raises(ValueError, match="weights/7"):
        keras_network.restore(wrong)
    check_alike(keras_network.snapshot(), before)


def test_a_long_pattern_pauses_between_passes_and_goes_on_exactly(keras_network):
    pattern = Pattern.of(np.random.default_rng(1).integers(0, 2, 2_500))
    expected = train_epochs(keras_network, pattern, 1)[0]
    keras_network.initialise(0)
    assert cut_windows(pattern, keras_network.settings.window_shape).calls == 10
    position = Position()
    steps = train(keras_network, pattern, position)
    next(steps)
    steps.close()
    keras_network.restore(keras_network.snapshot())
    record = train_epochs(keras_network, pattern, 1, position)[0]
    assert record.training_loss == expected.training_loss
    assert np.array_equal(record.predictions, expected.predictions)


def test_an_unknown_backend_is_named_in_a_sentence():
    with pytest.raises(BackendUnavailable, match="no backend `torch`: choose from keras, numpy"):
        model.create_model("torch")


@pytest.mark.parametrize("name", ["keras_network", "stateless_network"])
def test_the_rows_that_are_asked_read_on_as_if_all_were(request, name):
    network = request.getfixturevalue(name)
    network.initialise(0)
    settings = network.settings
    shape = (settings.window_shape.updates_at_once, settings.rows, settings.window, 1)
    windows = np.random.default_rng(0).integers(0, 2, (2, *shape)).astype(np.float32)
    of_all = [network.evaluate_pass(inputs) for inputs in windows]
    of_first = [network.evaluate_pass(inputs[:, :16]) for inputs in windows]
    np.testing.assert_allclose(of_first, np.array(of_all)[..., :16], atol=1e-6)
    network.reset_states()
    again = network.evaluate_pass(windows[0, :, :16])
    np.testing.assert_array_equal(again, of_first[0])


@pytest.mark.parametrize("ports", PORTS)
def test_whatever_is_read_and_answered_both_backends_say_and_learn_the_same(ports):
    settings = Settings(units=(6,), rows=3, window=4, updates=4, stateful=False, ports=ports)
    inputs, targets = random_pass(settings)
    answers, losses = [], []
    for backend in ("numpy", "keras"):
        network = model.create_model(backend, settings)
        network.compile()
        network.initialise(0)
        assert network.parameters == sum(layer.parameters for layer in network.layers)
        answers.append(network.evaluate_pass(inputs, targets))
        losses.append([network.train_pass(inputs, targets) for _ in range(3)])
    assert answers[0].shape == (4, 3, *ports.shape(4))
    np.testing.assert_allclose(*answers, atol=1e-5)
    np.testing.assert_allclose(*losses, rtol=1e-4)


def test_a_call_of_a_graph_keeps_its_room_for_the_next():
    resource = pytest.importorskip("resource")
    model.import_tensorflow()
    import tensorflow as tf

    @tf.function(jit_compile=True)
    def products(x):
        return tf.reduce_sum(tf.sin(x @ x) @ x)

    def fresh_pages():
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        products(x)
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

    x = tf.zeros([1500, 1500])
    products(x)
    one_array = x.numpy().nbytes // resource.getpagesize()
    assert fresh_pages() < one_array / 10
