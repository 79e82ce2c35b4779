"""The task of its module keeps what every task and every drawn one promises."""

import numpy as np
import pytest
from drawn_contract import DrawnContract

from networks.steps import finished
from tasks.adding import Adding
from tasks.drawn_lessons import sample


class TestAdding(DrawnContract):
    problem = Adding(length=6)
    other = Adding(length=8)
    asked = "0.25 0.5* 1 0 0.25* 1", "0.75"

    @pytest.mark.parametrize("question", [*range(20), "0.254* 0.5 1 0 0.254* 1"])
    def test_what_is_written_adds_up(self, question):
        """To the eye: numbers that are rounded each by itself often do not."""
        answer = finished(self.task.answering(self.network(), self.problem, question))
        (expected,), (said,) = answer.expected, answer.said
        assert f"{marked_sum(answer.given):.2f}" == expected
        assert f"{abs(float(said) - float(expected)):.2f}" == f"{answer.errors[0]:.2f}"

    def test_a_guess_is_told_as_the_loss_that_a_plot_shows_too(self):
        loss, _ = self.task.guessed(self.problem)
        assert f"a loss of half that, {loss:.3f}" in self.task.guess_told(self.problem)

    def test_what_is_looked_at_is_what_is_written(self):
        seen = sample(self.problem)
        assert seen.glyph(seen.targets[-1]) == f"{marked_sum(seen.shown):.2f}"
        assert np.allclose(seen.given[:, 0], [float(text.strip("*")) for text in seen.shown])


def marked_sum(glyphs):
    return sum(float(text[:-1]) for text in glyphs if text.endswith("*"))
