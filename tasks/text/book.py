"""A book: a text, and what of it a network reads as one symbol."""

from __future__ import annotations

import math
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice

import numpy as np

from formatting import quoted, shown, visible
from networks.fields import FieldError, OneOf, WholeNumber
from tasks.kept import kept
from tasks.set_by_fields import SetByFields, setting
from tasks.text.brief import Brief, Titled
from tasks.text.reading import prepare
from tasks.text.tokens import MOST_CODES, Characters, WordTokens, any_known, codes_of, tokens

FEWEST_CHARACTERS = 2_000
LARGEST_BOOK = 5_000_000
"""Bytes in UTF-8."""
MOST_SYMBOLS = 10_000
"""Different ones, as many as a network has outputs."""
FEWEST_WORDS = 200
HELD_OUT = 10
"""One character of so many, the last ones, is never trained on."""
_LONGEST_NAME = 60
DEFAULT_NAME = "Python topics"
_GLYPHS = {"\n": "↵", "\t": "⇥", " ": "␣"}
"""How those are shown that leave no mark."""


@dataclass(frozen=True)
class Book(SetByFields, Titled):
    """A text to be learned; its last tenth is held out.

    What follows from it is computed when it is first asked for: of the longest book by words
    that takes seconds, of characters far less than one.

    Attributes:
        text: as :func:`tasks.text.reading.prepare` leaves it.
        name: what it is called, in one short line; may be empty.
        by: what a symbol is, ``"characters"`` or ``"words"``.
        words: of words so many symbols at most, the unknown word among them.
        cut: how it is cut, ``"rows"`` or ``"windows"``.

    Raises:
        FieldError: it is too short or too long, or has too few or too many different symbols.
    """

    text: str = field(repr=False)
    name: str = ""
    by: str = setting(
        "Learn b&y",
        "What is read and said at a step: a character, or a whole word",
        OneOf("way of reading", {"characters": "characters", "words": "words"}),
        "characters",
    )
    words: int = setting(
        "&Words",
        "How many different words and marks are known; all others are one, the unknown word",
        WholeNumber(50, MOST_SYMBOLS),
        2_000,
    )
    cut: str = setting(
        "C&ut",
        "Rows that go on where they stopped, with every symbol a target; or the lecture's windows "
        "of 99 symbols with one target each",
        OneOf("way of cutting", {"rows": "rows that go on", "windows": "windows (lecture)"}),
        "rows",
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "name", shown(self.name, _LONGEST_NAME))
        _check_size(self.text)
        if self.by == "words":
            _check_words(self.text, self.held_out_at)
        else:
            _check_characters(self.vocabulary)

    def __str__(self) -> str:
        return str(self.brief)

    @kept
    def _tokens(self) -> Characters | WordTokens:
        most = self.words if self.by == "words" else 0
        return _tokens_of(self.text, most, self.held_out_at)

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The symbols, in the order of a network's classes."""
        return self._tokens.vocabulary

    @property
    def symbols(self) -> np.ndarray:
        """The whole text as places in :attr:`vocabulary`, read-only uint16."""
        return self._tokens.symbols

    @property
    def lengths(self) -> np.ndarray:
        """How many characters each of :attr:`symbols` stands for, uint32."""
        return self._tokens.lengths

    @property
    def in_rows(self) -> bool:
        """Whether rows of it go on, with every symbol a target; else it is cut into windows."""
        return self.cut == "rows"

    @property
    def scale(self) -> np.float32:
        """What a symbol is multiplied by when it is read: in windows it is a number below 1."""
        return np.float32(1 if self.in_rows else 1 / len(self.vocabulary))

    @property
    def held_out_at(self) -> int:
        """The character of the text at which the held-out part begins."""
        return len(self.text) - len(self.text) // HELD_OUT

    @property
    def held_out_from(self) -> int:
        """The symbol at which it begins."""
        return self._tokens.at(self.held_out_at)

    @kept
    def glyphs(self) -> tuple[str, ...]:
        """Each of :attr:`vocabulary` as it can be seen, spaces and line ends too."""
        return tuple(_GLYPHS.get(each) or visible(each) for each in self.vocabulary)

    def read(self, text: str) -> np.ndarray:
        """A typed text as symbols, uint16; a capital where there are none is read as small.

        Raises:
            FieldError: a character is not in the book. (A word that is not is the unknown one.)
        """
        return self._tokens.read(_with_plain_lines(text))

    def foreign(self, text: str) -> tuple[str, ...]:
        """The words of a typed text that are read as the unknown one, each once."""
        return self._tokens.foreign(_with_plain_lines(text))

    def pieces(self, symbols: Iterable[int]) -> list[str]:
        """What each of these symbols is written as where it stands.

        A single space between two words is no symbol, but part of the second one's piece. All
        together are the text again; but what is unknown remains so.
        """
        return self._tokens.pieces(symbols)

    def spell(self, symbols: Iterable[int]) -> str:
        """These symbols as a text."""
        return "".join(self.pieces(symbols))

    def bits_per_character(self, loss: float) -> float:
        """What a loss on the held-out part comes to, so that characters and words compare.

        Args:
            loss: the mean of −ln p over the symbols of the held-out part, in nats.
        """
        return loss / (math.log(2) * self.characters) + self.spelling_bits

    @kept
    def characters(self) -> float:
        """Characters that a symbol of the held-out part stands for, on average."""
        return float(np.mean(self.lengths[self.held_out_from :]))

    @kept
    def guess(self) -> float:
        """The share of the held-out part that is right if always the usual symbol is said."""
        usual = np.bincount(self.symbols[: self.held_out_from]).argmax()
        return float(np.mean(self.symbols[self.held_out_from :] == usual))

    @kept
    def brief(self) -> Brief:
        """All of it but its text."""
        from hashlib import blake2b  # The main window need not wait for it.

        return Brief(
            by=self.by,
            words=self.words,
            cut=self.cut,
            length=len(self.text),
            text=blake2b(self.text.encode(), digest_size=8).hexdigest(),
            characters=self.characters,
            spelling_bits=self.spelling_bits,
            guess=self.guess,
            name=self.name,
        )

    @kept
    def spelling_bits(self) -> float:
        """Bits that each character of the held-out part costs since words in it are unknown.

        They have to be spelled out. That is reckoned by the frequencies of the characters in the
        part that is trained on, and of a space where a word ends.
        """
        words = "".join(f"{word} " for word in self._tokens.unknown(self.held_out_from))
        if not words:
            return 0.0
        bits = bits_to_spell(words, self.text[: self.held_out_at]).sum()
        return float(bits / (self.characters * (len(self.symbols) - self.held_out_from)))


