"""How long a sweep still takes is told in a unit that leaves few digits."""

import pytest

from views.sweep_words import time_left


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "about 1 s left"),
        (80, "about 80 s left"),
        (100, "about 2 min left"),
        (5_000, "about 83 min left"),
        (9_000, "about 2.5 h left"),
    ],
)
def test_time_left(seconds, words):
    assert time_left(seconds) == words
