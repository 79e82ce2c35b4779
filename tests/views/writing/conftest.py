"""A task that writes, whose network is not asked: what it writes follows from what it is asked."""

import numpy as np
import pytest

from networks.fields import FieldError
from tasks.pattern import Pattern
from tasks.writing import Writing, Written

LETTERS = "ab \n"


class FakeWriting:
    """Writes a and b in turn; what is copied is every ``abab``.

    Attributes:
        asked: what was asked for, in order.
        piece: symbols that come at once.
        may_go_on: holds it where it is set to something that can be waited for.
        may_look: likewise whoever looks for what is copied.
    """

    def __init__(self):
        self.asked, self.piece, self.may_go_on, self.may_look = [], 5, None, None

    def given(self, _problem, beginning):
        if "x" in beginning:
            raise FieldError("Character 1 is `x`, which is not in the book.")
        return beginning or "a "

    def write(self, _reader, _problem, asked):
        self.asked.append(asked)
        yield None
        for start in range(0, asked.count, self.piece):
            if self.may_go_on is not None:
                self.may_go_on.wait()
            yield self.piece_at(start, min(self.piece, asked.count - start))

    def piece_at(self, start, count):
        symbols = np.arange(start, start + count) % 2
        p = np.full((count, len(LETTERS)), 0.1, np.float32)
        p[np.arange(count), symbols] = 0.7
        ahead = np.array([0.4, 0.3, 0.2, 0.1], np.float32)
        return Written(tuple("ab"[k] for k in symbols), symbols, p, ahead)

    def copied(self, _problem, text):
        if self.may_look is not None:
            self.may_look.wait()
        yield from (slice(k, k + 4) for k in range(0, len(text) - 3, 8))


@pytest.fixture
def fake(change_task):
    """The pattern's networks write."""
    fake = FakeWriting()
    writing = Writing(
        write=fake.write,
        given=fake.given,
        classes=lambda _: tuple(LETTERS),
        copied=fake.copied,
        symbol=lambda _: "character",
    )
    change_task(Pattern, writing=writing)
    return fake
