"""Any part of a book can be looked at, and what is typed; and what is true of its symbols."""

import numpy as np
import pytest
from own_book import own_book

from networks.fields import FieldError
from tasks.text.passages import PASSAGES, passage_at, passage_typed

BOOKS = [own_book(), own_book(by="words"), own_book(cut="windows")]


@pytest.mark.parametrize("book", BOOKS, ids=str)
@pytest.mark.parametrize("first", [0, 700, 10**9])
def test_a_passage_is_what_stands_there_with_what_follows_each_symbol(book, first):
    sample = passage_at(book, first, 50)
    begin = min(first, len(book.symbols) - 51)
    symbols = book.symbols[begin : begin + 51]
    np.testing.assert_array_equal(sample.targets, symbols[1:])
    assert sample.shown == tuple(book.glyphs[each] for each in symbols[:-1])
    assert f"{begin + 1:,} on" in sample.words
    largest = 1 if book.cut == "windows" else len(book.vocabulary) - 1
    assert 0 <= sample.given.min() <= sample.given.max() <= largest


def test_what_is_typed_is_read_but_for_its_last_symbol_or_refused_in_a_sentence():
    book = own_book()
    assert "".join(passage_typed(book, "the river").shown) == "the␣rive"
    for text, why in [("a", "Type 2 to 201"), ("a" * 202, "Type 2 to 201"), ("a#", "#")]:
        with pytest.raises(FieldError, match=why):
            passage_typed(book, text)


@pytest.mark.parametrize("book", BOOKS[:2], ids=str)
def test_a_place_has_the_same_properties_wherever_one_begins_to_look(book):
    for each in PASSAGES.properties(book):
        whole = each.values(book, 0, 600)
        np.testing.assert_array_equal(each.values(book, 400, 200), whole[400:])
        assert np.nanmax(whole) > np.nanmin(whole), each.name


def test_each_symbol_is_of_one_kind():
    book = own_book()
    kinds = dict(zip(book.vocabulary, PASSAGES.kinds(book), strict=True))
    assert [kinds[each] for each in 'ae n."'] == [
        "vowel", "vowel", "mark", "consonant", "mark", "mark",
    ]  # fmt: skip
    assert set(PASSAGES.kinds(BOOKS[1])) == {"word", "mark"}
