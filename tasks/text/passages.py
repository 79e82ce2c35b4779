"""Any part of a book, or a text that is typed, to be looked at while a network reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from formatting import quoted, shorten
from networks.fields import FieldError
from tasks.passages import Passages, Property
from tasks.sample import Sample
from tasks.text.book import Book
from tasks.text.properties import (
    inside_quotation_marks,
    is_vowel,
    length_of_word,
    place_in_line,
    place_in_sentence,
    place_in_word,
    vowels,
)

_BEFORE = 2_000
"""Symbols that are looked at before a place, to know what it is in: a line, or a speech."""
LONGEST_TYPED = 200
_TOLD = 40


def passage(book: Book, symbols: np.ndarray, words: str) -> Sample:
    """All of these symbols but the last, which only follows; ``words`` say what they are."""
    steps = len(symbols) - 1
    return Sample(
        given=symbols[:-1] * book.scale,
        targets=symbols[1:].astype(int),
        look_at=steps // 2,
        words=words,
        shown=tuple(book.glyphs[symbol] for symbol in symbols[:-1]),
        answers=steps if book.in_rows else 1,
        features=book.glyphs if book.in_rows else ("x",),
        classes=book.glyphs,
        wanted="what follows",
    )


def passage_at(book: Book, first: int, count: int) -> Sample:
    """Of the book itself, from a symbol on, or as near as there are so many."""
    first = max(0, min(first, len(book.symbols) - count - 1))
    symbols = book.symbols[first : first + count + 1]
    from_where = f"from {book.by.removesuffix('s')} {first + 1:,} on"
    return passage(book, symbols, f"{len(symbols) - 1} {book.by} of {book.title}, {from_where}")


def passage_typed(book: Book, text: str) -> Sample:
    """What somebody has typed.

    Raises:
        FieldError: it is too short or too long, or has what is not in the book.
    """
    symbols = book.read(text)
    if not 2 <= len(symbols) <= LONGEST_TYPED + 1:
        raise FieldError(
            f"Type 2 to {LONGEST_TYPED + 1} {book.by}: the last one is not read, it only follows."
        )
    return passage(book, symbols, f"what was typed, {quoted(shorten(text, _TOLD))}")


def _property(name: str, tip: str, of_pieces: Callable[[Sequence[str]], np.ndarray]) -> Property:
    """What is computed of the symbols as they are written, and of some that stand before."""

    def values(book: Book, first: int, count: int) -> np.ndarray:
        before = min(first, _BEFORE)
        pieces = book.pieces(book.symbols[first - before : first + count])
        return of_pieces(pieces)[before:]

    return Property(name, tip, values)


_QUOTED = _property(
    "inside quotation marks",
    "From an opening double mark until it is closed, or the paragraph ends",
    inside_quotation_marks,
)
_IN_LINE = _property("place in the line", "Characters since the line began", place_in_line)
OF_CHARACTERS = (
    _QUOTED,
    _IN_LINE,
    _property("place in the word", "Letters since the word began, 0 between words", place_in_word),
    _property("vowel", "Whether it is a, e, i, o or u, with an accent or without", vowels),
)
OF_WORDS = (
    _QUOTED,
    _IN_LINE,
    _property("place in the sentence", "Words and marks since it began", place_in_sentence),
    _property("length of the word", "Letters; marks and spaces do not count", length_of_word),
)


def kinds(book: Book) -> tuple[str, ...]:
    """Of each symbol what it is: of characters also which kind of letter."""
    if book.by == "words":
        return tuple("mark" if _is_mark(each) else "word" for each in book.vocabulary)
    return tuple(map(_kind, book.vocabulary))


def _is_mark(symbol: str) -> bool:
    return len(symbol) == 1 and not symbol.isalnum()


def _kind(character: str) -> str:
    if character.isalpha():
        return "vowel" if is_vowel(character) else "consonant"
    return "digit" if character.isdigit() else "mark"


PASSAGES = Passages(
    length=lambda book: len(book.symbols),
    unseen_from=lambda book: book.held_out_from,
    at=passage_at,
    typed=passage_typed,
    properties=lambda book: OF_CHARACTERS if book.by == "characters" else OF_WORDS,
    kinds=kinds,
)
