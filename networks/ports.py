"""What goes into a network and what comes out of it, as the task that it learns has it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from file_parts import FileProblem

MOST_NUMBERS = 32
"""That are read at a step."""
MOST_SYMBOLS = 10_000
"""That can be told apart where one of them is read, or answered."""
MOST_EMBEDDED = 30_000
"""That can be read where each is embedded: no layer has a weight of its own for each of them."""
READINGS = ("numbers", "one-hot")
HEAD_NAMES = ("sigmoid", "softmax", "linear")
"""How an answer is read; the formulas are in :mod:`custom_lstm`."""


@dataclass(frozen=True)
class Ports:
    """Where a network meets its task: by default it reads bits, and says the next one.

    Attributes:
        reads: one of READINGS: the features as they are, or a symbol, which is a whole number
            from 0 on. It becomes a 1 among so many features, if it is not embedded.
        features: numbers that the first layer reads at a step.
        head: one of HEAD_NAMES.
        outputs: numbers that an answer is made of: of a softmax the probability of each class.
        at_each_step: whether there is an answer after every step, or after the last alone.
        padded: whether symbol 0 is none but padding. It stands in front of a sequence that is
            shorter than a window, and the states are zero until the sequence begins. A target may
            then be not a number: nothing is asked at the end of that row, whose steps belong to
            the next row that has a target, as if they stood in it before its own.
    """

    reads: str = "numbers"
    features: int = 1
    head: str = "sigmoid"
    outputs: int = 1
    at_each_step: bool = False
    padded: bool = False

    def check(self) -> None:
        """Let only pass what a network can have, whatever a file has in its place.

        Raises:
            FileProblem: something is none of it.
        """
        is_known = self.reads in READINGS and self.head in HEAD_NAMES
        most = MOST_EMBEDDED if self.reads_symbols else MOST_NUMBERS
        sizes = (self.features, most), (self.outputs, MOST_SYMBOLS)
        fits = all(type(size) is int and 1 <= size <= limit for size, limit in sizes)
        are_flags = {type(self.at_each_step), type(self.padded)} == {bool}
        if not (is_known and fits and are_flags):
            raise FileProblem("The file's network reads or answers what is not known here.")
        if (self.head == "softmax") != (self.outputs > 1):
            raise FileProblem("The file's network has as many outputs as no answer of its kind.")
        if self.padded and (not self.reads_symbols or self.at_each_step):
            raise FileProblem("The file's network pads what cannot be padded.")

    @property
    def reads_symbols(self) -> bool:
        """Whether one of so many symbols is read at a step."""
        return self.reads == "one-hot"

    @property
    def channels(self) -> int:
        """Numbers that a step is given as: a symbol is a single one."""
        return 1 if self.reads_symbols else self.features

    @property
    def kind_of_targets(self) -> str:
        """The narrowest dtype of arrays that hold every target there can be."""
        if self.head == "linear":
            return "float32"
        return "uint8" if self.outputs <= 256 else "uint16"

    def answers(self, window: int) -> int:
        """Answers to a window of so many steps."""
        return window if self.at_each_step else 1

    def fed(self, given: np.ndarray) -> np.ndarray:
        """What is given, ``(…, channels)``, as the first layer reads it, ``(…, features)``."""
        return given == np.arange(self.features) if self.reads_symbols else given

    def shape(self, window: int) -> tuple[int, ...]:
        """Of what is kept of all answers to a window: no axis where there is one answer.

        Of several outputs two numbers are kept, of one the answer itself: see
        :meth:`networks.network.Network.evaluate_pass`.
        """
        steps = (window,) if self.at_each_step else ()
        return steps + ((2,) if self.outputs > 1 else ())


BITS = Ports()
"""Those of a pattern of zeros and ones."""
