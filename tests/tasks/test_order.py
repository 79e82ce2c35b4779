"""The task of its module keeps what every task and every drawn one promises."""

import pytest
from drawn_contract import DrawnContract

from networks.fields import FieldError
from tasks.order import ORDER, Order


class TestOrder(DrawnContract):
    problem = Order(length=12)
    other = Order(length=12, marks=3)
    asked = "a X b c d a Y b c d a a", "XY"


def test_its_sentence_is_true_of_any_number_of_marks():
    marks = Order.FIELDS[1].kind
    assert (marks.least, marks.largest) == (2, 3)
    assert "two or three marked symbols" in ORDER.summary


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a X b q d a Y b c d a a", "Symbol 4 is `q`: only X, Y, a, b, c and d."),
        ("a X b c d a b b c d a a", "A sequence has 2 symbols here that are X or Y."),
        ("a X b", "A sequence has 12 symbols here, not 3."),
    ],
)
def test_what_is_no_sequence_is_told_in_its_own_letters(text, sentence):
    with pytest.raises(FieldError) as refused:
        Order(length=12).read(text)
    assert str(refused.value) == sentence
