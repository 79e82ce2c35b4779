"""The LSTM of Keras in training, made fast: the same numbers as its own layer, sooner.

On the way back through Keras' layer TensorFlow adds up the gradient of the recurrent kernel step
by step, and each time reads and writes as many numbers as there are weights. Here the way back is
written down as in :mod:`fast_lstm`: a loop keeps ∂L/∂z of every step, and a single product makes
the gradient of it. What is fed is likewise multiplied by the kernel for all steps at once.
Of a small layer :mod:`on_keras.small_lstm` is faster still.

It imports TensorFlow, so it is imported only where Keras computes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import keras
import tensorflow as tf

_SHUT = -1e9
"""Far below where σ is 0: what is added to an input gate that is to let nothing in."""


def is_made_fast(layer: Any) -> bool:
    """Whether :func:`through` knows what this layer computes."""
    if isinstance(layer, keras.layers.Bidirectional):
        return is_made_fast(layer.forward_layer) and is_made_fast(layer.backward_layer)
    return (
        isinstance(layer, keras.layers.LSTM)
        and layer.activation is keras.activations.tanh
        and layer.recurrent_activation is keras.activations.sigmoid
    )


def through(layer: Any, x: Any, begun: Any = None) -> Any:
    """What such a layer passes up of a window, its states carried on.

    Of a layer that passes on no sequence it is what stands after the last step, in the way back
    after the first.

    Args:
        layer: one that reads one way or both.
        x: ``(rows, steps, features)``; or symbols in place of ones among zeros, ``(rows, steps)``.
        begun: bool, ``(rows, steps)``: where the sequence is, behind its padding, before which all
            states are zero. None is everywhere.
    """
    by_step = tf.transpose(x, [1, 0, *range(2, len(x.shape))])
    begun = None if begun is None else tf.transpose(begun)
    if not isinstance(layer, keras.layers.Bidirectional):
        passed_up = _one_way(layer, by_step, begun)
    else:
        ways = layer.forward_layer, layer.backward_layer
        passed_up = tf.concat([_one_way(way, by_step, begun) for way in ways], axis=-1)
    return tf.transpose(passed_up, [1, 0, 2]) if layer.return_sequences else passed_up


def _one_way(layer: Any, x: Any, begun: Any) -> Any:
    """h of each step, ``(steps, rows, n)``, in time also of a way back; or the last one read."""
    kernel, recurrent_kernel, bias = (weight.value for weight in layer.weights[:3])
    fed = _fed(x, kernel)
    if begun is not None and not layer.go_backwards:
        fed = _with_shut_gates(fed, begun)
    zero = tf.zeros([fed.shape[1], layer.units], fed.dtype)
    before = [state.value for state in layer.states] if layer.stateful else [zero, zero]
    h, *after = _recurrence(layer.go_backwards)(fed, *before, recurrent_kernel, bias)
    if layer.stateful:
        for state, last in zip(layer.states, after, strict=True):
            state.assign(last)
    if layer.return_sequences:
        return h
    if begun is None or not layer.go_backwards:
        return h[0 if layer.go_backwards else -1]
    return tf.einsum("tr,trn->rn", tf.cast(_first(begun), h.dtype), h)


def _fed(x: Any, kernel: Any) -> Any:
    """W x of each step, ``(steps, rows, 4n)``."""
    if len(x.shape) == 2:
        return tf.gather(kernel, x)
    steps, rows, features = x.shape
    product = tf.matmul(tf.reshape(x, [steps * rows, features]), kernel)
    return tf.reshape(product, [steps, rows, kernel.shape[1]])


def _with_shut_gates(fed: Any, begun: Any) -> Any:
    """Nothing goes into a zero state before the sequence has begun, so that it stays zero.

    The way back needs none of it: it comes to the padding last, and what it says there is not read.
    """
    of_input_gate = tf.repeat(tf.constant([_SHUT, 0, 0, 0], fed.dtype), fed.shape[-1] // 4)
    return fed + tf.cast(~begun, fed.dtype)[..., None] * of_input_gate


def _first(begun: Any) -> Any:
    """Where each sequence has its first symbol, ``(steps, rows)``."""
    return begun & ~one_step_later(tf.zeros_like(begun[0]), begun)


@cache
def _recurrence(backwards: bool) -> Callable[..., tuple[Any, Any, Any]]:
    """All steps of the cell, read from the first or from the last.

    It is a function of::

        fed: W x of each step, ``(steps, rows, 4n)``; the gates are i, f, g, o, as in Keras.
        h_0: the states before the first step that is read, ``(rows, n)``.
        c_0: likewise.
        recurrent_kernel: U, ``(n, 4n)``.
        bias: b, ``(4n,)``, added within the steps, which read each sum anyway.

    and returns h after each step, ``(steps, rows, n)``, in time, and both states after the last one
    that is read; and the way back, from the derivatives of the loss by these to those by the
    arguments.
    """
    last = 0 if backwards else -1

    @tf.custom_gradient
    def recurrence(
        fed: Any, h_0: Any, c_0: Any, recurrent_kernel: Any, bias: Any
    ) -> tuple[Any, Callable]:
        blank = [tf.zeros_like(c_0)] * 4
        step = partial(_step, recurrent_kernel, bias)
        h, c, *gates = tf.scan(step, fed, (h_0, c_0, *blank), reverse=backwards)

        def back(dh_of_steps: Any, dh: Any, dc: Any) -> tuple[Any, ...]:
            found = _one_step_earlier if backwards else one_step_later
            h_tm1, c_tm1 = found(h_0, h), found(c_0, c)
            at_steps = dh_of_steps, *gates, c_tm1, c
            dz, *before = _way_back(at_steps, dh, dc, recurrent_kernel, not backwards)
            of_U, of_b = tf.einsum("trn,trg->ng", h_tm1, dz), tf.reduce_sum(dz, axis=[0, 1])
            return dz, *before, of_U, of_b

        return (h, h[last], c[last]), back

    return recurrence


def _step(recurrent_kernel: Any, bias: Any, before: tuple[Any, ...], fed: Any) -> tuple[Any, ...]:
    h, c, *_ = before
    return cell(fed + tf.matmul(h, recurrent_kernel) + bias, c)


def cell(z: Any, c: Any) -> tuple[Any, ...]:
    """h, c and the gates after a step, from what goes into these, side by side on the last axis.

    All are one tanh, of which XLA makes a sum of products: σ(z) = ½ + ½ tanh(½ z).
    """
    scale = tf.repeat(tf.constant([0.5, 0.5, 1, 0.5], z.dtype), c.shape[-1])
    i, f, g, o = tf.split(1 - scale + scale * tf.tanh(scale * z), 4, axis=-1)
    c = f * c + i * g
    return o * tf.tanh(c), c, i, f, g, o


def _way_back(
    at_steps: tuple[Any, ...], dh: Any, dc: Any, recurrent_kernel: Any, from_the_end: bool
) -> Any:
    """∂L/∂z of all steps, ``(steps, rows, 4n)``, and ∂L by the states before the first."""

    U_T = tf.transpose(recurrent_kernel)  # Once: a product with what is to be turned is slower.

    def step_back(after: tuple[Any, Any, Any], at_step: Any) -> tuple[Any, Any, Any]:
        dh_of_step, *gates, c_tm1, c = at_step
        # Here, where what they are made of is read anyway; for all steps at once it is read twice.
        slopes = slopes_of(gates, c_tm1, c)
        dz, dc = cell_back((dh_of_step, *slopes), *after[1:])
        dz = tf.concat(dz, axis=1)
        return dz, tf.matmul(dz, U_T), dc

    none = tf.concat([tf.zeros_like(dh)] * 4, axis=1)
    dz, dh, dc = tf.scan(step_back, at_steps, (none, dh, dc), reverse=from_the_end)
    first = 0 if from_the_end else -1
    return dz, dh[first], dc[first]


def cell_back(at_step: tuple[Any, ...], dh: Any, dc: Any) -> tuple[list[Any], Any]:
    """∂L/∂z of each gate and ∂L/∂c_tm1, from ∂L/∂h by the layer above and :func:`slopes_of`."""
    dh_of_step, c_by_i, c_by_f, c_by_g, h_by_o, h_by_c, f = at_step
    dh += dh_of_step
    dc += dh * h_by_c
    return [dc * c_by_i, dc * c_by_f, dc * c_by_g, dh * h_by_o], dc * f


def slopes_of(gates: Any, c_tm1: Any, c: Any) -> tuple[Any, ...]:
    """The cell's own derivatives, of one or of many steps: σ' = σ(1 − σ), tanh' = 1 − tanh²."""
    i, f, g, o = gates
    tanh_c = tf.tanh(c)
    of_c = g * i * (1 - i), c_tm1 * f * (1 - f), i * (1 - g * g)
    return *of_c, tanh_c * o * (1 - o), o * (1 - tanh_c * tanh_c), f


def one_step_later(before: Any, of_steps: Any) -> Any:
    """What each step found: what the one before it left."""
    return tf.concat([before[None], of_steps[:-1]], axis=0)


def _one_step_earlier(before: Any, of_steps: Any) -> Any:
    """The same of a way back, to which the step before is the one after."""
    return tf.concat([of_steps[1:], before[None]], axis=0)
