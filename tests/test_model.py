"""The compiled Keras network computes what Keras computes, and its files are safe to open."""

import io
import json
import os
import zipfile
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from test_custom_lstm import PORTS, random_pass

import model
from file_parts import FileProblem
from networks.network import BackendUnavailable
from networks.settings import Settings
from networks.steps import finished
from tasks.continuation import continuing
from tasks.pattern import Pattern
from tasks.repeating import cut_windows
from training import checkpoint_file
from training.archive import ARRAYS, FACTS
from training.checkpoint import Checkpoint, TrainedState
from training.keras_file import write_network
from training.loop import Position, train
from training.record import EpochRecord

pytestmark = pytest.mark.slow

PATTERN = Pattern.read("0010111")


def train_epochs(network, pattern, epochs, position=None):
    """The records of so many epochs."""
    steps = train(network, pattern, position or Position())
    records = []
    while len(records) < epochs:
        step = next(steps)
        if isinstance(step, EpochRecord):
            records.append(step)
    return records


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


def checkpoint_of(network, pattern, records, position):
    """A checkpoint as the session makes it."""
    return Checkpoint(
        backend="keras",
        settings=network.settings,
        seed=3,
        goal=len(records),
        run_start=0,
        records=tuple(records),
        state=TrainedState(pattern, position, network.snapshot()),
    )


@pytest.mark.parametrize("text", ["0101", "0011", "0001", "011"])
@pytest.mark.parametrize("seed", [0, 1])
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

    keras.config.set_floatx("float64")
    network = model.create_model("keras", replace(Settings(), dtype="float64"))
    network.compile()
    keras.config.set_floatx("float32")
    return network


@pytest.mark.usefixtures("float64_keras")
@pytest.mark.parametrize("text", ["0010111", "00101110", "0110100110010110"])
def test_an_epoch_is_what_fit_does_on_patterns_that_magnify_rounding(float64_network, text):
    """On these, training is chaotic: after some epochs any two ways of rounding part."""
    float64_network.initialise(1)
    weights = float64_network.model.get_weights()
    record = train_epochs(float64_network, Pattern.read(text), 1)[0]
    (expected,) = fit_losses(float64_network.settings, weights, Pattern.read(text), 1)
    assert record.training_loss == pytest.approx(expected, rel=0, abs=1e-8)


@pytest.mark.usefixtures("float64_keras")
def test_ten_epochs_are_what_fit_does_in_float64(float64_network):
    for text in ("0101", "0011"):
        float64_network.initialise(1)
        weights = float64_network.model.get_weights()
        records = train_epochs(float64_network, Pattern.read(text), 10)
        expected = fit_losses(float64_network.settings, weights, Pattern.read(text), 10)
        assert [r.training_loss for r in records] == pytest.approx(expected, rel=0, abs=1e-8)


def custom_twin(network, seed):
    """The net written from scratch, with the settings of ``network``; both at the same seed."""
    network.initialise(seed)
    twin = model.create_model("numpy", network.settings)
    twin.initialise(seed)
    return twin


@pytest.mark.parametrize(
    ("text", "seed"), [("0101", 0), ("0101", 1), ("0011", 0), ("0011", 1), ("0001", 0), ("011", 1)]
)
def test_both_backends_train_alike_in_float32(keras_network, text, seed):
    """Where training is not chaotic, so that rounding does not grow within these epochs."""
    twin = custom_twin(keras_network, seed)
    expected = train_epochs(keras_network, Pattern.read(text), 3)
    records = train_epochs(twin, Pattern.read(text), 3)
    assert [r.loss for r in records] == pytest.approx([r.loss for r in expected], rel=1e-3)


@pytest.mark.usefixtures("float64_keras")
@pytest.mark.parametrize("text", ["0101", "0011"])
def test_both_backends_train_alike_for_ten_epochs_in_float64(float64_network, text):
    twin = custom_twin(float64_network, seed=0)
    expected = train_epochs(float64_network, Pattern.read(text), 10)
    records = train_epochs(twin, Pattern.read(text), 10)
    for name in ("loss", "training_loss"):
        wanted = [getattr(record, name) for record in expected]
        assert [getattr(record, name) for record in records] == pytest.approx(wanted, rel=1e-6)


def test_given_another_rate_and_bias_a_network_trains_as_one_that_was_made_with_them(
    keras_network,
):
    made_with = keras_network.settings
    other = replace(made_with.at_rate(0.002), forget_bias=0.5)
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
    assert keras_network.run(symbols) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("heard", [10, model.RUN_CHUNK - 3, model.RUN_CHUNK])
