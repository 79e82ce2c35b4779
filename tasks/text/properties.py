"""What is true of the symbols of a text where they stand, as numbers that a unit may follow."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np

_OPENING, _CLOSING, _EITHER = "“„«", "”»", '"'
"""Marks of speech. A single one may be an apostrophe, and is left out."""
_VOWELS = "aeiou"
_ENDS_OF_SENTENCES = ".!?"


def inside_quotation_marks(pieces: Sequence[str]) -> np.ndarray:
    """1 from an opening mark on until it is closed, or a paragraph ends, else 0."""
    return np.array([*_quoted(pieces)], float)


def _quoted(pieces: Sequence[str]) -> Iterator[bool]:
    is_inside, before = False, ""
    for character, is_last in _characters(pieces):
        if character in _OPENING or (character in _EITHER and not is_inside):
            is_inside = True
        elif character in _CLOSING or character in _EITHER or character == before == "\n":
            is_inside = False
        before = character
        if is_last:
            yield is_inside


def _characters(pieces: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each character, and whether it is the last of its symbol."""
    for piece in pieces:
        for place, character in enumerate(piece, start=1):
            yield character, place == len(piece)


def place_in_line(pieces: Sequence[str]) -> np.ndarray:
    """Characters since the line began; 0 at its end."""
    return _counted_since([piece.endswith("\n") for piece in pieces], [*map(len, pieces)])


def place_in_word(pieces: Sequence[str]) -> np.ndarray:
    """Letters since the word began; 0 between words."""
    return _counted_since([not piece.isalnum() for piece in pieces], [1] * len(pieces))


def place_in_sentence(pieces: Sequence[str]) -> np.ndarray:
    """Words and marks since the sentence began; 0 at its end."""
    ends = [piece[-1:] in _ENDS_OF_SENTENCES for piece in pieces]
    return _counted_since(ends, [1] * len(pieces))


def _counted_since(begins_anew: Sequence[bool], sizes: Sequence[int]) -> np.ndarray:
    """The sum of sizes since the last place where it begins anew, at which it is 0."""
    total = np.cumsum(sizes)
    return (total - np.maximum.accumulate(np.where(begins_anew, total, 0))).astype(float)


def length_of_word(pieces: Sequence[str]) -> np.ndarray:
    """Letters of each word; not a number where there is no word."""
    words = [piece.strip() for piece in pieces]
    return np.array([len(word) if word[:1].isalnum() else np.nan for word in words])


def vowels(pieces: Sequence[str]) -> np.ndarray:
    """1 at a vowel, with or without an accent, else 0."""
    return np.array([is_vowel(piece) for piece in pieces], float)


def is_vowel(character: str) -> bool:
    """Whether it is one of a, e, i, o and u, with or without an accent."""
    return unicodedata.normalize("NFD", character)[:1].lower() in [*_VOWELS]
