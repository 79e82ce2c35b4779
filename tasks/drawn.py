"""Problems whose sequences are drawn at random: fresh ones to learn from in every epoch.

What a network is asked afterwards it has never been trained on: each sequence belongs to one of
the two by a number that is computed from it alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, ClassVar, NamedTuple

import numpy as np

from formatting import quoted
from networks.fields import Field, FieldError
from networks.network import Network, answered
from networks.ports import Ports
from networks.settings import Settings
from networks.steps import Steps
from tasks.heads import HEADS, accuracies
from tasks.task import Answer, Figure, Judged, Lesson, Sample

LEARNED_AT = 0.99
"""Of answers to sequences that were never trained on, so large a share has to be right."""
FEWEST_TO_PART = 2_000
"""Of fewer sequences than these none can be spared: then what is asked was trained on."""
ROWS_FOLLOWED = 8
_READ_AT_ONCE = 50
"""Sequences: more of them take no less time each, and more memory."""
_LOOKED_AT = 64
"""Sequences among which as many of one length are looked for."""
IN_A_ROW = 10
"""Windows of a stream that are judged, one after the other."""
_PARTS = 8
"""One sequence of so many is for asking alone."""
_ASKED, _SHOWN = 2**31, 2**32
"""Added to a seed for what is drawn besides the lessons."""
_FINEST = 2**20
"""Parts of 1 in which two numbers that are read can be told apart."""


Reader = Callable[[np.ndarray], Steps[np.ndarray]]
"""From ``(count, steps, channels)`` to ``(count, steps, outputs)``, from zero state."""


@dataclass(frozen=True)
class Drawn:
    """A problem whose sequences are drawn; a subclass says how, and what can be set.

    Raises:
        FieldError: a value is out of its field's limits.
    """

    TASK: ClassVar[str]
    FIELDS: ClassVar[tuple[Field, ...]]
    LETTERS: ClassVar[str] = ""
    """How symbols are written, from 0 on; without any, they are numbers."""

    def __post_init__(self) -> None:
        values = vars(self)
        for field in self.FIELDS:
            field.among(values).check(values[field.name])

    def __str__(self) -> str:
        return " ".join(f"{f.name}={f.kind.write(getattr(self, f.name))}" for f in self.FIELDS)

    @property
    def title(self) -> str:
        """Name and values, as they stand in a sentence."""
        return f"{self.TASK} ({self})"

    @property
    def short(self) -> str:
        """Name and values, without what the values are of."""
        values = "-".join(f.kind.write(getattr(self, f.name)) for f in self.FIELDS)
        return f"{self.TASK} {values}"

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

    def given(self, sequence: np.ndarray) -> tuple[str, ...]:
        """A sequence, ``(steps, channels)``, as it is written."""
        return tuple(self.LETTERS[n] if self.LETTERS else str(n) for n in map(int, sequence[:, 0]))

    def glyph(self, answer: float) -> str:
        """An answer as it is written."""
        return f"{answer:.2f}" if self.ports.head == "linear" else str(int(answer))

    @property
    def features(self) -> tuple[str, ...]:
        """What the numbers are called that a step is read as."""
        count = self.ports.features
        return self.given(np.arange(count)[:, None]) if self.ports.reads == "one-hot" else ("x",)

    @property
    def classes(self) -> tuple[str, ...]:
        """Each answer that there can be, as it is written; none where it is a number."""
        count = 0 if self.ports.head == "linear" else max(2, self.ports.outputs)
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


def is_held_back(inputs: np.ndarray) -> np.ndarray:
    """Which of these sequences are for asking alone, ``(count,)``."""
    numbers = np.rint(inputs.reshape(len(inputs), -1) * _FINEST).astype(np.uint64)
    factors = np.random.default_rng(_PARTS).integers(1, 2**63, numbers.shape[1], np.uint64) | 1
    mixed = (numbers * factors).sum(axis=1, dtype=np.uint64)
    return (mixed >> np.uint64(40)) % _PARTS == 0


def drawn(
    problem: Drawn, rng: np.random.Generator, count: int, held_back: bool
) -> tuple[np.ndarray, np.ndarray]:
    """So many sequences and their targets, either for asking alone or for training."""
    if problem.sequences < FEWEST_TO_PART:
        return problem.draw(rng, count)
    pieces: list[tuple[np.ndarray, np.ndarray]] = []
    while sum(len(inputs) for inputs, _ in pieces) < count:
        inputs, targets = problem.draw(rng, count + count // 4 + _PARTS)
        chosen = is_held_back(inputs) == held_back
        pieces.append((inputs[chosen], targets[chosen]))
    inputs, targets = (np.concatenate(parts)[:count] for parts in zip(*pieces, strict=True))
    return inputs, targets


def _windows(
    problem: Drawn, rng: np.random.Generator, windows: int, rows: int, held_back: bool
) -> tuple[np.ndarray, np.ndarray]:
    """The same as they are fed: so many windows, one after the other, of so many rows."""
    if problem.goes_on:
        return problem.stream(rng, windows, rows)
    inputs, targets = drawn(problem, rng, windows * rows, held_back)
    return inputs.reshape(windows, rows, *inputs.shape[1:]), targets.reshape(windows, rows, -1)


def drawn_lesson(problem: Drawn, settings: Settings, seed: int, epoch: int) -> Lesson:
    """An epoch on sequences of its own, after which it is asked others."""
    shape = settings.window_shape
    sizes = calls(problem, settings), shape.updates_at_once
    rng = np.random.default_rng([seed, epoch])
    inputs, targets = _windows(problem, rng, sizes[0] * sizes[1], shape.rows, held_back=False)
    asked, expected, counted = _asked(problem, shape.parts * sizes[1], shape.rows, seed)
    return Lesson(
        inputs=inputs.reshape(*sizes, *inputs.shape[1:]).astype(np.float32),
        targets=targets.reshape(*sizes, *targets.shape[1:]).astype(np.float32),
        asked=asked.reshape(shape.parts, sizes[1], *asked.shape[1:]),
        expected=expected,
        rows_kept=shape.rows,
        period=0,
        counted=counted,
    )


@lru_cache(maxsize=8)
def _asked(
    problem: Drawn, windows: int, rows: int, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What is asked after every epoch: the same, so that one sees it being learned."""
    rng = np.random.default_rng([seed, _ASKED])
    inputs, targets = _windows(problem, rng, windows, rows, held_back=True)
    counted = problem.counted(inputs, targets)
    kind = np.float32 if problem.ports.head == "linear" else np.uint8
    return inputs.astype(np.float32), targets[counted].astype(kind), counted


