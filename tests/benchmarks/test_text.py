"""What the benchmark of text lets plain Keras count."""

import numpy as np
import pytest

from benchmarks._plain_keras import _mean_surprise


class Told:
    """Says of each symbol what comes next: the same one as likely as is told, whatever was read."""

    input_shape = (3, 20)

    def __init__(self, p):
        self.p, self.read = p, []

    def __call__(self, symbols, training):
        self.read.append(symbols)
        others = (1 - self.p) / 2
        said = np.full((*symbols.shape, 3), others)
        np.put_along_axis(said, (symbols[..., np.newaxis] + 1) % 3, self.p, axis=-1)
        return np.array(said).view(_Numpy)


class _Numpy(np.ndarray):
    def numpy(self):
        return np.asarray(self)


def test_each_held_out_symbol_counts_once_and_the_text_before_it_is_read():
    symbols = np.arange(5_005) % 3
    symbols[-100:] = symbols[-100]  # Of the last 500 another symbol follows 99 times.
    model = Told(0.8)
    surprise = _mean_surprise(model, symbols, 3)
    expected = -(401 * np.log(0.8) + 99 * np.log(0.1)) / 500
    assert surprise == pytest.approx(expected)
    assert len({window.shape for window in model.read}) == 1
