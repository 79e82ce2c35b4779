"""What a network on Keras computes in one call, each as one graph of TensorFlow.

It imports TensorFlow, so it is imported only where Keras computes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import tensorflow as tf

from cells.registry import CELLS
from networks.settings import Settings
from on_keras.lstm import is_made_fast, through
from on_keras.pooling import POOLING_LAYERS, Sequences, pooled, sequences_of
from on_keras.small_lstm import is_small, through_small


class KerasGraphs:
    """A model's passes and its reading of a sequence, which XLA compiles where it works.

    Each is compiled at its first call, and once, since shapes are the same for every pattern.

    Attributes:
        train: updates the weights, from inputs, targets and what dropout keeps; the mean loss.
        evaluate: what is kept of what the model says to inputs, of several outputs by their
            targets; and its states go on.
        evaluate_fewer: the same of fewer rows, from a memory; and the memory after it.
        run: reads symbols and goes on alone, from a memory; and the memory after it.
    """

    def __init__(
        self, model: keras.Sequential, settings: Settings, with_xla: bool, weight_of_loss: float
    ) -> None:
        self._model = model
        self._settings = settings
        self._weight_of_loss = weight_of_loss
        self._cells = [layer.cell for layer in model.layers if hasattr(layer, "cell")]
        # Of very many symbols the product with ones among zeros is nearly all for nothing.
        is_fast = any(is_made_fast(layer) for layer in model.layers)
        self._looks_up = settings.ports.padded and is_fast

        def compiled(body: Callable) -> Callable:
            # Its loops are written as such: to find them in Python's source takes seconds.
            return tf.function(body, jit_compile=with_xla, autograph=False, reduce_retracing=False)

        self.train = compiled(self._train)
        self.evaluate = compiled(self._evaluate)
        self.evaluate_fewer = compiled(self._evaluate_fewer)
        self.run = compiled(self._run if settings.stateful else self._run_anew)

    def zero_memory(self, rows: int = 1) -> list[list[Any]]:
        """States of so many rows in every layer."""
        dtype = self._settings.dtype
        states = CELLS[self._settings.cell].states
        return [[tf.zeros([rows, n], dtype) for _ in states] for n in self._settings.units]

    def nothing_heard(self) -> Any:
        """What a run goes on from that begins: states, or without them no symbols so far."""
        if self._settings.stateful:
            return self.zero_memory()
        return tf.zeros([self._settings.window], self._settings.dtype), tf.constant(0)

    def _train(self, inputs: Any, targets: Any, masks: Any = None) -> Any:
        weights = self._model.trainable_variables
        updates = self._settings.window_shape.updates_at_once

        def update_weights(update: Any, total: Any) -> tuple[Any]:
            with tf.GradientTape() as tape:
                kept = None if masks is None else masks[update]
                predictions = self._through(inputs[update], targets[update], kept)
                wanted = tf.reshape(targets[update], [*predictions.shape[:-1], 1])
                loss = self._weight_of_loss * self._loss(wanted, predictions)
            # That of a table is told line by line, which XLA cannot clip.
            gradients = map(tf.convert_to_tensor, tape.gradient(loss, weights))
            self._model.optimizer.apply([*gradients], weights)
            return (total + tf.cast(loss, total.dtype),)

        (total,) = _repeated(updates, update_weights, tf.zeros([], inputs.dtype))
        return total / updates

    def _loss(self, wanted: Any, predictions: Any) -> Any:
        """The mean over all answers that are asked for."""
        if not self._settings.ports.padded:
            return self._model.loss(wanted, predictions)
        asked = tf.math.is_finite(wanted)
        share = tf.reduce_mean(tf.cast(asked, predictions.dtype))
        counts = tf.math.divide_no_nan(tf.cast(asked[:, 0], predictions.dtype), share)
        return self._model.loss(tf.where(asked, wanted, 0), predictions, sample_weight=counts)

    def _through(self, window: Any, targets: Any, mask: Any = None) -> Any:
        """What all layers make of a window, with our dropout instead of Keras' own."""
        sequences = sequences_of(window, targets) if self._settings.ports.padded else None
        x, start = self._fed(window), 0
        for layer in self._model.layers:
            if not isinstance(layer, keras.layers.Dropout):
                x = _passed_up(layer, x, sequences)
            elif mask is not None:
                end = start + x.shape[-1]
                factors = mask[:, start:end] / (1 - layer.rate)
                x *= tf.reshape(factors, [x.shape[0], *layer.noise_shape[1:]])
                start = end
        return x

    def _evaluate(self, inputs: Any, targets: Any = None) -> Any:
        updates = self._settings.window_shape.updates_at_once
        shape = [self._settings.rows, *self._settings.ports.shape(self._settings.window)]

        def answer(update: Any, answers: Any) -> tuple[Any]:
            if self._settings.ports.padded:
                output = self._through(inputs[update], targets[update])
            else:
                output = self._model(self._fed(inputs[update]), training=False)
            if self._settings.ports.outputs > 1:
                output = self._kept_of_classes(output, targets[update])
            return (answers.write(update, tf.reshape(output, shape)),)

        blank = tf.TensorArray(inputs.dtype, updates, element_shape=shape)
        (answers,) = _repeated(updates, answer, blank)
        return answers.stack()

    def _kept_of_classes(self, output: Any, targets: Any) -> Any:
        """The probability of each target, ``(rows, answers)``, and the class that was said."""
        targets = tf.where(tf.math.is_finite(targets), targets, 0)
        p = tf.reshape(output, [*targets.shape, -1])
        of_target = tf.gather(p, tf.cast(targets, tf.int32), batch_dims=2)
        return tf.stack([of_target, tf.cast(tf.argmax(p, axis=-1), p.dtype)], axis=-1)

    def _fed(self, window: Any) -> Any:
        """A window, ``(rows, steps, channels)``, as the first layer reads it."""
        ports = self._settings.ports
        if not ports.reads_symbols:
            return window
        symbols = tf.cast(window[..., 0], tf.int32)
        if self._settings.embedding or self._looks_up:
            return symbols
        return tf.one_hot(symbols, ports.features, dtype=window.dtype)

    def _evaluate_fewer(self, inputs: Any, memory: list[list[Any]]) -> tuple[Any, list[list[Any]]]:
        """The same, of bits, of other rows than the layers have states for, from ``memory``."""
        updates, rows = inputs.shape[:2]

        def answer(update: Any, probabilities: Any, memory: Any) -> tuple[Any, Any]:
            if not self._settings.stateful:
                memory = self.zero_memory(rows)

            def read(step: Any, memory: Any) -> tuple[Any]:
                return (self._step(inputs[update, :, step], memory),)

            (memory,) = _repeated(self._settings.window, read, memory)
            output = self._model.layers[-1](memory[-1][0])
            return probabilities.write(update, output[:, 0]), memory

        blank = tf.TensorArray(inputs.dtype, updates, element_shape=[rows])
        probabilities, memory = _repeated(updates, answer, blank, memory)
        return probabilities.stack(), memory

    def _run(self, symbols: Any, given: Any, steps: Any, memory: list[list[Any]]) -> Any:
        """``steps`` single steps from ``memory``; the first ``given`` inputs are ``symbols``.

        Past them, each input is what the probability of the step before reads as.
        A chunk that begins past them therefore starts from the state's own output.
        """

        def hear(fed: Any, memory: Any) -> tuple[Any, Any]:
            memory = self._step(tf.reshape(fed, [1, 1]), memory)
            return self._read_out(memory[-1][0]), memory

        return _run_on(hear, self._read_out(memory[-1][0]), memory, symbols, given, steps)

    def _run_anew(self, symbols: Any, given: Any, steps: Any, heard: tuple[Any, Any]) -> Any:
        """The same where no states are carried on: each step reads the last window anew."""

        def hear(fed: Any, heard: Any) -> tuple[Any, Any]:
            last, count = heard
            last = tf.concat([last[1:], [fed]], axis=0)
            count = tf.minimum(count + 1, self._settings.window)
            return self._read_window(last, count), (last, count)

        return _run_on(hear, self._read_window(*heard), heard, symbols, given, steps)

    def _read_window(self, last: Any, count: Any) -> Any:
        """The probability after the last ``count`` symbols, fed from zero states."""
        window = self._settings.window

        # XLA needs a fixed number of steps: those before the first symbol leave zero states.
        def read(place: Any, memory: Any) -> tuple[Any]:
            heard = tf.cast(place >= window - count, last.dtype)
            memory = self._step(tf.reshape(last[place], [1, 1]), memory)
            return ([[heard * state for state in states] for states in memory],)

        (memory,) = _repeated(window, read, self.zero_memory())
        return self._read_out(memory[-1][0])

    def _step(self, features: Any, memory: list[list[Any]]) -> list[list[Any]]:
        """One time step through all layers, on states of its own."""
        advanced = []
        for cell, states in zip(self._cells, memory, strict=True):
            features, states = cell(features, states)
            advanced.append(list(states))
        return advanced

    def _read_out(self, hidden: Any) -> Any:
        return self._model.layers[-1](hidden)[0, 0]


