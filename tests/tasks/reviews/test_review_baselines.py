"""What simpler means judge rightly of reviews, and what they cannot learn."""

from dataclasses import replace

import numpy as np
import pytest
from matrix_pieces import pieces_of
from short_reviews import own_corpus, own_reviews

from networks.steps import finished
from tasks.reviews import baselines as module
from tasks.reviews import lessons
from tasks.reviews.baselines import baselines
from tasks.reviews.corpus import HELD_OUT, TEST, TRAIN
from tasks.reviews.hard import HARD, share_right
from tasks.reviews.reviews import Reviews
from tasks.reviews.sentences import own_sentences


def all_of(problem):
    *_, last = (each for each in baselines(problem) if each is not None)
    return last


def test_words_that_tell_are_found_and_the_majority_is_that_of_the_training_part():
    problem = own_reviews(count=300)
    found, corpus = all_of(problem), problem.corpus
    usual = corpus.labels[corpus.part == TRAIN].mean() > 0.5
    for shares, part in ((found, HELD_OUT), (found.of_test, TEST)):
        assert shares.majority == np.mean(corpus.labels[corpus.part == part] == usual)
        assert shares.words == shares.ngrams == 1
        assert shares.asked == (corpus.part == part).sum()


def test_where_order_tells_a_bag_of_words_is_no_better_than_a_guess_and_pairs_are():
    found = all_of(Reviews(own_sentences()))
    for shares in (found, found.of_test):
        assert abs(shares.words - 0.5) < 0.08
        assert shares.ngrams > shares.words + 0.1


def test_they_are_asked_the_hard_sentences_as_a_network_is():
    found = all_of(own_reviews(count=300))
    assert [name for name, _ in found.of_hard.told()] == ["bag of words", "n-grams"]
    assert all(share * len(HARD) == round(share * len(HARD)) for _, share in found.of_hard.told())
    assert share_right(np.full(len(HARD), 0.9)) == sum(each.label == 1 for each in HARD) / 30
    meant = [0.5 if each.label is None else each.label for each in HARD]
    assert share_right(np.array(meant)) == 1


def test_nothing_is_learned_from_what_is_held_out_or_asked_at_the_end():
    """Other labels there make rights of wrongs, and change nothing else."""
    corpus = own_corpus(count=200)
    others = np.where(corpus.part == TRAIN, corpus.labels, 1 - corpus.labels).astype(np.uint8)
    found = all_of(Reviews(corpus))
    turned = all_of(Reviews(replace(corpus, labels=others)))
    for one, other in ((found, turned), (found.of_test, turned.of_test)):
        assert [*other.facts().values()] == pytest.approx([1 - x for x in one.facts().values()])


def test_without_a_test_set_nothing_is_told_of_one():
    corpus = own_corpus(count=200)
    found = all_of(Reviews(replace(corpus, part=np.minimum(corpus.part, HELD_OUT))))
    assert found.of_test is None
    assert found.words is not None


def test_the_naive_bayes_ratio_is_that_of_shares_with_one_more_review_of_either_kind():
    ones = np.array([[1, 0, 1], [1, 1, 0], [1, 0, 0]])
    labels = np.array([1.0, 0.0, 1.0])
    positive, negative = ones[[0, 2]].sum(0) + 1, ones[[1]].sum(0) + 1
    expected = np.log(positive / positive.sum()) - np.log(negative / negative.sum())
    ratio = module._ratio(pieces_of(ones, (2, 1)), labels)
    np.testing.assert_allclose(finished(ratio), expected)


def test_one_after_the_other_is_known_and_cancelling_is_heard_between():
    steps = list(baselines(own_reviews(count=300)))
    known = [each for each in steps if each is not None]
    assert [len(each.told()) for each in known] == [1, 2, 3]
    assert steps.count(None) > 10 * len(known)


def test_chance_is_reckoned_by_as_many_as_a_network_is_asked(monkeypatch):
    problem = own_reviews(count=300)
    monkeypatch.setattr(lessons, "MOST_ASKED", 7)
    assert next(baselines(problem)).asked == 7
