"""The LSTM keeps the contract of all cells, and its two ways in NumPy agree."""

from dataclasses import replace
from functools import partial

import numpy as np
from cell_contract import SMALL_64, CellContract, random_windows, shaken

from cells.activations import ACTIVATIONS
from cells.numpy_layer import CellLayer
from cells.registry import CELLS
from custom_lstm import CustomNetwork, LSTMLayer


class TestLSTM(CellContract):
    name = "lstm"
    parameters = 30_651


def test_the_fast_layer_computes_what_the_loop_over_the_step_computes():
    settings = replace(SMALL_64, optimizer="adam")
    fast = shaken(settings)
    step_by_step = CustomNetwork(
        settings, make_layer=partial(CellLayer, CELLS["lstm"], ACTIVATIONS["tanh"])
    )
    step_by_step.restore(fast.snapshot())
    assert isinstance(fast._stack[0], LSTMLayer)
    for network in (fast, step_by_step):
        network.train_pass(*random_windows(settings))
    for name, array in step_by_step.snapshot().items():
        np.testing.assert_allclose(array, fast.snapshot()[name], rtol=1e-9, atol=1e-12)
    symbols = np.array([0, 1, 1, 0])
    for found, expected in zip(
        step_by_step.trace(symbols).layers, fast.trace(symbols).layers, strict=True
    ):
        for symbol, values in expected.items():
            np.testing.assert_allclose(found[symbol], values, atol=1e-12)
