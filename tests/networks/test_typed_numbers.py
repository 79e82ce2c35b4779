"""A number is read as it stands, with a point or a comma, or it is refused in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.fields import FieldError, Number, WholeNumber

DECIMAL = Number(-10, 10)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.003", 0.003),
        ("0,003", 0.003),
        (",5", 0.5),
        ("5,", 5.0),
        ("1,000", 1.0),
        ("3e-3", 0.003),
        ("2,5E-1", 0.25),
        ("-0,5", -0.5),
        ("−0.5", -0.5),
    ],
)
def test_a_point_and_a_comma_both_mean_the_decimal_point(text, number):
    assert DECIMAL.read(text) == number


@pytest.mark.parametrize(
    "text",
    [
        *("1,000.5", "1.2.3", "1,2,3", "1 000", "abc", "1e", "e3", ".", ",", "-", ""),
        *("0x1", "1_0", "nan", "٣", "11", "1e999", "9" * 5000),
    ],
)
def test_what_is_no_number_of_the_range_is_refused_with_its_text(text):
    with pytest.raises(FieldError) as refusal:
        DECIMAL.read(text)
    assert str(refusal.value).startswith(f"`{text[:100]}")
    assert str(refusal.value).endswith("is not a number from -10 to 10.")


@pytest.mark.parametrize("text", ["1.0", "1,0", "-1", "+1", "1e2", "", "x", "1001", "٣", "1 "])
def test_a_whole_number_is_in_digits(text):
    with pytest.raises(FieldError, match="is not a whole number from 1 to 1,000"):
        WholeNumber(1, 1000).read(text)
    assert WholeNumber(1, 1000).read("0010") == 10


@pytest.mark.parametrize("text", ["1,000", "1.000", "1 000", "1'000", "10,000,000"])
def test_grouped_digits_are_not_guessed_at(text):
    with pytest.raises(FieldError, match="write it in digits alone"):
        WholeNumber(1, 10**9).read(text)


@given(st.floats(-1e6, 1e6))
def test_what_is_written_is_read_again(number):
    kind = Number(-1e6, 1e6)
    assert kind.read(kind.write(number)) == number
