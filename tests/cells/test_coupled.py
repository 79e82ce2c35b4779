"""The coupled LSTM keeps the contract of all cells, and is an LSTM whose i is 1 − f."""

from dataclasses import replace

import numpy as np
from cell_contract import SMALL, CellContract, shaken

from networks.numpy_network import numpy_network


class TestCoupledLSTM(CellContract):
    name = "coupled"
    parameters = 23_001


def test_an_lstm_whose_input_gate_mirrors_its_forget_gate_does_the_same():
    """Since σ(−z) = 1 − σ(z), the weights of i are those of f with the signs turned."""
    coupled = shaken(replace(SMALL, cell="coupled"))
    lstm = numpy_network(SMALL)
    named = {}
    for name, array in coupled.snapshot().items():
        if name.startswith("weights"):
            n = array.shape[-1] // 3
            is_output = name in ("weights/6", "weights/7")
            mirrored = [array] if is_output else [-array[..., :n], array]
            named[name] = np.concatenate(mirrored, axis=-1)
    lstm.restore(lstm.snapshot() | named)
    symbols = np.array([0, 1, 1, 0, 1])
    np.testing.assert_allclose(coupled.read(symbols)[0], lstm.read(symbols)[0], atol=1e-6)
