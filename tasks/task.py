"""What every task declares, so that nothing else knows one by name.

A task is a kind of sequence problem, a *problem* one that the student has set: a frozen value
of the class that the task names.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Protocol, TypeVar

import numpy as np

from formatting import loss_text, share_text
from kept import kept
from networks.fields import Field, FieldError
from networks.network import Network
from networks.settings import DEFAULT_EPOCHS, Settings
from networks.steps import Steps
from tasks.examining import Examining
from tasks.explaining import Explaining
from tasks.heads import LINEAR, Head
from tasks.others import Others
from tasks.passages import Passages
from tasks.sample import Sample
from tasks.simpler import BITS, Baselines, Scale
from tasks.words import Words
from tasks.writing import Writing


class Problem(Protocol):
    """What a student has set: frozen, so that same is ``==``; in full it is its ``str``."""

    @property
    def title(self) -> str:
        """As much of it as has room in a sentence or a title."""

    @property
    def short(self) -> str:
        """Which one it is, where there is room for few characters."""

    @property
    def file_name(self) -> str:
        """As much of it as a file's name takes."""

    def __hash__(self) -> int:
        """Equal problems have equal ones."""


def on_problem(subject: str, problem: Problem | None) -> str:
    """``Loss on 0011``: what was learned from which problem."""
    return f"{subject} on {problem.title}" if problem else subject


P = TypeVar("P")


@dataclass(frozen=True, eq=False)
class ProblemParts:
    """A problem as a file holds it.

    Attributes:
        arrays: by name.
        facts: what JSON says of it, by names that nothing else has there.
        text: a text of its own; None where there is none.
    """

    arrays: Mapping[str, np.ndarray] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    text: str | None = None


class PartsTaken(Protocol):
    """The parts of a problem in a file from anywhere; each raises
    :class:`file_parts.FileProblem` if it is none."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """All that JSON says, whatever it is."""

    def array(self, name: str, check: Callable[[tuple[int, ...], np.dtype], None]) -> np.ndarray:
        """An array, once its shape and kind have passed the check."""

    def text(self, at_most: int) -> str:
        """The text, of so many bytes in UTF-8."""


class OfCalls(Protocol):
    """An array whose first axis is that of calls; or what makes each call's part when it comes."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the whole array."""

    @property
    def size(self) -> int:
        """Numbers in all of it."""
        return math.prod(self.shape)

    def __len__(self) -> int:
        return self.shape[0]

    def __iter__(self) -> Iterator[np.ndarray]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, call: Any) -> Any: ...


@dataclass(frozen=True, eq=False)
class Lesson:
    """What a network learns in an epoch, and what it is asked afterwards.

    Attributes:
        inputs: float32, ``(calls, updates, rows, window, channels)``.
        targets: float32, ``(calls, updates, rows, answers)``: what is to be answered.
        asked: like ``inputs``, perhaps with fewer rows or in other calls.
        asked_targets: like ``targets``, for what is asked.
        expected: ``(kept,)``: the targets of what is kept of the answers, in order; in
            :attr:`networks.ports.Ports.kind_of_targets`.
        rows_kept: so many rows of those asked are kept.
        period: symbols after which ``expected`` begins again; 0 if it is no single sequence.
        goes_on: whether it begins with the states that the one before has left, not with zero.
        counted: bool ``(windows, rows_kept, answers)``: those of the answers that are kept; None
            keeps all.
        by_rows: whether what is kept is read row by row, each from end to end, and not window by
            window; then rows come before windows in ``counted`` too.
        seen: so many at the end of ``expected`` were trained on, and all before them are held
            out; 0 where nothing is.
        wanted: so many of the targets are answers that are learned from, where not all are: the
            others are not numbers; 0 where all are.
    """

    inputs: OfCalls
    targets: OfCalls
    asked: OfCalls
    asked_targets: OfCalls
    expected: np.ndarray
    rows_kept: int
    period: int
    goes_on: bool = False
    counted: np.ndarray | None = None
    by_rows: bool = False
    seen: int = 0
    wanted: int = 0

    @property
    def learned_from(self) -> int:
        """How many answers are."""
        return self.wanted or self.targets.size

    @property
    def share_with_loss(self) -> float:
        """Of the updates those in which anything is asked: in the others there is no loss."""
        if not self.wanted:
            return 1.0
        return float(np.mean([np.isfinite(each).any(axis=(1, 2)) for each in self.targets]))

    @property
    def calls(self) -> int:
        """Calls of the compiled graph that make up an epoch."""
        return len(self.inputs)

    def kept(self, answers: np.ndarray) -> np.ndarray:
        """Of all answers, update by update, those to ``expected``, float32, as its head takes them.

        What a network keeps of an answer is as many numbers, ``(kept,)`` or ``(kept, 2)``.
        """
        kept = answers[:, : self.rows_kept]
        of_window = kept.reshape(*kept.shape[:2], self.targets.shape[-1], -1)
        in_order = of_window.swapaxes(0, 1) if self.by_rows else of_window
        kept = in_order if self.counted is None else in_order[self.counted]
        numbers = kept.reshape(len(self.expected), -1).astype(np.float32)
        return numbers if numbers.shape[1] > 1 else numbers[:, 0]


