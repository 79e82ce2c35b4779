"""What a network writes is drawn from its own answers, symbol after symbol, and repeats."""

import numpy as np
import pytest
from own_book import own_book

from networks.settings import Settings
from tasks.registry import TASKS
from tasks.sampling import Sampling
from tasks.text.writing import given, writing
from tasks.writing import ToWrite

LETTERS = "\n abcd"
TEXT = TASKS["text"]


class Letters:
    """A book of few letters."""

    vocabulary = tuple(LETTERS)
    held_out_from = 20
    scale = 1

    def __init__(self, text="ab cd\n" * 20):
        self.symbols = self.read(text)

    def read(self, text):
        return np.array([LETTERS.index(letter) for letter in text], np.uint16)

    def pieces(self, symbols):
        return [LETTERS[symbol] for symbol in symbols]

    def spell(self, symbols):
        return "".join(self.pieces(symbols))


class Counting:
    """A reader that holds the next letter likely, and remembers how much it has read."""

    settings = Settings(stateful=True)

    def __init__(self, bursts_after=None):
        self.read = []
        self._bursts_after = bursts_after

    def read_on(self, symbols, memory=None):
        self.read.append((list(symbols), memory))
        read = (memory or 0) + len(symbols)
        answers = np.full((len(symbols), len(LETTERS)), 0.1, np.float32)
        answers[np.arange(len(symbols)), (symbols.astype(int) + 1) % len(LETTERS)] = 0.5
        if self._bursts_after is not None and read >= self._bursts_after:
            answers[-1] = np.nan
        return answers, read


def written(reader, asked, book=None):
    pieces = [piece for piece in writing(reader, book or Letters(), asked) if piece]
    return "".join(glyph for piece in pieces for glyph in piece.glyphs), pieces


def test_each_symbol_is_read_after_what_the_network_remembers_of_those_before():
    reader = Counting()
    text, _ = written(reader, ToWrite("ab", 4, Sampling(temperature=0)))
    assert text == "cd\n "
    fed = [symbols for symbols, _ in reader.read]
    assert fed == [[2, 3], [4], [5], [0], [1]]
    assert [memory for _, memory in reader.read] == [None, 2, 3, 4, 5]


def test_in_windows_a_symbol_is_read_as_the_number_that_it_was_in_training():
    book, reader = own_book(cut="windows"), Counting()
    next(iter(writing(reader, book, ToWrite("the river", 1))))
    assert reader.read[0][0] == pytest.approx(book.read("the river") / len(book.vocabulary))
    lesson = TEXT.lesson(book, TEXT.fit(book, TEXT.settings), 0, 1)
    trained_on = {*np.unique(np.concatenate([*lesson.inputs]))}
    assert {*reader.read[0][0]} <= trained_on, "to the last bit"


def test_a_seed_repeats_what_is_drawn_and_another_one_does_not():
    asked = ToWrite("a", 200, Sampling(temperature=1, seed=1))
    text, _ = written(Counting(), asked)
    assert len(text) == 200
    assert written(Counting(), asked)[0] == text
    assert written(Counting(), ToWrite("a", 200, Sampling(temperature=1, seed=2)))[0] != text


def test_in_each_place_it_is_told_what_the_network_held_likely_whatever_is_drawn_from_that():
    text, pieces = written(Counting(), ToWrite("a", 50, Sampling(temperature=2, top_k=3)))
    confidences = np.concatenate([piece.confidences for piece in pieces])
    follows = [LETTERS.index(b) == (LETTERS.index(a) + 1) % 6 for a, b in zip("a" + text, text)]  # noqa: B905
    np.testing.assert_allclose(confidences, np.where(follows, 0.5, 0.1))
    assert pieces[-1].ahead.argmax() == (LETTERS.index(text[-1]) + 1) % 6


def test_it_can_be_heard_between_two_pieces_and_while_a_long_beginning_is_read(monkeypatch):
    monkeypatch.setattr("tasks.text.writing.BETWEEN_PIECES", 0.0)
    monkeypatch.setattr(Settings, "steps_at_once", 8)
    pieces = list(writing(Counting(), Letters(), ToWrite("abcd", 3)))
    assert pieces[:4] == [None] * 4
    assert [len(piece.glyphs) for piece in pieces[4:]] == [1, 1, 1]


@pytest.mark.parametrize("symbols", [0, 3])
def test_a_network_that_bursts_ends_its_text_with_a_sentence(symbols):
    text, pieces = written(Counting(bursts_after=2 + symbols), ToWrite("ab", 50))
    assert len(text) == symbols
    assert pieces[-1].trouble.startswith(f"From predicted symbol {symbols + 1} on")
    assert not any(piece.trouble for piece in pieces[:-1])


def test_nothing_typed_begins_with_words_that_were_held_out():
    book = Letters("ab ab ab\n" * 3 + "\n\n  cd dc dd cc\n")
    book.held_out_from = 20
    assert given(book, "") == "cd dc dd "
    assert given(book, "ab") == "ab"
    book.symbols = book.read("abcdabcdabcdabcdabcdabcd")
    assert given(book, "") == "a"


def test_by_words_they_end_with_a_word_after_which_any_may_come():
    book = own_book(by="words")
    first = given(book, "")
    assert first.split() == [book.vocabulary[symbol] for symbol in book.read(first)]
    assert given(book, "the river ") == "the river"


def test_words_add_what_stands_between_them():
    class Words(Letters):
        def pieces(self, symbols):
            first, *others = super().pieces(symbols)
            return [first, *(f" {each}" for each in others)]

    text, pieces = written(Counting(), ToWrite("ab", 2, Sampling(temperature=0)), Words())
    assert text == " c d"
    assert pieces[0].glyphs[0] == " c"
