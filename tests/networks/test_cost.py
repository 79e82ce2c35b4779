"""How much of a network's work is done at once."""

from dataclasses import replace

import pytest

from networks.cost import AT_ONCE
from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS, Settings

LARGEST = Settings(units=(256,) * 4, rows=256, window=64)


def test_a_pass_of_the_usual_network_is_one_call():
    assert DEFAULT_SETTINGS.window_shape.parts == 1
    assert not DEFAULT_SETTINGS.is_slow


def test_of_the_largest_every_update_is_a_call_and_slow_even_so():
    assert LARGEST.window_shape.parts == LARGEST.updates
    assert LARGEST.is_slow


@pytest.mark.parametrize("updates", [1, 7, 12, 32, 256])
@pytest.mark.parametrize("units", [(50, 50), (90, 90), (128, 128), (256,) * 3])
def test_parts_are_equal_and_as_short_as_is_wanted(units, updates):
    settings = Settings(units=units, updates=updates)
    parts = settings.window_shape.parts
    assert updates % parts == 0
    assert settings.seconds_of_update * updates / parts <= AT_ONCE or parts == updates


def test_thousands_of_words_are_answered_in_shorter_parts():
    words = Ports("one-hot", 10_000, "softmax", 10_000, at_each_step=True)
    letters = Ports("one-hot", 50, "softmax", 50, at_each_step=True)
    settings = Settings(units=(128,), rows=16, window=50, embedding=32, ports=words)
    assert settings.seconds_of_update > 5 * replace(settings, ports=letters).seconds_of_update
    assert settings.window_shape.updates_at_once == 1


def test_a_long_table_is_moved_at_every_update_however_little_is_read():
    read = Settings(units=(32,), rows=32, window=48, updates=16, embedding=128, stateful=False)
    few, many = (
        replace(read, ports=Ports("one-hot", words, padded=True)) for words in (300, 30_000)
    )
    assert few.window_shape.parts == 2
    assert many.window_shape.parts == 4


def test_one_that_reads_every_window_anew_reads_fewer_symbols_at_once():
    anew = replace(LARGEST, stateful=False)
    assert 1 <= anew.steps_at_once < LARGEST.steps_at_once < DEFAULT_SETTINGS.steps_at_once
