"""What a window is told of the answers to reviews: which review each belongs to, and the test."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from short_reviews import own_corpus, own_reviews
from trained_epochs import begun

from networks.steps import finished
from tasks.measures import Agreement
from tasks.reviews.corpus import HELD_OUT, TEST
from tasks.reviews.fitting import SUITS_SENTENCES, fit
from tasks.reviews.hard import HARD
from tasks.reviews.judging import EXAMINING
from tasks.reviews.lessons import reviews_lesson
from tasks.reviews.reviews import Reviews

PROBLEM = own_reviews(count=90)
SETTINGS = fit(PROBLEM, replace(SUITS_SENTENCES, units=(4,), embedding=3, rows=7))


@pytest.fixture(scope="module")
def reader():
    return begun(SETTINGS)


def answers_of_an_epoch(reader):
    lesson = reviews_lesson(PROBLEM, SETTINGS, 0, 1)
    passes = zip(lesson.asked, lesson.asked_targets, strict=True)
    kept = [reader.evaluate_pass(inputs, targets) for inputs, targets in passes]
    return lesson.kept(np.concatenate(kept))[: -lesson.seen]


def test_each_prediction_of_an_epoch_stands_beside_its_own_review(reader):
    """As another pass over the same reviews has it, one by one."""
    answered = EXAMINING.held_out(PROBLEM, SETTINGS, answers_of_an_epoch(reader))
    corpus = PROBLEM.corpus
    assert sorted(answered.reviews) == corpus.reviews_in(HELD_OUT).tolist()
    assert (answered.labels == corpus.labels[answered.reviews]).all()
    assert (answered.stars == corpus.stars[answered.reviews]).all()
    *_, examined = list_of(EXAMINING.test(reader, replace_parts(HELD_OUT, TEST)))
    alone = dict(zip(examined.reviews, examined.probabilities, strict=True))
    expected = [alone[review] for review in answered.reviews]
    np.testing.assert_allclose(answered.probabilities, expected, atol=1e-6)


def replace_parts(one, other):
    """The same reviews, those of one part as if they were of the other."""
    corpus = PROBLEM.corpus
    part = corpus.part.copy()
    part[corpus.part == one], part[corpus.part == other] = other, one
    return Reviews(replace(corpus, part=part))


def list_of(telling):
    """What was told on the way, and in the end the outcome."""
    told = []
    while True:
        try:
            told.append(next(telling))
        except StopIteration as end:
            return [*told, end.value]


def test_the_test_set_is_asked_as_a_whole_and_told_as_it_goes_on(reader):
    *shares, examined = list_of(EXAMINING.test(reader, PROBLEM))
    assert (examined.reviews == PROBLEM.corpus.reviews_in(TEST)).all()
    told = [share for share in shares if share is not None]
    assert told == sorted(told)
    assert told[-1] == 1


def test_the_same_test_set_is_known_again_however_it_is_read():
    others = Reviews(PROBLEM.corpus, words=100, cut="first")
    assert EXAMINING.test_set(others) == EXAMINING.test_set(PROBLEM) is not None
    assert EXAMINING.test_set(own_reviews(seed=1)) != EXAMINING.test_set(PROBLEM)
    corpus = own_corpus()
    without = Reviews(replace(corpus, part=np.minimum(corpus.part, HELD_OUT)))
    assert EXAMINING.test_set(without) is None


def test_hard_sentences_are_counted_by_kind(reader):
    judged = finished(EXAMINING.hard(reader, PROBLEM))
    assert sum(of for _, of in judged.kinds.values()) == 30
    assert all(0 <= right <= of for right, of in judged.kinds.values())
    assert "unknown to the network" in judged.told


def test_what_a_source_reports_is_told_by_the_names_of_what_is_measured():
    assert {*EXAMINING.reported} <= {*Agreement.__dataclass_fields__}


@pytest.mark.parametrize(("pooling", "window"), [("last", 5), ("mean", 5), ("last", 64)])
def test_it_is_said_of_how_many_reviews_only_the_last_words_count(pooling, window):
    settings = replace(SETTINGS, pooling=pooling, window=window)
    reviews = PROBLEM.corpus.reviews_in(TEST)
    longer = int((PROBLEM.lengths[reviews] > window).sum())
    told = EXAMINING.left_out(PROBLEM, settings, reviews)
    assert (longer > 0) == (window == 5)
    is_said = pooling == "last" and longer > 0
    assert told.startswith(f"Of {longer} of {len(reviews)} reviews only the last") == is_said
    assert bool(told) == is_said


def test_a_review_is_spelled_to_be_read():
    assert EXAMINING.text(PROBLEM, 3) == PROBLEM.corpus.spell(3)


def test_beside_the_score_on_hard_sentences_stands_what_knowing_nothing_gets(reader):
    kinds = Counter(each.meant for each in HARD)
    nothing = kinds["negative"] + kinds["neutral"]
    told = finished(EXAMINING.hard(reader, PROBLEM)).told
    says = "Who knows nothing and says 49 % positive to each"
    assert told.startswith(f"{says} gets {nothing} right: all {kinds['negative']} that are")
    assert "unknown to the network" in told
