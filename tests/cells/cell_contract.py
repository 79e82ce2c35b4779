"""What is asked of every cell: its test file names the cell and its parameters, and is done."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from finite_differences import central_differences, relative_error
from trained_epochs import train_epochs

import model
from cells.registry import CELLS
from custom_lstm import binary_cross_entropy
from networks.numpy_network import NumpyNetwork, numpy_network
from networks.settings import ACTIVATION_NAMES, Settings
from tasks.pattern import Pattern
from tasks.repeating import cut_windows

SMALL = Settings(units=(6, 5), rows=4, window=4, updates=6, passes=2)
"""Of a net that is compiled in seconds and trained in none."""
SMALL_64 = replace(SMALL, units=(4, 3), dtype="float64", updates=1, optimizer="sgd", clip_norm=None)
PATTERN = Pattern.read("0101")


def random_windows(settings: Settings) -> tuple[np.ndarray, np.ndarray]:
    """Random symbols in the shapes of a training pass."""
    rng = np.random.default_rng(3)
    shape = (settings.updates, settings.rows)
    inputs = rng.integers(0, 2, (*shape, settings.window, 1))
    return inputs.astype(settings.dtype), rng.integers(0, 2, (*shape, 1)).astype(settings.dtype)


def shaken(settings: Settings) -> NumpyNetwork:
    """A net none of whose weights and states is zero, or the same as another."""
    network = numpy_network(settings)
    rng = np.random.default_rng(1)
    network.initialise(seed=1)
    network.train_pass(*random_windows(settings))
    snapshot = network.snapshot()
    for name, array in snapshot.items():
        if name.startswith("weights"):
            snapshot[name] = array + rng.normal(0, 0.3, array.shape).astype(array.dtype)
    network.restore(snapshot)
    return network


def gradient_of(network: NumpyNetwork) -> dict[str, np.ndarray]:
    """By the names of the weights: SGD's first velocity is the gradient times the rate."""
    forgetful = {
        name: 0 * array
        for name, array in network.snapshot().items()
        if name.startswith("optimizer")
    }
    network.restore(network.snapshot() | forgetful)
    network.train_pass(*random_windows(network.settings))
    rate = network.settings.learning_rate
    return {
        name.replace("optimizer/m", "weights"): -array / rate
        for name, array in network.snapshot().items()
        if name.startswith("optimizer/m")
    }


