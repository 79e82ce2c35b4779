"""A network writes on: it reads a beginning, then each symbol that is drawn from its answer."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from formatting import counted, listed, quoted
from networks.burst import burst_sentence
from networks.network import Network
from networks.steps import Steps
from tasks.answer import Answer
from tasks.drawn_answers import reader_of
from tasks.sampling import distribution, draw
from tasks.text.copied import copied
from tasks.writing import USUAL_COUNT, ToWrite, Writing, Written

if TYPE_CHECKING:
    from networks.numpy_network import NumpyNetwork

BETWEEN_PIECES = 0.05
"""Seconds, about, that pass between two pieces: the text grows while one looks on."""
_WORDS_TO_BEGIN = 3
_MOST_NAMED = 5
"""Words, where some are named."""
_READ_IN_PARTS = 8
"""Of what can be read in one call: that takes as long as nobody should have to wait."""
_Drawn: TypeAlias = tuple[str, int, np.ndarray]
"""What a symbol adds to the text, its class, and how likely each class was."""


def given(book: Any, beginning: str) -> str:
    """What is read first where this is typed; nothing is a few words that were held out.

    Raises:
        FieldError: it holds what the book does not.
    """
    return book.spell(_symbols(book, beginning))


def _symbols(book: Any, beginning: str) -> np.ndarray:
    return book.read(beginning or _held_out_words(book))


def _held_out_words(book: Any) -> str:
    """The first words in a row of the part that was held out, with what stands after them."""
    held_out = book.spell(book.symbols[book.held_out_from :][:2_000])
    words = re.search(rf"(?<=\s)([^\W\d_]+ ){{{_WORDS_TO_BEGIN}}}", held_out)
    return words.group() if words else held_out[:1]


class _Pen:
    """Writes symbol after symbol. It stands at the end of what was read.

    Attributes:
        p: how likely the network holds each class in the next place.
    """

    def __init__(self, reader: NumpyNetwork, book: Any) -> None:
        self._reader, self._book = reader, book
        self._memory: Any = None
        self._last: list[int] = []
        self.p = np.empty(0, np.float32)

    def read(self, symbols: np.ndarray) -> str:
        """Read on; what the last of these symbols adds to the text."""
        answers, self._memory = self._reader.read_on(symbols * self._book.scale, self._memory)
        self.p = answers[-1]
        # What stands before a word depends on the one before it.
        last, self._last = self._last, [int(symbols[-1])]
        return self._book.pieces([*last, *self._last])[-1]

    @property
    def has_burst(self) -> bool:
        """Whether what it would write next is no number."""
        return not np.isfinite(self.p).all()

    def draw(self, asked: ToWrite) -> Iterator[_Drawn]:
        """Write symbol after symbol."""
        rng = np.random.default_rng(asked.sampling.seed)
        while not self.has_burst:
            p = self.p
            symbol = draw(distribution(p, asked.sampling), rng)
            yield self.read(np.array([symbol], np.uint16)), symbol, p


def writing(reader: NumpyNetwork, book: Any, asked: ToWrite) -> Iterator[Written | None]:
    """Write on after a beginning, piece by piece; None while that is still being read.

    Raises:
        FieldError: the beginning holds what the book does not.
    """
    pen = _Pen(reader, book)
    symbols = _symbols(book, asked.beginning)
    at_once = max(1, reader.settings.steps_at_once // _READ_IN_PARTS)
    for start in range(0, len(symbols), at_once):
        pen.read(symbols[start : start + at_once])
        yield None
    drawn, done = pen.draw(asked), 0
    while True:
        taken = _soon(islice(drawn, asked.count - done))
        done += len(taken)
        yield _piece(taken, pen, done)
        if done == asked.count or pen.has_burst:
            return


def _soon(drawn: Iterator[_Drawn]) -> list[_Drawn]:
    """As many as there is time for until somebody is to be heard; at least one."""
    began = time.perf_counter()
    taken = []
    for each in drawn:
        taken.append(each)
        if time.perf_counter() - began > BETWEEN_PIECES:
            break
    return taken


def _piece(drawn: list[_Drawn], pen: _Pen, done: int) -> Written:
    place = f"predicted symbol {done + 1:,}"
    return Written(
        glyphs=tuple(glyph for glyph, _, _ in drawn),
        symbols=np.array([symbol for _, symbol, _ in drawn], np.uint16),
        probabilities=np.array([p for _, _, p in drawn], np.float32).reshape(-1, len(pen.p)),
        ahead=np.asarray(pen.p, np.float32),
        trouble=burst_sentence(place) if pen.has_burst else "",
    )


def answering(network: Network, problem: Any, question: Any) -> Steps[Answer]:
    """What the network writes.

    Args:
        network: it only gives a snapshot, which is read by the same network from scratch.
        problem: the book.
        question: a :class:`ToWrite`; a beginning alone; or so many symbols after a few words.
    """
    asked = _asked(question)
    reader = yield from reader_of(network)
    pieces = []
    for piece in writing(reader, problem, asked):
        pieces += [piece] if piece else []
        yield
    return _answer(problem, asked, pieces)


def _asked(question: Any) -> ToWrite:
    if isinstance(question, str):
        return ToWrite(question, USUAL_COUNT)
    return ToWrite("", question) if isinstance(question, int) else question


def _answer(problem: Any, asked: ToWrite, pieces: list[Written]) -> Answer:
    said = tuple(glyph for piece in pieces for glyph in piece.glyphs)
    confidences = np.concatenate([piece.confidences for piece in pieces])
    return Answer(
        problem=problem,
        given=given(problem, asked.beginning),
        said=said,
        expected=said,  # Nobody knows how a text has to go on.
        probabilities=confidences,  # Those of ten thousand words each are too many to be kept.
        confidences=confidences,
        trouble=pieces[-1].trouble,
        remark=_remark(problem.foreign(asked.beginning)),
    )


def _remark(foreign: Sequence[str]) -> str:
    """Which words a network could not tell apart."""
    if not foreign:
        return ""
    names = listed([quoted(word) for word in foreign[:_MOST_NAMED]], "and")
    more = len(foreign) - _MOST_NAMED
    others = f" and {counted(more, 'other')}" if more > 0 else ""
    return f"Read as the unknown word: {names}{others}."


WRITING = Writing(
    write=writing,
    given=given,
    classes=lambda book: book.vocabulary,
    copied=lambda book, text: copied(text, book.text),
    symbol=lambda book: "character" if book.by == "characters" else "word",
    characters=lambda book: book.characters,
)
"""What the task of a book declares."""
