"""The LSTM of 1997 keeps the contract of all cells, and is an LSTM whose f is 1."""

from dataclasses import replace

import numpy as np
from cell_contract import SMALL, CellContract, shaken

from networks.numpy_network import numpy_network


class TestLSTM1997(CellContract):
    name = "lstm_1997"
    parameters = 23_001


OPEN = 100
"""A bias at which σ is 1 to the last digit."""


def test_an_lstm_whose_forget_gate_stands_open_does_the_same():
    cell = shaken(replace(SMALL, cell="lstm_1997"))
    lstm = numpy_network(SMALL)
    named = {}
    for name, array in cell.snapshot().items():
        if name.startswith("weights"):
            n = array.shape[-1] // 3
            is_output = name in ("weights/6", "weights/7")
            forget = np.full_like(array[..., :n], OPEN if array.ndim == 1 else 0)
            parts = [array] if is_output else [array[..., :n], forget, array[..., n:]]
            named[name] = np.concatenate(parts, axis=-1)
    lstm.restore(lstm.snapshot() | named)
    symbols = np.array([0, 1, 1, 0, 1])
    np.testing.assert_allclose(cell.read(symbols)[0], lstm.read(symbols)[0], atol=1e-6)


def test_what_has_come_in_stays_whatever_comes_after():
    """The state is the sum of all that the input gate let in."""
    cell = shaken(replace(SMALL, cell="lstm_1997"))
    for layer in cell.trace(np.array([0, 1, 1, 0, 1])).layers:
        came_in = (layer["i"] * layer["g"]).cumsum(axis=0)
        np.testing.assert_allclose(layer["c"], came_in, atol=1e-6)
