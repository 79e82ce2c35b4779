"""The LSTM of Keras in training, made fast: the same numbers as its own layer, sooner.

On the way back through Keras' layer TensorFlow adds up the gradient of the recurrent kernel step
by step, and each time reads and writes as many numbers as there are weights. Here the way back is
written down as in :mod:`fast_lstm`: a loop keeps ∂L/∂z of every step, and a single product makes
the gradient of it. What is fed is likewise multiplied by the kernel for all steps at once.

It imports TensorFlow, so it is imported only where Keras computes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import tensorflow as tf


def is_made_fast(layer: Any) -> bool:
    """Whether :func:`through` knows what this layer computes."""
    return (
        isinstance(layer, keras.layers.LSTM)
        and layer.activation is keras.activations.tanh
        and layer.recurrent_activation is keras.activations.sigmoid
    )


def through(layer: Any, x: Any) -> Any:
    """What such a layer passes up of a window, ``(rows, steps, features)``, its states carried on.

    Of a layer that passes on no sequence it is what stands after the last step.
    """
    rows, steps, features = x.shape
    by_step = tf.reshape(tf.transpose(x, [1, 0, 2]), [steps * rows, features])
    kernel, recurrent_kernel, bias = (weight.value for weight in layer.weights[:3])
    fed = tf.reshape(tf.matmul(by_step, kernel) + bias, [steps, rows, 4 * layer.units])
    zero = tf.zeros([rows, layer.units], x.dtype)
    before = [state.value for state in layer.states] if layer.stateful else [zero, zero]
    h, *after = _recurrence(fed, *before, recurrent_kernel)
    if layer.stateful:
        for state, last in zip(layer.states, after, strict=True):
            state.assign(last)
    return tf.transpose(h, [1, 0, 2]) if layer.return_sequences else h[-1]


@tf.custom_gradient
def _recurrence(fed: Any, h_0: Any, c_0: Any, recurrent_kernel: Any) -> tuple[Any, Callable]:
    """All steps of the cell.

    Args:
        fed: W x + b of each step, ``(steps, rows, 4n)``; the gates are i, f, g, o, as in Keras.
        h_0: the states before the first step, ``(rows, n)``.
        c_0: likewise.
        recurrent_kernel: U, ``(n, 4n)``.

    Returns:
        h after each step, ``(steps, rows, n)``, and both states after the last one; and the way
        back, from the derivatives of the loss by these to those by the arguments.
    """

    def step(before: tuple[Any, ...], fed: Any) -> tuple[Any, ...]:
        h, c, *_ = before
        z_i, z_f, z_g, z_o = tf.split(fed + tf.matmul(h, recurrent_kernel), 4, axis=1)
        i, f, g, o = tf.sigmoid(z_i), tf.sigmoid(z_f), tf.tanh(z_g), tf.sigmoid(z_o)
        c = f * c + i * g
        return o * tf.tanh(c), c, i, f, g, o

    h, c, *gates = tf.scan(step, fed, (h_0, c_0, *[tf.zeros_like(c_0)] * 4))

    def back(dh_of_steps: Any, dh: Any, dc: Any) -> tuple[Any, Any, Any, Any]:
        h_tm1, c_tm1 = _one_step_later(h_0, h), _one_step_later(c_0, c)
        slopes = _slopes(gates, c_tm1, c)
        dz, dh, dc = _way_back(dh_of_steps, dh, dc, slopes, recurrent_kernel)
        return dz, dh, dc, tf.einsum("trn,trg->ng", h_tm1, dz)

    return (h, h[-1], c[-1]), back


def _way_back(dh_of_steps: Any, dh: Any, dc: Any, slopes: Any, recurrent_kernel: Any) -> Any:
    """∂L/∂z of all steps, ``(steps, rows, 4n)``, and ∂L by the states before the first."""

    def step_back(after: tuple[Any, Any, Any], at_step: Any) -> tuple[Any, Any, Any]:
        _, dh, dc = after
        dh_of_step, c_by_i, c_by_f, c_by_g, h_by_o, h_by_c, f = at_step
        dh += dh_of_step
        dc += dh * h_by_c
        dz = tf.concat([dc * c_by_i, dc * c_by_f, dc * c_by_g, dh * h_by_o], axis=1)
        return dz, tf.matmul(dz, recurrent_kernel, transpose_b=True), dc * f

    none = tf.concat([tf.zeros_like(dh)] * 4, axis=1)
    dz, dh, dc = tf.scan(step_back, (dh_of_steps, *slopes), (none, dh, dc), reverse=True)
    return dz, dh[0], dc[0]


def _slopes(gates: Any, c_tm1: Any, c: Any) -> tuple[Any, ...]:
    """The cell's own derivatives, for all steps at once: σ' = σ(1 − σ), tanh' = 1 − tanh²."""
    i, f, g, o = gates
    tanh_c = tf.tanh(c)
    of_c = g * i * (1 - i), c_tm1 * f * (1 - f), i * (1 - g * g)
    return *of_c, tanh_c * o * (1 - o), o * (1 - tanh_c * tanh_c), f


def _one_step_later(before: Any, of_steps: Any) -> Any:
    """What each step found: what the one before it left."""
    return tf.concat([before[None], of_steps[:-1]], axis=0)
