"""What of a corpus is read: the words that are known, and of a long review its end or beginning."""

from dataclasses import replace

import numpy as np
import pytest
from short_reviews import own_corpus, own_reviews

from networks.fields import FieldError
from tasks.reviews.corpus import TRAIN
from tasks.reviews.fitting import SUITS_SENTENCES, fit
from tasks.reviews.reviews import Reviews
from tasks.reviews.rows import UNKNOWN, rows_of


def test_a_word_is_a_symbol_and_a_rare_one_the_unknown():
    corpus = own_corpus(longest=100)
    problem = Reviews(corpus, words=50)
    assert problem.glyphs[UNKNOWN + 1 :] == corpus.words
    few = replace(corpus, words=(*corpus.words, *(f"rare{n}" for n in range(99))))
    problem = Reviews(few, words=50)
    assert len(problem.glyphs) == 50
    known = problem.glyphs[-1]
    assert problem.read(f"{known} rare98").tolist() == [49, UNKNOWN]


def test_a_long_review_is_cut_at_its_beginning_or_its_end():
    corpus = own_corpus(longest=15)
    longest = int(corpus.lengths.argmax())
    whole = corpus.review(longest) + UNKNOWN + 1
    for cut, kept in (("first", whole[:10]), ("last", whole[-10:]), ("chopped", whole[-10:])):
        problem = Reviews(corpus, length=10, cut=cut)
        assert problem.symbols(longest).tolist() == kept.tolist()
        typed = " ".join(corpus.words[word] for word in corpus.review(longest))
        assert problem.read(typed).tolist() == kept.tolist()
        assert len(problem.tokens(typed)) == 10


@pytest.mark.parametrize(("cut", "kept"), [("first", "0 1 2"), ("last", "7 8 9")])
def test_what_is_typed_in_one_piece_is_no_longer_than_the_longest_of_the_corpus(cut, kept):
    problem = Reviews(own_corpus(longest=3), length=100, cut=cut)
    typed = " ".join(map(str, range(10)))
    assert problem.longest == 3
    assert problem.tokens(typed) == kept.split()
    assert len(rows_of(problem.read(typed), fit(problem, SUITS_SENTENCES).window)[0]) == 1
    assert len(replace(problem, cut="chopped").tokens(typed)) == 10


def test_a_text_without_words_is_refused():
    for text in ("", " \n"):
        with pytest.raises(FieldError):
            own_reviews().read(text)


def test_reviews_of_which_none_is_held_out_cannot_be_learned():
    corpus = own_corpus()
    with pytest.raises(FieldError, match="held out"):
        Reviews(replace(corpus, part=np.full(len(corpus), TRAIN, np.uint8)))


def test_the_guess_is_what_always_the_commoner_label_of_the_training_part_reaches():
    corpus = own_corpus()
    labels = corpus.labels.copy()
    labels[corpus.reviews_in(TRAIN)[:6]] = 1
    held_out = labels[corpus.part == 1]
    assert Reviews(replace(corpus, labels=labels)).guess == np.mean(held_out == 1)
