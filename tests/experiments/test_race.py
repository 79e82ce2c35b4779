"""Who was first in a race, in words."""

from types import SimpleNamespace

import pytest
from small_settings import SMALL

from experiments.race import verdict
from tasks.registry import TASKS
from training.learner import Learner

FIRST = "First to continue the pattern without a fault"


def a_and_b(firsts, explosions):
    told = zip("AB", firsts, explosions, strict=True)
    return [
        SimpleNamespace(learner=Learner(title, SMALL), first_faultless=first, exploded_in=end)
        for title, first, end in told
    ]


@pytest.mark.parametrize(
    ("firsts", "explosions", "epochs", "sentence"),
    [
        ([0, 0], [0, 0], 0, "Nobody has done an epoch yet."),
        ([0, 0], [0, 0], 1, "After 1 epoch nobody continues the pattern without a fault yet."),
        (
            [4, 2],
            [0, 0],
            9,
            f"{FIRST}: B, after epoch 2; A after epoch 4.",
        ),
        ([0, 2], [0, 0], 9, f"{FIRST}: B, after epoch 2; A not yet."),
        ([3, 3], [0, 0], 9, f"{FIRST}: A and B, after epoch 3."),
        ([0, 2], [3, 0], 9, f"{FIRST}: B, after epoch 2. A exploded in epoch 3."),
        ([0, 2], [0, 4], 9, f"{FIRST}: B, after epoch 2; A not yet. B exploded in epoch 4."),
        ([0, 0], [1, 0], 0, "Nobody has done an epoch yet. A exploded in epoch 1."),
        (
            [0, 0],
            [1, 2],
            1,
            "Nobody has continued the pattern without a fault. A exploded in epoch 1, "
            "B exploded in epoch 2.",
        ),
    ],
)
def test_who_was_first_is_said_in_words(firsts, explosions, epochs, sentence):
    members = a_and_b(firsts, explosions)
    assert verdict(members, epochs, TASKS["pattern"].words) == sentence


def test_another_task_has_words_of_its_own():
    words = TASKS["echo"].words
    done = a_and_b([4, 2], [0, 0])
    assert verdict(done, 9, words).startswith("First to give 99 % right answers")
    for firsts in ([0, 0], [4, 2]):
        assert "pattern" not in verdict(a_and_b(firsts, [0, 0]), 9, words)
