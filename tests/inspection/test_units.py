"""Units that follow a property: chosen on one half of what was read, judged on the other."""

import numpy as np
import pytest
from samples import settings_of, state_of

from inspection.units import ReadUnits, Unit, followers, read_units
from networks.numpy_network import restored

STEPS = 400
RNG = np.random.default_rng(0)
WANTED = (np.arange(STEPS) // 7 % 2).astype(float)


def read_of(*columns):
    return ReadUnits({(0, "h"): np.stack(columns, axis=1)})


def test_the_unit_that_does_follow_is_found_with_its_sign_and_its_correlation():
    noise = RNG.normal(size=(2, STEPS))
    read = read_of(noise[0], -2 * WANTED + 0.1 * noise[1] + 5)
    best, other = followers(read, WANTED, most=5)
    assert best.unit == Unit(0, "h", 1)
    second = slice(STEPS // 2, None)
    expected = np.corrcoef(read.values(best.unit)[second], WANTED[second])[0, 1]
    assert best.told == pytest.approx(expected)
    assert best.chosen_by < -0.9
    assert abs(other.told) < 0.3


def test_one_that_followed_by_chance_is_told_by_the_half_it_was_not_chosen_on():
    lucky = RNG.normal(size=STEPS)
    lucky[: STEPS // 2] = WANTED[: STEPS // 2]
    (found,) = followers(read_of(lucky), WANTED, most=5)
    assert found.chosen_by == pytest.approx(1)
    assert abs(found.told) < 0.3


def test_units_that_stand_still_or_are_no_numbers_follow_nothing():
    still = 0.3 + 1e-6 * WANTED
    burst = np.where(WANTED, np.nan, 1.0)
    assert not followers(read_of(still, burst), WANTED, most=5)


def test_where_the_property_does_not_apply_nothing_counts():
    wanted = WANTED.copy()
    values = WANTED.copy()
    wanted[::3], values[::3] = np.nan, 1e3
    (found,) = followers(read_of(values), wanted, most=5)
    assert found.told == pytest.approx(1)


def test_a_mark_in_one_half_alone_is_judged_by_nothing_else():
    for half in (slice(0, STEPS // 2), slice(STEPS // 2, None)):
        wanted = np.zeros(STEPS)
        wanted[half] = WANTED[half]
        (found,) = followers(read_of(WANTED + 0.0), wanted, most=5)
        assert found.chosen_by == pytest.approx(1)
        assert found.told is None
    assert not followers(read_of(WANTED), np.zeros(STEPS), most=5)


def test_all_states_of_all_layers_are_read_and_h_alone_where_there_is_no_other():
    settings = settings_of("echo")
    state = state_of("echo", settings)
    symbols = RNG.integers(0, 10, 40)
    read = read_units(settings, state, symbols)
    assert set(read.states) == {(0, "h"), (0, "c"), (1, "h"), (1, "c")}
    network = restored(settings, state.snapshot)
    expected = network.trace(symbols).layers[1]["c"][:, 4]
    np.testing.assert_array_equal(read.values(Unit(1, "c", 4)), expected)
    gru = settings_of("echo", cell="gru")
    assert set(read_units(gru, state_of("echo", gru), symbols).states) == {(0, "h"), (1, "h")}
