"""How far a sweep has come is told, and how long it still takes."""

from types import SimpleNamespace

import pytest

from views.sweep_words import points_done


@pytest.mark.parametrize(
    ("done", "seconds", "words"),
    [
        (0, None, "0 of 1,200 points"),
        (7, 0.2, "7 of 1,200 points, about 1 s left"),
        (7, 5_000, "7 of 1,200 points, about 83 minutes left"),
    ],
)
def test_what_is_done_and_what_is_left(done, seconds, words):
    assert points_done(SimpleNamespace(wanted=1_200, done=done, seconds_left=seconds)) == words
