"""All cells there are, by name: a new one is a file of its own and a row here."""

from __future__ import annotations

from cells.cell import Cell
from cells.coupled import COUPLED
from cells.gru import GRU
from cells.lstm import LSTM
from cells.lstm_1997 import LSTM_1997
from cells.peephole import PEEPHOLE
from cells.simple_rnn import SIMPLE_RNN

CELLS: dict[str, Cell] = {
    cell.name: cell
    for cell in (
        SIMPLE_RNN,
        LSTM,
        GRU,
        LSTM_1997,
        PEEPHOLE,
        COUPLED,
    )
}
"""From the plain one on, as menus list them."""
