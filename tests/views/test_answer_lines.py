"""The lines that tell a sequence, and what a network says to it."""

import numpy as np
import pytest

from tasks.answer import Answer
from tasks.parity import Parity
from views.answer_lines import answer_lines


@pytest.mark.parametrize(
    ("least", "told"),
    [
        (0.9997, "at least 99.9 % confident"),
        (1.0, "at least 99.9 % confident"),
        (0.874, "at least 87.4 % confident"),
    ],
)
def test_of_several_answers_the_least_sure_is_told(least, told):
    sure = np.array([1.0, least], np.float32)
    answer = Answer(Parity(length=2), ["1", "0"], ["1", "1"], ["1", "1"], sure, sure)
    assert (
        f"({told}, after 3 epochs)"
        in answer_lines(Parity(length=2), answer, "after 3 epochs", "red")[2]
    )
