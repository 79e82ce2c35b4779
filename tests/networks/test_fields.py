"""What is declared once can be read, written, shown and checked everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatting import LONGEST_SENTENCE
from networks.fields import Field, FieldError, Number, OneOf, OnOff, WholeNumber

LENGTH = Field("length", "&Length", "How many numbers are shown", WholeNumber(2, 50), 5)
PLACE = Field(
    "place", "&Place", "Which of them is asked for", WholeNumber(1, 50), 9, not_above="length"
)
MOST = Field("most", "&Most", "So many at most", WholeNumber(0, 5_000, zero="all"), 0)
RATE = Field("rate", "Learning &rate", "How far", Number(1e-6, 10.0), 0.006)
NORM = Field("norm", "&Norm", "How long", Number(1e-6, 1e6, or_none=True), 1.0)
CELL = Field("cell", "&Cell", "Made of", OneOf("cell", {"gru": "GRU", "lstm": "LSTM"}), "lstm")
CLIPS = Field("clips", "Cl&ip", "Whether", OnOff(), True)
DECIMAL = Number(-10, 10)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (LENGTH, "50", 50),
        (MOST, "all", 0),
        (MOST, "0", 0),
        (RATE, "0,003", 0.003),
        (RATE, "3e-3", 0.003),
        (NORM, "none", None),
        (CELL, "gru", "gru"),
        (CLIPS, "off", False),
    ],
)
def test_a_value_is_read_from_its_text(field, text, value):
    assert field.parse(text) == value
    field.check(value)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        (LENGTH, "51", "Length: `51` is not a whole number from 2 to 50."),
        (LENGTH, "2.0", "Length: `2.0` is not a whole number from 2 to 50."),
        (LENGTH, "all", "Length: `all` is not a whole number from 2 to 50."),
        (MOST, "-1", "Most: `-1` is not a whole number from 0 to 5,000, and not all."),
        (RATE, "none", "Learning rate: `none` is not a number from 1e-06 to 10."),
        (NORM, "0", "Norm: `0` is not a number from 1e-06 to 1e+06, and not none."),
        (CELL, "LSTM", "Cell: There is no cell `LSTM`, only gru and lstm."),
        (CLIPS, "true", "Clip: `true` is neither on nor off."),
    ],
)
def test_what_is_no_value_is_refused_in_a_sentence_with_field_and_limits(field, text, sentence):
    with pytest.raises(FieldError) as refusal:
        field.parse(text)
    assert str(refusal.value) == sentence


VALUES = {
    LENGTH: st.integers(2, 50),
    MOST: st.integers(0, 5_000),
    RATE: st.floats(1e-6, 10.0),
    NORM: st.floats(1e-6, 1e6) | st.none(),
    CELL: st.sampled_from(["gru", "lstm"]),
    CLIPS: st.booleans(),
}


@given(st.sampled_from([*VALUES]).flatmap(lambda f: st.tuples(st.just(f), VALUES[f])))
def test_what_is_written_is_read_again(of_field):
    field, value = of_field
    field.check(value)
    assert field.parse(field.kind.write(value)) == value


@pytest.mark.parametrize("field", [*VALUES], ids=lambda field: field.name)
@pytest.mark.parametrize("value", [[], {"a": 1}, "\ud800\n" * 999, 10**400, 1e308, -1, 2.0, "2"])
def test_a_value_of_another_kind_is_refused_in_a_short_sentence(field, value):
    if field in (RATE, NORM) and value == 2.0:
        value = True  # Which is a one to Python.
    with pytest.raises(FieldError) as refusal:
        field.check(value)
    sentence = str(refusal.value)
    assert sentence.startswith(f"{field.title}: ")
    assert sentence.isprintable()
    assert len(sentence) <= LONGEST_SENTENCE


def test_windows_show_titles_and_few_digits():
    assert CELL.kind.shown("gru") == "GRU"
    assert RATE.kind.shown(0.1 + 0.2) == "0.3"
    assert NORM.kind.shown(None) == "none"
    assert CLIPS.kind.shown(False) == "off"


def test_a_field_keeps_to_the_limit_that_another_ones_value_is():
    beside = PLACE.among({"length": 5})
    assert (beside.default, beside.kind) == (5, WholeNumber(1, 5))
    with pytest.raises(FieldError, match="Place: `6` is not a whole number from 1 to 5"):
        beside.parse("6")
    rows = Field("rows", "Ro&ws", "Side by side", WholeNumber(1, 256), 32, not_below="window")
    assert rows.among({"window": 48}).default == 48
    # What a file claims leaves at least one value.
    assert rows.among({"window": 10**9}).kind == WholeNumber(256, 256)


# A number is read as it stands, with a point or a comma, or it is refused in a sentence


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
def test_a_number_that_is_written_is_read_again(number):
    kind = Number(-1e6, 1e6)
    assert kind.read(kind.write(number)) == number
