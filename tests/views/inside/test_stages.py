"""The equations of a cell are those of the literature, written from its declaration."""

import pytest

from cells.registry import CELLS
from views.inside.stages import equation, meanings, raised_and_lowered, stages_of, whole_cell

EQUATIONS = {
    "simple_rnn": ["h = tanh(W_h x + U_h hₜ₋₁ + b_h)"],
    "lstm": [
        "f = σ(W_f x + U_f hₜ₋₁ + b_f)",
        "i = σ(W_i x + U_i hₜ₋₁ + b_i)",
        "g = tanh(W_g x + U_g hₜ₋₁ + b_g)",
        "c = f ⊙ cₜ₋₁ + i ⊙ g",
        "o = σ(W_o x + U_o hₜ₋₁ + b_o)",
        "h = o ⊙ tanh(c)",
    ],
    "gru": [
        "z = σ(W_z x + U_z hₜ₋₁ + b_z + d_z)",
        "r = σ(W_r x + U_r hₜ₋₁ + b_r + d_r)",
        "g = tanh(W_g x + r ⊙ (U_g hₜ₋₁ + d_g) + b_g)",
        "h = z ⊙ hₜ₋₁ + (1−z) ⊙ g",
    ],
    "lstm_1997": [
        "i = σ(W_i x + U_i hₜ₋₁ + b_i)",
        "g = tanh(W_g x + U_g hₜ₋₁ + b_g)",
        "c = cₜ₋₁ + i ⊙ g",
        "o = σ(W_o x + U_o hₜ₋₁ + b_o)",
        "h = o ⊙ tanh(c)",
    ],
    "peephole": [
        "f = σ(W_f x + U_f hₜ₋₁ + p_f ⊙ cₜ₋₁ + b_f)",
        "i = σ(W_i x + U_i hₜ₋₁ + p_i ⊙ cₜ₋₁ + b_i)",
        "g = tanh(W_g x + U_g hₜ₋₁ + b_g)",
        "c = f ⊙ cₜ₋₁ + i ⊙ g",
        "o = σ(W_o x + U_o hₜ₋₁ + p_o ⊙ c + b_o)",
        "h = o ⊙ tanh(c)",
    ],
}


def equations(cell: str, activation: str = "tanh") -> list[str]:
    return [equation(stage, CELLS[cell], activation) for stage in CELLS[cell].stages]


@pytest.mark.parametrize("cell", EQUATIONS)
def test_equations_read_as_in_the_literature(cell):
    assert equations(cell) == EQUATIONS[cell]


@pytest.mark.parametrize("cell", CELLS)
def test_every_stage_of_every_cell_names_its_result_and_only_what_there_is(cell):
    known = {"x", *(stage.symbol for stage in CELLS[cell].stages)}
    known |= {f"{state}_tm1" for state in CELLS[cell].states}
    for stage, text in zip(CELLS[cell].stages, equations(cell), strict=True):
        assert text.startswith(f"{stage.symbol} = ")
        for factors in getattr(stage, "products", ()):
            for factor in factors:
                assert factor.removeprefix("1−").removeprefix("φ(").removesuffix(")") in known


def test_another_activation_takes_the_place_of_tanh():
    assert equations("lstm", "relu")[-1] == "h = o ⊙ ReLU(c)"
    assert equations("lstm", "linear")[2] == "g = W_g x + U_g hₜ₋₁ + b_g"
    assert equations("lstm", "linear")[-1] == "h = o ⊙ c"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("U_f hₜ₋₁ + b_f", "U<sub>f</sub> h<sub>t−1</sub> + b<sub>f</sub>"),
        ("σ(s) = 1 / (1 + e^−s)", "σ(s) = 1 / (1 + e<sup>−s</sup>)"),
    ],
)
def test_what_stands_below_or_above_is_set_so_everywhere(text, shown):
    assert raised_and_lowered(text) == shown


def test_only_functions_that_a_calculator_lacks_are_explained():
    assert meanings(CELLS["simple_rnn"], "tanh") == ""
    assert meanings(CELLS["gru"], "tanh") == "σ(s) = 1 / (1 + e^−s)"
    assert meanings(CELLS["gru"], "relu") == "σ(s) = 1 / (1 + e^−s) and ReLU(s) = max(0, s)"


def test_the_whole_cell_leads_from_what_it_is_given_to_its_states():
    assert whole_cell(CELLS["lstm"]).startswith(
        "The whole cell: from x, hₜ₋₁ and cₜ₋₁ to c and h. "
    )
    assert whole_cell(CELLS["gru"]).startswith("The whole cell: from x and hₜ₋₁ to h. ")


@pytest.mark.parametrize(
    ("cell", "symbol", "stages"),
    [
        ("lstm", "f", "fc"),
        ("lstm", "c_tm1", "c"),
        ("lstm", "i·g", "c"),
        ("lstm", "c", "ch"),
        ("lstm", "φ(c)", "h"),
        ("gru", "z", "zh"),
        ("gru", "1−z", "h"),
        ("gru", "r·(U_g h_tm1 + d_g)", "g"),
        ("lstm_1997", "c_tm1", "c"),
        ("peephole", "c_tm1", "fic"),
        ("peephole", "p_o·c", "o"),
        ("simple_rnn", "h_tm1", "h"),
    ],
)
def test_a_number_belongs_to_the_stage_that_makes_it_and_those_that_read_it(cell, symbol, stages):
    assert stages_of(CELLS[cell], symbol) == tuple(stages)
