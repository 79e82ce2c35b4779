"""What people have in their ``.keras`` files is opened, or refused by the name of what it is."""

import h5py
import numpy as np
import pytest
from alike import check_alike
from plain_files import (
    dense,
    functional,
    hdf5,
    layer,
    lstm,
    lstm_weights,
    sequential,
    window,
    write,
)

import model
from file_parts import FileProblem
from networks.numpy_network import restored
from networks.settings import DEFAULT_SETTINGS, LONGEST_WINDOW, MOST_ROWS
from networks.steps import finished
from tasks.continuation import continuing
from tasks.pattern import Pattern
from training import checkpoint_file

ONE = (lstm("lstm", 3), dense())
TWO = (lstm("lstm", 3, sequences=True), lstm("lstm_1", 2), dense())


@pytest.mark.parametrize("made", [sequential, functional])
@pytest.mark.parametrize("units", [(3,), (3, 2), (2, 2, 2, 2)])
def test_without_a_batch_size_it_is_opened_with_its_window_and_the_usual_rows(
    tmp_path, made, units
):
    cells = [lstm(f"lstm_{i}", n, i + 1 < len(units)) for i, n in enumerate(units)]
    weights = lstm_weights(*units)
    path = write(tmp_path / "M.keras", made(window(None, 6, 1), *cells, dense()), hdf5(weights))
    opened = checkpoint_file.load(path)
    assert (opened.settings.units, opened.settings.window) == (units, 6)
    assert opened.settings.rows == DEFAULT_SETTINGS.rows
    assert not opened.settings.stateful
    assert not opened.told
    network = restored(opened.settings, opened.state.snapshot)
    for index, array in enumerate(weights.values()):
        np.testing.assert_array_equal(network.snapshot()[f"weights/{index}"], array)
    assert len(finished(continuing(network, Pattern.read("01"), 4)).said) == 4


@pytest.mark.parametrize(
    ("shape", "rows", "steps", "told"),
    [
        ((None, None, 1), DEFAULT_SETTINGS.rows, DEFAULT_SETTINGS.window, ""),
        ((None, 40, 1), 40, 40, ""),
        ((1, 10, 1), 10, 10, "It has 10 rows instead of 1, since every step"),
        ((4, 100, 1), LONGEST_WINDOW, LONGEST_WINDOW, "a window of 64 steps instead of 100"),
        ((1000, 8, 1), MOST_ROWS, 8, "It has 256 rows instead of 1,000."),
    ],
)
def test_rows_and_steps_are_such_as_can_be_chosen_and_a_change_is_told(
    tmp_path, shape, rows, steps, told
):
    network = sequential(window(*shape), *ONE)
    opened = checkpoint_file.load(write(tmp_path / "M.keras", network, hdf5(lstm_weights(3))))
    assert (opened.settings.rows, opened.settings.window) == (rows, steps)
    assert told in opened.told
    assert bool(told) == bool(opened.told)


def test_what_is_left_behind_is_named(tmp_path):
    network = sequential(
        window(None, 6, 1),
        lstm("lstm", 3, dropout=0.2, kernel_regularizer={"class_name": "L2", "config": {}}),
        layer("Dropout", "drop", rate=0.1),
        dense(kernel_initializer={"class_name": "HeNormal", "config": {}}),
    )
    network["compile_config"] = {"optimizer": {"class_name": "Adam", "config": {}}}
    told = checkpoint_file.load(write(tmp_path / "M.keras", network, hdf5(lstm_weights(3)))).told
    for what in ("dropout (lstm, drop)", "kernel regularizer (lstm)", "optimizer (Adam)"):
        assert what in told
    assert "kernel initializer (dense)" in told


@pytest.mark.parametrize(
    ("network", "complaint"),
    [
        (sequential(window(None, 6, 3), *ONE), "reads 3 numbers a step, and not one symbol"),
        (sequential(window(None, 6, None), *ONE), "any number of features a step"),
        (sequential(*ONE), "saved before it was built"),
        (sequential(window(None, 6, 1), dense()), "no recurrent layer"),
        (
            sequential(window(None, 6), layer("Embedding", "words"), *ONE),
            "layer words is of type Embedding",
        ),
        (
            sequential(window(None, 6, 1), layer("Bidirectional", "both"), dense()),
            "layer both is of type Bidirectional, of which LSTM Lab has no cell",
        ),
        (sequential(window(None, 6, 1), ONE[0], dense(units=2)), "has units 2, not 1"),
        (
            sequential(window(None, 6, 1), lstm("lstm", True), dense()),
            "holds what is no whole number, where 1 to 256",
        ),
        (sequential(layer("InputLayer", "input", batch_input_shape=[None, 6, 1]), *ONE), "Keras 2"),
        (functional(window(None, 6, 1), *TWO[::-1]), "of type Dense"),
        ({"class_name": "Transformer", "config": {}}, "is of type Transformer"),
        ([], "holds no network"),
        (sequential(window(None, float("nan"), 1), *ONE), "says NaN"),
    ],
)
def test_what_is_the_matter_with_a_network_is_said(tmp_path, network, complaint):
    path = write(tmp_path / "M.keras", network, hdf5(lstm_weights(3)))
    with pytest.raises(FileProblem, match=complaint) as refused:
        checkpoint_file.load(path)
    assert "None" not in str(refused.value)


