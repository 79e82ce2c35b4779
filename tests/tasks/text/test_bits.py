"""What simpler means need is named, and a network is told how it compares."""

import pytest

from tasks.text.bits import Bits

# Heart of Darkness.
KNOWN = Bits(uniform=5.52, unigram=4.37, ngrams=(3.53, 2.85, 2.40, 2.27, 2.32), bz2=2.29, lzma=2.56)
REPEATING = Bits(uniform=6.27, unigram=4.6, ngrams=(3.3, 2.46), bz2=1.43, lzma=1.39)


def test_of_all_orders_the_best_one_counts():
    assert (KNOWN.ngram, KNOWN.order) == (2.27, 5)
    assert (Bits().ngram, Bits().order) == (None, None)


def test_files_have_one_name_for_each():
    assert KNOWN.facts() == {
        "uniform": 5.52,
        "unigram": 4.37,
        "ngram": 2.27,
        "bz2": 2.29,
        "lzma": 2.56,
    }


def test_windows_name_those_that_are_known():
    assert Bits().told() == ()
    assert dict(Bits(uniform=5.52, ngrams=(3.53, 2.85)).told()) == {
        "uniform guess": 5.52,
        "n-gram of order 3": 2.85,
    }


@pytest.mark.parametrize(
    ("baselines", "bits", "sentence"),
    [
        (
            KNOWN,
            2.43,
            "The network is behind an n-gram of order 5 (2.270 bits per character), which is "
            "counted in seconds.",
        ),
        (KNOWN, 2.26, "The network is ahead of an n-gram of order 5 (2.270 bits per character)."),
        (
            REPEATING,
            1.9,
            "The network is ahead of an n-gram of order 3 (2.460 bits per character), but behind "
            "bz2 (1.430) and lzma (1.390), which find again what the book repeats at length.",
        ),
        (
            REPEATING,
            1.4,
            "The network is ahead of an n-gram of order 3 (2.460 bits per character), but behind "
            "lzma (1.390), which finds again what the book repeats at length.",
        ),
        (
            REPEATING,
            1.43,
            "The network is ahead of an n-gram of order 3 (2.460 bits per character), level with "
            "bz2 (1.430), but behind lzma (1.390), which find again what the book repeats at "
            "length.",
        ),
        (
            KNOWN,
            2.2704,
            "The network is level with an n-gram of order 5 (2.270 bits per character), which is "
            "counted in seconds.",
        ),
        (Bits(uniform=5.52), 2.43, ""),
    ],
)
def test_a_network_is_told_how_it_compares(baselines, bits, sentence):
    assert baselines.verdict(bits) == sentence


def test_answers_that_are_no_numbers_are_ahead_of_nothing():
    assert "behind" in KNOWN.verdict(float("nan"))
