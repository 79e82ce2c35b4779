"""What is told of a cell follows from its declaration."""

import pytest

from cells.cell import inner_symbol
from cells.registry import CELLS


@pytest.mark.parametrize(
    ("factor", "inner"), [("φ(c)", "c"), ("1−z", "z"), ("f", "f"), ("c_tm1", "c_tm1")]
)
def test_a_factor_is_made_of_one_symbol(factor, inner):
    assert inner_symbol(factor) == inner


@pytest.mark.parametrize("cell", CELLS)
def test_the_weights_of_a_net_are_told_apart_by_layer(cell):
    shapes = CELLS[cell].weight_shapes(1, 5), CELLS[cell].weight_shapes(5, 3)
    output = [(3, 1), (1,)]
    whole = [*shapes[0], *shapes[1], *output]
    for layer in (0, 1):
        assert tuple(CELLS[cell].weights_of_layer(whole, layer)) == shapes[layer]


@pytest.mark.parametrize("cell", CELLS)
def test_every_symbol_is_computed_before_it_is_read(cell):
    known = {f"{state}_tm1" for state in CELLS[cell].states}
    for stage in CELLS[cell].stages:
        read = {getattr(stage, "peephole", ""), getattr(stage, "reset_by", "")} - {""}
        for factors in getattr(stage, "products", ()):
            read |= {inner_symbol(factor) for factor in factors}
        assert read <= known
        known.add(stage.symbol)
    assert set(CELLS[cell].states) <= known
    assert {gate.symbol for gate in CELLS[cell].gates} == set(CELLS[cell].blocks)


def test_a_variant_says_what_differs_and_takes_nothing_that_computes_another_cell():
    variant = CELLS["lstm"].variant(name="mine", step=CELLS["coupled"].step)
    assert (variant.name, variant.step) == ("mine", CELLS["coupled"].step)
    assert variant.stages == CELLS["lstm"].stages
    assert (variant.keras_class, variant.keras_options, variant.fast_layer) == ("", {}, None)
