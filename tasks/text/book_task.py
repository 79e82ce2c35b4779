"""The row of the registry for text: a network that learns to write from a book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from file_parts import FileProblem
from networks.network import Network
from networks.ports import Ports
from networks.settings import DEFAULT_SETTINGS, Settings, most_rows
from networks.steps import Steps
from tasks.lesson import Lesson
from tasks.loss_unit import in_bits
from tasks.shapes import ONE_TO_ONE
from tasks.task import PartsTaken, ProblemParts, Task, refused
from tasks.text.baselines import baselines
from tasks.text.book import LARGEST_BOOK, Book, default_book
from tasks.text.brief import Brief
from tasks.text.costs import costs_told
from tasks.text.lessons import book_lesson, calls
from tasks.text.looks import right_for, sample, stretches
from tasks.text.passages import PASSAGES
from tasks.text.setting_up import OF_A_FILE, book_like
from tasks.text.writing import WRITING, answering
from tasks.words import Words

LECTURE_WINDOW, LECTURE_ROWS = 99, 128
_WORDS = Words(
    problem="book",
    label="B&ook",
    another="Another book is chosen",
    ask="write",
    asking="writing",
    has="the book has",
    achieve="write as the book does",
    achieves="writes as the book does",
    achieved="written as the book does",
    learned_when="the network had learned the problem, which is told of no book",
    right_tip="Symbols said rightly, of the first {most:,} of the held-out part or all if there "
    "are fewer",
    right_told="how many of the first {most:,} symbols of the held-out part, or of all if there "
    "are fewer, it says rightly.",
    same="<b>the same book</b>, cut in the same way",
    given="beginning",
    data="the text of a book",
    answer="What the network writes",
    lines=("Beginning", "Written", "Compared"),
)
SUITS_A_BOOK = replace(
    DEFAULT_SETTINGS,
    units=(256,),  # Of 128, 192 and 256 the best after as long: it learns more of each character.
    embedding=32,  # Characters of one kind come to lie together; and a third of one-hot's weights.
    dropout=0.1,  # On a fast machine a minute is fifteen passes, and without it 0.2 bits are lost.
    rows=16,  # On a slow one it is few passes: updates count, and 32 rows cost 0.07 bits.
    window=50,  # Most of what the next character hangs on; with 100 half as many updates.
    learning_rate=0.012,  # 0.004 costs 0.21 bits, 0.008 0.04; at 0.016 nothing more is gained.
    rate_fall="run",  # The last steps are small, whenever the end comes.
    epsilon=1e-7,  # Gradients of a book never vanish; that of a pattern costs 0.2 bits.
    ports=Ports("one-hot", 2, "softmax", 2, at_each_step=True),
)
"""What ``python -m benchmarks.text`` measured; what is not named is as for a pattern."""


def fit(book: Book, settings: Settings) -> Settings:
    """The same for a network that learns this book: windows and rows as they are, if it read one.

    What is cut in rows is carried on from window to window, and half of the rows are asked what
    is held out.
    """
    ports = ports_of(book)
    window, rows = settings.window, settings.rows
    if _kind(ports) != _kind(settings.ports):
        usual = SUITS_A_BOOK.window, SUITS_A_BOOK.rows
        window, rows = usual if book.in_rows else (LECTURE_WINDOW, LECTURE_ROWS)
    return replace(
        settings.for_ports(ports),
        window=window,
        rows=min(max(2, rows), most_rows(window, ports)),
        stateful=book.in_rows,
    )


def ports_of(book: Book) -> Ports:
    """Symbols in rows; in windows, as the lecture has it, a number that is larger the later a
    symbol comes in the alphabet."""
    symbols = len(book.vocabulary)
    if book.in_rows:
        return Ports("one-hot", symbols, "softmax", symbols, at_each_step=True)
    return Ports("numbers", 1, "softmax", symbols)


def _kind(ports: Ports) -> tuple[str, str, bool]:
    return ports.reads, ports.head, ports.at_each_step


def _knows(_network: Network, _book: Book, _lesson: Lesson, _answers: np.ndarray) -> Steps[bool]:
    """Nobody ever knows a book."""
    yield from ()
    return False


def _parts(book: Book) -> ProblemParts:
    named = {"name": book.name, **book.values}
    return ProblemParts(facts={"book": named, "vocabulary": [*book.vocabulary]}, text=book.text)


def _from_parts(taken: PartsTaken) -> Book:
    named, vocabulary = taken.facts.get("book"), taken.facts.get("vocabulary")
    if not isinstance(named, Mapping) or not isinstance(vocabulary, list):
        raise FileProblem("The file does not say how its book is read.")
    with refused("book"):
        book = Book(taken.text(LARGEST_BOOK), **_known(named))
    if vocabulary != [*book.vocabulary]:
        raise FileProblem("The file's vocabulary is not that of its book.")
    return book


def _known(named: Mapping[str, Any]) -> dict[str, Any]:
    names = ["name", *(each.name for each in Book.FIELDS)]
    if {*named} != {*names} or type(named["name"]) is not str:
        raise FileProblem("The file does not say how its book is read.")
    return dict(named)


TEXT: Task[Book] = Task(
    kind=Book,
    noun="text",
    words=_WORDS,
    source="lecture notes, after J. Brownlee; A. Karpathy 2015",
    sees="First it writes letters as often as the book has them, then words, then lines.",
    made_example=default_book,
    settings=SUITS_A_BOOK,
    set_up=book_like,
    of_a_file=OF_A_FILE,
    decides=("stateful",),
    lesson=book_lesson,
    calls=calls,
    answering=answering,
    writing=WRITING,
    passages=PASSAGES,
    baselines=baselines,
    held_out=lambda book: len(book.symbols) - book.held_out_from,
    told=lambda book, settings: costs_told(book, settings, fit),
    is_tried=lambda _book: False,
    knows=_knows,
    right_for=right_for,
    sample=sample,
    traced=sample,
    stretches=stretches,
    heading=lambda book, _most: f"Text: {book.title}, {len(book.text):,} characters",
    parts=_parts,
    from_parts=_from_parts,
    brief=lambda book: book.brief,
    from_text=Brief.read,
    fit=fit,
    hint=lambda book: f"a beginning, in {book.by} of the book",
    shape=ONE_TO_ONE,
    bits=lambda book: in_bits(
        book.characters, book.spelling_bits, "word" if book.by == "words" else ""
    ),
)
