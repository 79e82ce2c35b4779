"""What simpler means need on the held-out part of a book, in bits per character."""

import bz2
import lzma
from collections import Counter
from math import log2

import numpy as np
import pytest
from own_book import own_book

from tasks.text.baselines import baselines
from tasks.text.book import Book
from tasks.text.ngrams import guesses


def all_of(book):
    *_, last = baselines(book)
    return last


@pytest.mark.parametrize("letter", ["e", "ü", "𝄞"])
def test_figures_that_anybody_can_work_out(letter):
    book = Book(own_book().text.replace("e", letter))
    found, text, at = all_of(book), book.text, book.held_out_at
    known, held_out = Counter(text[:at]), text[at:]
    different, classes = len(known), len(book.vocabulary)
    assert found.uniform == pytest.approx(log2(classes))
    bits = [-log2((known[c] + different / classes) / (at + different)) for c in held_out]
    assert found.unigram == pytest.approx(sum(bits) / len(held_out))
    for module in (bz2, lzma):
        growth = len(module.compress(text.encode())) - len(module.compress(text[:at].encode()))
        assert found.facts()[module.__name__] == pytest.approx(8 * growth / len(held_out))


@pytest.mark.parametrize("characters", [2_000, 6_800])
def test_no_compressor_needs_less_than_nothing_for_what_only_repeats_itself(characters):
    fox = "The quick brown fox jumps over the lazy dog, and the dog sleeps on. "
    text = (fox * 100)[:characters]
    book = Book(text)
    assert len(bz2.compress(text.encode())) < len(bz2.compress(text[: book.held_out_at].encode()))
    assert all_of(book).bz2 == 0
    assert "bz2 (0.000)" in all_of(book).verdict(all_of(book).ngram / 2)


def test_n_grams_are_of_order_two_to_six():
    book = own_book()
    orders = guesses(book.symbols, len(book.vocabulary), book.held_out_from)
    bits = [-np.log2(p).mean() for p in orders if p is not None]
    np.testing.assert_allclose(all_of(book).ngrams, bits[1:])


def test_of_words_the_same_is_told_by_the_character():
    book = own_book(by="words")
    found, characters = all_of(book), all_of(own_book())
    assert (found.bz2, found.lzma) == (characters.bz2, characters.lzma)
    assert found.uniform == book.bits_per_character(np.log(len(book.vocabulary)))
    assert found.ngram < found.unigram < found.uniform < characters.uniform


def test_one_after_the_other_is_known_and_cancelling_is_heard_between():
    steps = list(baselines(Book(own_book().text * 20)))
    known = [each for each in steps if each is not None]
    left = [(*each.facts().values(),).count(None) for each in known]
    assert left == [4, 3, 2, 2, 2, 2, 2, 1, 0]
    assert [len(each.ngrams) for each in known] == [0, 0, 1, 2, 3, 4, 5, 5, 5]
    assert steps.count(None) > len(known)
