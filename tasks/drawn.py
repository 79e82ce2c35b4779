"""Problems whose sequences are drawn at random: fresh ones to learn from in every epoch.

What a network is asked afterwards it has never been trained on: each sequence belongs to one of
the two by a number that is computed from it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, ClassVar

import numpy as np

from file_parts import FileProblem
from formatting import quoted
from networks.fields import Field, FieldError
from networks.network import Network, answered
from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS, Settings
from networks.steps import Steps
from tasks.heads import HEADS, accuracies
from tasks.task import Answer, Judged, Lesson, Sample, Take, Task
from tasks.words import ANY_PROBLEM

LEARNED_AT = 0.99
"""Of answers to sequences that were never trained on, so large a share has to be right."""
FEWEST_TO_PART = 2_000
"""Of fewer sequences than these none can be spared: then what is asked was trained on."""
ROWS_FOLLOWED = 8
_PARTS = 8
"""One sequence of so many is for asking alone."""
_SHARE = f"{100 * LEARNED_AT:.0f} % right answers to fresh sequences"
_WORDS = replace(
    ANY_PROBLEM,
    achieve=f"give {_SHARE}",
    achieves=f"gives {_SHARE}",
    achieved=f"given {_SHARE}",
    learned_tip=f"Epochs until the network first gave {_SHARE}",
    right_tip="Fresh sequences, of {most:,}, that are answered without a fault",
)
_ASKED, _SHOWN = 2**31, 2**32
"""Added to a seed for what is drawn besides the lessons."""
_FINEST = 2**20
"""Parts of 1 in which two numbers that are read can be told apart."""


@dataclass(frozen=True)
class Drawn:
    """A problem whose sequences are drawn; a subclass says how, and what can be set.

    Raises:
        FieldError: a value is out of its field's limits.
    """

    TASK: ClassVar[str]
    FIELDS: ClassVar[tuple[Field, ...]]

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
        """Steps of a sequence."""
        raise NotImplementedError

    @property
    def sequences(self) -> float:
        """How many different ones there are."""
        raise NotImplementedError

    @property
    def guess(self) -> float:
        """What is reached without looking: the share that is right, of numbers the mean square."""
        return 1 / max(2, self.ports.outputs)

    @property
    def steps_asked(self) -> int:
        """The last so many answers of a sequence are those that count."""
        return self.ports.answers(self.steps)

    def draw(self, rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
        """So many sequences, ``(count, steps, channels)``, and targets, ``(count, answers)``."""
        raise NotImplementedError

    def given(self, sequence: np.ndarray) -> tuple[str, ...]:
        """A sequence, ``(steps, channels)``, as it is written."""
        return tuple(str(int(symbol)) for symbol in sequence[:, 0])

    def glyph(self, answer: float) -> str:
        """An answer as it is written."""
        return f"{answer:.2f}" if self.ports.head == "linear" else str(int(answer))

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
        parts = text.replace(",", " ").split()
        if len(parts) != self.steps:
            raise FieldError(f"A sequence has {self.steps} symbols here, not {len(parts)}.")
        symbols = self.ports.features if self.ports.reads == "one-hot" else 2
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


def _lesson(problem: Drawn, settings: Settings, seed: int, epoch: int) -> Lesson:
    shape = settings.window_shape
    sizes = _calls(problem, settings), shape.updates_at_once, shape.rows
    rng = np.random.default_rng([seed, epoch])
    inputs, targets = drawn(problem, rng, int(np.prod(sizes)), held_back=False)
    asked, expected = _asked(problem, shape.parts * shape.updates_at_once * shape.rows, seed)
    return Lesson(
        inputs=inputs.reshape(*sizes, *inputs.shape[1:]).astype(np.float32),
        targets=targets.reshape(*sizes, -1).astype(np.float32),
        asked=asked.reshape(shape.parts, *sizes[1:], *asked.shape[1:]),
        expected=expected,
        rows_kept=shape.rows,
        period=0,
        steps_kept=problem.steps_asked,
    )


@lru_cache(maxsize=8)
def _asked(problem: Drawn, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """What is asked after every epoch: the same, so that one sees it being learned."""
    rng = np.random.default_rng([seed, _ASKED])
    inputs, targets = drawn(problem, rng, count, held_back=True)
    expected = targets[:, -problem.steps_asked :].reshape(-1)
    kind = np.float32 if problem.ports.head == "linear" else np.uint8
    return inputs.astype(np.float32), expected.astype(kind)


def _calls(_problem: Drawn, settings: Settings) -> int:
    return settings.window_shape.parts * settings.passes


def _knows(_network: Network, problem: Drawn, lesson: Lesson, answers: np.ndarray) -> Steps[bool]:
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
    for sequence in inputs:
        outputs.append(reader.trace(sequence).output.reshape(len(sequence), -1))
        yield
    return np.stack(outputs)


def _fresh(problem: Drawn, number: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """So many sequences that were never trained on, others for each number."""
    return drawn(problem, np.random.default_rng([number, _SHOWN]), count, held_back=True)


def _answering(network: Network, problem: Drawn, question: Any) -> Steps[Answer]:
    """What the network says to a typed sequence, or to a fresh one of that number."""
    if isinstance(question, str):
        sequence = problem.read(question)
        targets = problem.target_of(sequence)
    else:
        (sequence,), (targets,) = _fresh(problem, question, 1)
    (output,) = yield from _read(network, sequence[np.newaxis])
    return _answer(problem, sequence, targets, output)


def _answer(
    problem: Drawn, sequence: np.ndarray, targets: np.ndarray, output: np.ndarray
) -> Answer:
    head = HEADS[problem.ports.head]
    expected = targets[-problem.steps_asked :]
    answers = output[-len(expected) :]
    kept = head.kept(answers, expected)
    said = head.said(kept)
    return Answer(
        problem=problem,
        given=problem.given(sequence),
        said=tuple(map(problem.glyph, said)),
        expected=tuple(map(problem.glyph, expected)),
        probabilities=answers,
        confidences=head.p(head.kept(answers, said), said).astype(np.float32),
        rights=tuple(bool(right) for right in head.rights(kept, expected)),
        separator=" ",
    )


def _asked_of(network: Network, problem: Drawn, count: int) -> Steps[tuple[Any, Any]]:
    """The answers to fresh sequences, as the head keeps them, and what was expected."""
    inputs, targets = _fresh(problem, count, count)
    outputs = yield from _read(network, inputs)
    answers = outputs[:, -problem.ports.answers(problem.steps) :][:, -problem.steps_asked :]
    expected = targets[:, -problem.steps_asked :].reshape(-1)
    kept = HEADS[problem.ports.head].kept(answers.reshape(len(expected), -1), expected)
    return kept, expected


def _right_for(network: Network, problem: Drawn, most: int) -> Steps[int]:
    """How many of so many fresh sequences are answered without a fault."""
    kept, expected = yield from _asked_of(network, problem, most)
    rights = HEADS[problem.ports.head].rights(kept, expected)
    return int(rights.reshape(most, -1).all(axis=1).sum())


def _judging(network: Network, problem: Drawn, count: int) -> Steps[Judged]:
    """How well so many fresh sequences are answered."""
    head = HEADS[problem.ports.head]
    kept, expected = yield from _asked_of(network, problem, count)
    is_number = problem.ports.head == "linear"
    return Judged(
        accuracy=float(accuracies(head, kept, expected)),
        error=float(2 * head.losses(kept, expected)) if is_number else None,
        is_unseen=problem.sequences >= FEWEST_TO_PART,
    )


def _sample(problem: Drawn) -> Sample:
    """One that was never trained on. Where one answer is wanted, it is wanted from the start."""
    (sequence,), (targets,) = _fresh(problem, 0, 1)
    shown = problem.given(sequence)
    return Sample(
        given=sequence if problem.ports.channels > 1 else sequence[:, 0],
        targets=np.resize(targets, len(sequence)),
        look_at=len(sequence) - 1,
        words=f"one sequence: {' '.join(shown[:24])}{'…' if len(shown) > 24 else ''}",
    )


def _stretches(problem: Drawn, _steps: int) -> tuple[np.ndarray, np.ndarray]:
    inputs, targets = _fresh(problem, 0, ROWS_FOLLOWED)
    return inputs, targets[:, -1]


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


def drawn_task(kind: type[Drawn], **declared: Any) -> Task[Any]:
    """The task of these problems; what else it declares, its name and its words, are given."""
    example = kind()

    def from_arrays(take: Take) -> Drawn | None:
        values = take("problem", lambda shape, dtype: _check(kind, shape, dtype))
        return _kept(lambda: kind(*(int(value) for value in values)))

    def from_text(text: str) -> Drawn:
        pairs = [part.partition("=")[::2] for part in text.split()]
        return _kept(lambda: problem_from(kind, pairs))

    return Task(
        name=kind.TASK,
        problem=kind,
        words=_WORDS,
        example=example,
        head=HEADS[example.ports.head],
        settings=fitted(example, declared.pop("settings")),
        fields=kind.FIELDS,
        lesson=_lesson,
        calls=_calls,
        answering=_answering,
        is_tried=lambda _problem: True,
        knows=_knows,
        right_for=_right_for,
        judging=_judging,
        sample=_sample,
        stretches=_stretches,
        traced=lambda problem: _sample(problem).given,
        heading=lambda problem, _most: f"{declared['title']}: {problem}",
        arrays=lambda problem: {"problem": np.array([*vars(problem).values()], np.int64)},
        from_arrays=from_arrays,
        from_text=from_text,
        fit=fitted,
        guess=lambda problem: problem.guess,
        check_targets=_check_targets,
        **declared,
    )


def _check(kind: type[Drawn], shape: tuple[int, ...], dtype: np.dtype) -> None:
    if shape != (len(kind.FIELDS),) or dtype != np.int64:
        raise FileProblem(f"The file's problem is not one of the task {kind.TASK}.")


def _kept(make: Callable[[], Drawn]) -> Drawn:
    try:
        return make()
    except FieldError as error:
        raise FileProblem(f"The file's problem cannot be: {error}") from error


def fitted(problem: Drawn, settings: Settings = DEFAULT_SETTINGS) -> Settings:
    """The same for a network that learns this problem: a sequence is a window of its own."""
    return replace(
        settings,
        ports=problem.ports,
        window=problem.steps,
        rows=max(settings.rows, problem.steps),
        stateful=False,
    )


def _check_targets(targets: np.ndarray, period: int, settings: Settings) -> None:
    """Refuse what could not have been asked in an epoch.

    Raises:
        FileProblem: so it is.
    """
    linear = settings.ports.head == "linear"
    classes = max(2, settings.ports.outputs)
    fits = (
        period == 0
        and targets.ndim == 1
        and targets.size > 0
        and np.isfinite(targets).all()
        and (linear or (targets < classes).all())
    )
    if not fits or targets.dtype != (np.float32 if linear else np.uint8):
        raise FileProblem("The file's history has targets that are not those of its problem.")