def calls(_problem: Drawn, settings: Settings) -> int:
    """Of the compiled graph, in the training of an epoch."""
    return settings.window_shape.parts * settings.passes


def knows(_network: Network, problem: Drawn, lesson: Lesson, answers: np.ndarray) -> Steps[bool]:
    """Whether nearly all that was never trained on is answered rightly."""
    yield from ()
    head = HEADS[problem.ports.head]
    kept = head.kept(lesson.kept(answers), lesson.expected)
    return bool(accuracies(head, kept, lesson.expected) >= LEARNED_AT)


def _read(network: Network, inputs: np.ndarray) -> Steps[np.ndarray]:
    """What the network answers to sequences from zero state, ``(count, steps, outputs)``.

    It is read by the same network from scratch, which takes any length, and never trains.
    """
    # It is not imported where a task is only declared: the windows know no backend.
    from networks.numpy_network import numpy_network

    snapshot = yield from answered(network, "snapshot")
    reader = numpy_network(network.settings)
    reader.restore(snapshot)
    outputs = []
    for sequences in np.array_split(inputs, -(-len(inputs) // _READ_AT_ONCE)):
        outputs.append(reader.answers(sequences))
        yield
    return np.concatenate(outputs)


def fresh(
    problem: Drawn, number: int, rows: int, windows: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """So many sequences that were never trained on, others for each number."""
    rng = np.random.default_rng([number, _SHOWN])
    return _windows(problem, rng, windows, rows, held_back=True)


def whole_rows(inputs: np.ndarray) -> np.ndarray:
    """Windows, ``(windows, rows, steps, channels)``, as rows that are read from end to end."""
    return inputs.swapaxes(0, 1).reshape(inputs.shape[1], -1, inputs.shape[-1])


def answering(network: Network, problem: Drawn, question: Any) -> Steps[Answer]:
    """What the network says to a typed sequence, or to a fresh one of that number."""
    if isinstance(question, str):
        sequence = problem.read(question)
        targets = problem.target_of(sequence)
    else:
        ((sequence,),), ((targets,),) = fresh(problem, question, 1)
        end = problem.end(sequence)
        sequence, targets = sequence[:end], targets[: problem.ports.answers(end)]
    (output,) = yield from _read(network, sequence[np.newaxis])
    return _answer(problem, sequence, targets, output)


def _answer(
    problem: Drawn, sequence: np.ndarray, targets: np.ndarray, output: np.ndarray
) -> Answer:
    head = HEADS[problem.ports.head]
    asked = slice(problem.ports.answers(problem.steps) - problem.steps_asked, None)
    legal, expected = problem.legal(sequence, targets), targets[asked]
    answers = output[-len(targets) :][asked]
    kept = head.kept(answers, expected)
    said = head.said(kept)
    rights = head.rights(kept, expected)
    wanted = [problem.glyph(target) for target in expected]
    if legal is not None:
        rights = legal[np.arange(len(said)), said]
        wanted = ["/".join(map(problem.glyph, map(int, np.flatnonzero(each)))) for each in legal]
    return Answer(
        problem=problem,
        given=problem.given(sequence),
        said=tuple(map(problem.glyph, said)),
        expected=tuple(wanted),
        probabilities=answers,
        confidences=head.p(head.kept(answers, said), said).astype(np.float32),
        rights=tuple(map(bool, rights)),
        errors=np.abs(said - expected) if problem.ports.head == "linear" else None,
        separator=" ",
    )


class _Heard(NamedTuple):
    """Answers to fresh sequences, of which ``counted`` are kept, ``(windows, rows, answers)``."""

    kept: np.ndarray
    expected: np.ndarray
    counted: np.ndarray


def _asked_of(network: Network, problem: Drawn, count: int) -> Steps[_Heard]:
    """What is answered to so many sequences, of a stream some in a row."""
    windows = math.gcd(count, IN_A_ROW) if problem.goes_on else 1
    inputs, targets = fresh(problem, count, count // windows, windows)
    outputs = yield from _read(network, whole_rows(inputs))
    of_window = outputs.reshape(len(outputs), windows, problem.steps, -1).swapaxes(0, 1)
    counted = problem.counted(inputs, targets)
    expected = targets[counted]
    answers = of_window[:, :, -targets.shape[-1] :][counted]
    return _Heard(HEADS[problem.ports.head].kept(answers, expected), expected, counted)


def right_for(network: Network, problem: Drawn, most: int) -> Steps[int]:
    """How many of so many fresh sequences are answered without a fault."""
    kept, expected, counted = yield from _asked_of(network, problem, most)
    is_wrong = counted.copy()
    is_wrong[counted] = ~HEADS[problem.ports.head].rights(kept, expected)
    return int((~is_wrong.any(axis=-1)).sum())


def judging(network: Network, problem: Drawn, count: int) -> Steps[Judged]:
    """How well so many fresh sequences are answered."""
    head = HEADS[problem.ports.head]
    kept, expected, _ = yield from _asked_of(network, problem, count)
    further = yield from problem.further(partial(_read, network))
    is_number = problem.ports.head == "linear"
    return Judged(
        accuracy=float(accuracies(head, kept, expected)),
        error=float(2 * head.losses(kept, expected)) if is_number else None,
        is_unseen=problem.sequences >= FEWEST_TO_PART,
        further=further,
    )


def sample(problem: Drawn) -> Sample:
    """One that was never trained on, as far as it goes before its window is filled up."""
    (inputs,), (wanted,) = fresh(problem, 0, 1)
    end = problem.end(inputs[0])
    sequence, answers = inputs[0, :end], problem.ports.answers(end)
    shown = problem.given(sequence)
    return Sample(
        given=sequence if problem.ports.channels > 1 else sequence[:, 0],
        targets=np.resize(wanted[0, :answers], end),
        look_at=int(_last_counted(problem, inputs, wanted)[0]),
        words=f"one sequence: {' '.join(shown if end <= 24 else (*shown[:23], '…', shown[-1]))}",
        shown=shown,
        answers=answers,
        features=problem.features,
        classes=problem.classes,
    )


def _last_counted(problem: Drawn, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Step of each sequence, from 0, whose answer is the last that counts; or of the last one."""
    from_behind = problem.counted(inputs, targets)[..., ::-1].argmax(axis=-1)
    return problem.steps - 1 - from_behind


def stretches(problem: Drawn, _steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Sequences as far as the last answer that counts, which is after as many steps in each."""
    (inputs,), (targets,) = fresh(problem, 0, _LOOKED_AT)
    last = _last_counted(problem, inputs, targets)
    after = int(np.bincount(last).argmax())
    rows = np.flatnonzero(last == after)[:ROWS_FOLLOWED]
    return inputs[rows, : after + 1], targets[rows, min(after, targets.shape[1] - 1)]


def problem_from(kind: type[Drawn], values: Iterable[tuple[str, str]]) -> Any:
    """A problem with these values, as they are typed; what is not told is at its default.

    Raises:
        FieldError: there is no such field, or a value is out of its limits.
    """
    known = {field.name: field for field in kind.FIELDS}
    read = {}
    for name, text in values:
        if name not in known:
            raise FieldError(f"{kind.TASK} has no field `{name}`, only {', '.join(known)}.")
        read[name] = known[name].parse(text)
    return kind(**read)
