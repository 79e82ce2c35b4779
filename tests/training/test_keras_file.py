"""Files hold every cell and every setting, plain Keras opens them, and odd ones are refused."""

import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from alike import check_alike
from trained_epochs import begun

import model
from cells.registry import CELLS
from file_parts import FileProblem
from networks.numpy_network import numpy_network, restored
from networks.ports import Ports
from networks.settings import OPTIMIZERS, STARTS, Settings
from training import checkpoint_file
from training.archive import ARRAYS, FACTS
from training.checkpoint import Checkpoint, TrainedState
from training.loop import Position

SMALL = Settings(units=(4, 3, 2), rows=4, window=4, updates=2, passes=1)
OTHERWISE = replace(
    SMALL,
    activation="relu",
    forget_bias=-2.5,
    input_bias=-1.5,
    recurrent_start="identity",
    stateful=False,
    optimizer="sgd",
    clip_norm=None,
    dropout=0.3,
)
WORDS = Ports("one-hot", 6, padded=True)
REVIEWS = replace(
    SMALL, embedding=3, dropout=0.2, stateful=False, both_ways=True, pooling="max", ports=WORDS
)
TEXT = replace(SMALL, embedding=3, dropout=0.2, ports=Ports("one-hot", 6, "softmax", 6, True))


def save(path, settings):
    """A file of a net that was never trained; its checkpoint."""
    network = begun(settings, 1)
    state = TrainedState(None, Position(), network.snapshot())
    checkpoint = Checkpoint("numpy", settings, seed=1, goal=10, run_start=0, state=state)
    checkpoint_file.save(path, checkpoint)
    return checkpoint


def change(path, member, changed):
    """Write the file anew, one of its JSON parts changed in place, or left out whole."""
    copy = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == member:
                facts = json.loads(content)
                changed(facts)
                content = json.dumps(facts).encode()
            new.writestr(name, content)
    path.write_bytes(copy.getvalue())


def as_plain_keras_writes(path):
    """Without what this program adds."""
    copy = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            if name not in (FACTS, ARRAYS):
                new.writestr(name, old.read(name))
    path.write_bytes(copy.getvalue())


def test_a_training_is_opened_by_the_name_without_its_ending(tmp_path):
    save(tmp_path / "lesson 1.5.keras", Settings())
    assert checkpoint_file.load(tmp_path / "lesson 1.5").settings == Settings()
    with pytest.raises(FileProblem, match=r"lesson 2\.5'?: No such|No such.*lesson 2\.5'?"):
        checkpoint_file.load(tmp_path / "lesson 2.5")


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(
    "settings",
    [
        *(SMALL, OTHERWISE, replace(OTHERWISE, chrono=30), TEXT, replace(TEXT, dropout=0.0)),
        *(REVIEWS, replace(REVIEWS, embedding=0, pooling="mean")),
    ],
    ids=["usual", "otherwise", "chrono", "text", "without dropout", "reviews", "one-hot"],
)
def test_every_cell_and_setting_comes_back(tmp_path, cell, settings):
    path = tmp_path / "M.keras"
    saved = save(path, replace(settings, cell=cell))
    opened = checkpoint_file.load(path)
    assert opened.settings == saved.settings.for_cell(cell)
    assert opened.state.snapshot.keys() == saved.state.snapshot.keys()
    check_alike(opened.state.snapshot, saved.state.snapshot)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_memory_of_every_optimizer_comes_back(tmp_path, optimizer):
    saved = save(tmp_path / "M.keras", replace(SMALL, optimizer=optimizer))
    opened = checkpoint_file.load(tmp_path / "M.keras")
    assert opened.settings.optimizer == optimizer
    numpy_network(opened.settings).restore(opened.state.snapshot)
    assert opened.state.snapshot.keys() == saved.state.snapshot.keys()


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("settings", [SMALL, OTHERWISE], ids=["usual", "otherwise"])
def test_the_layers_alone_tell_the_network(tmp_path, cell, settings):
    path = tmp_path / "M.keras"
    saved = save(path, replace(settings, cell=cell))
    as_plain_keras_writes(path)
    opened = checkpoint_file.load(path)
    told = ("cell", "units", "activation", "dropout", "stateful", "rows", "window")
    assert [getattr(opened.settings, name) for name in told] == [
        getattr(saved.settings, name) for name in told
    ]
    network = restored(opened.settings, opened.state.snapshot)
    for name in network.snapshot():
        if name.startswith("weights"):
            np.testing.assert_array_equal(network.snapshot()[name], saved.state.snapshot[name])


