"""What the output of a network on Keras reads of all states of padded sequences.

A sequence may be cut into several rows of a window, whose states are pooled together. The layers
of plain Keras pool row by row. Of a sequence that stands in one row they say the same, and the
mean says it beside padding, too. The largest state does so only without padding: there a state is
0, and where all others are below it plain Keras takes that.

It imports TensorFlow, so it is imported only where Keras computes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import keras
import tensorflow as tf

POOLING_LAYERS = (keras.layers.GlobalAveragePooling1D, keras.layers.GlobalMaxPooling1D)


class Sequences(NamedTuple):
    """Where in the rows of a window there are sequences.

    Attributes:
        begun: bool, ``(rows, steps)``: what is no padding.
        together: bool, ``(rows, rows)``: which rows belong to the sequence of which.
        numbers: int32, ``(rows,)``: which sequence each row belongs to.
    """

    begun: Any
    together: Any
    numbers: Any


def sequences_of(window: Any, targets: Any) -> Sequences:
    """Those of symbols, ``(rows, steps, 1)``; a row without target belongs to the next with one."""
    asked = tf.math.is_finite(targets[:, 0])
    ended_before = tf.cumsum(tf.cast(asked, tf.int32), exclusive=True)
    together = ended_before[:, None] == ended_before
    return Sequences(window[..., 0] > 0, together, ended_before)


def pooled(layer: Any, h: Any, sequences: Sequences) -> Any:
    """What is told of all states of a sequence, in each of its rows, ``(rows, n)``.

    Args:
        layer: the layer of Keras that does so row by row.
        h: ``(rows, steps, n)``.
        sequences: where they are.
    """
    if isinstance(layer, keras.layers.GlobalMaxPooling1D):
        return _largest(h, sequences)
    counted, together = (tf.cast(each, h.dtype) for each in sequences[:2])
    sums = together @ tf.einsum("rs,rsn->rn", counted, h)
    symbols = together @ tf.reduce_sum(counted, axis=1, keepdims=True)
    return sums / tf.maximum(symbols, 1)


def _largest(h: Any, sequences: Sequences) -> Any:
    lowest = h.dtype.min
    of_rows = tf.reduce_max(tf.where(sequences.begun[..., None], h, lowest), axis=1)
    largest = _largest_of_rows(of_rows, tf.cast(sequences.together, h.dtype), sequences.numbers)
    return tf.where(largest > lowest, largest, 0)


@tf.custom_gradient
def _largest_of_rows(of_rows: Any, together: Any, numbers: Any) -> tuple[Any, Callable]:
    """The largest of all rows of a sequence, in each of them, ``(rows, n)``.

    Rows that are equally large share what comes back. What belongs together is found by products:
    choosing the largest of every row beside every other took a tenth of the time of training.
    """
    of_sequences = tf.math.unsorted_segment_max(of_rows, numbers, of_rows.shape[0])
    largest = tf.gather(of_sequences, numbers)

    def back(d: Any) -> tuple[Any, None, None]:
        is_largest = tf.cast(of_rows == largest, d.dtype)
        return is_largest * (together @ d) / (together @ is_largest), None, None

    return largest, back
