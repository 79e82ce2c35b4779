"""The task of its module keeps what every task and every drawn one promises."""

import numpy as np
import pytest
from drawn_contract import DrawnContract
from trained_epochs import begun, train_epochs

import model
from networks.fields import FieldError
from networks.steps import finished
from tasks.count import Count


class TestCount(DrawnContract):
    problem = Count(trained=4, asked=9)
    other = Count(trained=5, asked=9)
    asked = "aaabbb", "a a/b a/b a/b b b S"

    def test_who_never_expects_the_end_reaches_the_guess(self):
        """Of all strings that are trained, each as often as another."""
        said = []
        for n in range(1, 5):
            wanted = self.problem.target_of(self.problem.read("a" * n + "b" * n))
            said += map(self.problem.glyph, wanted[-n:])
        assert said.count("b") / len(said) == self.problem.guess

    @pytest.mark.slow
    @pytest.mark.parametrize("seed", [0, 2])
    def test_the_example_counts_far_beyond_what_it_is_trained_on_in_ten_epochs(self, seed):
        task, problem = self.task, self.task.example
        network = begun(task.settings, seed)
        train_epochs(network, problem, 10, seed=seed)
        (figure,) = finished(task.judging(network, problem, 10)).further
        assert figure.value > 5 * problem.trained

    def test_the_network_of_the_example_has_as_many_parameters_as_its_formulas(self):
        network = model.create_model("numpy", self.task.settings)
        assert network.parameters == 3 * (2 * (3 + 2) + 2) + (2 + 1) * 4

    def test_what_counts_are_the_answers_to_each_b(self):
        inputs, targets = self.problem.draw(np.random.default_rng(0), 50)
        for sequence, wanted, counts in zip(
            inputs, targets, self.problem.counted(inputs, targets), strict=True
        ):
            string = "".join(self.problem.given(sequence))
            assert [self.problem.glyph(each) for each in wanted[counts]] == [
                *"b" * (string.count("b") - 1),
                "S",
            ]

    @pytest.mark.parametrize(("fails_at", "counts_to"), [(1, 0), (6, 5), (99, 9)])
    def test_it_counts_to_the_last_before_the_first_string_that_is_wrong_anywhere(
        self, fails_at, counts_to
    ):
        def read(inputs):
            (sequence,) = inputs
            yield
            wanted = self.problem.target_of(sequence)
            if len(sequence) == 2 * fails_at + 1:
                wanted[fails_at] = 0
            return np.eye(4)[wanted][np.newaxis]

        (figure,) = finished(self.problem.further(read))
        assert figure.facts == {"counts_to": counts_to}
        assert f"It counts to {counts_to}:" in figure.words

    @pytest.mark.parametrize("text", ["aab", "ba", "abab", "SS", "a" * 201 + "b" * 201])
    def test_what_is_no_such_string_is_refused(self, text):
        with pytest.raises(FieldError, match=r"Type some a and then as many b|only a and b"):
            self.problem.read(text)
