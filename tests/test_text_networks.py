"""Networks that read symbols and say the next one: both backends, plain Keras, reading on."""

from dataclasses import replace

import numpy as np
import pytest
from alike import check_alike
from test_custom_lstm import random_pass
from trained_epochs import begun, train_epochs

import model
from networks import numpy_network as numpy_network_module
from networks.dropout import draw_masks
from networks.numpy_network import numpy_network
from networks.ports import Ports
from networks.settings import Settings
from networks.steps import finished
from tasks.registry import TASKS
from training.keras_file import write_network

LETTERS = Ports("one-hot", 12, "softmax", 12, at_each_step=True)
TEXT = Settings(
    units=(7, 5), rows=4, window=6, updates=3, passes=1, embedding=3, dropout=0.25, ports=LETTERS
)
TEXT_64 = replace(TEXT, dtype="float64", learning_rate=0.02)
KINDS = {
    "every step": TEXT_64,
    "last step": replace(TEXT_64, cell="gru", ports=replace(LETTERS, at_each_step=False)),
    "one-hot": replace(TEXT_64, embedding=0, cell="peephole", units=(6,)),
}


def trained(settings, passes=2):
    """A network after some updates with dropout."""
    network = begun(settings, 1)
    for call in range(passes):
        network.train_pass(*random_pass(settings, call), draw_masks(settings, 0, 1, call))
    return network


def trained_alike(settings, pass_at, calls, rel):
    """Keras with XLA and ours after so many calls, whose losses are the same up to ``rel``.

    ``pass_at`` gives a call's inputs and targets.
    """
    keras = model.create_model("keras", settings)
    keras.compile()
    assert keras.uses_xla
    both = keras, numpy_network(settings)
    for network in both:
        network.initialise(2)
    for call in range(calls):
        masks = draw_masks(settings, 0, 1, call)
        losses = [each.train_pass(*pass_at(settings, call), masks) for each in both]
        assert losses[0] == pytest.approx(losses[1], rel=rel)
    return both


def check_that_they_are_the_same(keras, numpy, atol):
    ours = numpy.snapshot()
    check_alike(keras.snapshot(), ours, rtol=1e-5, atol=atol)


def opened_by_plain_keras(path, network):
    """What Keras, given our cells, makes of a network that is written at ``path``."""
    model.import_tensorflow()
    import keras

    from on_keras.layers import RecurrentCell

    write_network(path, network.settings, network.snapshot())
    return keras.models.load_model(path, custom_objects={"RecurrentCell": RecurrentCell})


@pytest.mark.slow
@pytest.mark.usefixtures("float64_keras")
@pytest.mark.parametrize("kind", KINDS)
def test_both_backends_train_and_answer_alike(kind):
    settings = KINDS[kind]
    keras, numpy = trained_alike(settings, random_pass, calls=5, rel=1e-6)
    kept = [each.evaluate_pass(*random_pass(settings, 9)) for each in (keras, numpy)]
    np.testing.assert_allclose(*kept, rtol=1e-6)
    check_that_they_are_the_same(keras, numpy, atol=1e-8)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_plain_keras_opens_the_file_answers_the_same_and_fits(tmp_path, kind):
    model.import_tensorflow()
    import keras

    settings = replace(KINDS[kind], dtype="float32")
    network = trained(settings)
    opened = opened_by_plain_keras(tmp_path / "M.keras", network)
    inputs, targets = random_pass(settings)
    symbols = inputs[0, ..., 0].astype(int)
    given = symbols if settings.embedding else np.eye(12, dtype=np.float32)[symbols]
    said = np.asarray(opened(given)).reshape(4, -1, 12)
    network.reset_states()
    kept = network.evaluate_pass(inputs[:1], targets[:1])[0].reshape(4, -1, 2)
    of_targets = np.take_along_axis(said, targets[0, ..., None].astype(int), axis=-1)[..., 0]
    np.testing.assert_allclose(of_targets, kept[..., 0], atol=1e-6)
    np.testing.assert_array_equal(said.argmax(axis=-1), kept[..., 1])
    drops = [each for each in opened.layers if isinstance(each, keras.layers.Dropout)]
    assert [each.rate for each in drops] == [0.25] * (
        len(settings.units) + bool(settings.embedding)
    )
    opened.compile("adam", "sparse_categorical_crossentropy")
    opened.fit(given, targets[0], batch_size=4, verbose=0)