@pytest.mark.slow
@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("settings", [SMALL, OTHERWISE], ids=["usual", "otherwise"])
def test_plain_keras_opens_every_cell_and_computes_the_same(tmp_path, cell, settings):
    model.import_tensorflow()
    import keras

    from on_keras.layers import RecurrentCell

    path = tmp_path / "M.keras"
    saved = save(path, replace(settings, cell=cell))
    ours = () if CELLS[cell].keras_class else (RecurrentCell,)
    opened = keras.models.load_model(path, custom_objects={kind.__name__: kind for kind in ours})
    network = restored(saved.settings, saved.state.snapshot)
    windows = np.random.default_rng(0).integers(0, 2, (1, 4, 4, 1)).astype(np.float32)
    expected = opened(windows[0]).numpy()[:, 0]
    np.testing.assert_allclose(network.evaluate_pass(windows)[0], expected, atol=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("cell", CELLS)
def test_what_plain_keras_saves_is_opened(tmp_path, cell):
    model.import_tensorflow()
    settings = Settings(cell=cell, units=(4, 3, 2), rows=4, window=4)
    plain = model.build_keras_model(settings)
    plain.save(tmp_path / "plain.keras")
    opened = checkpoint_file.load(tmp_path / "plain.keras")
    assert opened.settings == settings
    for index, weights in enumerate(plain.get_weights()):
        np.testing.assert_array_equal(opened.state.snapshot[f"weights/{index}"], weights)


def test_a_file_from_before_there_was_a_choice_is_opened(tmp_path):
    path = tmp_path / "M.keras"
    save(path, SMALL)
    new = ("cell", "activation", *STARTS, "stateful", "optimizer")

    def forget(facts):
        for name in new:
            del facts["settings"][name]

    change(path, FACTS, forget)
    assert checkpoint_file.load(path).settings == SMALL


@pytest.mark.parametrize(
    ("setting", "value", "complaint"),
    [
        ("cell", "transformer", "The file's cell is transformer, and only simple_rnn, lstm"),
        ("activation", "sine", "The file's activation is sine, and only tanh, relu"),
        ("optimizer", "lion", "The file's optimizer is lion, and only adam, rmsprop"),
        ("stateful", "yes", "does not say whether its network carries its states on"),
        ("forget_bias", 1e9, "forget gates that can never be learned"),
        ("forget_bias", "open", "forget gates that can never be learned"),
        ("input_bias", -1e9, "input gates that can never be learned"),
        ("recurrent_start", "zeros", "The file's start is zeros, and only orthogonal, identity"),
        ("chrono", -1, "the number -1 where 0 to 10,000 is possible"),
        ("chrono", 2.5, "no whole number"),
        ("clip_norm", 0, "settings with which nothing can be learned"),
        ("clip_norm", "short", "settings with which nothing can be learned"),
        ("units", [4] * 5, "1 to 4 recurrent layers"),
        ("cell", "gru", "do not belong together"),
        ("stateful", False, "do not belong together"),
    ],
)
def test_a_setting_that_is_none_is_refused_in_a_sentence(tmp_path, setting, value, complaint):
    path = tmp_path / "M.keras"
    save(path, SMALL)
    change(path, FACTS, lambda facts: facts["settings"].update({setting: value}))
    with pytest.raises(FileProblem, match=complaint):
        checkpoint_file.load(path)


@pytest.mark.parametrize(
    ("cell", "option", "value", "complaint"),
    [
        ("gru", "reset_after", False, "reset_after False, not True"),
        ("lstm", "go_backwards", True, "go_backwards True, not False"),
        ("lstm", "activation", "elu", "activation is elu"),
        ("lstm", "units", 10**6, "1000000"),
        ("simple_rnn", "use_bias", False, "use_bias False, not True"),
    ],
)
def test_a_layer_that_computes_otherwise_is_refused(tmp_path, cell, option, value, complaint):
    path = tmp_path / "M.keras"
    save(path, replace(SMALL, cell=cell))

    def edit(network):
        network["config"]["layers"][1]["config"][option] = value

    change(path, "config.json", edit)
    with pytest.raises(FileProblem, match=complaint):
        checkpoint_file.load(path)


@pytest.mark.parametrize("cell", [name for name, cell in CELLS.items() if not cell.keras_class])
def test_a_foreign_cell_within_a_layer_is_refused(tmp_path, cell):
    path = tmp_path / "M.keras"
    save(path, replace(SMALL, cell=cell))

    def edit(network):
        network["config"]["layers"][1]["config"]["cell"]["registered_name"] = "evil>Cell"

    change(path, "config.json", edit)
    with pytest.raises(FileProblem, match="of type RNN, of which LSTM Lab has no cell"):
        checkpoint_file.load(path)
