"""From texts to a corpus: what is left out, what becomes of the rest, and who is asked when."""

import math
from itertools import islice, product
from random import Random

import numpy as np
import pytest
from memory import memory_within
from own_reviews import corpus_of, review, small_corpus

from networks.fields import FieldError
from tasks.reviews.corpus import HELD_OUT, TEST, TRAIN
from tasks.reviews.preparing import LONGEST_REVIEW, Labelled, Preparation


def told(corpus):
    return {step.title: (step.count, step.sentence) for step in corpus.done}


def spelled_in(corpus, part):
    return {corpus.spell(each) for each in corpus.reviews_in(part)}


def test_every_step_is_told_with_its_count():
    texts = [(review(n, n % 2), n % 2) for n in range(100)]
    corpus = corpus_of([*texts, texts[3], ("<p> </p>", 1), ("&amp; &eacute;t&eacute; 1994", 0)])
    steps = told(corpus)
    assert [*steps] == ["Read", "Left out", "HTML", "Words", "Numbers", "Parts"]
    assert steps["Left out"] == (2, "1 empty review and 1 repeated one left out.")
    assert steps["HTML"][0] == 2 * 101 + 2
    assert "204 signs of HTML became spaces, 202 of them line breaks." in steps["HTML"][1]
    assert steps["Words"][0] == len(corpus.ids)
    assert steps["Parts"][0] == len(corpus) == 101
    assert corpus.words.count("été") == 1
    assert not {"<br", "br", "p", "amp"} & {*corpus.words}
    assert steps["Numbers"][0] == np.count_nonzero(corpus.ids == corpus.words.index("<number>"))


def test_what_is_held_out_follows_from_the_reviews_not_from_their_order():
    texts = [(review(n, n % 2), n % 2) for n in range(300)]
    one = corpus_of(texts)
    Random(1).shuffle(texts)
    other = corpus_of(texts)
    for part in (TRAIN, HELD_OUT, TEST):
        assert spelled_in(one, part) == spelled_in(other, part)


def test_a_tenth_is_for_the_test_and_a_tenth_of_the_rest_is_held_out_as_many_of_each_kind():
    corpus = small_corpus(400)
    sizes = [len(corpus.reviews_in(part)) for part in (TRAIN, HELD_OUT, TEST)]
    assert sizes == [324, 36, 40]
    for part in (TRAIN, HELD_OUT, TEST):
        assert corpus.labels[corpus.part == part].mean() == 0.5


def test_a_test_set_of_the_source_stays_as_it_is_and_nothing_of_it_is_learned():
    train = [(review(n, n % 2), n % 2, 0, TRAIN) for n in range(100)]
    test = [(review(n, n % 2), n % 2, 0, TEST) for n in range(90, 140)]
    corpus = corpus_of([*train, *test, test[0], train[0]])
    assert len(corpus.reviews_in(TEST)) == 51
    assert len(corpus.reviews_in(TRAIN)) + len(corpus.reviews_in(HELD_OUT)) == 90
    assert told(corpus)["Left out"][0] == 11
    learned = spelled_in(corpus, TRAIN) | spelled_in(corpus, HELD_OUT)
    assert not learned & spelled_in(corpus, TEST)


def test_what_is_all_for_the_test_is_divided_like_any_other():
    corpus = corpus_of([(review(n, n % 2), n % 2, 0, TEST) for n in range(100)])
    assert [len(corpus.reviews_in(part)) for part in (TRAIN, HELD_OUT, TEST)] == [80, 10, 10]


def test_stars_and_labels_stay_with_their_reviews():
    corpus = corpus_of([(f"film {'x' * n}", n % 2, n % 11) for n in range(40)])
    for each in range(len(corpus)):
        number = corpus.words[corpus.review(each)[-1]].count("x")
        assert (corpus.labels[each], corpus.stars[each]) == (number % 2, number % 11)


@pytest.mark.parametrize("length", [6, 2_000])
def test_pieces_that_never_come_again_are_not_all_remembered(length, monkeypatch):
    """What is told apart by marks that are left out counts as no word: nothing else bounds it."""
    monkeypatch.setattr("tasks.reviews.preparing.MOST_KNOWN", 100)
    signs = ["".join(each) for each in islice(product("@#$%^&*", repeat=6), 100_000)]
    text = "film " + " ".join(each.ljust(length, "@") for each in signs[: 600_000 // length])
    preparation = Preparation()
    with memory_within(math.inf, kept=200_000):
        preparation.add(Labelled(text, 1))


def test_a_review_that_is_none_is_refused():
    with pytest.raises(FieldError, match=r"Review 1 has more than 1,000,000 characters\."):
        Preparation().add(Labelled("a " * (LONGEST_REVIEW // 2 + 1), 1))
    with pytest.raises(FieldError, match="There is no review with a word in it"):
        corpus_of([])
