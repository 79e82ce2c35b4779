"""Counting: after so many a as many b, and the end."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from networks.fields import FieldError, WholeNumber
from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS
from networks.steps import Steps
from tasks.answer import Figure
from tasks.drawn import Drawn, Reader
from tasks.drawn_task import drawn_task
from tasks.letters import letters_in
from tasks.set_by_fields import setting

MOST_ASKED = 200
_LETTERS = "Sab"
_START, _A, _B = range(3)
_MAY_FOLLOW = ("a", "a/b", "b", "S")
_ONLY_A, _A_OR_B, _ONLY_B, _THE_END = range(4)
"""What may come next, each set of letters a class: so what is wanted is always certain."""


@dataclass(frozen=True)
class Count(Drawn):
    """To say at each step of S aⁿ bⁿ which letters may come next; S stands for start and end."""

    TASK = "count"
    trained: int = setting("Trai&ned to", "The most a of a trained string", WholeNumber(2, 50), 10)
    asked: int = setting(
        "&Asked to", "So many a at most are tried afterwards", WholeNumber(2, MOST_ASKED), 100,
        not_below="trained",
    )  # fmt: skip
    LETTERS = _LETTERS
    ANSWERS = _MAY_FOLLOW
    # Three letters in; at each step one of four sets of letters out.
    ports = Ports("one-hot", len(_LETTERS), "softmax", len(_MAY_FOLLOW), at_each_step=True)
    hint = "some a and then as many b, as in aaabbb"  # As :meth:`read` takes it.

    @property
    def steps(self) -> int:
        """Those of the longest string that is trained."""
        return 2 * self.trained + 1

    @property
    def sequences(self) -> float:
        """As many as lengths: so none can be held back, and longer ones are asked instead."""
        return self.trained

    @property
    def guess(self) -> float:
        """Of who always says that after a b comes another: wrong once in each string."""
        return (self.trained - 1) / (self.trained + 1)

    def draw(self, rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
        """A shorter string is followed by S, after which an a may come, as at the start.

        So it begins with states of zero, and what fills the window is read after it has ended.
        """
        n = rng.integers(1, self.trained + 1, (count, 1))
        step = np.arange(self.steps)
        inputs = np.where(step <= n, _A, np.where(step <= 2 * n, _B, _START))
        inputs[:, 0] = _START
        targets = np.array([_ONLY_A, _A_OR_B, _ONLY_B])[inputs]
        targets[step == 2 * n] = _THE_END
        return inputs[..., None], targets

    def counted(self, inputs: np.ndarray, _targets: np.ndarray) -> np.ndarray:
        """Those to each b: the others can be said by who has not counted."""
        return inputs[..., 0] == _B

    def end(self, sequence: np.ndarray) -> int:
        """After the last b."""
        return 1 + 2 * int((sequence == _A).sum())

    def read(self, text: str) -> np.ndarray:
        """As many a as b, of any number, with or without S before them."""
        letters = letters_in(text.strip().removeprefix("S"), "ab")
        n = letters.count("a")
        if not 1 <= n <= MOST_ASKED or letters != "a" * n + "b" * n:
            most = f"up to {MOST_ASKED} of each"
            raise FieldError(f"Type some a and then as many b, as in aaabbb, {most}.")
        return _string(n)

    def target_of(self, sequence: np.ndarray) -> np.ndarray:
        """An a, an a or a b, b, and in the end S."""
        wanted = np.array([_ONLY_A, _A_OR_B, _ONLY_B])[sequence[:, 0].astype(int)]
        wanted[-1] = _THE_END
        return wanted

    def further(self, read: Reader) -> Steps[tuple[Figure, ...]]:
        """The most a up to which it is right about all strings, at each of their steps."""
        counts_to = 0
        for n in range(1, self.asked + 1):
            sequence = _string(n)
            (output,) = yield from read(sequence[np.newaxis])
            if not np.array_equal(output.argmax(axis=1), self.target_of(sequence)):
                break
            counts_to = n
        words = (
            f"It counts to {counts_to}: every string up to so many a and b is right at each step; "
            f"trained were those up to {self.trained}, tried those up to {self.asked}."
        )
        return (Figure("counts_to", counts_to, words),)


def _string(n: int) -> np.ndarray:
    """S aⁿ bⁿ, ``(steps, 1)``."""
    return np.repeat([_START, _A, _B], [1, n, n]).astype(np.float32)[:, None]


COUNT = drawn_task(
    Count,
    noun="string",
    source="aⁿbⁿ, Gers & Schmidhuber 2001",
    sees="It soon counts the strings that it is trained on, up to 10; after ten epochs it counts "
    "to about a hundred, or further.",
    # Nothing makes this cell forget its count: from each of five seeds it comes to 99 or further in
    # ten epochs. With a forget gate, which lets some of it go at each step, it comes to about 20.
    settings=replace(DEFAULT_SETTINGS.at_rate(0.05), cell="lstm_1997", units=(2,), passes=2),
)