@pytest.mark.slow
@pytest.mark.usefixtures("float64_keras")
def test_a_pass_without_dropout_is_what_plain_fit_does():
    settings = replace(TEXT_64, dropout=0.0)
    network, plain = model.create_model("keras", settings), model.build_keras_model(settings)
    network.initialise(2)
    plain.set_weights(network.model.get_weights())
    inputs, targets = random_pass(settings)
    symbols, wanted = inputs.reshape(-1, 6).astype(int), targets.reshape(-1, 6)
    fitted = plain.fit(symbols, wanted, batch_size=4, shuffle=False, verbose=0)
    assert network.train_pass(inputs, targets) == pytest.approx(fitted.history["loss"][0], rel=1e-9)
    for ours, theirs in zip(network.model.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-7, atol=1e-12)


def test_of_an_answer_is_kept_the_probability_of_the_target_and_the_class_that_was_said():
    settings = replace(TEXT, ports=replace(LETTERS, features=300, outputs=300))
    network = trained(settings)
    inputs, targets = random_pass(settings)
    network.reset_states()
    kept = network.evaluate_pass(inputs[:1], targets[:1])
    assert kept.shape == (1, 4, 6, 2)
    for row in range(4):
        said, _ = network.read_on(inputs[0, row])
        expected = said[range(6), targets[0, row].astype(int)]
        np.testing.assert_allclose(kept[0, row, :, 0], expected, rtol=1e-5)
        np.testing.assert_array_equal(kept[0, row, :, 1], said.argmax(axis=-1))


# Reading on


READERS = {
    **KINDS,
    "windows": replace(TEXT_64, stateful=False, ports=replace(LETTERS, at_each_step=False)),
    "numbers": replace(
        TEXT_64, stateful=False, embedding=0, ports=Ports("numbers", 2, "softmax", 5)
    ),
}


@pytest.mark.parametrize("kind", READERS)
def test_reading_on_symbol_by_symbol_is_reading_all_at_once(kind):
    network = trained(READERS[kind])
    before = network.snapshot()
    (symbols, *_), _ = random_pass(READERS[kind])
    sequence = symbols.reshape(-1, symbols.shape[-1])[:15]
    at_once, remembered = network.read_on(sequence)
    pieces, memory = [], None
    for part in np.split(sequence, [1, 2, 9, 9]):
        answers, memory = network.read_on(part, memory)
        pieces.append(answers)
    np.testing.assert_allclose(np.concatenate(pieces), at_once, atol=1e-12)
    np.testing.assert_allclose(
        network.read_on(sequence, memory)[0][0],
        network.read_on(sequence, remembered)[0][0],
        atol=1e-12,
    )
    np.testing.assert_allclose(at_once.sum(axis=-1), 1)
    check_alike(network.snapshot(), before)


def test_a_memory_can_be_gone_on_from_twice_and_what_was_read_is_of_the_weights_there_are():
    network = trained(TEXT)
    _, memory = network.read_on(np.arange(5))
    once, again = (network.read_on(np.array([7]), memory)[0] for _ in range(2))
    np.testing.assert_array_equal(once, again)
    network.train_pass(*random_pass(TEXT))
    moved, _ = network.read_on(np.array([7]), memory)
    assert not np.array_equal(moved, once)
    network.initialise(4)
    assert not np.array_equal(network.read_on(np.array([7]), memory)[0], moved)


def test_a_pass_that_is_heard_within_leaves_out_the_same_as_one_that_is_not(monkeypatch):
    at_once, in_pieces = trained(TEXT), trained(TEXT)
    given = *random_pass(TEXT, 5), draw_masks(TEXT, 0, 2, 0)
    monkeypatch.setattr(numpy_network_module, "HEARD_WITHIN", 0.0)
    expected = at_once.train_pass(*given)
    pieces = in_pieces.calling("train_pass", *given)
    assert finished(pieces) == pytest.approx(expected)
    check_alike(in_pieces.snapshot(), at_once.snapshot())


def test_training_leaves_out_what_follows_from_its_seed_and_learns_otherwise_than_without():
    copying = TASKS["copy"]
    settings = replace(copying.settings, units=(6,), dropout=0.5, passes=2, updates=3, rows=4)
    settings = copying.fit(copying.example, settings)
    losses = []
    for dropout in (0.5, 0.5, 0.0):
        network = begun(replace(settings, dropout=dropout))
        losses.append([r.training_loss for r in train_epochs(network, copying.example, 2)])
    assert losses[0] == losses[1] != losses[2]
