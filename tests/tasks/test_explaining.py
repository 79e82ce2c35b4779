"""What explanations have in common, whatever is explained."""

import numpy as np
import pytest

from tasks.explaining import Explained, Explanation, Reading


def explanation(name, curve):
    return Explanation(name, np.zeros(len(curve) - 1), np.arange(len(curve)), np.array(curve))


def test_the_area_is_the_mean_height_of_the_curve_from_no_word_left_out_to_all():
    assert explanation("one", [1.0, 0.5, 0.5, 0.0]).area == pytest.approx(0.5)
    assert explanation("long steps", [0.8, 0.8]).area == pytest.approx(0.8)
    uneven = Explanation("uneven", np.zeros(4), np.array([0, 1, 4]), np.array([1.0, 0.0, 0.0]))
    assert uneven.area == pytest.approx(0.125)


@pytest.mark.parametrize(
    ("ends", "truest"),
    [
        ((0.2, 0.4, 0.6), ("a",)),
        ((0.5, 0.3, 0.304), ("b", "c")),
        ((0.3, 0.3, 0.3), ("a", "b", "c")),
    ],
)
def test_areas_that_differ_by_nothing_to_see_tie(ends, truest):
    curves = {name: explanation(name, [end, end]) for name, end in zip("abc", ends, strict=True)}
    assert Explained(None, curves, curves["a"]).truest == truest


@pytest.mark.parametrize(("end", "says_something"), [(0.9, True), (0.31, True), (0.3, False)])
def test_an_explanation_says_something_if_it_is_truer_than_the_words_as_they_stand(
    end, says_something
):
    curves = {name: explanation(name, [0.3, 0.3]) for name in "ab"}
    as_they_stand = explanation("c", [end, end])
    assert Explained(None, curves, as_they_stand).says_something == says_something


def test_a_reading_says_the_probability_after_each_word_and_in_the_end():
    z = np.array([-1e4, 0.0, 2.0])
    reading = Reading(
        ("a", "b", "c"), np.ones(3, bool), 3, 2.0, 0.5, z, z, np.zeros(0), np.zeros(0), 3
    )
    np.testing.assert_allclose(reading.so_far, [0, 0.5, 1 / (1 + np.exp(-2))])
    assert reading.probability == reading.so_far[-1]
    assert reading.is_positive