class CellContract:
    """To be inherited by a class that names its cell; pytest collects none but such."""

    name: str
    parameters: int
    """Of the default net, 1 → 50 → 50 → 1."""

    @pytest.fixture(scope="class")
    @classmethod
    def compiled(cls):
        """A net of one layer of this cell on Keras, compiled once; how layers are stacked,
        which is the same for every cell, is held elsewhere."""
        network = model.create_model("keras", replace(SMALL, cell=cls.name, units=(6,)))
        network.compile()
        return network

    def test_the_default_net_has_its_parameters(self):
        settings = replace(Settings(), cell=self.name)
        assert numpy_network(settings).parameters == self.parameters
        described = model.describe_layers(settings)
        assert sum(layer.parameters for layer in described) == self.parameters

    @pytest.mark.parametrize("activation", ACTIVATION_NAMES)
    def test_gradients_of_every_weight_are_those_of_central_differences(self, activation):
        """On a window whose states are carried over, and are held fixed."""
        settings = replace(SMALL_64, cell=self.name, activation=activation)
        network = shaken(settings)
        here = network.snapshot()

        def loss_with(name: str, weights: np.ndarray) -> float:
            network.restore(here | {name: weights})
            return network.train_pass(*random_windows(settings))

        gradient = gradient_of(shaken(settings))
        assert len(gradient) == sum(name.startswith("weights") for name in here)
        for name, found in gradient.items():
            slopes = central_differences(lambda w, name=name: loss_with(name, w), here[name])
            assert relative_error(found, slopes) < 1e-6, name

    @pytest.mark.parametrize("activation", ACTIVATION_NAMES)
    def test_gradients_by_the_hidden_states_are_those_of_central_differences(self, activation):
        """Each layer is moved at one step, and all that follows is computed anew."""
        network = shaken(replace(SMALL_64, cell=self.name, activation=activation))
        symbols = np.array([0, 1, 1, 0, 1])
        found = network.hidden_gradients(symbols[None], targets=np.array([1]))
        for layer, gradient in enumerate(found.layers):
            for step in range(len(symbols)):

                def loss_with(nudge, layer=layer, step=step):
                    return loss_after(network, symbols, 1, (layer, step, nudge))

                slopes = central_differences(loss_with, np.zeros(gradient.shape[1]))
                assert relative_error(gradient[step, :, 0], slopes) < 1e-6, (layer, step)

    def test_the_trace_has_every_stage_of_every_layer(self):
        network = shaken(replace(SMALL, cell=self.name))
        symbols = np.array([0, 1, 1, 0, 1, 0, 0])
        trace = network.trace(symbols)
        stages = {stage.symbol for stage in CELLS[self.name].stages}
        for layer, units in zip(trace.layers, SMALL.units, strict=True):
            assert set(layer) == stages
            assert {values.shape for values in layer.values()} == {(len(symbols), units)}
        np.testing.assert_allclose(trace.output, network.read(symbols)[0], atol=1e-6)

    def test_without_states_only_the_last_window_counts(self):
        network = shaken(replace(SMALL, cell=self.name, stateful=False))
        symbols = np.random.default_rng(0).integers(0, 2, 3 * SMALL.window)
        for end in (1, SMALL.window - 1, SMALL.window, 2 * SMALL.window + 1):
            last = network.read(symbols[max(0, end - SMALL.window) : end])[0][-1]
            assert network.read(symbols[:end])[0][-1] == pytest.approx(last, abs=1e-6)
        inputs = symbols.reshape(3, 1, SMALL.window, 1).repeat(SMALL.rows, axis=1)
        ends = network.read(symbols)[0][SMALL.window - 1 :: SMALL.window]
        np.testing.assert_allclose(network.evaluate_pass(inputs)[:, 0], ends, atol=1e-6)
        output = network.trace(symbols).output[SMALL.window - 1 :: SMALL.window]
        np.testing.assert_allclose(output, ends, atol=1e-6)
        assert not [name for name in network.snapshot() if name.startswith("states")]

    @pytest.mark.slow
    @pytest.mark.usefixtures("float64_keras")
    @pytest.mark.parametrize("activation", ACTIVATION_NAMES)
    def test_one_step_forward_and_back_is_that_of_keras(self, activation):
        """From the same weights, without any graph of ours: Keras' own layers, step by step."""
        import tensorflow as tf

        settings = replace(SMALL_64, cell=self.name, activation=activation)
        network = shaken(settings)
        network.reset_states()
        weights = {k: v for k, v in network.snapshot().items() if k.startswith("weights")}
        keras_model = model.build_keras_model(settings)
        keras_model.set_weights(list(weights.values()))
        inputs, targets = random_windows(settings)
        with tf.GradientTape() as tape:
            predictions = keras_model(inputs[0], training=True)
            loss = keras_model.loss(targets[0], predictions)
        gradients = tape.gradient(loss, keras_model.trainable_variables)
        ours = network.evaluate_pass(inputs)[0]
        np.testing.assert_allclose(ours, predictions.numpy()[:, 0], atol=1e-5)
        network.reset_states()
        found = gradient_of(network)
        for name, expected in zip(weights, gradients, strict=True):
            assert relative_error(found[name], expected.numpy()) < 1e-5, name

    @pytest.mark.slow
    def test_xla_compiles_its_graphs(self, compiled):
        """Without it the same numbers come, but five times slower."""
        assert compiled.uses_xla

    @pytest.mark.slow
    def test_both_backends_print_the_same_losses(self, compiled):
        twin = numpy_network(compiled.settings)
        for network in (compiled, twin):
            network.initialise(seed=0)
        expected, found = (train_epochs(network, PATTERN, 3) for network in (compiled, twin))
        for one, other in zip(found, expected, strict=True):
            assert one.loss == pytest.approx(other.loss, rel=1e-3)
            assert one.training_loss == pytest.approx(other.training_loss, rel=1e-3)

    @pytest.mark.slow
    def test_epochs_are_what_fit_does(self, compiled):
        settings = compiled.settings
        compiled.initialise(seed=0)
        plain = model.build_keras_model(settings)
        plain.set_weights(compiled.model.get_weights())
        windows = cut_windows(PATTERN, settings.window_shape)
        losses = []
        for epoch in range(1, 4):
            for layer in plain.layers[:-1]:
                layer.reset_states()
            plain.optimizer.learning_rate.assign(settings.rate_in(epoch))
            fitted = plain.fit(
                windows.inputs.reshape(-1, settings.window, 1),
                windows.targets.reshape(-1, 1),
                batch_size=settings.rows,
                shuffle=False,
                verbose=0,
            )
            losses += fitted.history["loss"]
        found = [record.training_loss for record in train_epochs(compiled, PATTERN, 3)]
        assert found == pytest.approx(losses, rel=0, abs=1e-4)

    @pytest.mark.slow
    def test_what_one_backend_has_learned_the_other_goes_on_with(self, compiled):
        twin = shaken(compiled.settings)
        compiled.restore(twin.snapshot())
        symbols = np.random.default_rng(4).integers(0, 2, 20)
        np.testing.assert_allclose(
            compiled.read(symbols, 5)[0], twin.read(symbols, 5)[0], atol=1e-5
        )
        twin.restore(compiled.snapshot())
        windows = random_windows(compiled.settings)
        for network in (twin, compiled):
            network.set_rate(0.01)
        assert twin.train_pass(*windows) == pytest.approx(compiled.train_pass(*windows), rel=1e-4)


def loss_after(
    network: NumpyNetwork, symbols: np.ndarray, target: int, moved: tuple[int, int, np.ndarray]
) -> float:
    """The loss after the last symbol, when h of one layer is moved at one step.

    The layers go side by side, a step at a time, so that all else follows from there.
    """
    where, when, nudge = moved
    tapes = network._new_tapes(steps=1, rows=1)
    for step, symbol in enumerate(symbols):
        x: np.ndarray = np.reshape(symbol, (1, 1, 1))
        for depth, (layer, tape) in enumerate(zip(network._stack, tapes, strict=True)):
            tape.x[:] = x
            layer.forward(layer.prepare(), tape)
            if (depth, step) == (where, when):
                tape.h[0, :, 0] += nudge
            x = tape.h
            tape.carry_on()
    z = network._output.T @ tapes[-1].h_and_one[-1]
    (losses, _) = binary_cross_entropy(z, np.array([float(target)]))
    return float(losses.mean())
