"""An epoch teaches every training review once, and asks those that were held out."""

from dataclasses import replace

import numpy as np
import pytest
from short_reviews import own_reviews
from trained_epochs import begun, train_epochs

from tasks.reviews import lessons
from tasks.reviews.corpus import HELD_OUT, TEST, TRAIN
from tasks.reviews.fitting import SUITS_SENTENCES, fit
from tasks.reviews.lessons import calls, held_out_reviews, reviews_lesson

PROBLEM = own_reviews(count=200, longest=15)


def settings_for(problem, **changes):
    return replace(fit(problem, replace(SUITS_SENTENCES, rows=6, window=4, updates=4)), **changes)


def reviews_read(pieces, targets):
    """Every review that is read, as its symbols, and its label."""
    found, symbols = [], []
    rows = np.concatenate([*pieces]).reshape(-1, pieces.shape[-2])
    for row, target in zip(rows, np.concatenate([*targets]).reshape(-1), strict=True):
        symbols += row[row > 0].astype(int).tolist()
        if not np.isnan(target):
            found.append((*symbols, int(target)))
            symbols = []
    return found


def those_of(problem, part):
    labels = problem.corpus.labels
    return [
        (*problem.symbols(review), labels[review]) for review in problem.corpus.reviews_in(part)
    ]


@pytest.mark.parametrize("epoch", [1, 2])
def test_an_epoch_reads_each_training_review_once_and_none_that_is_held_out_or_of_the_test(epoch):
    lesson = reviews_lesson(PROBLEM, settings_for(PROBLEM), 0, epoch)
    read = reviews_read(lesson.inputs, lesson.targets)
    assert sorted(read) == sorted(those_of(PROBLEM, TRAIN))
    assert lesson.learned_from == len(read)


def test_another_epoch_or_seed_has_another_order_and_as_many_calls():
    settings = settings_for(PROBLEM)
    taught = [
        reviews_lesson(PROBLEM, settings, seed, epoch) for seed, epoch in ((0, 1), (0, 2), (1, 1))
    ]
    orders = {(*reviews_read(each.inputs, each.targets),) for each in taught}
    assert len(orders) == 3
    assert {each.calls for each in taught} == {calls(PROBLEM, settings)}


def test_little_of_an_epoch_is_padding():
    settings = settings_for(PROBLEM, rows=32, updates=1)
    lesson = reviews_lesson(PROBLEM, settings, 0, 1)
    rows = np.concatenate([*lesson.inputs]).reshape(-1, settings.window)
    assert (rows == 0).all(axis=1).mean() < 1.5 / calls(PROBLEM, settings)


def test_asked_are_those_held_out_then_as_many_that_were_trained_on():
    lesson = reviews_lesson(PROBLEM, settings_for(PROBLEM), 0, 1)
    asked = reviews_read(lesson.asked, lesson.asked_targets)
    held_out = len(PROBLEM.corpus.reviews_in(HELD_OUT))
    assert lesson.seen == held_out == len(asked) - held_out
    assert sorted(asked[:held_out]) == sorted(those_of(PROBLEM, HELD_OUT))
    assert {*asked[held_out:]} <= {*those_of(PROBLEM, TRAIN)}
    assert lesson.expected.tolist() == [review[-1] for review in asked]
    in_order = held_out_reviews(PROBLEM, settings_for(PROBLEM))
    labels = PROBLEM.corpus.labels[in_order].tolist()
    assert [(*PROBLEM.symbols(n), label) for n, label in zip(in_order, labels, strict=True)] == (
        asked[:held_out]
    )


def test_of_many_some_from_all_over_are_asked(monkeypatch):
    problem = own_reviews(count=200, seed=1)
    monkeypatch.setattr(lessons, "MOST_ASKED", 7)
    lesson = reviews_lesson(problem, settings_for(problem), 0, 1)
    assert (len(lesson.expected), lesson.seen) == (14, 7)
    assert 0 < lesson.expected.mean() < 1


def test_the_test_set_is_in_no_lesson():
    """Not even in what an epoch is made of before it is made into numbers."""
    problem = own_reviews(count=200, longest=15, seed=2)
    of_test = {*those_of(problem, TEST)} - {*those_of(problem, TRAIN), *those_of(problem, HELD_OUT)}
    lesson = reviews_lesson(problem, settings_for(problem), 0, 1)
    for pieces, targets in (
        (lesson.inputs, lesson.targets),
        (lesson.asked, lesson.asked_targets),
    ):
        assert of_test.isdisjoint(reviews_read(pieces, targets))


def test_updates_in_which_nothing_is_asked_do_not_lower_the_training_loss():
    """Calls are whole: of few reviews some updates read padding alone."""
    problem = own_reviews(count=40)
    settings = settings_for(problem, window=12, updates=64, learning_rate=1e-6)
    lesson = reviews_lesson(problem, settings, 0, 1)
    is_asked = ~np.isnan(lesson.targets).all(axis=(2, 3))
    assert is_asked.mean() < 0.5
    (record,) = train_epochs(begun(settings), problem)
    assert record.training_loss == pytest.approx(record.seen[0], rel=0.02)
