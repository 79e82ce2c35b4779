"""The numbers in the equations: who puts them into a calculator gets what is shown."""

import math
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_cells import STEPS, random_cell, with_numbers

from cells.registry import CELLS
from inspection.cell_values import CellValues
from views.inside.equation_text import (
    FACTOR_DIGITS,
    PART_DIGITS,
    PRODUCT_DIGITS,
    bracketed,
    number,
    numbers_of,
    other_parts,
    place_text,
    short_number,
    terms_from_input,
    terms_from_state,
)

CALCULATOR = {
    "tanh": math.tanh,
    "ReLU": lambda s: max(0.0, s),
    "σ": lambda z: 1 / (1 + math.exp(-z)),
}
ROUNDING = 1e-9


def cells_of(activations: list[str], spreads: list[float]) -> st.SearchStrategy[CellValues]:
    return st.builds(
        random_cell,
        layer=st.integers(0, 1),
        unit=st.integers(0, 15),
        step=st.integers(0, STEPS - 1),
        seed=st.integers(0, 3),
        spread=st.sampled_from(spreads),
        cell=st.sampled_from(sorted(CELLS)),
        activation=st.sampled_from(activations),
        units=st.just((16, 16)),
    )


cells = cells_of(["tanh"], [0.02, 0.3, 1.5]) | cells_of(["relu", "linear"], [0.02, 0.3])


def calculate(shown: str) -> float:
    """What a calculator makes of a piece of an equation."""
    return eval(shown.replace("−", "-").replace("·", "*"), {"__builtins__": {}}, CALCULATOR)


def last_digit(shown: str) -> float:
    """The worth of the last digit of the last number in a piece of an equation."""
    return 10.0 ** -len(re.findall(r"\.(\d+)", shown)[-1])


def within(shown: str) -> str:
    """What stands in the brackets of σ(…) or tanh(…)."""
    return re.fullmatch(r"[^(]*\((.*)\)", shown)[1]


@given(cells)
def test_each_piece_of_an_equation_gives_the_next_to_its_last_digit(values):
    for stage in values.cell.stages:
        pieces = numbers_of(stage.symbol, values).split(" = ")
        for piece, result in pairwise(pieces):
            off = abs(calculate(piece) - calculate(result))
            assert off <= last_digit(result) + ROUNDING, (stage.symbol, piece, result)


@given(cells)
def test_the_parts_of_a_gate_add_up_to_the_sum_shown(values):
    for symbol in values.gates:
        parts, *totals, _ = numbers_of(symbol, values).split(" = ")
        if not totals:  # Nothing squashes the sum: its numbers are followed by the result.
            continue
        (total,) = totals
        off = abs(calculate(within(parts)) - calculate(within(total)))
        assert off <= last_digit(total) + ROUNDING


@given(cells)
def test_the_result_of_each_equation_is_the_true_value_rounded(values):
    for stage in values.cell.stages:
        result = numbers_of(stage.symbol, values).split(" = ")[-1]
        assert (
            abs(calculate(result) - values.numbers[stage.symbol])
            <= last_digit(result) / 2 + ROUNDING
        )


@pytest.mark.parametrize(
    ("c_tm1", "digits"), [(6.9, 4), (-23.456789, 3), (412.3456789, 2), (98765.4321, 0)]
)
def test_a_large_cell_state_loses_the_digits_that_would_not_come_out(c_tm1, digits):
    small = random_cell()
    f, i, g = (small.numbers[symbol] for symbol in "fig")
    values = with_numbers(small, {"c_tm1": c_tm1, "c": f * c_tm1 + i * g})
    sum_shown, result = numbers_of("c", values).split(" = ")
    assert abs(calculate(sum_shown) - calculate(result)) <= 10.0**-digits + ROUNDING
    assert result == number(values.numbers["c"], digits)