@dataclass(frozen=True)
class LossUnit:
    """In what a loss is shown.

    Attributes:
        words: its name, for the axis of a plot.
        suffix: what stands after a number.
        factor: by which a loss in the unit of its head is multiplied.
        offset: what is added then, whatever the loss.
        digits: behind the point.
        target: what a target is, where its perplexity is told beside; else empty.
    """

    words: str
    suffix: str
    factor: float = 1.0
    offset: float = 0.0
    digits: int = 4
    target: str = ""

    def of(self, loss: Any) -> Any:
        """A loss, or several, in this unit."""
        return self.factor * loss + self.offset

    def number(self, loss: float) -> str:
        """A loss in this unit, without its name."""
        return loss_text(self.of(loss), self.digits)

    def told(self, loss: float) -> str:
        """The same with it."""
        return f"{self.number(loss)}{self.suffix}"

    def perplexity(self, loss: float) -> float | None:
        """Among how many equally likely targets one is as uncertain; None where none is told."""
        return math.exp(loss) if self.target else None

    def told_in_full(self, loss: float) -> str:
        """The loss, and where it is told the perplexity."""
        perplexity = self.perplexity(loss)
        beside = (
            "" if perplexity is None else f", a perplexity of {perplexity:,.1f} a {self.target}"
        )
        return self.told(loss) + beside


def unit_of(head: Head) -> LossUnit:
    """That in which it is measured."""
    return LossUnit(head.loss_unit, head.unit)


def in_bits(characters: float, spelling: float = 0.0, target: str = "") -> LossUnit:
    """Bits per character, where a target stands for so many characters, on average.

    ``spelling`` are the bits that each character costs besides, however well targets are foretold;
    ``target`` is what one is, where that is not a character.
    """
    words, per_nat = "bits per character", 1 / (math.log(2) * characters)
    return LossUnit(words, f" {words}", per_nat, spelling, digits=3, target=target)


@dataclass(frozen=True, eq=False)
class Answer:
    """What a network says to what it is given, told apart from what should be said.

    Attributes:
        problem: that it was asked about.
        given: as it is written, glyph by glyph.
        said: likewise; may be empty.
        expected: likewise, and as long.
        probabilities: float32 ``(said,)``, what the head answered; of several outputs
            ``(said, outputs)``.
        confidences: float32 ``(said,)``, the probability of each symbol that was said.
        errors: of numbers float32 ``(said,)``, how far each is from the expected one; else None.
        rights: of each whether it is right; empty where that is whether it is the expected one.
        trouble: why there is no more of it, in one sentence; empty if it is whole.
        remark: what is to be known of how it was read, in one sentence; empty if that is nothing.
        separator: what stands between glyphs where they are spelled in a line.
        added: of a text that is judged as a whole float64 ``(given,)``, what each of its words
            added to z, of which the answer is the sigmoid; None where nobody knows.
    """

    problem: Any
    given: Sequence[str]
    said: Sequence[str]
    expected: Sequence[str]
    probabilities: np.ndarray
    confidences: np.ndarray
    errors: np.ndarray | None = None
    rights: tuple[bool, ...] = ()
    trouble: str = ""
    remark: str = ""
    separator: str = ""
    added: np.ndarray | None = None

    def spelled(self, glyphs: Sequence[str]) -> str:
        """Glyphs in one line."""
        return self.separator.join(glyphs)

    @property
    def first_departure(self) -> int | None:
        """Index of the first symbol said that is not the one expected, or None."""
        pairs = zip(self.said, self.expected, strict=True)
        rights = self.rights or [said == expected for said, expected in pairs]
        return next((index for index, right in enumerate(rights) if not right), None)


