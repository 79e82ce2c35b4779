"""What a text is made of, to a network: its characters, or its words.

Both say the same of themselves: which symbols there are, which stand where, and how symbols are
written as text again.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from formatting import quoted
from networks.fields import FieldError
from tasks.kept import kept

UNKNOWN = "<unknown>"
"""How the word is written that stands for all that have none of their own."""
_LONGEST_WORD = 40
"""Characters: what is longer is none that a network could learn to say."""
MOST_CODES = 0x110000
"""Characters that Unicode has room for."""
_TOKEN = re.compile(r"(?<=[^\W_]) (?=[^\W_])|([^\W_]+(?:['’][^\W_]+)*|[\W_])")
"""A word, or any other character by itself, but for a single space between two words: that goes
without saying."""
_LAST_SPACE = re.compile(r"(?<=[^\W_]) \Z")


class Characters:
    """Each character is a symbol, in the order of Unicode.

    Args:
        text: what they are of.
    """

    def __init__(self, text: str) -> None:
        codes = codes_of(text)
        there = np.zeros(MOST_CODES, bool)
        there[codes] = True
        letters = np.flatnonzero(there)
        place = np.zeros(MOST_CODES, np.uint16)
        place[letters] = np.arange(len(letters))
        self.vocabulary = tuple(map(chr, letters))
        self.symbols = _locked(place[codes])
        """Of the whole text, uint16, read-only."""

    @property
    def lengths(self) -> np.ndarray:
        """Characters that each symbol of the text stands for, one of each."""
        return np.broadcast_to(np.uint32(1), self.symbols.shape)

    def at(self, character: int) -> int:
        """The symbol in which this character of the text is."""
        return character

    def foreign(self, _text: str) -> tuple[str, ...]:
        """There is nothing: what has no symbol cannot be read at all."""
        return ()

    def unknown(self, _first: int) -> tuple[str, ...]:
        """There is none: every character has a symbol of its own."""
        return ()

    def read(self, text: str) -> np.ndarray:
        """A typed text; a capital where there are none is read as its small letter.

        Raises:
            FieldError: a character is not in the book.
        """
        known = {character: place for place, character in enumerate(self.vocabulary)}
        found = [known.get(each, known.get(each.lower())) for each in text]
        if None in found:
            at = found.index(None)
            told = f"Character {at + 1} is {quoted(text[at])}, which is nowhere in the book."
            raise FieldError(told)
        return np.array(found, np.uint16)

    def pieces(self, symbols: Iterable[int]) -> list[str]:
        """Each as it is written."""
        return [self.vocabulary[symbol] for symbol in symbols]


class WordTokens:
    """Each word and each mark is a symbol, the most frequent first, and 0 is the unknown word.

    Words are counted before the held-out part alone, which has to be foreign to a network; and
    those that stand there only once are unknown, so that there is something to learn about such.

    Args:
        text: what they are of.
        held_out_at: character at which the held-out part begins.
        most: symbols, the unknown word among them.
    """

    def __init__(self, text: str, held_out_at: int, most: int) -> None:
        self._text = text
        numbers: dict[str, int] = {}
        found, ends = array("I"), array("I")
        for token, end in tokens(text):
            found.append(numbers.setdefault(token, len(numbers)))
            ends.append(end)
        self._found, self._ends = (np.frombuffer(each, np.uint32) for each in (found, ends))
        before = self._found[: self.at(held_out_at)]
        self._numbers = np.zeros(len(numbers), np.uint16)
        self.vocabulary = self._chosen(list(numbers), np.bincount(before), most)

    def _chosen(self, tokens: Sequence[str], counts: np.ndarray, most: int) -> tuple[str, ...]:
        by_count = np.argsort(-counts, kind="stable")
        fit = (n for n in by_count if counts[n] > 1 and len(tokens[n]) <= _LONGEST_WORD)
        often = [*islice(fit, most - 1)]
        self._numbers[often] = np.arange(1, len(often) + 1)
        return (UNKNOWN, *(tokens[n] for n in often))

    @kept
    def symbols(self) -> np.ndarray:
        """Of the whole text, read-only uint16."""
        return _locked(self._numbers[self._found])

    @kept
    def lengths(self) -> np.ndarray:
        """Characters that each symbol of the text stands for, with the space that is not said."""
        return _locked(np.diff(self._ends, prepend=np.uint32(0)))

    def at(self, character: int) -> int:
        """The symbol in which this character of the text is."""
        return int(np.searchsorted(self._ends, character, side="right"))

    def unknown(self, first: int) -> Iterator[str]:
        """The words without a symbol of their own, from this symbol of the text on."""
        for place in first + np.flatnonzero(self.symbols[first:] == 0):
            yield self._text[self._ends[place] - self.lengths[place] : self._ends[place]].strip(" ")

    def read(self, text: str) -> np.ndarray:
        """A typed text; what the book does not have often enough is the unknown word.

        A single space after its last word goes without saying too: as a symbol it would foretell
        a mark, and whoever types it waits for a word.
        """
        return np.array([number for _, number in self._numbered(text)], np.uint16)

    def foreign(self, text: str) -> tuple[str, ...]:
        """What of a typed text is read as the unknown word, each once."""
        return tuple(dict.fromkeys(word for word, number in self._numbered(text) if not number))

    def _numbered(self, text: str) -> Iterator[tuple[str, int]]:
        known = {token: place for place, token in enumerate(self.vocabulary)}
        for word, _ in tokens(_LAST_SPACE.sub("", text)):
            yield word, known.get(word, known.get(word.lower(), 0))

    def pieces(self, symbols: Iterable[int]) -> list[str]:
        """Each as it is written where it stands: with a space before it between two words."""
        pieces, after_word = [], False
        for token in (self.vocabulary[symbol] for symbol in symbols):
            is_word = token == UNKNOWN or token[0].isalnum()
            pieces.append(" " * (is_word and after_word) + token)
            after_word = is_word
        return pieces


def tokens(text: str) -> Iterator[tuple[str, int]]:
    """What stands in a text, and where each of it ends."""
    return ((found[1], found.end()) for found in _TOKEN.finditer(text) if found[1])


def any_known(text: str, held_out_at: int) -> bool:
    """Whether any word of a text would have a symbol of its own: mostly that soon shows."""
    seen: set[str] = set()
    for word, end in tokens(text):
        if end > held_out_at:
            break
        if word in seen and len(word) <= _LONGEST_WORD:
            return True
        seen.add(word)
    return False


def codes_of(text: str) -> np.ndarray:
    """The number that Unicode has for each character, uint32."""
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def _locked(numbers: np.ndarray) -> np.ndarray:
    numbers.flags.writeable = False
    return numbers
