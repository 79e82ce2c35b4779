"""What every task declares, so that nothing else knows one by name.

A task is a kind of sequence problem, a *problem* one that the student has set: a frozen value
of a class that names the task.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

import numpy as np

from file_parts import FileProblem
from formatting import share_text
from networks.fields import Field, FieldError
from networks.settings import DEFAULT_EPOCHS, Settings
from tasks.cards import CARDS
from tasks.heads import HEADS, LINEAR, Head
from tasks.kept import kept
from tasks.lesson import check_targets
from tasks.loss_unit import LossUnit, unit_of
from tasks.simpler import BITS, Baselines, Scale

if TYPE_CHECKING:
    from networks.network import Network
    from networks.steps import Steps
    from tasks.answer import Answer, Judged
    from tasks.examining import Examining
    from tasks.explaining import Explaining
    from tasks.lesson import Lesson
    from tasks.others import Others
    from tasks.passages import Passages
    from tasks.sample import Sample
    from tasks.words import Words
    from tasks.writing import Writing


class Problem(Protocol):
    """What a student has set: frozen, so that same is ``==``; in full it is its ``str``."""

    TASK: ClassVar[str]
    """Name of the task that it belongs to."""

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


@contextmanager
def refused(what: str) -> Iterator[None]:
    """Around making what a file holds: it is refused for what cannot be.

    Raises:
        FileProblem: so it is.
    """
    try:
        yield
    except FieldError as error:
        raise FileProblem(f"The file's {what} cannot be: {error}") from error


@dataclass(frozen=True, eq=False)
class Task(Generic[P]):
    """A kind of sequence problem that a student can set.

    Attributes:
        kind: the class of its problems.
        noun: what its sentences call a sequence that is read.
        words: what its sentences say besides.
        source: where it comes from.
        sees: what is to be seen while its example is learned, in a sentence.
        lesson: of a problem, for a network of these settings, by seed and number of the epoch.
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
        fit: settings as a network needs them that is to learn this problem.
        check_targets: refuses targets of a file that no such training can have, given their
            period and the settings; raises :class:`file_parts.FileProblem`.
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
        held_out: how many symbols or sequences of a problem no update sees, by which an epoch is
            judged; None where it is judged otherwise.
        epochs: how many suit a problem, unless others are chosen.
        told: what is to be known of a problem before a network of these settings is trained on
            it, in sentences; None where that is nothing.
        others: what others have reached on it; None where that is not told.
    """

    kind: type[Any]
    noun: str
    words: Words
    source: str
    sees: str
    lesson: Callable[[P, Settings, int, int], Lesson]
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
    shape: str
    hint: Callable[[P], str]
    check_targets: Callable[[np.ndarray, int, Settings], None] = check_targets
    guess: Callable[[Any], float] = lambda problem: problem.guess
    is_tried: Callable[[P], bool] = lambda _problem: True
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
    held_out: Callable[[P], int] | None = None
    epochs: Callable[[P], int] = lambda _problem: DEFAULT_EPOCHS
    told: Callable[[P, Settings], str] | None = None
    others: Others | None = None

    @property
    def name(self) -> str:
        """In options and files."""
        return self.kind.TASK

    @property
    def fields(self) -> tuple[Field, ...]:
        """What of a problem can be set in a form; empty if it is typed as a whole."""
        return getattr(self.kind, "FIELDS", ())

    @property
    def head(self) -> Head:
        """How the answers of a network are read."""
        return HEADS[self.settings.ports.head]

    @property
    def title(self) -> str:
        """For the user."""
        return CARDS[self.name].title

    @property
    def summary(self) -> str:
        """One sentence on what it is."""
        return CARDS[self.name].summary

    @kept
    def example(self) -> P:
        """A problem to begin with."""
        return self.made_example()

    def refusal(self, problem: Any, text: str) -> str:
        """Why a text is no sequence that can be answered, in a sentence; empty if it is one."""
        try:
            problem.read(text)
        except FieldError as error:
            return str(error)
        return ""

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
            return f"a mean squared error of {guess:.3f}, a loss of half that, {guess / 2:.3f}"
        return f"{share_text(guess)} right"
