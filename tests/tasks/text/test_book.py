"""A book is a value; its symbols are the text again, and its last tenth is held out."""

import pickle
from dataclasses import replace
from math import log, log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_book import own_book, sentences

from networks.fields import FieldError
from tasks.text.book import (
    FEWEST_CHARACTERS,
    LARGEST_BOOK,
    MOST_SYMBOLS,
    Book,
    _tokens_of,
    bits_to_spell,
    default_book,
)
from tasks.text.tokens import UNKNOWN

any_text = st.text(st.characters(exclude_categories=["Cs"]).filter("\r".__ne__), min_size=1)


@pytest.fixture(params=["characters", "words"])
def book(request):
    return own_book(by=request.param, words=50)


def test_it_is_a_value_that_tells_little_of_its_text(book):
    again = pickle.loads(pickle.dumps(book))
    assert again == book == replace(book)
    assert hash(again) == hash(book)
    assert len({book, again, replace(book, cut="windows"), replace(book, name="another")}) == 3
    assert max(map(len, (repr(book), str(book), book.title, book.short))) < 200
    assert len(replace(book, name="A long name / of a book: \0").file_name) <= 16
    assert replace(book, name="?").file_name


def test_equal_books_share_what_was_found_out_and_no_more_than_two_texts_are_kept_for_that(book):
    again = pickle.loads(pickle.dumps(Book(book.text, by=book.by, words=50)))
    assert again.text is not book.text
    assert replace(book, cut="windows").symbols is book.symbols is replace(again).symbols
    for characters in range(2_100, 2_500, 100):
        assert own_book(characters, by=book.by).symbols.size
    assert _tokens_of.cache_info().currsize == 2


def test_symbols_are_as_many_as_there_are_and_cannot_be_written_to(book):
    assert book.symbols.dtype == np.uint16
    assert set(book.symbols) <= set(range(len(book.vocabulary)))
    assert len(set(book.vocabulary)) == len(book.vocabulary) == len(book.glyphs)
    assert len(book.lengths) == len(book.symbols)
    assert book.lengths.sum() == len(book.text)
    with pytest.raises(ValueError, match="read-only"):
        book.symbols[0] = 1


def test_characters_are_in_order_and_words_by_how_often_they_stand_there():
    letters = own_book().vocabulary
    assert list(letters) == sorted(set(own_book().text))
    unknown, *rest = own_book(by="words").vocabulary
    assert unknown == UNKNOWN
    assert rest.index("the") < rest.index("captain")
    assert {"miller's", ",", "\n", " "} <= {*rest}


@given(any_text)
def test_the_symbols_of_any_text_are_the_text_again(text):
    book = Book(text + own_book(FEWEST_CHARACTERS).text)
    assert book.spell(book.symbols) == book.text
    assert book.spell(book.read(text)) == text


