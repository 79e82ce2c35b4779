"""The peephole LSTM keeps the contract of all cells, and is an LSTM where nothing is seen."""

from dataclasses import replace

import numpy as np
from cell_contract import SMALL, CellContract, shaken

from networks.numpy_network import numpy_network


class TestPeepholeLSTM(CellContract):
    name = "peephole"
    parameters = 30_951


def test_with_peepholes_of_zero_it_is_an_lstm():
    lstm = shaken(SMALL)
    weights = [array for name, array in lstm.snapshot().items() if name.startswith("weights")]
    weights.insert(6, np.zeros((3, SMALL.units[1]), np.float32))
    weights.insert(3, np.zeros((3, SMALL.units[0]), np.float32))
    peephole = numpy_network(replace(SMALL, cell="peephole"))
    named = {f"weights/{index}": array for index, array in enumerate(weights)}
    peephole.restore(peephole.snapshot() | named)
    symbols = np.array([0, 1, 1, 0, 1])
    np.testing.assert_allclose(peephole.read(symbols)[0], lstm.read(symbols)[0], atol=1e-6)
