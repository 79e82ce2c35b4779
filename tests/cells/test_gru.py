"""The GRU keeps the contract of all cells."""

from cell_contract import CellContract


class TestGRU(CellContract):
    name = "gru"
    parameters = 23_301
