"""Answers to reviews are measured as anybody can work it out."""

from itertools import combinations

import numpy as np
import pytest

from tasks.measures import BARS, Stretch, agreement, chance, correlation, measures_of

P = np.array([0.1, 0.2, 0.15, 0.9, 1.0, 0.55, 0.5, 0.0], np.float32)
LABELS = np.array([0, 0, 1, 1, 1, 0, 1, 0], np.uint8)
STARS = np.array([1, 0, 7, 10, 10, 4, 0, 2], np.uint8)
# F. J. Anscombe 1973: four sets of the same correlation, 0.816.
ANSCOMBE_X = np.array([10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5])
ANSCOMBE = [
    [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
    [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74],
    [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73],
]


def test_half_is_not_yet_positive_and_every_review_stands_in_one_field():
    measures = measures_of(P, LABELS, STARS)
    assert measures.confusion.tolist() == [[3, 1], [2, 2]]
    assert (measures.count, measures.accuracy) == (8, 5 / 8)


def test_the_histogram_has_each_label_and_a_place_for_the_surest_of_all():
    histogram = measures_of(P, LABELS, STARS).histogram
    assert histogram.shape == (2, BARS)
    assert histogram.sum(axis=1).tolist() == [4, 4]
    assert histogram[1, -1] == 1
    assert histogram[0, 0] == 1


def test_calibration_compares_answers_with_what_came_true():
    measures = measures_of(np.array([0.11, 0.13, 0.91, 0.93]), np.array([0, 1, 1, 1]), np.zeros(4))
    low, high = measures.calibration
    assert (low, high) == (
        Stretch(pytest.approx(0.12), 0.5, 2),
        Stretch(pytest.approx(0.92), 1.0, 2),
    )
    assert measures.calibration_error == pytest.approx((0.38 + 0.08) / 2)


@pytest.mark.parametrize("y", ANSCOMBE)
def test_correlation_is_that_of_known_sets(y):
    assert correlation(ANSCOMBE_X, np.array(y)) == pytest.approx(0.816, abs=6e-4)


def test_of_ranks_without_ties_it_is_what_spearmans_own_formula_gives():
    rng = np.random.default_rng(0)
    one, other = rng.permutation(40), rng.permutation(40)
    expected = 1 - 6 * ((one - other) ** 2).sum() / (40 * (40**2 - 1))
    assert agreement(one, other).spearman == pytest.approx(expected)


def test_of_equal_numbers_none_comes_before_the_other():
    """With ranks by comparing each with each: half of one for a tie."""
    rng = np.random.default_rng(1)
    answers, labels = rng.integers(0, 6, 50) / 5, rng.integers(0, 2, 50)
    ranks = [[sum((y < x) + (y == x) / 2 for y in of) for x in of] for of in (answers, labels)]
    expected = np.corrcoef(*ranks)[0, 1]
    assert agreement(answers, labels).spearman == pytest.approx(expected)


def test_deviations_are_of_the_distance_between_answer_and_label():
    distances = [0.1, 0.2, 0.85, 0.1, 0.0, 0.55, 0.5, 0.0]
    found = measures_of(P, LABELS, STARS).with_labels
    assert found.count == 8
    assert found.mean_deviation == pytest.approx(sum(distances) / 8)
    pairs = sum((a - b) ** 2 for a, b in combinations(distances, 2))
    assert found.standard_deviation == pytest.approx((pairs / 64) ** 0.5)


def test_stars_are_scaled_and_only_those_count_that_are_known():
    found = measures_of(P, LABELS, STARS).with_stars
    scaled = [0, 6 / 9, 1, 1, 3 / 9, 1 / 9]
    answers = [0.1, 0.15, 0.9, 1.0, 0.55, 0.0]
    assert found.count == 6
    assert found.pearson == pytest.approx(np.corrcoef(answers, scaled)[0, 1])
    deviations = [abs(a - s) for a, s in zip(answers, scaled, strict=True)]
    assert found.mean_deviation == pytest.approx(sum(deviations) / 6)
    assert measures_of(P, LABELS, 0 * STARS).with_stars is None


def test_whoever_always_says_the_same_goes_along_with_nothing():
    found = measures_of(np.full(8, 0.5), LABELS, STARS)
    assert (found.with_labels.pearson, found.with_labels.spearman) == (None, None)
    assert found.calibration_error == pytest.approx(0.0)


def test_how_much_could_be_chance_is_less_of_more_reviews_and_never_nothing():
    assert chance(0.509, 546) == pytest.approx(1.96 * (0.25 / 550) ** 0.5, rel=1e-3)
    assert chance(0.509, 54_600) < chance(0.509, 546) / 9
    assert chance(1.0, 100) > 0.02
