"""What is true of a symbol where it stands in a text, symbol by symbol."""

import numpy as np
import pytest

from tasks.text.properties import (
    inside_quotation_marks,
    length_of_word,
    place_in_line,
    place_in_sentence,
    place_in_word,
    vowels,
)


def digits(values):
    return "".join("." if np.isnan(value) else f"{value:.0f}" for value in values)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('he: "go" no', "00001110000"),
        ("“a “b” c", "11111000"),
        ('"a\nb\n\nc', "1111100"),
        ("don't", "00000"),
        ('""a"', "1001"),
    ],
)
def test_speech_is_inside_until_it_is_closed_or_the_paragraph_ends(text, inside):
    assert digits(inside_quotation_marks(text)) == inside


def test_a_mark_within_a_longer_symbol_counts_from_there_on():
    assert digits(inside_quotation_marks(["he", ' "', "go", '"', " on"])) == "01100"


@pytest.mark.parametrize(
    ("places", "pieces", "expected"),
    [
        (place_in_line, "ab\nc\n\nd", "1201001"),
        (place_in_line, ["the", " cat", "\n", "is"], "3702"),
        (place_in_word, "ab, c3\nd", "12001201"),
        (place_in_sentence, ["go", "!", "we", " do", "."], "10120"),
        (length_of_word, ["the", " cats", ",", "\n", "3"], "34..1"),
        (vowels, "aéBüy,", "110100"),
    ],
)
def test_places_are_counted_and_begin_anew(places, pieces, expected):
    assert digits(places(pieces)) == expected


def test_of_nothing_there_is_nothing():
    for each in (inside_quotation_marks, place_in_line, place_in_word, length_of_word, vowels):
        assert each("").shape == (0,)
