"""Problems whose sequences are drawn at random: what one of them says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from formatting import quoted
from networks.fields import FieldError, parsed
from networks.ports import Ports
from networks.steps import Steps
from tasks.answer import Figure
from tasks.heads import HEADS, LINEAR, Head
from tasks.set_by_fields import SetByFields

Reader = Callable[[np.ndarray], Steps[np.ndarray]]
"""From ``(count, steps, channels)`` to ``(count, steps, outputs)``, from zero state."""
DIGITS = 2
"""Behind the point of a number that is read or answered, as it is written."""


@dataclass(frozen=True)
class Drawn(SetByFields):
    """A problem whose sequences are drawn; a subclass says how, and what can be set."""

    TASK: ClassVar[str]
    LETTERS: ClassVar[Sequence[str]] = ""
    """How symbols are written, from 0 on; without any, they are numbers."""
    ANSWERS: ClassVar[Sequence[str]] = ""
    """How answers are written, likewise."""

    def __str__(self) -> str:
        return " ".join(f"{f.name}={f.kind.write(self.values[f.name])}" for f in self.FIELDS)

    @property
    def title(self) -> str:
        """Name and values, as they stand in a sentence."""
        return f"{self.TASK} ({self})"

    @property
    def short(self) -> str:
        """Name and values, without what the values are of."""
        return f"{self.TASK} {'-'.join(f.kind.write(self.values[f.name]) for f in self.FIELDS)}"

    @property
    def file_name(self) -> str:
        """As much of it as a file's name takes."""
        return self.short.replace(" ", "-")[:16]

    # What a subclass says.

    @property
    def ports(self) -> Ports:
        """What is read and answered."""
        raise NotImplementedError

    @property
    def head(self) -> Head:
        """How answers are read."""
        return HEADS[self.ports.head]

    @property
    def steps(self) -> int:
        """Steps of a sequence: its length, where that is what can be set."""
        return vars(self)["length"]

    @property
    def sequences(self) -> float:
        """How many different ones there are: of symbols that are all drawn by themselves."""
        return float(self._symbols) ** self.steps

    @property
    def guess(self) -> float:
        """What is reached without looking: the share that is right, of numbers the mean square."""
        return 1 / max(2, self.ports.outputs)

    @property
    def steps_asked(self) -> int:
        """The last so many answers of a sequence are shown, and count unless more is said."""
        return self.ports.answers(self.steps)

    @property
    def lengths(self) -> range:
        """How many symbols a typed sequence may have."""
        return range(self.steps, self.steps + 1)

    @property
    def goes_on(self) -> bool:
        """Whether a sequence is a window of a stream, and states are carried on to the next."""
        return False

    def counted(self, _inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Which answers to so many sequences say whether it was learned, of the targets' shape."""
        counted = np.zeros(targets.shape, bool)
        counted[..., -self.steps_asked :] = True
        return counted

    def legal(self, _sequence: np.ndarray, _targets: np.ndarray) -> np.ndarray | None:
        """What may be answered, bool ``(answers, outputs)``; None where it is the target alone."""
        return None

    def end(self, sequence: np.ndarray) -> int:
        """After how many steps a sequence is over, and all that follows fills its window."""
        return len(sequence)

    def asked_place(self, _steps: int) -> int | None:
        """Index of the one that is asked for, of so many symbols; None where that varies."""
        return None

    def further(self, _read: Reader) -> Steps[tuple[Figure, ...]]:
        """What else is told of a network, given what it answers to sequences of any length."""
        yield from ()
        return ()

    def draw(self, rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
        """So many sequences, ``(count, steps, channels)``, and targets, ``(count, answers)``."""
        raise NotImplementedError

    def stream(
        self, rng: np.random.Generator, windows: int, rows: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Where it goes on: rows side by side, and in each so many sequences that follow.

        Returns:
            ``(windows, rows, steps, channels)``, and targets, ``(windows, rows, answers)``.
        """
        raise NotImplementedError

    def as_written(
        self, sequence: np.ndarray, targets: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """The nearest sequence of which all that is read can be written, and its targets."""
        return sequence, targets

    def given(self, sequence: np.ndarray) -> tuple[str, ...]:
        """A sequence, ``(steps, channels)``, as it is written."""
        return tuple(self.LETTERS[n] if self.LETTERS else str(n) for n in map(int, sequence[:, 0]))

    def glyph(self, answer: float) -> str:
        """An answer as it is written."""
        if self.ANSWERS:
            return self.ANSWERS[int(answer)]
        return f"{answer:.{DIGITS}f}" if self.head is LINEAR else str(int(answer))

    @property
    def features(self) -> tuple[str, ...]:
        """What the numbers are called that a step is read as."""
        count = self.ports.features
        return self.given(np.arange(count)[:, None]) if self.ports.reads == "one-hot" else ("x",)

    @property
    def classes(self) -> tuple[str, ...]:
        """Each answer that there can be, as it is written; none where it is a number."""
        count = 0 if self.head is LINEAR else max(2, self.ports.outputs)
        return tuple(map(self.glyph, range(count)))

    @property
    def hint(self) -> str:
        """What a sequence is as a student types it."""
        return f"{self._lengths} numbers from 0 to {self._symbols - 1}"

    @property
    def _lengths(self) -> str:
        """How many symbols a typed sequence may have, in words."""
        return " to ".join(map(str, sorted({self.lengths[0], self.lengths[-1]})))

    @property
    def _symbols(self) -> int:
        return self.ports.features if self.ports.reads == "one-hot" else 2

    def target_of(self, sequence: np.ndarray) -> np.ndarray:
        """What is to be answered to a typed sequence, ``(answers,)``.

        Raises:
            FieldError: it is none of this problem.
        """
        raise NotImplementedError

    def read(self, text: str) -> np.ndarray:
        """A sequence as a student types it, ``(steps, channels)``.

        Raises:
            FieldError: it is none of this problem. Its message is one sentence for the user.
        """
        parts, symbols = text.replace(",", " ").split(), self._symbols
        if len(parts) == 1 and symbols <= 10:
            parts = list(parts[0])  # Each symbol is one digit, so that nothing has to part them.
        if len(parts) not in self.lengths:
            raise FieldError(f"A sequence has {self._lengths} symbols here, not {len(parts)}.")
        for place, part in enumerate(parts, start=1):
            if not (part.isascii() and part.isdigit() and int(part[:9]) < symbols):
                raise FieldError(f"Symbol {place} is {quoted(part)}: only 0 to {symbols - 1}.")
        return np.array(parts, np.float32).reshape(-1, 1)


def problem_from(kind: type[Drawn], values: Iterable[tuple[str, str]]) -> Any:
    """A problem with these values, as they are typed; what is not told is at its default.

    Raises:
        FieldError: there is no such field, or a value is out of its limits.
    """
    return kind(**parsed(kind.TASK, kind.FIELDS, values))
