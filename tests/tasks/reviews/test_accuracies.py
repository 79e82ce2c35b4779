"""What simpler means judge rightly is named, and a network is told how it compares."""

import pytest

from tasks.reviews.accuracies import Accuracies

KNOWN = Accuracies(majority=0.5, words=0.884, ngrams=0.912, of_test=Accuracies(words=0.88))


def test_files_have_one_name_for_each():
    assert KNOWN.facts() == {"majority": 0.5, "words": 0.884, "ngrams": 0.912}
    assert KNOWN.of_test.facts() == {"majority": None, "words": 0.88, "ngrams": None}


def test_windows_name_those_that_are_known():
    assert Accuracies().told() == ()
    assert KNOWN.told() == (("majority", 0.5), ("bag of words", 0.884), ("n-grams", 0.912))
    assert Accuracies(words=0.0).told() == (("bag of words", 0.0),)


@pytest.mark.parametrize(
    ("baselines", "accuracy", "sentence"),
    [
        (
            KNOWN,
            0.869,
            "The network is behind a bag of words (88.4 %) and n-grams (91.2 %). "
            "These simpler means are learned in seconds.",
        ),
        (
            KNOWN,
            0.905,
            "The network is ahead of a bag of words (88.4 %), but behind n-grams (91.2 %). "
            "These simpler means are learned in seconds.",
        ),
        (KNOWN, 0.92, "The network is ahead of a bag of words (88.4 %) and n-grams (91.2 %)."),
        (
            Accuracies(words=0.6, ngrams=0.55),
            0.57,
            "The network is ahead of n-grams (55.0 %), but behind a bag of words (60.0 %). "
            "These simpler means are learned in seconds.",
        ),
        (Accuracies(0.5, words=0.884), 0.9, "The network is ahead of a bag of words (88.4 %)."),
        (Accuracies(majority=0.5), 0.9, ""),
        (
            Accuracies(0.5, words=1.0, ngrams=1.0),
            1.0,
            "The network is level with a bag of words (100.0 %) and n-grams (100.0 %). "
            "These simpler means are learned in seconds.",
        ),
        (
            KNOWN,
            0.8838,
            "The network is level with a bag of words (88.4 %), but behind n-grams (91.2 %). "
            "These simpler means are learned in seconds.",
        ),
        (
            KNOWN,
            0.912,
            "The network is ahead of a bag of words (88.4 %), but level with n-grams (91.2 %). "
            "These simpler means are learned in seconds.",
        ),
        (
            Accuracies(0.5, words=0.469, ngrams=0.459),
            0.487,
            "The network is no better than a blind guess, always the commoner label (50.0 %). "
            "Beside it: a bag of words (46.9 %) and n-grams (45.9 %).",
        ),
        (
            Accuracies(0.5, words=0.445, ngrams=0.7, asked=546),
            0.509,
            "The network is, within chance (4.2 points), no better than a blind guess, always the "
            "commoner label (50.0 %). Beside it: a bag of words (44.5 %) and n-grams (70.0 %).",
        ),
        (
            Accuracies(0.5, words=0.445, ngrams=0.7, asked=546),
            0.545,
            "The network is ahead of a bag of words (44.5 %), but behind n-grams (70.0 %). "
            "These simpler means are learned in seconds.",
        ),
    ],
)
def test_a_network_is_told_how_it_compares(baselines, accuracy, sentence):
    assert baselines.verdict(accuracy) == sentence


@pytest.mark.parametrize("accuracy", [0.5, float("nan")])
def test_as_good_as_a_blind_guess_is_not_ahead_of_anything(accuracy):
    assert "no better than a blind guess" in KNOWN.verdict(accuracy)
    assert "ahead" not in KNOWN.verdict(accuracy)
