"""The LSTM of Keras in training, made faster still where a layer is small and reads one way.

As :mod:`on_keras.lstm`, but each array of a step is features × rows, as in :mod:`fast_lstm`, and
all that is not a product is of vectors: lines of a few units would be computed a number at a time.
x, a 1 and h_tm1 lie one below the other, so that one product a step gives all gates and one the
gradient of all weights. Of so few units what each operation costs by itself counts most.

It is for speed alone, and imports TensorFlow, so it is imported only where Keras computes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import keras
import tensorflow as tf

from on_keras.lstm import cell, cell_back, is_made_fast, one_step_later, slopes_of

MOST_ROWS = 64
MOST_UNITS = 32
"""With 8 to 25 units and 16 to 64 rows it was measured to need 0.7 to 0.9 of the time of
:mod:`on_keras.lstm`, with 40 to 128 units as much, with 256 units or 256 rows more."""


def is_small(layer: Any, rows: int, padded: bool) -> bool:
    """Whether :func:`through_small` is for this layer, which has no way for padding."""
    reads_on = isinstance(layer, keras.layers.LSTM) and not layer.go_backwards
    is_fitting = reads_on and layer.units <= MOST_UNITS and rows <= MOST_ROWS
    return is_fitting and not padded and is_made_fast(layer)


def through_small(layer: Any, x: Any) -> Any:
    """What such a layer passes up of ``(rows, steps, features)``, its states carried on."""
    kernel, recurrent_kernel, bias = (weight.value for weight in layer.weights[:3])
    weights = tf.concat([kernel, bias[None], recurrent_kernel], axis=0)
    rows, steps, _ = x.shape
    x_and_one = tf.concat([tf.transpose(x, [1, 2, 0]), tf.ones([steps, 1, rows], x.dtype)], axis=1)
    zero = tf.zeros([layer.units, rows], x.dtype)
    states = layer.states if layer.stateful else []
    before = [tf.transpose(state.value) for state in states] or [zero, zero]
    h, *after = _recurrence(x_and_one, *before, weights)
    for state, last in zip(states, after, strict=False):
        state.assign(tf.transpose(last))
    return tf.transpose(h, [2, 0, 1]) if layer.return_sequences else tf.transpose(h[-1])


@tf.custom_gradient
def _recurrence(x: Any, h_0: Any, c_0: Any, weights: Any) -> tuple[Any, Callable]:
    """All steps of the cell.

    Within the loops all that is not a product is of vectors, n · rows long: of short lines XLA
    would write out the numbers one by one, and compute one at a time in place of eight.

    Args:
        x: what is read at each step, over a row of ones, ``(steps, m, rows)``.
        h_0: the states before the first step, ``(n, rows)``.
        c_0: likewise.
        weights: W over b over U, ``(m + n, 4n)``; the gates are i, f, g, o, as in Keras.

    Returns:
        h after each step, ``(steps, n, rows)``, and both states after the last one; and the way
        back, from the derivatives of the loss by these to those by the arguments.
    """
    steps, m, rows = x.shape
    begin = [tf.reshape(state, [-1]) for state in (h_0, c_0)]
    blank = [tf.zeros_like(begin[1])] * 4
    step = partial(_step, tf.transpose(weights))
    h, c, *gates = tf.scan(step, tf.reshape(x, [steps, -1]), (*begin, *blank))

    def back(dh_of_steps: Any, *d: Any) -> tuple[Any, ...]:
        h_tm1, c_tm1 = map(one_step_later, begin, (h, c))
        slopes = tf.reshape(dh_of_steps, h.shape), *slopes_of(gates, c_tm1, c)
        dz, *before = _way_back(slopes, d, weights[m:])
        dz = tf.reshape(dz, [steps, weights.shape[1], rows])
        read = tf.concat([x, tf.reshape(h_tm1, [steps, -1, rows])], axis=1)
        dx, dweights = _of_all_steps(dz, weights[:m], read)
        return dx, *before, dweights

    in_time = tf.reshape(h, [steps, *h_0.shape])
    return (in_time, in_time[-1], tf.reshape(c[-1], c_0.shape)), back


def _step(weights_T: Any, before: tuple[Any, ...], x: Any) -> tuple[Any, ...]:
    h, c, *_ = before
    read = tf.reshape(tf.concat([x, h], axis=0), [weights_T.shape[1], -1])
    z = tf.reshape(tf.matmul(weights_T, read), [-1])
    return cell(z, c)


def _way_back(at_steps: tuple[Any, ...], after: tuple[Any, Any], recurrent_kernel: Any) -> Any:
    """∂L/∂z of all steps, ``(steps, 4n · rows)``, and ∂L by the states before the first."""
    n, rows = after[0].shape

    def step_back(after: tuple[Any, Any, Any], at_step: Any) -> tuple[Any, Any, Any]:
        dz, dc = cell_back(at_step, *after[1:])
        dz = tf.concat(dz, axis=0)
        dh = tf.matmul(recurrent_kernel, tf.reshape(dz, [4 * n, rows]))
        return dz, tf.reshape(dh, [-1]), dc

    dh, dc = (tf.reshape(d, [-1]) for d in after)
    none = tf.concat([tf.zeros_like(dh)] * 4, axis=0)
    dz, dh, dc = tf.scan(step_back, at_steps, (none, dh, dc), reverse=True)
    return dz, *(tf.reshape(d[0], [n, rows]) for d in (dh, dc))


def _of_all_steps(dz: Any, W: Any, read: Any) -> tuple[Any, Any]:
    """∂L/∂x, ``(steps, m, rows)``, and ∂L by the weights of all that is read, one product each."""
    steps, width, rows = dz.shape
    dz = tf.reshape(tf.transpose(dz, [0, 2, 1]), [steps * rows, width])
    dx = tf.reshape(tf.matmul(dz, W, transpose_b=True), [steps, rows, W.shape[0]])
    side_by_side = tf.reshape(tf.transpose(read, [1, 0, 2]), [read.shape[1], steps * rows])
    return tf.transpose(dx, [0, 2, 1]), tf.matmul(side_by_side, dz)
