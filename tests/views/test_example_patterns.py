"""The examples are what their names and words claim."""

import itertools

import pytest

from tasks.pattern import Pattern
from views.example_patterns import EXAMPLES, de_bruijn_cycle, thue_morse


@pytest.mark.parametrize("order", [1, 2, 3, 4, 6])
def test_every_word_occurs_once_in_a_de_bruijn_cycle(order):
    cycle = de_bruijn_cycle(order)
    words = {(cycle * 2)[start : start + order] for start in range(len(cycle))}
    assert len(cycle) == 2**order
    assert words == {"".join(word) for word in itertools.product("01", repeat=order)}


def test_thue_morse_is_its_start_and_then_its_start_flipped():
    half, whole = thue_morse(16), thue_morse(32)
    assert thue_morse(8) == "01101001"
    assert whole == half + half.translate(str.maketrans("01", "10"))


def test_no_block_occurs_three_times_in_a_row_in_thue_morse():
    text = thue_morse(64)
    for length in range(1, 22):
        for start in range(len(text) - 3 * length + 1):
            block = text[start : start + length]
            assert text[start : start + 3 * length] != 3 * block


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_every_example_has_a_period_of_at_most_a_window_and_says_why_it_is_there(example):
    assert Pattern.read(example.symbols).period <= 16
    assert example.why