def test_a_free_run_feeds_its_own_predictions_back(keras_network, heard):
    train_epochs(keras_network, PATTERN, 1)
    symbols = PATTERN.repeated(heard)
    free = keras_network.run(symbols, free_steps=9)
    by_hand = symbols.tolist()
    for _ in range(9):
        by_hand.append(int(keras_network.run(np.array(by_hand))[-1] > 0.5))
    assert free == pytest.approx(keras_network.run(np.array(by_hand)), abs=1e-6)
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


def test_without_states_both_backends_read_each_window_anew():
    """Past the end of a chunk too, where the compiled run goes on in another call."""
    settings = Settings(units=(5, 4), rows=4, window=4, updates=6, passes=2, stateful=False)
    network = model.create_model("keras", settings)
    network.compile()
    twin = custom_twin(network, seed=0)
    expected = train_epochs(network, PATTERN, 2)
    records = train_epochs(twin, PATTERN, 2)
    assert [r.loss for r in records] == pytest.approx([r.loss for r in expected], rel=1e-4)
    twin.restore(network.snapshot())
    symbols = np.random.default_rng(5).integers(0, 2, model.RUN_CHUNK + 3)
    assert network.run(symbols, 9) == pytest.approx(twin.run(symbols, 9), abs=1e-5)
    assert network.run(symbols[:2], 4) == pytest.approx(twin.run(symbols[:2], 4), abs=1e-5)
    first, memory = network.read(symbols[:7])
    assert [*first, *network.read(symbols[7:9], 3, memory)[0]] == pytest.approx(
        network.run(symbols[:9], 3), abs=1e-6
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
    after = keras_network.snapshot()
    assert all(np.array_equal(after[name], before[name]) for name in before)


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


class TestFiles:
    @pytest.fixture
    def saved(self, keras_network, tmp_path):
        """A file after two epochs, and what was saved."""
        position = Position()
        records = train_epochs(keras_network, PATTERN, 2, position)
        checkpoint = checkpoint_of(keras_network, PATTERN, records, position)
        path = tmp_path / "net.keras"
        checkpoint_file.save(path, checkpoint)
        return path, checkpoint

    def test_plain_keras_opens_it_and_finds_the_same_net(self, keras_network, saved):
        import keras

        opened = keras.models.load_model(saved[0])
        for ours, theirs in zip(
            keras_network.model.get_weights(), opened.get_weights(), strict=True
        ):
            assert np.array_equal(ours, theirs)

    def test_training_goes_on_exactly_where_it_stopped(self, keras_network, saved):
        path, checkpoint = saved
        expected = train_epochs(keras_network, PATTERN, 2, replace(checkpoint.state.position))
        keras_network.initialise(9)
        opened = checkpoint_file.load(path)
        keras_network.restore(opened.state.snapshot)
        went_on = train_epochs(
            keras_network, opened.state.pattern, 2, replace(opened.state.position)
        )
        assert [r.loss for r in went_on] == [r.loss for r in expected]
        assert [r.epoch for r in went_on] == [3, 4]

    def test_everything_about_the_training_comes_back(self, saved):
        path, checkpoint = saved
        opened = checkpoint_file.load(path)
        for name in ("backend", "settings", "seed", "goal", "run_start"):
            assert getattr(opened, name) == getattr(checkpoint, name)
        for ours, theirs in zip(checkpoint.records, opened.records, strict=True):
            assert np.array_equal(ours.predictions, theirs.predictions)
            assert (ours.loss, ours.accuracy, ours.period) == (
                theirs.loss,
                theirs.accuracy,
                theirs.period,
            )

    @pytest.mark.parametrize(("kept", "found"), [(0, 0), (2, 2), (None, None)])
    def test_the_first_faultless_epoch_comes_back(self, keras_network, tmp_path, kept, found):
        position = Position()
        records = train_epochs(keras_network, PATTERN, 2, position)
        position.first_faultless = kept
        path = tmp_path / "net.keras"
        checkpoint = checkpoint_of(keras_network, PATTERN, records, position)
        checkpoint_file.save(path, checkpoint)
        assert checkpoint_file.load(path).state.position.first_faultless == found

    def test_a_file_from_before_it_was_looked_for_says_that_it_is_not_known(self, saved):
        path, _ = saved
        with zipfile.ZipFile(path) as archive:
            facts = json.loads(archive.read(FACTS))
        del facts["position"]["first_faultless"]
        rewrite(path, {FACTS: json.dumps(facts).encode()})
        assert checkpoint_file.load(path).state.position.first_faultless is None

    def test_a_failed_save_leaves_the_old_file_and_nothing_beside_it(
        self, keras_network, saved, monkeypatch
    ):
        path, checkpoint = saved
        before = path.read_bytes()

        def full_disk(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(checkpoint_file, "write_checkpoint", full_disk)
        with pytest.raises(OSError, match="No space left"):
            checkpoint_file.save(path, checkpoint)
        assert path.read_bytes() == before
        assert os.listdir(path.parent) == [path.name]

    def test_plain_keras_opens_what_the_numpy_backend_saved(self, tmp_path):
        import keras

        network = model.create_model("numpy")
        network.initialise(4)
        path = tmp_path / "numpy.keras"
        checkpoint = checkpoint_of(network, PATTERN, [], Position())
        checkpoint_file.save(path, replace(checkpoint, backend="numpy"))
        opened = keras.models.load_model(path)
        windows = cut_windows(PATTERN, network.settings.window_shape).inputs[0]
        expected = [opened(window).numpy()[:, 0] for window in windows[:3]]
        network.reset_states()
        assert network.evaluate_pass(windows)[:3] == pytest.approx(np.array(expected), abs=1e-5)

    @pytest.mark.parametrize(("saver", "opener"), [("keras", "numpy"), ("numpy", "keras")])
    def test_what_one_backend_saved_the_other_goes_on_with(
        self, keras_network, tmp_path, saver, opener
    ):
        networks = {"keras": keras_network, "numpy": model.create_model("numpy")}
        networks["numpy"].initialise(0)
        position = Position()
        records = train_epochs(networks[saver], PATTERN, 1, position)
        checkpoint = checkpoint_of(networks[saver], PATTERN, records, position)
        checkpoint_file.save(tmp_path / "a.keras", checkpoint)
        opened = checkpoint_file.load(tmp_path / "a.keras")
        networks[opener].restore(opened.state.snapshot)
        symbols = PATTERN.repeated(40)
        assert networks[opener].run(symbols) == pytest.approx(
            networks[saver].run(symbols), abs=1e-5
        )

    def test_weights_saved_by_plain_keras_are_opened_without_a_history(
        self, keras_network, tmp_path
    ):
        import keras

        plain = keras.Sequential(
            [
                keras.layers.Input(batch_shape=(Settings().rows, Settings().window, 1)),
                keras.layers.LSTM(50, stateful=True, return_sequences=True),
                keras.layers.LSTM(50, stateful=True),
                keras.layers.Dense(1, "sigmoid"),
            ]
        )
        plain.save(tmp_path / "plain.keras")
        opened = checkpoint_file.load(tmp_path / "plain.keras")
        keras_network.restore(opened.state.snapshot)
        for ours, theirs in zip(
            keras_network.model.get_weights(), plain.get_weights(), strict=True
        ):
            assert np.array_equal(ours, theirs)
        assert opened.records == ()

    def test_a_foreign_architecture_is_refused_in_a_sentence(self, tmp_path):
        import keras

        foreign = keras.Sequential(
            [
                keras.layers.Input(batch_shape=(Settings().rows, Settings().window, 1)),
                keras.layers.Flatten(),
                keras.layers.Dense(1, "sigmoid"),
            ]
        )
        foreign.save(tmp_path / "flat.keras")
        with pytest.raises(FileProblem, match="of type Flatten, of which LSTM Lab has no cell"):
            checkpoint_file.load(tmp_path / "flat.keras")

    def test_a_file_that_is_no_archive_is_refused_in_a_sentence(self, tmp_path):
        path = tmp_path / "text.keras"
        path.write_text("not a model")
        with pytest.raises(FileProblem, match=r"text\.keras is not a \.keras file"):
            checkpoint_file.load(path)

    def test_a_torn_file_is_refused_in_a_sentence(self, saved):
        path = saved[0]
        path.write_bytes(path.read_bytes()[:-4000])
        with pytest.raises(FileProblem, match="torn"):
            checkpoint_file.load(path)

    @pytest.mark.parametrize("member", ["config.json", FACTS, ARRAYS])
    def test_a_damaged_part_is_refused_in_a_sentence(self, saved, member):
        path = saved[0]
        rewrite(path, {member: b"damaged"})
        with pytest.raises(FileProblem):
            checkpoint_file.load(path)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("seed", -1),
            ("seed", "0"),
            ("format", 99),
            ("goal", None),
            ("goal", 2**31),
            ("settings", {"units": [50, 50], "learning_rate": float("nan")}),
            ("settings", {"units": [50, 50], "learning_rate": "x"}),
            ("settings", {"units": [50, 50], "final_learning_rate": 0}),
            ("settings", {"units": [50, 50], "decay_epochs": 0}),
            ("position", {"epoch": 3, "passes": 0, "loss_sum": "abc", "seconds": 0}),
            ("settings", {"units": [50, 50], "rows": 10**9}),
            ("settings", {"units": [50]}),
            ("position", {"epoch": 7}),
            (
                "position",
                {"epoch": 3, "passes": 0, "loss_sum": 0, "seconds": 0, "first_faultless": 3},
            ),
            ("position", {"epoch": 3, "passes": 5, "loss_sum": 0, "seconds": 0}),
        ],
    )
    def test_a_number_out_of_range_is_refused_in_a_sentence(self, saved, field, value):
        path = saved[0]
        with zipfile.ZipFile(path) as archive:
            facts = json.loads(archive.read(FACTS))
        rewrite(path, {FACTS: json.dumps(facts | {field: value}).encode()})
        with pytest.raises(FileProblem):
            checkpoint_file.load(path)

    def test_an_epoch_under_way_of_a_file_that_parts_its_passes_otherwise_goes_on_there(
        self, saved, monkeypatch
    ):
        """As files from before passes had parts do: they say nothing of them."""
        path = saved[0]
        with zipfile.ZipFile(path) as archive:
            facts = json.loads(archive.read(FACTS))
        del facts["parts"]
        facts["position"] |= {"passes": 1, "loss_sum": 0.5}
        rewrite(path, {FACTS: json.dumps(facts).encode()})
        monkeypatch.setattr("networks.settings.parts_of_pass", lambda settings: 2)
        position = checkpoint_file.load(path).state.position
        assert (position.passes, position.loss_sum) == (2, 1.0)

    def test_epochs_without_the_pattern_they_were_trained_on_are_refused(self, saved):
        path = saved[0]
        with zipfile.ZipFile(path) as archive:
            arrays = dict(np.load(io.BytesIO(archive.read(ARRAYS))))
        packed = io.BytesIO()
        np.savez(packed, **(arrays | {"pattern": np.zeros(0, np.uint8)}))
        rewrite(path, {ARRAYS: packed.getvalue()})
        with pytest.raises(FileProblem, match="not the pattern"):
            checkpoint_file.load(path)


