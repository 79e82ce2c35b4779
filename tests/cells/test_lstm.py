"""The LSTM keeps the contract of all cells, and its three ways in NumPy agree."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from alike import check_alike
from cell_contract import SMALL_64, CellContract, random_windows, shaken

from cells.activations import ACTIVATIONS
from cells.numpy_layer import CellLayer
from cells.registry import CELLS
from custom_lstm import LSTMLayer
from fast_lstm import FastLSTMLayer
from networks.numpy_network import NumpyNetwork


class TestLSTM(CellContract):
    name = "lstm"
    parameters = 30_651


@pytest.mark.parametrize(
    "make_layer",
    [LSTMLayer, partial(CellLayer, CELLS["lstm"], ACTIVATIONS["tanh"])],
    ids=["readable", "as any cell"],
)
def test_the_fast_layer_computes_what_the_readable_one_computes(make_layer):
    settings = replace(SMALL_64, optimizer="adam")
    fast = shaken(settings)
    plain = NumpyNetwork(settings, make_layer=make_layer)
    plain.restore(fast.snapshot())
    assert isinstance(fast._stack[0], FastLSTMLayer)
    for network in (fast, plain):
        network.train_pass(*random_windows(settings))
    check_alike(plain.snapshot(), fast.snapshot(), rtol=1e-9, atol=1e-12)
    symbols = np.array([[0, 1, 1, 0], [1, 1, 0, 1]])
    of_both = [network.hidden_gradients(symbols, np.array([1, 0])) for network in (plain, fast)]
    for found, expected in zip(of_both[0].layers, of_both[1].layers, strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)
    traces = [network.trace(symbols[0]) for network in (plain, fast)]
    for found, expected in zip(traces[0].layers, traces[1].layers, strict=True):
        for symbol, values in expected.items():
            np.testing.assert_allclose(found[symbol], values, rtol=0, atol=1e-12)
