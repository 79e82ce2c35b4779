"""Every optimizer written from scratch moves weights as that of Keras does."""

from dataclasses import replace

import numpy as np
import pytest
from trained_epochs import begun

import custom_lstm
import model
from networks import optimizers
from networks.numpy_network import restored
from networks.settings import ACTIVATION_NAMES, OPTIMIZERS, Settings

EPOCH = Settings().updates * Settings().passes


def settings_of(name: str, clip_norm: float | None = None) -> Settings:
    settings = replace(Settings(), optimizer=name, dtype="float64", clip_norm=clip_norm)
    return settings.at_rate(OPTIMIZERS[name].learning_rate)


def gradients(steps: int) -> np.ndarray:
    """Of all sizes, since epsilon counts where they are small."""
    rng = np.random.default_rng(0)
    return rng.normal(0, 10 ** rng.uniform(-5, 0, 12), (steps, 12))


def test_what_can_be_chosen_can_be_computed():
    assert set(optimizers.OPTIMIZERS) == set(OPTIMIZERS) == set(model.KERAS_OPTIMIZERS)


@pytest.mark.slow
@pytest.mark.usefixtures("float64_keras")
@pytest.mark.parametrize("clip_norm", [None, 0.5], ids=["not clipped", "clipped"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_some_steps_are_those_of_keras(name, clip_norm):
    import keras

    settings = settings_of(name, clip_norm)
    ours = optimizers.OPTIMIZERS[name](settings, size=12)
    weights = np.linspace(-1, 1, 12)
    variable = keras.Variable(weights, dtype="float64")
    theirs = model.KERAS_OPTIMIZERS[name].make(settings)
    theirs.build([variable])
    for gradient in gradients(20):
        theirs.apply([keras.ops.convert_to_tensor(gradient, dtype="float64")])
        ours.update(weights, gradient.copy())
        # Keras takes some of its constants through float32, whatever the precision.
        np.testing.assert_allclose(weights, variable.numpy(), rtol=1e-6, atol=1e-6)
    assert int(theirs.iterations) == ours.step == 20
    for slot, attribute in model.KERAS_OPTIMIZERS[name].slots.items():
        (expected,) = getattr(theirs, attribute)
        np.testing.assert_allclose(ours.memory[slot], expected.numpy(), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_gradient_that_is_too_long_is_cut_to_the_limit_and_keeps_its_direction(name):
    gradient = np.array([30.0, -40.0])
    optimizers.OPTIMIZERS[name](settings_of(name, clip_norm=0.5), 2).update(np.zeros(2), gradient)
    np.testing.assert_allclose(gradient, [0.3, -0.4])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_without_a_limit_every_gradient_stays_as_it_is(name):
    gradient = np.array([30.0, -40.0])
    optimizers.OPTIMIZERS[name](settings_of(name), 2).update(np.zeros(2), gradient)
    np.testing.assert_array_equal(gradient, [30, -40])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_rate_is_the_size_of_the_step_for_all_of_them(name):
    """The same step from the same memory is a fifth as long at a fifth of the rate."""
    settings = settings_of(name)
    steps = []
    for rate in (settings.learning_rate, settings.learning_rate / 5):
        optimizer = optimizers.OPTIMIZERS[name](settings, 1)
        optimizer.rate = rate
        weights = np.zeros(1)
        optimizer.update(weights, np.ones(1))
        steps.append(weights[0])
    assert steps[1] == pytest.approx(steps[0] / 5)
    assert steps[0] < 0


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_reset_forgets_everything(name):
    optimizer = optimizers.OPTIMIZERS[name](settings_of(name), 3)
    fresh = np.zeros(3)
    optimizer.update(fresh, np.array([1.0, -2.0, 0.5]))
    optimizer.reset()
    again = np.zeros(3)
    optimizer.update(again, np.array([1.0, -2.0, 0.5]))
    np.testing.assert_array_equal(again, fresh)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_net_goes_on_exactly_from_a_snapshot_with_the_memory_of_its_optimizer(name):
    settings = replace(
        settings_of(name, clip_norm=1.0), units=(3, 2), rows=4, window=4, updates=3, passes=1
    )
    network = begun(settings)
    rng = np.random.default_rng(1)
    inputs = rng.integers(0, 2, (3, 4, 4, 1)).astype("float64")
    targets = rng.integers(0, 2, (3, 4, 1)).astype("float64")
    network.train_pass(inputs, targets)
    saved = network.snapshot()
    expected = [network.train_pass(inputs, targets) for _ in range(3)]
    other = restored(settings, saved)
    assert [other.train_pass(inputs, targets) for _ in range(3)] == expected


def test_every_activation_of_the_settings_has_its_function():
    from cells.activations import ACTIVATIONS

    assert set(ACTIVATIONS) == set(ACTIVATION_NAMES)


@pytest.mark.slow
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_both_backends_keep_their_memory_under_the_same_names(name):
    settings = replace(Settings(), optimizer=name, units=(3, 2), rows=4, window=4)
    keras, ours = (model.create_model(backend, settings) for backend in ("keras", "numpy"))
    shapes = [{key: array.shape for key, array in net.snapshot().items()} for net in (keras, ours)]
    assert shapes[0] == shapes[1]
    rng = np.random.default_rng(0)
    noise = {
        key: np.array(7) if key == "optimizer/step" else rng.normal(size=shape).astype("float32")
        for key, shape in shapes[0].items()
    }
    keras.restore(noise)
    ours.restore(keras.snapshot())
    for key, array in ours.snapshot().items():
        np.testing.assert_array_equal(array, noise[key])
    keras.reset_optimizer()
    ours.reset_optimizer()
    for key, array in ours.snapshot().items():
        np.testing.assert_array_equal(keras.snapshot()[key], array)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_what_is_moved_a_part_at_a_time_is_moved_as_one_to_the_bit(name, monkeypatch):
    settings = replace(settings_of(name, clip_norm=0.5), dtype="float32")
    moved = []
    for at_once in (5, 12):
        monkeypatch.setattr(custom_lstm, "AT_ONCE", at_once)
        optimizer = optimizers.OPTIMIZERS[name](settings, size=12)
        weights = np.linspace(-1, 1, 12, dtype=np.float32)
        for gradient in gradients(20).astype(np.float32):
            optimizer.update(weights, gradient)
        moved.append([weights, *optimizer.memory.values()])
    for one, other in zip(*moved, strict=True):
        np.testing.assert_array_equal(one, other)