def _with_plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def bits_to_spell(words: str, before: str) -> np.ndarray:
    """What each character of these words costs by how often each stands in the text before.

    Each counts as if it stood there once more, since some were never seen.
    """
    spelled = codes_of(words)
    counts = np.bincount(codes_of(before), minlength=MOST_CODES)
    are_there = counts > 0
    are_there[spelled] = True
    return np.log2((len(before) + np.count_nonzero(are_there)) / (1 + counts[spelled]))


@lru_cache(maxsize=2)
def _tokens_of(text: str, most: int, held_out_at: int) -> Characters | WordTokens:
    """What a text is made of: so many words at most, or without any, characters.

    A book that is only cut in another way, or is made anew, is made of the same.
    """
    return WordTokens(text, held_out_at, most) if most else Characters(text)


@lru_cache(maxsize=2)
def _bytes_of(text: str) -> int:
    """How many it has in UTF-8: of a long one that takes a while, and it may be asked often."""
    return len(text) if text.isascii() else len(text.encode())


def _check_size(text: str) -> None:
    if len(text) < FEWEST_CHARACTERS:
        raise FieldError(
            f"A book has at least {FEWEST_CHARACTERS:,} characters, and this one has {len(text):,}."
        )
    try:
        size = _bytes_of(text)
    except UnicodeEncodeError as error:
        raise FieldError("A book is made of whole characters, and this one has halves.") from error
    if size > LARGEST_BOOK:
        most, here = LARGEST_BOOK / 1e6, math.ceil(size / 1e5) / 10
        raise FieldError(f"A book has at most {most:.0f} MB, and this one has {here} MB.")


def _check_characters(vocabulary: tuple[str, ...]) -> None:
    if len(vocabulary) == 1:
        only = quoted(vocabulary[0])
        raise FieldError(f"This book has nothing but {only}, so that there is nothing to learn.")
    if len(vocabulary) > MOST_SYMBOLS:
        raise FieldError(
            f"A book has at most {MOST_SYMBOLS:,} different characters, and this one has "
            f"{len(vocabulary):,}."
        )


def _check_words(text: str, held_out_at: int) -> None:
    found = sum(1 for _ in islice(tokens(text), FEWEST_WORDS))
    if found < FEWEST_WORDS:
        raise FieldError(
            f"To be learned by words a book has at least {FEWEST_WORDS}, and this one has {found}."
        )
    if not any_known(text, held_out_at):
        raise FieldError(
            "To be learned by words a book has some of them twice before its held-out part, and "
            "this one has none."
        )


def is_book(raw: bytes) -> bool:
    """Whether it can be learned at all: by words it may be no book, and by characters one."""
    for by in ("characters", "words"):
        with suppress(FieldError):
            Book(prepare(raw).text, by=by)
            return True
    return False


def default_text() -> str:
    """A text that needs no file: what every Python has to say about the language."""
    from pydoc_data.topics import topics

    return "\n\n".join(topics[name] for name in sorted(topics))


@cache
def default_book() -> Book:
    """The book of that text."""
    return Book(prepare(default_text()).text, DEFAULT_NAME)
