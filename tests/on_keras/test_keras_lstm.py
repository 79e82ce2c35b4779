"""The fast way through Keras' LSTM says what Keras' own layer says, there and back."""

from functools import partial

import numpy as np
import pytest

pytestmark = pytest.mark.slow

ROWS, STEPS, FEATURES, UNITS = 3, 5, 4, 6


def _layer(units=UNITS, **further):
    import keras

    layer = keras.layers.LSTM(units, dtype="float64", **further)
    layer.build((ROWS, STEPS, FEATURES))
    layer.set_weights([np.random.default_rng(0).normal(0, 0.5, w.shape) for w in layer.weights[:3]])
    return layer


def _there_and_back(layer, read, compiled):
    """What the second of two windows says, and its gradients."""
    import tensorflow as tf

    @tf.function(jit_compile=compiled)
    def learn(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            said = read(x)
            loss = tf.reduce_sum(tf.sin(said))
        return [said, *tape.gradient(loss, [x, *layer.trainable_variables])]

    windows = np.random.default_rng(1).normal(size=(2, ROWS, STEPS, FEATURES))
    return [learn(tf.constant(window)) for window in windows][-1]


@pytest.mark.parametrize(
    ("small", "stateful", "sequences", "compiled"),
    [
        (False, True, True, True),
        (False, False, False, True),
        (False, True, False, False),
        (True, True, True, True),
        (True, False, False, True),
        (True, True, False, False),
    ],
)
def test_it_says_and_passes_back_what_keras_own_layer_does(small, stateful, sequences, compiled):
    from on_keras.lstm import is_made_fast, through
    from on_keras.small_lstm import is_small, through_small

    layer, other = (_layer(stateful=stateful, return_sequences=sequences) for _ in range(2))
    assert is_made_fast(layer)
    assert is_small(layer, ROWS, padded=False)
    way = through_small if small else through
    fast = _there_and_back(layer, partial(way, layer), compiled)
    own = _there_and_back(other, partial(other, training=True), compiled)
    for one, another in zip(fast, own, strict=True):
        np.testing.assert_allclose(one, another, rtol=0, atol=1e-12)
    for state, expected in zip(layer.states or (), other.states or (), strict=True):
        np.testing.assert_allclose(state, expected, rtol=0, atol=1e-12)


def test_large_layers_many_rows_and_padded_ones_go_the_way_that_is_faster_for_them():
    from on_keras.small_lstm import MOST_ROWS, MOST_UNITS, is_small

    layer = _layer()
    assert is_small(layer, MOST_ROWS, padded=False)
    assert not is_small(layer, MOST_ROWS + 1, padded=False)
    assert not is_small(layer, ROWS, padded=True)
    assert is_small(_layer(units=MOST_UNITS), ROWS, padded=False)
    assert not is_small(_layer(units=MOST_UNITS + 1), ROWS, padded=False)


def test_layers_that_compute_something_else_are_left_to_keras():
    import keras

    from on_keras.lstm import is_made_fast

    assert not is_made_fast(keras.layers.GRU(2))
    assert not is_made_fast(keras.layers.LSTM(2, activation="relu"))


@pytest.mark.parametrize("sequences", [True, False])
def test_both_ways_behind_padding_are_those_of_keras_own_layer(sequences):
    import keras
    import tensorflow as tf

    from on_keras.lstm import is_made_fast, through

    layer = keras.layers.Bidirectional(
        keras.layers.LSTM(UNITS, dtype="float64", return_sequences=sequences), dtype="float64"
    )
    layer.build((ROWS, STEPS, FEATURES))
    rng = np.random.default_rng(0)
    layer.set_weights([rng.normal(0, 0.5, weight.shape) for weight in layer.weights])
    assert is_made_fast(layer)
    begun = tf.constant(np.arange(STEPS) >= np.array([0, 2, STEPS - 1])[:, None])

    def read_fast(x):
        said = through(layer, x, begun)
        return tf.where(begun[..., None], said, 0) if sequences else said

    fast = _there_and_back(layer, read_fast, True)
    own = _there_and_back(layer, partial(layer, mask=begun, training=True), True)
    for one, another in zip(fast, own, strict=True):
        np.testing.assert_allclose(one, another, rtol=0, atol=1e-12)