def rewrite(path, changed):
    """Write the archive anew with some members changed."""
    copy = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name, old.read(name)))
    path.write_bytes(copy.getvalue())


@pytest.mark.slow
@pytest.mark.parametrize("stateful", [True, False])
def test_the_rows_that_are_asked_read_on_as_if_all_were(stateful):
    settings = Settings(units=(4, 3), rows=20, window=4, updates=4, stateful=stateful)
    network = model.create_model("keras", settings)
    network.compile()
    network.initialise(0)
    shape = (settings.window_shape.updates_at_once, 20, settings.window, 1)
    windows = np.random.default_rng(0).integers(0, 2, (2, *shape)).astype(np.float32)
    of_all = [network.evaluate_pass(inputs) for inputs in windows]
    of_first = [network.evaluate_pass(inputs[:, :16]) for inputs in windows]
    np.testing.assert_allclose(of_first, np.array(of_all)[..., :16], atol=1e-6)
    network.reset_states()
    again = network.evaluate_pass(windows[0, :, :16])
    np.testing.assert_array_equal(again, of_first[0])


@pytest.mark.parametrize("ports", PORTS)
def test_whatever_is_read_and_answered_both_backends_say_and_learn_the_same(ports):
    settings = Settings(units=(6, 5), rows=3, window=4, updates=4, stateful=False, ports=ports)
    inputs, targets = random_pass(settings)
    answers, losses = [], []
    for backend in ("numpy", "keras"):
        network = model.create_model(backend, settings)
        network.compile()
        network.initialise(0)
        assert network.parameters == sum(layer.parameters for layer in network.layers)
        answers.append(network.evaluate_pass(inputs))
        losses.append([network.train_pass(inputs, targets) for _ in range(3)])
    assert answers[0].shape == (4, 3, *ports.shape(4))
    np.testing.assert_allclose(*answers, atol=1e-5)
    np.testing.assert_allclose(*losses, rtol=1e-4)


@pytest.mark.parametrize("ports", PORTS)
def test_a_network_of_any_task_opens_in_plain_keras(ports, tmp_path):
    settings = Settings(units=(6, 5), rows=3, window=4, updates=4, stateful=False, ports=ports)
    network = model.create_model("numpy", settings)
    network.initialise(3)
    inputs, _ = random_pass(settings)
    write_network(tmp_path / "n.keras", settings, network.snapshot())

    import keras

    opened = keras.models.load_model(tmp_path / "n.keras")
    fed = np.eye(6)[inputs[0, ..., 0].astype(int)] if ports.reads == "one-hot" else inputs[0]
    said = opened(fed).numpy().reshape(3, *ports.shape(4))
    np.testing.assert_allclose(network.evaluate_pass(inputs)[0], said, atol=1e-5)
    assert opened.layers[-1].get_config()["activation"] == ports.head
