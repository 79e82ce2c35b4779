"""The chain of preparation goes on to what a network reads, and its counts are those of it."""

from dataclasses import replace

import pytest
from own_reviews import small_corpus

from tasks.reviews.chain import ReadWords, chain
from tasks.reviews.reviews import Reviews
from tasks.reviews.rows import UNKNOWN


@pytest.fixture
def problem():
    return Reviews(small_corpus(), words=50, length=10)


def counts(problem, window=10):
    steps = chain(problem, ReadWords.of(problem), window)
    return {step.title: step.count for step in steps}


@pytest.mark.parametrize("cut", ["chopped", "first", "last"])
def test_what_is_counted_is_what_is_read(problem, cut):
    problem = replace(problem, cut=cut)
    read = [problem.symbols(review) for review in range(len(problem.corpus))]
    found = counts(problem)
    assert found["Unknown"] == sum(int((symbols == UNKNOWN).sum()) for symbols in read)
    assert found["Rare words"] == len(problem.corpus.words) - (problem.words - UNKNOWN - 1)
    assert found["Cut"] == len(problem.corpus.ids) - sum(map(len, read))
    assert found["Padding"] == sum(-len(symbols) % 10 for symbols in read)


def test_it_begins_with_what_was_done_to_the_source(problem):
    steps = chain(problem, ReadWords.of(problem), 10)
    assert steps[: len(problem.corpus.done)] == problem.corpus.done


def test_another_field_moves_its_counts_alone(problem):
    before, after = counts(problem), counts(replace(problem, words=60))
    assert {name for name in before if before[name] != after[name]} == {"Rare words", "Unknown"}
