"""What there is to plot of a cell follows from its declaration; values read as people write."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_cells import random_cell

from cells.registry import CELLS
from views.inside.quantities import quantities_of

BY_SYMBOL = {quantity.symbol: quantity for quantity in quantities_of("lstm", "tanh")}


@pytest.mark.parametrize(
    ("symbol", "value", "text"),
    [
        ("c", 1.25, "+1.250"),
        ("c", -1.25, "−1.250"),
        ("h", -0.0006, "−0.001"),
        ("h", -0.0004, "+0.000"),
        ("h", -0.0, "+0.000"),
        ("g", np.float32(-0.0001), "+0.000"),
        ("f", 0.0004, "0.000"),
        ("c", float("nan"), "+nan"),
    ],
)
def test_a_value_has_three_decimals_and_zero_no_minus(symbol, value, text):
    assert BY_SYMBOL[symbol].text(value) == text


@pytest.mark.parametrize("cell", CELLS)
def test_there_is_one_for_every_stage_in_the_order_of_computing(cell):
    found = quantities_of(cell, "tanh")
    expected = [(stage.symbol, stage.title.lower()) for stage in CELLS[cell].stages]
    assert [(quantity.symbol, quantity.name) for quantity in found] == expected


@pytest.mark.parametrize(
    ("cell", "activation", "lows"),
    [
        ("lstm", "tanh", {"f": 0, "i": 0, "g": -1, "c": None, "o": 0, "h": -1}),
        ("lstm", "relu", {"f": 0, "i": 0, "g": None, "c": None, "o": 0, "h": None}),
        ("gru", "tanh", {"z": 0, "r": 0, "g": -1, "h": -1}),
        ("simple_rnn", "tanh", {"h": -1}),
        ("simple_rnn", "linear", {"h": None}),
    ],
)
def test_bounds_follow_from_how_it_is_computed(cell, activation, lows):
    assert {q.symbol: q.low for q in quantities_of(cell, activation)} == lows


@given(seed=st.integers(0, 20), cell=st.sampled_from(sorted(CELLS)), spread=st.sampled_from([1, 9]))
def test_nothing_ever_leaves_its_bounds(seed, cell, spread):
    numbers = random_cell(1, seed % 5, seed % 8, seed, spread, cell, units=(6, 5)).numbers
    for quantity in quantities_of(cell, "tanh"):
        if quantity.low is not None:
            assert quantity.low <= numbers[quantity.symbol] <= 1