@dataclass(frozen=True)
class Figure:
    """What else is told of a trained network, of one kind of problem alone.

    Attributes:
        name: in JSON.
        value: a number.
        words: what it says, in sentences.
        guess: what is reached without looking; None where nothing is.
    """

    name: str
    value: float
    words: str
    guess: float | None = None

    @property
    def facts(self) -> dict[str, float]:
        """As JSON has it."""
        guess = {} if self.guess is None else {f"{self.name}_guess": self.guess}
        return {self.name: self.value, **guess}


@dataclass(frozen=True)
class Judged:
    """How well a network answers sequences that are drawn for it.

    Attributes:
        accuracy: share of the answers that are right, 0 to 1.
        error: of numbers their mean squared error; else None.
        is_unseen: whether none of these sequences was ever trained on.
        further: what else is told.
    """

    accuracy: float
    error: float | None
    is_unseen: bool
    further: tuple[Figure, ...] = ()


def _refusal(problem: Any, text: str) -> str:
    try:
        problem.read(text)
    except FieldError as error:
        return str(error)
    return ""


@dataclass(frozen=True)
class Task(Generic[P]):
    """A kind of sequence problem that a student can set.

    Attributes:
        name: in options and files.
        title: for the user.
        noun: what its sentences call a sequence that is read.
        words: what its sentences say besides.
        summary: one sentence on what it is.
        source: where it comes from.
        sees: what is to be seen while its example is learned, in a sentence.
        problem: the class of its problems: frozen, so that same is ``==``.
        lesson: of a problem, for a network of these settings, by seed and number of the epoch.
        head: how the answers of a network are read.
        is_tried: whether it can be told in good time that a network has learned a problem.
        knows: whether it has, given the lesson that was just asked and the answers to it.
        made_example: makes :attr:`example`, which takes a while where it is a book.
        settings: that suit it.
        calls: of the compiled graph that an epoch of such a lesson is made of.
        answering: lets a network answer what the student asks: of a pattern how many symbols,
            else the number of a fresh sequence, or one that was typed.
        right_for: how many symbols it gets right before its first fault, and how many at most;
            where a part is held out, how many of the first so many in it.
        sample: a sequence to look inside with.
        decides: names of settings that follow from the problem, so that nobody chooses them.
        hint: what a sequence is that is typed to be answered; empty where none can be.
        refusal: why a text is none, in a sentence; empty if it is one. As a rule the problem, which
            reads it, says so.
        fit: settings as a network needs them that is to learn this problem.
        check_targets: refuses targets of a file that no such training can have, given their
            period and the settings; raises :class:`file_parts.FileProblem`.
        fields: what of a problem can be set in a form; empty if it is typed as a whole.
        set_up: a problem like another, but with some fields as they are typed, and what is to be
            told of that, in sentences; raises :class:`networks.fields.FieldError`. None where
            there are no fields.
        setting_up: the same where that takes a while: yields how far it has come, 0 to 1, and
            what is being done, in a few words.
        of_a_file: fields that ``set_up`` takes besides, of a file that a problem is made of.
        shape: which of the shapes of sequence problems it has.
        judging: how well it answers so many sequences that are drawn; None if none are.
        bits: of a problem, how its losses are told in bits per character, see :func:`in_bits`;
            None where no text is read.
        guess: what is right without looking, a share; of numbers the mean square of the error.
        traced: what of a problem a trace reads.
        heading: what stands over a table of its training, at most so many of its characters.
        parts: of a problem, as a file holds it.
        from_parts: the problem again; None if there is none.
        from_text: that of which this is the ``str``, or where that is not all of it, its brief.
        stretches: of so many steps: sequences side by side to follow gradients through,
            ``(rows, steps)``, and the target after each, ``(rows,)``.
        writing: how its networks write; None where nothing is written.
        explaining: how its answers are explained word by word; None where they are not.
        examining: how its answers are judged, all together; None where they are not.
        passages: what of a problem can be looked at besides the sample; None where each problem
            has sequences of its own.
        baselines: what simpler means reach on a problem, each time with one more of them; None
            where nothing is compared.
        scale: on which they and a network are compared.
        brief: what is kept of a problem where runs are listed: where it is much to keep, all but
            that. Losses, guesses and words are the same for it.
        brief_kind: the class of that.
        held_out: how many symbols or sequences of a problem no update sees, by which an epoch is
            judged; None where it is judged otherwise.
        epochs: how many suit a problem, unless others are chosen.
        told: what is to be known of a problem before a network of these settings is trained on
            it, in sentences; None where that is nothing.
        others: what others have reached on it; None where that is not told.
    """

    name: str
    title: str
    noun: str
    words: Words
    summary: str
    source: str
    sees: str
    problem: type[P]
    lesson: Callable[[P, Settings, int, int], Lesson]
    head: Head
    knows: Callable[[Network, P, Lesson, np.ndarray], Steps[bool]]
    made_example: Callable[[], P]
    settings: Settings
    calls: Callable[[P, Settings], int]
    answering: Callable[[Network, P, Any], Steps[Answer]]
    right_for: Callable[[Network, P, int], Steps[int]]
    sample: Callable[[P], Sample]
    stretches: Callable[[P, int], tuple[np.ndarray, np.ndarray]]
    traced: Callable[[P], Sample]
    heading: Callable[[P, int], str]
    parts: Callable[[P], ProblemParts]
    from_parts: Callable[[PartsTaken], P | None]
    from_text: Callable[[str], Problem]
    fit: Callable[[P, Settings], Settings]
    check_targets: Callable[[np.ndarray, int, Settings], None]
    shape: str
    hint: Callable[[P], str]
    guess: Callable[[Any], float] = lambda problem: problem.guess
    is_tried: Callable[[P], bool] = lambda _problem: True
    refusal: Callable[[P, str], str] = _refusal
    fields: tuple[Field, ...] = ()
    set_up: Callable[[P, Iterable[tuple[str, str]]], tuple[P, str]] | None = None
    setting_up: (
        Callable[[P, Iterable[tuple[str, str]]], Generator[tuple[float, str], None, tuple[P, str]]]
        | None
    ) = None
    of_a_file: tuple[Field, ...] = ()
    decides: tuple[str, ...] = ()
    judging: Callable[[Network, P, int], Steps[Judged]] | None = None
    bits: Callable[[P], LossUnit] | None = None
    writing: Writing | None = None
    explaining: Explaining | None = None
    examining: Examining | None = None
    passages: Passages | None = None
    baselines: Callable[[P], Iterator[Baselines | None]] | None = None
    scale: Scale = BITS
    brief: Callable[[P], Any] = lambda problem: problem
    brief_kind: type | None = None
    held_out: Callable[[P], int] | None = None
    epochs: Callable[[P], int] = lambda _problem: DEFAULT_EPOCHS
    told: Callable[[P, Settings], str] | None = None
    others: Others | None = None

    @kept
    def example(self) -> P:
        """A problem to begin with."""
        return self.made_example()

    def loss_unit(self, problem: P) -> LossUnit:
        """In what losses on a problem are shown."""
        return unit_of(self.head) if self.bits is None else self.bits(problem)

    def bits_per_character(self, problem: P, loss: float) -> float | None:
        """By how much a character of a text surprises, given the loss; None where none is read."""
        return None if self.bits is None else self.bits(problem).of(loss)

    def compared(self, problem: P, loss: float, accuracy: float) -> float:
        """The figure of a network that stands beside those of simpler means."""
        return accuracy if self.scale.is_share else self.loss_unit(problem).of(loss)

    def guessed(self, problem: P) -> tuple[float | None, float | None]:
        """Loss and accuracy of a blind guess, whichever of them :attr:`guess` tells."""
        guess = self.guess(problem)
        return (guess / 2, None) if self.is_number else (None, guess)

    def values(self, problem: P) -> dict[str, Any]:
        """What each field of a problem is set to, by its name."""
        return {field.name: getattr(problem, field.name) for field in self.fields}

    def with_values(self, problem: Any, values: Mapping[str, Any]) -> Any:
        """A problem like this, but with other fields."""
        return replace(problem, **values)

    @property
    def is_drawn(self) -> bool:
        """Whether sequences are drawn of a problem that is set by its fields, not typed."""
        return bool(self.fields)

    @property
    def holds_out(self) -> bool:
        """Whether an epoch is judged by what no update has seen."""
        return self.held_out is not None

    @property
    def is_number(self) -> bool:
        """Whether numbers are answered, which are not so much right as near."""
        return self.head is LINEAR

    def guess_told(self, problem: P) -> str:
        """What a blind guess reaches, in words."""
        guess = self.guess(problem)
        if self.is_number:
            return f"a mean squared error of {guess:.3f}"
        return f"{share_text(guess)} right"
