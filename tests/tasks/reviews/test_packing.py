"""Reviews are dealt out to updates so that each is whole in one, and all are about as full."""

from dataclasses import replace

import numpy as np
import pytest
from short_reviews import own_reviews

from networks.numpy_network import numpy_network
from networks.steps import finished
from tasks.reviews.corpus import TEST, TRAIN
from tasks.reviews.judging import examine
from tasks.reviews.packing import NONE, Planned, in_calls, plan_of, spread, targets_of
from tasks.reviews.review_task import REVIEWS


@pytest.mark.parametrize("at_once", [1, 4])
def test_no_review_is_parted_none_overlaps_another_and_updates_are_about_as_full(at_once):
    rng, rows = np.random.default_rng(1), 16
    counts = rng.integers(1, 6, 400)
    starts, updates = spread(counts, rows, at_once)
    assert updates % at_once == 0
    taken = np.concatenate(
        [np.arange(start, start + count) for start, count in zip(starts, counts, strict=True)]
    )
    assert len({*taken}) == counts.sum()
    assert np.array_equal(starts // rows, (starts + counts - 1) // rows)
    fill = np.bincount(taken // rows, minlength=updates)
    assert fill.max() - fill.min() <= 1
    assert counts.sum() > rows * (updates - at_once) - updates


def test_reviews_that_leave_rows_over_are_given_more_updates():
    starts, updates = spread(np.full(9, 3), rows=4)
    assert updates == 9
    assert np.array_equal(np.sort(starts), 4 * np.arange(9))


def test_what_a_plan_reads_is_each_review_with_its_label_at_its_last_row():
    problem = own_reviews(longest=15)
    reviews = problem.corpus.reviews_in(0)
    plan = in_calls(plan_of(problem, reviews, window=4, rows=5), at_once=3)
    read = np.concatenate([*Planned(problem, plan, 4)])[..., 0]
    wanted = np.concatenate([*targets_of(problem, plan)])[..., 0]
    found, review = {}, []
    for row, target, which in zip(
        read.reshape(-1, 4), wanted.reshape(-1), plan[..., 2].reshape(-1), strict=True
    ):
        review += row[row > 0].astype(int).tolist()
        assert np.isnan(target) == (which == NONE)
        if which != NONE:
            found[which], review = review, []
            assert target == problem.corpus.labels[which]
    assert not review
    assert {which: [*problem.symbols(which)] for which in reviews} == found


def test_of_a_part_without_reviews_nothing_is_asked():
    problem = own_reviews()
    part = np.where(problem.corpus.part == TEST, TRAIN, problem.corpus.part).astype(np.uint8)
    problem = replace(problem, corpus=replace(problem.corpus, part=part))
    network = numpy_network(REVIEWS.fit(problem, REVIEWS.settings))
    assert not len(finished(examine(network, problem)).probabilities)
