"""A task whose answers are explained, whose network is not asked: each word tells for itself."""

import numpy as np
import pytest

from networks.fields import FieldError
from tasks.explaining import (
    AS_THEY_STAND,
    CONTRIBUTIONS,
    GRADIENT_TIMES_INPUT,
    OCCLUSION,
    ChosenText,
    Explained,
    Explaining,
    Explanation,
    Reading,
    Texts,
)
from tasks.pattern import Pattern

VALUES = {"good": 2.0, "bad": -3.0, "not": -1.0, "dull": -0.5}
"""What each word adds; all others are unknown and add nothing."""
BIAS = 0.25
MOST = 50
HARD = ("good", "not bad", "not a dull moment")


class FakeExplaining:
    """Occlusion is half of the contribution, gradient × input its opposite.

    Attributes:
        asked: the texts that were read, in order.
        ends: of the curves of their tests, and of that of the words as they stand.
        may_go_on: holds it before it is explained, where it is set to something to wait for.
    """

    def __init__(self):
        self.asked, self.may_go_on = [], None
        self.ends = (0.1, 0.102, 0.9, 0.5)

    def read(self, _reader, _problem, text):
        self.asked.append(text)
        yield
        words = text.lower().split()
        if not words:
            raise FieldError("Type a review.")
        read = tuple(words[-MOST:])
        values = np.array([VALUES.get(word, 0.0) for word in read])
        so_far = BIAS + np.cumsum(values)
        known = np.array([word in VALUES for word in read])
        rows = marks = np.zeros((1, 1))
        return Reading(
            read, known, len(words), so_far[-1], BIAS, values, so_far, rows, marks, len(read)
        )

    def explain(self, _reader, reading):
        yield
        if self.may_go_on is not None:
            self.may_go_on.wait(10)
        values = reading.contributions
        ways = {CONTRIBUTIONS: values, OCCLUSION: values / 2, GRADIENT_TIMES_INPUT: -values}
        ways[AS_THEY_STAND] = 0 * values
        stages = np.arange(len(values) + 1)
        found = {
            name: Explanation(
                name, each, stages, np.linspace(reading.probability, end, len(stages))
            )
            for (name, each), end in zip(ways.items(), self.ends, strict=True)
        }
        return Explained(reading, found, found.pop(AS_THEY_STAND))


@pytest.fixture
def fake(change_task):
    """The pattern's answers are explained."""
    fake = FakeExplaining()
    texts = Texts("Hard sentences", len(HARD), lambda n: ChosenText(HARD[n], f"number {n + 1}"))
    explaining = Explaining(fake.read, fake.explain, lambda _: (texts,), ("negative", "positive"))
    change_task(Pattern, explaining=explaining)
    return fake