def _repeated(times: Any, body: Callable, *state: Any) -> tuple[Any, ...]:
    """What is left of ``state`` after so many times ``state = body(step, *state)``, in one loop.

    A tensor of ``times`` is not built into the graph: one graph serves for every number.
    """

    def one_more(step: Any, *state: Any) -> tuple[Any, ...]:
        return step + 1, *body(step, *state)

    return tf.while_loop(lambda step, *_: step < times, one_more, (tf.constant(0), *state))[1:]


def _run_on(
    hear: Callable, probability: Any, memory: Any, symbols: Any, given: Any, steps: Any
) -> tuple[Any, Any]:
    """The probability after each of ``steps`` that ``hear`` takes, and the memory in the end."""

    def step_on(step: Any, probability: Any, probabilities: Any, memory: Any) -> tuple[Any, ...]:
        predicted = tf.cast(probability > 0.5, symbols.dtype)
        probability, memory = hear(tf.where(step < given, symbols[step], predicted), memory)
        return probability, probabilities.write(step, probability), memory

    blank = tf.TensorArray(symbols.dtype, symbols.shape[0], element_shape=[])
    _, probabilities, memory = _repeated(steps, step_on, probability, blank, memory)
    return probabilities.stack(), memory


def _passed_up(layer: Any, x: Any, sequences: Sequences | None) -> Any:
    """What a layer that drops nothing makes of ``x`` in training."""
    if is_small(layer, rows=x.shape[0], padded=sequences is not None):
        return through_small(layer, x)
    if is_made_fast(layer):
        return through(layer, x, None if sequences is None else sequences.begun)
    if sequences is None:
        return layer(x, training=True)
    if isinstance(layer, keras.layers.Masking):
        return x
    if isinstance(layer, POOLING_LAYERS):
        return pooled(layer, x, sequences)
    if isinstance(layer, keras.layers.RNN | keras.layers.Bidirectional):
        return layer(x, mask=sequences.begun, training=True)
    return layer(x, training=True)
