"""What lists show of each task: it is loaded when it is first asked for, see ``registry.py``."""

from __future__ import annotations

from typing import NamedTuple


class Card(NamedTuple):
    """A task, as far as it is known before it is loaded.

    Attributes:
        title: for the user.
        summary: one sentence on what it is.
        where: the name of its declaration, behind that of the module where it stands.
    """

    title: str
    summary: str
    where: str

    @property
    def module(self) -> str:
        """Where it is declared."""
        return self.where.rpartition(".")[0]

    @property
    def constant(self) -> str:
        """What its declaration is called there."""
        return self.where.rpartition(".")[2]


CARDS = {
    "pattern": Card(
        "Repeating pattern",
        "The network reads a pattern of zeros and ones over and over, and says what comes next",
        "tasks.repeating.REPEATING",
    ),
    "echo": Card(
        "Echo",
        "The network reads some random numbers, one a step, and then says the one that stood "
        "at a fixed place",
        "tasks.echo.ECHO",
    ),
    "lag": Card(
        "Lag",
        "The network reads random bits without end, and says after each window which one came "
        "so many steps before the last",
        "tasks.lag.REMEMBERING",
    ),
    "marked": Card(
        "Marked bit",
        "Of many random bits one is marked, and the network says it at the end; all others "
        "are there to distract",
        "tasks.marked.MARKED",
    ),
    "order": Card(
        "Temporal order",
        "Among many distractors there are two or three marked symbols, each X or Y, and the "
        "network says in which order they came",
        "tasks.order.ORDER",
    ),
    "adding": Card(
        "Adding",
        "Of many numbers between 0 and 1 two are marked, and the network says their sum",
        "tasks.adding.ADDING",
    ),
    "copy": Card(
        "Copy",
        "The network reads some symbols, waits, and writes them down after a cue",
        "tasks.copying.COPY",
    ),
    "unfold": Card(
        "Unfold",
        "The network reads one number, and writes the word that belongs to it, letter by "
        "letter; it has to keep in mind which word it is, and where in it",
        "tasks.unfold.UNFOLD",
    ),
    "parity": Card(
        "Parity",
        "The network reads random bits, and says at each whether the ones so far are odd in "
        "number: every bit turns the answer round",
        "tasks.parity.PARITY",
    ),
    "count": Card(
        "Counting",
        "The network reads letters a and as many b, and says what may come next: it has to "
        "count. It is trained on short strings and asked longer ones",
        "tasks.count.COUNT",
    ),
    "reber": Card(
        "Reber grammar",
        "The network reads a string of a grammar and says what may come next; the last symbol "
        "but one is that of the beginning, which it has to remember",
        "tasks.reber.REBER",
    ),
    "text": Card(
        "Text",
        "The network reads a book, character by character or word by word, says what comes "
        "next, and so learns to write by itself",
        "tasks.text.book_task.TEXT",
    ),
    "reviews": Card(
        "Reviews",
        "The network reads a film review, word by word, and says whether its writer likes the film",
        "tasks.reviews.review_task.REVIEWS",
    ),
}
"""By their names in options and files; the first is where the program begins."""
