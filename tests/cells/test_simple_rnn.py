"""The simple RNN keeps the contract of all cells."""

from cell_contract import CellContract


class TestSimpleRNN(CellContract):
    name = "simple_rnn"
    parameters = 7_701