@given(st.text("ab'’_ \n.é1", min_size=1, max_size=40))
def test_words_that_are_known_are_the_text_again_and_each_piece_is_as_long_as_it_says(text):
    book = Book((text + "\nend\n") * (FEWEST_CHARACTERS // 5), by="words")
    pieces = book.pieces(book.symbols)
    assert "".join(pieces) == book.text
    assert [*map(len, pieces)] == book.lengths.tolist()


def test_a_word_of_its_own_has_who_stands_there_twice_before_the_held_out_part():
    once, twice, held_out = "zebra", "yak", "xerus"
    text = own_book().text
    book = Book(f"{once} {twice} {twice} {text} {held_out} {held_out}", by="words")
    assert twice in book.vocabulary
    assert not {once, held_out} & {*book.vocabulary}
    assert book.spell(book.symbols).startswith(f"{UNKNOWN} {twice} {twice} ")


def test_the_unknown_word_stands_for_all_that_the_chosen_size_leaves_out():
    few, many = own_book(by="words", words=50), own_book(by="words")
    assert few.vocabulary == many.vocabulary[:50]
    assert (few.symbols == 0).mean() > (many.symbols == 0).mean()


def test_the_last_tenth_is_held_out_by_characters_and_by_words_alike(book):
    assert book.held_out_at == pytest.approx(0.9 * len(book.text), abs=1)
    before = int(book.lengths[: book.held_out_from].sum())
    assert before <= book.held_out_at < before + book.lengths[book.held_out_from]


def test_what_is_typed_is_read_in_small_letters_where_the_book_has_no_others():
    book = own_book()
    assert book.spell(book.read("The River\r\n")) == "the river\n"
    assert Book(sentences(3_000)).spell(Book(sentences(3_000)).read("The")) == "The"


def test_what_is_not_in_the_book_is_named_with_its_place():
    with pytest.raises(FieldError, match="Character 5 is `#`, which is nowhere in the book"):
        own_book().read("the #1")
    words = own_book(by="words")
    assert words.spell(words.read("The riverboat, the river")) == f"the {UNKNOWN}, the river"


def test_what_leaves_no_mark_is_shown_all_the_same():
    book = own_book()
    glyphs = dict(zip(book.vocabulary, book.glyphs, strict=True))
    assert (glyphs[" "], glyphs["\n"], glyphs["a"]) == ("␣", "↵", "a")
    book = Book(3_000 * "ab\u200b\u0301\ue000")
    assert book.glyphs == ("a", "b", "U+0301", "U+200B", "U+E000")


def test_a_loss_in_nats_is_told_in_bits_a_character():
    assert own_book().bits_per_character(log(2)) == pytest.approx(1)


def test_words_pay_for_their_length_and_for_spelling_out_what_is_unknown():
    book = own_book(by="words")
    held_out = slice(book.held_out_from, None)
    characters, said = book.lengths[held_out].sum(), len(book.symbols[held_out])
    assert not (book.symbols[held_out] == 0).any()
    assert book.bits_per_character(log(2)) == pytest.approx(said / characters)
    with_unknown = Book(f"{book.text} {'q' * 9}", by="words")
    paid = with_unknown.bits_per_character(0.0) * with_unknown.lengths[held_out].sum()
    assert paid > 9 * log2(len(book.text) / 2)


def test_the_default_needs_no_file():
    book = default_book()
    assert book.text == book.text.lower()
    assert "python" in book.text
    assert 100_000 < len(book.text) < LARGEST_BOOK


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ab" * 900, "at least 2,000 characters, and this one has 1,800"),
        ("ab" * (LARGEST_BOOK // 2) + "c", r"at most 5 MB, and this one has 5\.1 MB"),
        ("é" * (LARGEST_BOOK // 2) + "c", r"at most 5 MB, and this one has 5\.1 MB"),
        ("a" * 3_000, "nothing but `a`"),
        ("a\ud800" * 3_000, "halves"),
        ("".join(map(chr, range(0x4E00, 0x4E00 + MOST_SYMBOLS + 1))), "10,001"),
    ],
)
def test_what_is_no_book_is_refused_in_a_sentence(text, told):
    with pytest.raises(FieldError, match=told):
        Book(text)


def test_neither_is_one_of_few_words_nor_one_that_is_cut_in_an_unknown_way():
    with pytest.raises(FieldError, match="learned by words a book has at least 200, and this"):
        Book("ab" * 3_000, by="words")
    for wrong in ({"by": "letters"}, {"cut": "slices"}, {"words": 20_000}):
        with pytest.raises(FieldError):
            own_book(**wrong)


def test_neither_is_one_by_words_of_which_none_would_have_a_symbol_of_its_own():
    numbered = " ".join(f"w{n}" for n in range(3_000))
    assert Book(numbered)
    long = "w" * 41
    for text in (numbered, f"{long} {long} {numbered}", f"{numbered} w0"):
        with pytest.raises(
            FieldError, match="a book has some of them twice before its held-out part"
        ):
            Book(text, by="words")
    assert Book(f"w1 {numbered}", by="words").vocabulary == (UNKNOWN, "w1")


@pytest.mark.parametrize("by", ["characters", "words"])
def test_cut_in_another_way_nothing_of_it_is_found_out_again(by):
    book = own_book(by=by)
    other = replace(book, cut="windows")
    assert other != book
    assert other.symbols is book.symbols
    before = book.lengths[: book.held_out_from].sum()
    assert before <= book.held_out_at < before + book.lengths[book.held_out_from]


def test_all_characters_that_words_can_be_spelled_with_are_likely_by_one_together():
    # Two of them never stood in the text before, and `a` stands there twice.
    p = 2 ** -bits_to_spell("abq ", "aab")
    assert p.sum() == pytest.approx(1)
    assert p[0] == pytest.approx(3 / 7)
    # What the words lack but the text has takes its share all the same.
    assert 2 ** -bits_to_spell("q", "aab") == pytest.approx(1 / 6)


def test_of_words_a_space_at_the_end_goes_without_saying():
    words = own_book(by="words")
    assert words.read("the river ").tolist() == words.read("the river").tolist()
    assert words.spell(words.read("the river, ")) == "the river, "
    assert words.spell(words.read("the river  ")) == "the river  "
