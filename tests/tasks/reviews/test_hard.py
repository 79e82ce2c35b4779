"""Thirty sentences that are hard to judge, each in one way, and how a network judges them."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from short_reviews import own_reviews
from trained_epochs import begun

from networks.steps import finished
from tasks.reviews.explaining import EXPLAINING, read_review
from tasks.reviews.fitting import SUITS_SENTENCES, fit
from tasks.reviews.hard import (
    HARD,
    HardAnswer,
    knowing_nothing_told,
    right_by_kind,
    score,
    unknown_told,
)
from tasks.reviews.tokens import tokens

PROBLEM = own_reviews()


@pytest.fixture(scope="module")
def reader():
    small = replace(SUITS_SENTENCES, units=(4,), embedding=3)
    return begun(fit(PROBLEM, small))


def test_there_are_six_of_each_kind_and_no_two_are_alike():
    assert Counter(each.kind for each in HARD) == dict.fromkeys(
        ("irony", "negation", "contrast", "emoji", "neutral"), 6
    )
    assert len({each.text for each in HARD}) == 30
    assert all(tokens(each.text) for each in HARD)
    assert {each.meant for each in HARD if each.kind == "neutral"} == {"neutral"}


@pytest.mark.parametrize(
    ("kind", "p", "is_right"),
    [("irony", 0.4, True), ("irony", 0.6, False), ("neutral", 0.5, True), ("neutral", 0.9, False)],
)
def test_a_sentence_is_right_on_the_side_that_is_meant_and_a_neutral_one_in_between(
    kind, p, is_right
):
    sentence = next(each for each in HARD if each.kind == kind)
    assert sentence.is_right(p) == is_right


def test_the_score_is_what_the_network_answers_and_how_many_words_it_does_not_know(reader):
    answers = finished(score(reader, PROBLEM))
    assert [each.sentence for each in answers] == list(HARD)
    for answer in answers[::7]:
        reading = finished(read_review(reader, PROBLEM, answer.sentence.text))
        assert answer.probability == pytest.approx(reading.probability)
        assert answer.unknown == np.sum(~reading.is_known)
    assert sum(of for _, of in right_by_kind(answers).values()) == 30
    assert "unknown to the network" in unknown_told(answers)
    known = [HardAnswer(each.sentence, each.probability, 0, each.of) for each in answers]
    assert unknown_told(known) == ""


def test_it_is_said_why_who_knows_nothing_gets_so_many_right():
    meant = Counter(each.meant for each in HARD)
    told = knowing_nothing_told()
    assert f"gets {meant['negative'] + meant['neutral']} right" in told
    assert f"all {meant['negative']} that are meant negative" in told
    assert f"the {meant['neutral']} neutral ones, for which 30 % to 70 % is right" in told


def test_one_is_chosen_from_what_was_held_out_or_from_these():
    held_out, hard = EXPLAINING.texts(PROBLEM)
    numbers = PROBLEM.corpus.reviews_in(1)
    assert held_out.count == len(numbers)
    for place in range(held_out.count):
        chosen, review = held_out.at(place), numbers[place]
        assert chosen.text == PROBLEM.corpus.spell(review)
        label, stars = PROBLEM.corpus.labels[review], PROBLEM.corpus.stars[review]
        assert ("positive" if label else "negative") in chosen.told
        assert (f"{stars} of 10 stars" in chosen.told) == (stars > 0)
    assert (hard.count, hard.at(6).told) == (30, "negation, meant positive")
