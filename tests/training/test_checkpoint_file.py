"""A training that is saved is opened as it was, by this program and by Keras, or refused."""

import io
import json
import os
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from test_custom_lstm import PORTS, random_pass
from trained_epochs import begun, train_epochs

import model
from file_parts import FileProblem
from networks.settings import Settings
from tasks.heads import HEADS
from tasks.pattern import Pattern
from tasks.repeating import cut_windows
from training import checkpoint_file
from training.archive import ARRAYS, FACTS
from training.checkpoint import Checkpoint, TrainedState
from training.keras_file import write_network
from training.loop import Position

pytestmark = pytest.mark.slow

PATTERN = Pattern.read("0010111")


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
            keras_network, opened.state.problem, 2, replace(opened.state.position)
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

        path = tmp_path / "numpy.keras"
        network = begun(seed=4)
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
        assert networks[opener].read(symbols)[0] == pytest.approx(
            networks[saver].read(symbols)[0], abs=1e-5
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
        monkeypatch.setattr("networks.settings.equal_parts", lambda *_: 2)
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


@pytest.mark.parametrize("ports", PORTS)
def test_a_network_of_any_task_opens_in_plain_keras(ports, tmp_path):
    settings = Settings(units=(6, 5), rows=3, window=4, updates=4, stateful=False, ports=ports)
    network = begun(settings, 3)
    inputs, targets = random_pass(settings)
    write_network(tmp_path / "n.keras", settings, network.snapshot())

    import keras

    opened = keras.models.load_model(tmp_path / "n.keras")
    fed = np.eye(6)[inputs[0, ..., 0].astype(int)] if ports.reads == "one-hot" else inputs[0]
    answers = opened(fed).numpy().reshape(-1, ports.outputs)
    kept = HEADS[ports.head].kept(answers, targets[0].ravel()).reshape(3, *ports.shape(4))
    np.testing.assert_allclose(network.evaluate_pass(inputs, targets)[0], kept, atol=1e-5)
    assert opened.layers[-1].get_config()["activation"] == ports.head
