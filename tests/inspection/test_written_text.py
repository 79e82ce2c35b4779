"""A text knows where each symbol stands, and what else could have stood there."""

import numpy as np

from inspection.written_text import WrittenText
from tasks.writing import Written

LIKELY = np.array([[0.1, 0.9], [0.8, 0.2], [0.3, 0.7]], np.float32)


def piece(*glyphs, symbols=(1, 0, 1)):
    count = len(glyphs)
    return Written(glyphs, np.array(symbols[:count]), LIKELY[:count], np.full(2, 0.5, np.float32))


def test_each_symbol_has_its_place_even_where_a_character_takes_two():
    text = WrittenText("😀 ")
    text.append(piece(" river", "🦉", "."))
    assert text.whole == "😀  river🦉."
    assert [text.symbol_at(place) for place in (0, 2, 3, 8, 9, 10, 11, 12)] == [
        None, None, 0, 0, 1, 1, 2, 3,
    ]  # fmt: skip
    assert text.place_of(1) == slice(9, 11)
    assert text.in_units(slice(5, 8)) == slice(8, 12)


def test_what_leaves_no_mark_is_shown_by_its_number_and_copied_as_it_is():
    text = WrittenText("e\u200b")
    text.append(piece("\u0301", "\ue000", "o"))
    text.append(piece("\u0301"))
    assert text.shown_beginning + "".join(text.shown) == "eU+200BU+0301U+E000o\u0301"
    assert [text.place_of(symbol) for symbol in range(4)] == [
        slice(7, 13), slice(13, 19), slice(19, 20), slice(20, 21),
    ]  # fmt: skip
    assert text.symbol_at(14) == 1
    assert text.text_at(slice(0, 21)) == text.whole
    assert text.text_at(slice(3, 14)) == "\u200b\u0301\ue000"
    assert text.in_units(slice(1, 3)) == slice(13, 20)


def test_what_could_have_stood_there_is_known_and_what_would_come_next():
    text = WrittenText("a")
    text.append(piece("b", "c"))
    text.append(piece("d"))
    np.testing.assert_array_equal(text.probabilities_at(1), LIKELY[1])
    np.testing.assert_array_equal(text.probabilities_at(2), LIKELY[0])
    np.testing.assert_array_equal(text.probabilities_at(3), [0.5, 0.5])
    np.testing.assert_allclose(text.confidences, [0.9, 0.8, 0.9])


def test_of_a_long_text_the_last_probabilities_are_kept_alone():
    text = WrittenText("a", most_bytes=2 * LIKELY.nbytes)
    for _ in range(4):
        text.append(piece("b", "c", "d"))
    assert [text.probabilities_at(symbol) is None for symbol in (0, 5, 6, 11, 12)] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert len(text.confidences) == 12
