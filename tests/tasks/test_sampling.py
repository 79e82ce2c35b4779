"""The next symbol is drawn as temperature and cuts say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.sampling import Sampling, distribution, draw

P = np.array([0.1, 0.4, 0.2, 0.3])
ALL = Sampling(temperature=1)


def shaped(p=P, **changes):
    return distribution(np.asarray(p), Sampling(**{"temperature": 1, **changes}))


some_p = st.lists(st.floats(0, 1, width=32), min_size=1, max_size=50).filter(lambda p: sum(p) > 0)
ways = st.builds(
    Sampling,
    temperature=st.floats(0, 5),
    top_k=st.integers(0, 60),
    top_p=st.floats(0, 1, exclude_min=True),
    seed=st.integers(0, 2**32 - 1),
)


def test_at_temperature_one_nothing_changes():
    np.testing.assert_allclose(shaped(), P)


@pytest.mark.parametrize(("temperature", "power"), [(0.5, 2), (2, 0.5), (0.8, 1.25)])
def test_temperature_is_a_power_of_the_probabilities(temperature, power):
    np.testing.assert_allclose(shaped(temperature=temperature), P**power / (P**power).sum())


@pytest.mark.parametrize("temperature", [0, 1e-300, 0.001])
def test_towards_temperature_zero_the_likeliest_is_certain(temperature):
    np.testing.assert_allclose(shaped(temperature=temperature), [0, 1, 0, 0], atol=1e-99)


def test_at_a_high_temperature_all_that_is_possible_is_as_likely():
    np.testing.assert_allclose(shaped([0.9, 0, 0.1], temperature=1e9), [0.5, 0, 0.5], atol=1e-8)


def test_the_likeliest_few_stay_in_proportion():
    np.testing.assert_allclose(shaped(top_k=2), [0, 4 / 7, 0, 3 / 7])
    np.testing.assert_array_equal(shaped(top_k=1), [0, 1, 0, 0])
    np.testing.assert_allclose(shaped(top_k=9), P)


@pytest.mark.parametrize(
    ("top_p", "kept"), [(0.01, [1]), (0.4, [1]), (0.41, [1, 3]), (0.75, [1, 3, 2]), (1, range(4))]
)
def test_no_more_are_kept_than_the_probability_needs(top_p, kept):
    assert set(np.flatnonzero(shaped(top_p=top_p))) == set(kept)


def test_the_share_is_one_of_what_temperature_and_the_first_cut_have_left():
    # Squared and cut: 16/25 and 9/25.
    assert list(np.flatnonzero(shaped(temperature=0.5, top_k=2, top_p=0.63))) == [1]
    assert list(np.flatnonzero(shaped(temperature=0.5, top_k=2, top_p=0.65))) == [1, 3]


def test_of_equally_likely_ones_the_first_stay():
    np.testing.assert_array_equal(shaped([0.25] * 4, top_k=2), [0.5, 0.5, 0, 0])
    np.testing.assert_array_equal(shaped([0.2, 0.4, 0.4], temperature=0), [0, 1, 0])


@given(some_p, ways)
def test_what_is_drawn_is_possible_and_among_the_likeliest(p, way):
    p = np.array(p, dtype=np.float32)
    cut = distribution(p, way)
    assert cut.sum() == pytest.approx(1)
    assert p[cut == 0].max(initial=0) <= p[cut > 0].min()
    assert np.count_nonzero(cut) <= (way.top_k or len(p))
    assert cut[draw(cut, np.random.default_rng(way.seed))] > 0


@pytest.mark.parametrize("p", [[np.nan, 1], [0, 0], [np.inf, 1]])
def test_no_numbers_are_refused_in_a_sentence(p):
    with pytest.raises(ValueError, match="answers are no numbers: nothing can be drawn"):
        distribution(np.array(p), ALL)


def test_as_often_as_is_probable_and_the_same_from_the_same_seed():
    p = np.array([0, 0.5, 0, 0.3, 0.2, 0])
    drawn, again = (
        [draw(p, rng) for _ in range(20_000)] for rng in map(np.random.default_rng, (1, 1))
    )
    np.testing.assert_allclose(np.bincount(drawn, minlength=6) / 20_000, p, atol=0.012)
    assert drawn == again


def test_the_ends_of_what_can_be_drawn_are_the_first_and_the_last_possible():
    class Ends:
        def __init__(self, number):
            self.random = lambda: number

    p = np.array([0, 0.7, 0.1, 0.2, 0]) * 3
    assert draw(p, Ends(0.0)) == 1
    assert draw(p, Ends(1 - 2**-53)) == 3
