"""How much of a network's work is done at once."""

from dataclasses import replace

import pytest

from networks import cost
from networks.cost import is_slow, parts_of_pass, steps_at_once
from networks.settings import DEFAULT_SETTINGS, Settings

LARGEST = Settings(units=(256,) * 4, rows=256, window=64)


def test_a_pass_of_the_usual_network_is_one_call():
    assert parts_of_pass(DEFAULT_SETTINGS) == 1
    assert not is_slow(DEFAULT_SETTINGS)


def test_of_the_largest_every_update_is_a_call_and_slow_even_so():
    assert parts_of_pass(LARGEST) == LARGEST.updates
    assert is_slow(LARGEST)


@pytest.mark.parametrize("updates", [1, 7, 12, 32, 256])
@pytest.mark.parametrize("units", [(50, 50), (90, 90), (128, 128), (256,) * 3])
def test_parts_are_equal_and_as_short_as_is_wanted(units, updates):
    settings = Settings(units=units, updates=updates)
    parts = parts_of_pass(settings)
    assert updates % parts == 0
    seconds = cost._seconds_of_update(settings) * updates / parts
    assert seconds <= cost.AT_ONCE or parts == updates


def test_one_that_reads_every_window_anew_reads_fewer_symbols_at_once():
    anew = replace(LARGEST, stateful=False)
    assert 1 <= steps_at_once(anew) < steps_at_once(LARGEST) < steps_at_once(DEFAULT_SETTINGS)
