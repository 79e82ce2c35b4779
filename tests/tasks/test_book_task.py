"""The task of books keeps what every task promises, whichever way a book is read and cut."""

import math
from dataclasses import replace

import numpy as np
import pytest
from own_book import own_book
from task_contract import SEED, TakenFrom, TaskContract
from trained_epochs import train_epochs

import model
from file_parts import FileProblem
from networks.settings import DEFAULT_SETTINGS
from networks.steps import finished
from tasks.registry import TASKS, task_of
from tasks.task import ProblemParts
from tasks.text.book import Book
from tasks.text.brief import Brief

TEXT = TASKS["text"]


class OfBooks(TaskContract):
    @property
    def settings(self):
        return replace(super().settings, learning_rate=0.03, embedding=3, dropout=0.1)

    def test_whether_it_is_known_is_said_of_a_network_that_knows_nothing(self):
        """Nobody ever knows a book, and so it is never tried."""
        network, lesson = self.network(), self.lesson()
        assert not self.task.is_tried(self.problem)
        answers = np.zeros((1, 1))
        assert finished(self.task.knows(network, self.problem, lesson, answers)) is False
        assert 0 <= finished(self.task.right_for(network, self.problem, 10)) <= 10

    def test_the_guess_is_what_always_saying_the_usual_symbol_reaches(self):
        book = self.problem
        usual = np.bincount(book.symbols[: book.held_out_from]).argmax()
        guess = self.task.guess(book)
        assert guess == np.mean(book.symbols[book.held_out_from :] == usual)
        assert 0 < guess < 0.5

    def test_what_is_asked_right_is_what_the_record_of_an_epoch_has(self):
        """A network that has just been asked all that is held out says as much rightly again."""
        (record,) = self.records(1)
        network = self.network()
        train_epochs(network, self.problem, seed=SEED)
        held_out = self.task.held_out(self.problem)
        assert held_out == len(self.problem.symbols) - self.problem.held_out_from
        rights = finished(self.task.right_for(network, self.problem, held_out))
        assert rights / held_out == pytest.approx(record.accuracy, abs=0.05)

    def test_a_file_without_its_vocabulary_or_with_another_is_refused(self):
        parts = self.task.parts(self.problem)
        words = parts.facts["vocabulary"]
        for strange in ({}, {"vocabulary": words[::-1]}, {"vocabulary": words, "book": 1}):
            facts = {**parts.facts, **strange} if strange else {}
            with pytest.raises(FileProblem):
                self.task.from_parts(TakenFrom(ProblemParts(facts=facts, text=parts.text)))

    def test_a_file_whose_text_is_no_book_is_refused(self):
        parts = self.task.parts(self.problem)
        for text in ("", "short", "a" * 3_000):
            with pytest.raises(FileProblem, match="book cannot be"):
                self.task.from_parts(TakenFrom(replace(parts, text=text)))


class TestCharactersInRows(OfBooks):
    problem, same = own_book(2_500), own_book(2_500)
    other = own_book(2_500, by="words")


class TestWordsInRows(OfBooks):
    problem, same = (own_book(2_500, by="words", words=60) for _ in range(2))
    other = own_book(2_500, by="words", words=50)


class TestWindows(OfBooks):
    problem, same = (own_book(2_200, cut="windows") for _ in range(2))
    other = own_book(2_200)

    @property
    def settings(self):
        return replace(super().settings, embedding=0)


def test_a_network_of_another_task_is_given_what_suits_a_book_and_one_of_this_keeps_what_it_has():
    rows, windows = own_book(), own_book(cut="windows")
    fitted = TEXT.fit(rows, DEFAULT_SETTINGS)
    assert (fitted.rows, fitted.window, fitted.stateful) == (16, 50, True)
    chosen = replace(fitted, rows=5, window=20)
    assert TEXT.fit(rows, chosen) == chosen
    as_in_the_lecture = TEXT.fit(windows, chosen)
    assert (as_in_the_lecture.rows, as_in_the_lecture.window) == (128, 99)
    assert not as_in_the_lecture.stateful
    assert TEXT.fit(rows, replace(fitted, rows=1)).rows == 2


def test_losses_by_words_are_told_per_character_and_with_the_perplexity_of_a_word():
    by_words, by_characters = (own_book(by=by) for by in ("words", "characters"))
    told = TEXT.loss_unit(by_words).told_in_full(math.log(8))
    bits = by_words.bits_per_character(math.log(8))
    assert told == f"{bits:.3f} bits per character, a perplexity of 8.0 a word"
    assert TEXT.loss_unit(by_characters).told_in_full(math.log(8)) == "3.000 bits per character"


def test_a_brief_is_as_short_for_every_book():
    book = own_book(50_000, by="words")
    brief = TEXT.brief(book)
    assert isinstance(brief, Brief)
    assert task_of(brief) is TEXT
    assert len(str(brief)) < 200
    assert TEXT.brief(Book(book.text[:-1], book.name, by="words")) != brief


@pytest.mark.slow
def test_both_backends_learn_a_book_alike():
    book = own_book(2_500)
    settings = replace(TEXT.fit(book, TEXT.settings), units=(8,), rows=4, window=10, dropout=0.2)
    losses = []
    for backend in ("numpy", "keras"):
        network = model.create_model(backend, settings)
        network.compile()
        network.initialise(0)
        (record,) = train_epochs(network, book)
        losses.append((record.loss, *record.seen))
    assert losses[0] == pytest.approx(losses[1], rel=1e-3)