def test_a_functional_network_with_a_branch_is_refused(tmp_path):
    network = functional(window(None, 6, 1), *TWO)
    nodes = network["config"]["layers"][2]["inbound_nodes"]
    nodes[0]["kwargs"]["initial_state"] = [nodes[0]["args"][0]]
    with pytest.raises(FileProblem, match="layer lstm_1 does not read the one before it alone"):
        checkpoint_file.load(write(tmp_path / "M.keras", network))


def external(store):
    del store["layers/dense/vars/1"]
    elsewhere = [("/etc/hostname", 0, 4)]
    store.create_dataset("layers/dense/vars/1", (1,), np.float32, external=elsewhere)


def virtual(store):
    del store["layers/dense/vars/1"]
    layout = h5py.VirtualLayout((1,), np.float32)
    layout[:] = h5py.VirtualSource("/tmp/other.h5", "x", shape=(1,))
    store.create_virtual_dataset("layers/dense/vars/1", layout)


def linked(link):
    def change(store):
        del store["layers/dense/vars/1"]
        store["layers/dense/vars/1"] = link

    return change


def made(*arguments, **options):
    def change(store):
        del store["layers/dense/vars/1"]
        store.create_dataset("layers/dense/vars/1", *arguments, **options)

    return change


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (external, "bias of the output is not stored whole"),
        (virtual, "bias of the output is not stored whole"),
        (linked(h5py.SoftLink("/layers/dense/vars/0")), "lacks the bias of the output"),
        (linked(h5py.ExternalLink("other.h5", "x")), "lacks the bias of the output"),
        (made((1,), np.float32, fillvalue=1.0), "not stored whole"),
        (made((2**40,), np.float32), "has far too many numbers"),
        (made(data=np.ones(1, np.float32), chunks=(1,), compression="gzip"), "not stored whole"),
        (made(data=np.ones(1, np.complex64)), "should be real numbers"),
        (made(data=np.ones((1, 1), np.float32)), "has 1 × 1 numbers, where its network has 1 num"),
        (made(data=["text"]), "should be real numbers"),
        (made(data=np.array([np.nan])), "a number in it is none"),
        (made(data=np.array([1e300])), "too large"),
    ],
)
def test_weights_come_from_the_file_itself_and_are_numbers(tmp_path, change, complaint):
    network = sequential(window(None, 6, 1), *ONE)
    weights = hdf5(lstm_weights(3), change)
    with pytest.raises(FileProblem, match=complaint):
        checkpoint_file.load(write(tmp_path / "M.keras", network, weights))


def test_a_file_of_an_older_keras_is_told_from_one_of_weights_alone(tmp_path):
    older, weights = tmp_path / "old.h5", tmp_path / "M.weights.h5"
    older.write_bytes(hdf5({}, lambda store: store.attrs.update(model_config="{}")))
    with pytest.raises(FileProblem, match=r'load_model\("old.h5", compile=False\).save'):
        checkpoint_file.load(older)
    weights.write_bytes(hdf5(lstm_weights(3)))
    with pytest.raises(FileProblem, match="weights alone"):
        checkpoint_file.load(weights)


@pytest.mark.slow
def test_what_keras_itself_writes_without_a_batch_size_is_opened_and_computes_the_same(tmp_path):
    model.import_tensorflow()
    import keras

    layers = keras.layers
    inputs = keras.Input((None, 1))
    hidden = layers.Dropout(0.2)(layers.GRU(4, return_sequences=True)(inputs))
    outputs = layers.Dense(1, "sigmoid")(layers.GRU(3)(hidden))
    network = keras.Model(inputs, outputs)
    network.compile("sgd", "binary_crossentropy")
    network.save(tmp_path / "M.keras")
    network.save(tmp_path / "old.h5")
    opened = checkpoint_file.load(tmp_path / "M.keras")
    assert opened.told == "Left behind: dropout (dropout), optimizer (SGD)."
    ours = restored(opened.settings, opened.state.snapshot)
    symbols = np.array([0, 1, 1, 0, 1])
    expected = network(symbols.reshape(1, -1, 1).astype(np.float32)).numpy()[0, 0]
    assert ours.read(symbols)[0][-1] == pytest.approx(expected, abs=1e-5)
    # The line that is told for older files does what it says.
    older = keras.models.load_model(tmp_path / "old.h5", compile=False)
    older.save(tmp_path / "new.keras")
    converted = checkpoint_file.load(tmp_path / "new.keras").state.snapshot
    check_alike(converted, opened.state.snapshot)
