"""The lines that tell a sequence, and what a network says to it."""

import numpy as np
import pytest
from PyQt5.QtGui import QTextDocument

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


@pytest.mark.parametrize("text", [" the  cat", "   no", "a   b", "a <b>&", "a b "])
def test_no_space_of_what_is_read_and_written_is_lost(change_task, text):
    change_task(Parity, writing=object())
    sure = np.ones(len(text), np.float32)
    answer = Answer(Parity(), tuple(text), tuple(text), tuple(text), sure, sure)
    for line in answer_lines(Parity(), answer, "after 3 epochs", "red")[:2]:
        read = QTextDocument()
        read.setHtml(line)
        assert read.toPlainText().partition(" (")[0] == text
