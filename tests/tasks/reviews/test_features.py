"""Words and pairs of words are found in reviews, each once, and become a matrix of ones."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from short_reviews import own_reviews

from networks.steps import finished
from tasks.reviews import features
from tasks.reviews.features import FEWEST, Ones, found_in, known_in


@pytest.fixture
def problem():
    return own_reviews(count=80, longest=9, length=50, words=12 + 50)


def things_in(problem, review, has_pairs):
    """Words and pairs by a set of Python's, as words are spelled."""
    words = problem.spelled(problem.symbols(review))
    return {*words, *pairwise(words)} if has_pairs else {*words}


def dense(present):
    ones = np.zeros(present.shape)
    ones[present.rows, present.columns] += 1
    return ones


@pytest.mark.parametrize("has_pairs", [False, True])
def test_each_stands_once_in_its_review_whatever_stands_in_the_same_step(
    problem, has_pairs, monkeypatch
):
    monkeypatch.setattr(features, "_AT_ONCE", 50)
    reviews, counts = np.arange(60), []
    pieces = list(found_in(problem, reviews, has_pairs))
    assert len(pieces) > 5
    for piece in pieces:
        counts += np.bincount(piece.rows, minlength=piece.reviews).tolist()
    assert counts == [len(things_in(problem, review, has_pairs)) for review in reviews]


def test_known_are_all_words_and_the_pairs_that_more_than_one_review_has(problem):
    reviews, words = np.arange(60), len(problem.glyphs)
    found = list(found_in(problem, reviews, has_pairs=True))
    known = finished(known_in(found, words))
    seen = Counter(thing for review in reviews for thing in things_in(problem, review, True))
    pairs = [thing for thing in seen if type(thing) is tuple and seen[thing] >= FEWEST]
    assert (np.diff(known.astype(int)) > 0).all()
    assert (known < words).sum() == sum(type(thing) is str for thing in seen)
    assert (known >= words).sum() == len(pairs) > 10


def test_of_other_reviews_only_what_is_known_counts(problem):
    (found,) = found_in(problem, np.arange(3), has_pairs=False)
    known = finished(known_in([found], len(problem.glyphs)))
    (others,) = found_in(problem, np.arange(3, 80), has_pairs=False)
    ones = dense(others.of(known))
    for row, review in enumerate(range(3, 80)):
        symbols = {*problem.symbols(review).tolist()}
        assert ones[row].tolist() == [float(code in symbols) for code in known]


def test_products_are_those_of_a_matrix_and_a_review_may_have_nothing():
    rng = np.random.default_rng(0)
    ones = rng.integers(0, 2, (5, 7)) * np.array([1, 1, 0, 1, 1])[:, np.newaxis]
    rows, columns = np.nonzero(ones)
    present = Ones(rows.astype(np.int32), columns.astype(np.int32), ones.shape)
    weights, numbers = rng.normal(size=7), rng.normal(size=5)
    np.testing.assert_allclose(present.times(weights), ones @ weights)
    np.testing.assert_allclose(present.back(numbers), ones.T @ numbers)