@given(cells, st.booleans())
def test_the_terms_of_a_sum_are_its_products_and_add_up_to_it(values, is_input):
    symbol = values.cell.blocks[-1]
    gate = values.gates[symbol]
    terms = (terms_from_input if is_input else terms_from_state)(symbol, values)
    total = calculate(number(gate.from_input if is_input else gate.from_state, PART_DIGITS))
    products = [calculate(number(term.product, PRODUCT_DIGITS)) for term in terms]
    assert abs(sum(products) - total) <= 10.0**-PART_DIGITS + ROUNDING
    for term, product in zip(terms, products, strict=True):
        weight, value = (number(each, FACTOR_DIGITS) for each in (term.weight, term.value))
        off = abs(calculate(f"({weight})·({value})") - product)
        assert off <= 10.0**-PRODUCT_DIGITS + ROUNDING


def test_terms_name_the_units_they_come_from():
    values = random_cell(layer=1)
    terms = terms_from_state("o", values)
    assert [term.source for term in terms] == [f"unit {k}" for k in range(1, 51)]
    np.testing.assert_array_equal([term.value for term in terms], values.h_tm1)


def test_the_first_layer_multiplies_one_symbol_and_the_second_shows_a_sum():
    first, second = random_cell(layer=0), random_cell(layer=1)
    assert re.match(r"σ\(−?0\.\d{5}·[01] \+ ", numbers_of("f", first))
    assert re.match(r"σ\(−?\d+\.\d{5} \+ ", numbers_of("f", second))


def test_the_known_example_reads_as_in_the_lecture():
    values = random_cell()
    gate = replace(
        values.gates["f"],
        input_weights=np.array([0.12340]),
        from_input=0.12340,
        from_state=-0.56780,
        bias=1.02100,
        sum=0.5766,
        value=1 / (1 + math.exp(-0.5766)),
    )
    known = replace(values, x=np.array([1.0]), gates={**values.gates, "f": gate})
    assert numbers_of("f", known) == ("σ(0.12340·1 + (−0.56780) + 1.02100) = σ(0.5766) = 0.6403")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0, "0.0000"), (-0.00001, "0.0000"), (-0.5, "−0.5000"), (12.34567, "12.3457")],
)
def test_numbers_have_a_fixed_count_of_digits_and_no_negative_zero(value, shown):
    assert number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(-99.98765, "−99.9877"), (100.0, "100.00"), (-123.4567, "−123.46")]
)
def test_a_large_number_takes_no_more_room_than_a_small_one(value, shown):
    assert short_number(value) == shown


def test_only_negative_numbers_stand_in_brackets():
    assert bracketed(-0.25) == "(−0.25000)"
    assert bracketed(0.25) == "0.25000"
    assert bracketed(-1e-9) == "0.00000"


def test_a_net_that_has_burst_is_shown_as_it_is():
    values = random_cell()
    burst = with_numbers(values, {"c_tm1": np.inf, "c": np.nan, "φ(c)": np.nan, "h": np.nan})
    assert numbers_of("c", burst).endswith(" = nan")
    assert numbers_of("h", burst).endswith(" = nan")


def test_places_count_from_one():
    assert place_text(random_cell(layer=1, unit=6, step=5)) == "Layer 2, unit 7, step 6"


@pytest.mark.parametrize("cell", ["gru", "peephole"])
def test_what_a_cell_has_more_stands_in_its_sums(cell):
    values = random_cell(layer=1, cell=cell)
    for symbol, gate in values.gates.items():
        shown = numbers_of(symbol, values)
        for more in (gate.state_bias, gate.reset, *(gate.peephole or ())):
            assert more is None or number(more, PART_DIGITS) in shown


def test_a_huge_number_is_written_with_a_power_of_ten():
    assert number(-12345678.9) == "−1.2346e+07"


def test_besides_its_two_sums_a_gate_adds_up_biases_and_peepholes():
    gru, peephole = random_cell(cell="gru"), random_cell(cell="peephole")
    assert re.fullmatch(r"b_g = −?\d\.\d{5}, d_g = −?\d\.\d{5}", other_parts("g", gru))
    assert ", p_o·c = " in other_parts("o", peephole)
    assert ", " not in other_parts("g", peephole)
