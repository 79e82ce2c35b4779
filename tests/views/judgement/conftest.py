"""A task that is examined, whose test set is asked as slowly as a test lets it."""

from collections import namedtuple

import numpy as np
import pytest

from tasks.examining import Examining, HardJudged
from tasks.pattern import Pattern

Said = namedtuple("Said", "reviews probabilities labels stars")
WHY_ONCE = "Once, at the end."


class FakeExamining:
    """Reviews by number; what an epoch says to them is what it says to the pattern.

    Attributes:
        asked: how often the test set was begun with.
        may_go_on: holds it after its first tenth where it is set to something to be waited for.
        trouble: what is raised in place of an answer.
        has_test: whether there is a test set.
        network: that was asked last.
        left_out: what of so many texts has no part in their answers.
    """

    def __init__(self):
        self.asked, self.may_go_on, self.trouble, self.has_test = 0, None, None, True
        self.network, self.left_out = None, ""

    def held_out(self, _problem, _settings, predictions):
        labels = np.arange(len(predictions)) % 2
        return Said(np.arange(len(predictions)), predictions, labels, 1 + 9 * labels)

    def test(self, network, _problem):
        self.asked += 1
        self.network = network
        for tenth in range(1, 10):
            yield tenth / 10
            yield None
            if self.trouble:
                raise self.trouble
            while self.may_go_on is not None and not self.may_go_on.is_set():
                yield None
        p, labels = np.array([0.9, 0.8, 0.3, 0.7]), np.array([1, 1, 0, 0])
        return Said(np.arange(100, 104), p, labels, np.zeros(4, int))

    def hard(self, _reader, _problem):
        yield None
        return HardJudged({"irony": (1, 6), "negation": (5, 6)}, "All words are known.")


@pytest.fixture
def fake(change_task):
    """The pattern's networks are examined."""
    fake = FakeExamining()
    examining = Examining(
        held_out=fake.held_out,
        test=fake.test,
        test_set=lambda _: "its test set" if fake.has_test else None,
        why_once=WHY_ONCE,
        text=lambda _, review: f"review number {review}",
        left_out=lambda _problem, settings, reviews: fake.left_out.format(len(reviews)),
        hard=fake.hard,
        reported={"pearson": 0.882},
    )
    change_task(Pattern, examining=examining)
    return fake
