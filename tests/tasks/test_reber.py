"""The task of its module keeps what every task and every drawn one promises."""

import re

import numpy as np
import pytest
from drawn_contract import DrawnContract

import model
from networks.fields import FieldError
from networks.steps import finished
from tasks.reber import Reber

INNER = "B(TS*X(XT*VP)*(S|XT*VV)|PT*V(PXT*V)*(V|PS))E"
EMBEDDED = re.compile(f"B(T{INNER}T|P{INNER}P)E")
"""The grammar once more, read off its graph in another way."""


class TestReber(DrawnContract):
    problem = Reber(length=14)
    other = Reber(continual=True, length=14)
    asked = "BTBTXSET", "T/P B T/P S/X S/X E T E"

    def test_strings_are_those_of_the_grammar_and_all_that_are_short_enough_come(self):
        problem = Reber(length=10)
        inputs, _ = problem.draw(np.random.default_rng(0), 2000)
        strings = {"".join(problem.given(s[: problem.end(s)])) + "E" for s in inputs}
        assert all(EMBEDDED.fullmatch(string) for string in strings)
        assert len(strings) == problem.sequences
        assert min(map(len, strings)) == 9

    def test_what_counts_is_the_last_symbol_but_one_which_is_that_of_the_beginning(self):
        inputs, targets = self.problem.draw(np.random.default_rng(0), 100)
        counted = self.problem.counted(inputs, targets)
        assert (counted.sum(axis=1) == 1).all()
        assert np.array_equal(targets[counted], inputs[:, 1, 0])

    def test_the_network_of_the_example_has_as_many_parameters_as_its_formulas(self):
        network = model.create_model("numpy", self.task.settings)
        assert network.parameters == 4 * (12 * (7 + 12) + 12) + (12 + 1) * 7

    def test_gradients_are_followed_from_what_counts_back_to_what_has_to_be_remembered(self):
        given, targets = self.task.stretches(self.problem, 7)
        assert {self.problem.glyph(symbol) for symbol in given[:, -1, 0]} == {"E"}
        assert np.array_equal(targets, given[:, 1, 0])

    def test_who_knows_the_grammar_alone_is_legal_everywhere_and_right_in_half_of_what_counts(self):
        """Its answers are those with most ways; it does not know T from P at the end."""

        def read(inputs):
            yield
            legal = [self.problem.legal(sequence, sequence) for sequence in inputs]
            return np.array(legal, float)

        (figure,) = finished(self.problem.further(read))
        assert figure.value == 1
        assert figure.guess == pytest.approx(0.75, abs=0.2)
        assert set(figure.facts) == {"legal", "legal_guess"}

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("BTBTXSEP", "Symbol 8 is `P`, where the grammar has T."),
            ("BX", "Symbol 2 is `X`, where the grammar has P or T."),
            ("BTQ", "Symbol 3 is `Q`: only B, T, P, S, X, V and E."),
        ],
    )
    def test_what_the_grammar_does_not_have_is_told(self, text, sentence):
        with pytest.raises(FieldError) as refused:
            self.problem.read(text)
        assert str(refused.value) == sentence


class TestContinualReber(DrawnContract):
    problem = Reber(continual=True, length=12)
    other = Reber(continual=True, length=13)
    asked = "BTBTXSETEB", "T/P B T/P S/X S/X E T E B T/P"
    test_the_example_is_learned_well_beyond_a_guess = None  # It is asked of the other.

    def test_a_row_is_string_after_string_cut_wherever_a_window_ends(self):
        inputs, targets = self.problem.stream(np.random.default_rng(0), windows=40, rows=3)
        assert inputs.shape == (40, 3, 12, 1)
        for row in range(3):
            symbols = inputs[:, row].reshape(-1, 1)
            assert np.array_equal(symbols[1:, 0], targets[:, row].reshape(-1)[:-1])
            whole, _, rest = "".join(self.problem.given(symbols)).rpartition("EB")
            assert re.fullmatch(f"({EMBEDDED.pattern})+", whole + "E")
            assert len(rest) < 40
