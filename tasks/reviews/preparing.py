"""From texts with labels to a corpus: a chain of steps, each with its count."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from formatting import counted
from networks.fields import FieldError
from networks.steps import Steps
from tasks.reviews.corpus import HELD_OUT, TEST, TRAIN, Corpus, PreparationStep, check_amount
from tasks.reviews.dividing import NO_NUMBER, UNDIVIDED, as_said, divided, kin_of, without_repeated
from tasks.reviews.films import UNKNOWN, Films
from tasks.reviews.tokens import NUMBER, parts_of, pieces, without_html, words_of

LONGEST_REVIEW = 1_000_000
"""Characters, fifty times as many as those of the longest film review known."""
_BREAK = re.compile(r"<br", re.IGNORECASE)
_AT_ONCE = 1_000
"""Reviews that are looked at in one go, so that no other thread is kept waiting."""

_FORGOTTEN_AT_ONCE = 10_000
MOST_KNOWN = 300_000
"""Pieces that are remembered: of those of films' reviews, all but the rarest."""
_LONGEST_KNOWN = 40
"""Characters of one; what is longer is hardly met again."""
_NUMBERS_TOGETHER = (
    " Held out film by film: files numbered in a row, which are often of one film, stay together."
)
_FILMS_TOGETHER = " Held out film by film: all reviews of a film stay together."


class Labelled(NamedTuple):
    """A review as its source has it.

    Attributes:
        text: its own.
        label: 1 for positive, 0 for negative, None if that is not clear: it is left out.
        stars: 1 to 10; 0 if not known.
        part: of the corpus, or :data:`tasks.reviews.dividing.UNDIVIDED`.
        number: which it has among those of its label and part, or
            :data:`tasks.reviews.dividing.NO_NUMBER`.
    """

    text: str
    label: int | None
    stars: int = 0
    part: int = UNDIVIDED
    number: int = NO_NUMBER


class _WordNumbers(dict[str, int]):
    """A number for each word, in the order in which they come."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class _Known(dict[str, bytes]):
    """What becomes of a piece of a text, as bytes; remembered as long as there is room for it.

    Args:
        numbered: finds it.
    """

    def __init__(self, numbered: Callable[[str], bytes]) -> None:
        self._numbered = numbered

    def __missing__(self, piece: str) -> bytes:
        found = self._numbered(piece)
        if len(piece) <= _LONGEST_KNOWN and len(self) < MOST_KNOWN:
            self[piece] = found
        return found


def _of_part(numbers: _WordNumbers, part: str) -> bytes:
    """The numbers of the words that a part of a text is made of, as bytes of uint32."""
    return array("I", [numbers[word] for word in words_of(part)]).tobytes()


def _of_piece(parts: _Known, piece: str) -> bytes:
    """The same of what stands between two spaces."""
    return b"".join(map(parts.__getitem__, parts_of(piece)))


class Preparation:
    """Takes reviews one by one, and makes a corpus of them.

    Attributes:
        add_films: takes a list of the films that they are of.
    """

    def __init__(self) -> None:
        self._tags = self._breaks = self._empty = self._unclear = 0
        self._numbers = _WordNumbers()
        self._parts_known = _Known(partial(_of_part, self._numbers))
        self._pieces = _Known(partial(_of_piece, self._parts_known))
        self._ids, self._ends, self._digests = array("I"), array("q"), array("Q")
        self._in_source = array("q")
        self._films = Films()
        self.add_films = self._films.add
        self._labels, self._stars, self._parts = bytearray(), bytearray(), bytearray()

    def __len__(self) -> int:
        return len(self._ends)

    @property
    def taken(self) -> int:
        """All reviews, also those that are left out."""
        return len(self) + self._empty + self._unclear

    @property
    def taken_told(self) -> str:
        """How many these are, and how many of them are not clear."""
        unclear = f", {self._unclear:,} of them without a clear label," * bool(self._unclear)
        return f"{counted(self.taken, 'review')} read{unclear}"

    def add(self, review: Labelled) -> None:
        """Take a text.

        Raises:
            FieldError: it is too long, or there is no room for more.
        """
        if review.label is None:
            self._unclear += 1
            return
        if len(review.text) > LONGEST_REVIEW:
            raise FieldError(
                f"Review {len(self) + 1:,} has more than {LONGEST_REVIEW:,} characters."
            )
        found = pieces(self._plain(review.text))
        numbers = b"".join(map(self._pieces.__getitem__, found))
        if not numbers:
            self._empty += 1
            return
        self._ids.frombytes(numbers)
        digest = blake2b(" ".join(found).encode(errors="replace"), digest_size=8).digest()
        self._digests.append(int.from_bytes(digest, "big"))
        self._ends.append(len(self._ids))
        self._labels.append(review.label)
        self._stars.append(review.stars)
        self._parts.append(review.part)
        self._in_source.append(review.number)
        check_amount(len(self._ends), len(self._ids), len(self._numbers))

    def _plain(self, text: str) -> str:
        """Without HTML's signs, which are counted."""
        if "<" in text:
            self._breaks += len(_BREAK.findall(text))
        text, tags = without_html(text)
        self._tags += tags
        return text

    def corpus(self, name: str, *read: PreparationStep) -> Steps[Corpus]:
        """The corpus of all that was taken; nothing more can be taken then.

        Args:
            name: of the corpus.
            read: the first steps of its chain.

        Raises:
            FieldError: nothing can be learned from it.
        """
        yield from _forget(self._pieces)
        yield from _forget(self._parts_known)
        digests = np.frombuffer(self._digests, np.uint64)
        labels, stars, parts = (
            np.frombuffer(each, np.uint8) for each in (self._labels, self._stars, self._parts)
        )
        said, numbered = as_said(parts), np.frombuffer(self._in_source, np.int64)
        films = self._films.of_each(labels, parts, numbered)
        is_kept, parts, together = _division(digests, labels, numbered, said, films)
        yield
        labels, stars = labels[is_kept], stars[is_kept]
        ids, ends = yield from _chosen(self._ids, self._ends, is_kept)
        counts = yield from _counts(ids, ends, parts == TRAIN, len(self._numbers))
        order = np.lexsort(-counts)
        yield from _renumber(ids, order)
        all_words = [*self._numbers]
        words = tuple(all_words[number] for number in order)
        numbers = int(counts[:, self._numbers[NUMBER]].sum()) if NUMBER in self._numbers else 0
        done = (
            *read,
            *self._done(is_kept, len(ids), len(words), numbers),
            division_told(parts, together),
        )
        yield
        return Corpus(name, words, ids, ends, labels, stars, parts, done)

    def _done(
        self, is_kept: np.ndarray, words: int, different: int, numbers: int
    ) -> Iterator[PreparationStep]:
        """What has become of the texts."""
        repeated = int(np.count_nonzero(~is_kept))
        unclear = f"{counted(self._unclear, 'review')} without a clear label, "
        yield PreparationStep(
            "Left out",
            f"{unclear * bool(self._unclear)}{counted(self._empty, 'empty review')} and "
            f"{counted(repeated, 'repeated one')} left out.",
            self._unclear + self._empty + repeated,
        )
        if tags := self._tags:
            yield PreparationStep(
                "HTML",
                f"{counted(tags, 'sign')} of HTML became spaces, {self._breaks:,} of them line "
                "breaks.",
                tags,
            )
        yield PreparationStep(
            "Words",
            f"{counted(words, 'word')} and marks in small letters, {different:,} of them "
            "different.",
            words,
        )
        yield PreparationStep(
            "Numbers",
            f"{counted(numbers, 'number')} made one word, {NUMBER}; those up to 10 and grades such "
            "as 7/10 stay.",
            numbers,
        )


def _division(
    digests: np.ndarray,
    labels: np.ndarray,
    numbers: np.ndarray,
    said: np.ndarray,
    films: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, str]:
    """Which reviews are kept, the parts of these, and what stays together, in a sentence."""
    kin = kin_of(digests, labels, numbers, said, films)
    is_kept = without_repeated(digests, kin, said)
    is_divided = is_kept & (said != TEST)
    has_films = bool(films[is_divided].any())
    parts = divided(kin[is_kept], labels[is_kept], said[is_kept], has_films)
    if parts is None:
        return _division(digests, labels, numbers, said, np.full_like(films, UNKNOWN))
    together = "" if HELD_OUT in said else _together(kin[is_divided], has_films)
    return is_kept, parts, together


def _together(kin: np.ndarray, has_films: bool) -> str:
    """Which reviews stay together as they are divided, in a sentence; mostly each is alone."""
    if len(np.unique(kin)) == len(kin):
        return ""
    return _FILMS_TOGETHER if has_films else _NUMBERS_TOGETHER


def division_told(parts: np.ndarray, together: str) -> PreparationStep:
    """How many reviews there are for what, and which of them stay ``together``, in a sentence."""
    train, held_out, test = (
        int(np.count_nonzero(parts == part)) for part in (TRAIN, HELD_OUT, TEST)
    )
    return PreparationStep(
        "Parts",
        f"{counted(train, 'review')} to learn from, {held_out:,} held out to choose by, {test:,} "
        f"for the test at the end.{together}",
        len(parts),
    )


def _forget(known: dict[str, bytes]) -> Steps[None]:
    """Give back its memory, not all at once: of many texts that takes a tenth of a second."""
    while known:
        for _ in range(min(len(known), _FORGOTTEN_AT_ONCE)):
            known.popitem()
        yield


def _blocks(ends: np.ndarray) -> Iterator[tuple[slice, slice]]:
    """Some reviews after the other, and where their words are."""
    for first in range(0, len(ends), _AT_ONCE):
        last = min(first + _AT_ONCE, len(ends))
        start = int(ends[first - 1]) if first else 0
        yield slice(first, last), slice(start, int(ends[last - 1]))


def _chosen(
    ids: array[int], ends: array[int], is_kept: np.ndarray
) -> Steps[tuple[np.ndarray, np.ndarray]]:
    """The words of those reviews that are kept, and where each ends."""
    all_ids, all_ends = np.frombuffer(ids, np.uint32), np.frombuffer(ends, np.int64)
    lengths = np.diff(all_ends, prepend=np.int64(0))
    kept_ends = np.cumsum(lengths[is_kept])
    kept, place = np.empty(kept_ends[-1] if len(kept_ends) else 0, np.uint32), 0
    for reviews, words in _blocks(all_ends):
        found = all_ids[words][np.repeat(is_kept[reviews], lengths[reviews])]
        kept[place : place + len(found)] = found
        place += len(found)
        yield
    return kept, kept_ends


def _counts(
    ids: np.ndarray, ends: np.ndarray, is_trained: np.ndarray, words: int
) -> Steps[np.ndarray]:
    """How often each word stands where it is not learned from and where it is, ``(2, words)``."""
    counts = np.zeros((2, words), np.int64)
    lengths = np.diff(ends, prepend=np.int64(0))
    for reviews, place in _blocks(ends):
        is_of_trained = np.repeat(is_trained[reviews], lengths[reviews])
        for row, of_these in zip(counts, (~is_of_trained, is_of_trained), strict=True):
            row += np.bincount(ids[place][of_these], minlength=words)
        yield
    return counts


def _renumber(ids: np.ndarray, order: np.ndarray) -> Steps[None]:
    """Put in place of each word, in the array itself, where it is in this order."""
    numbers = np.empty(len(order), np.uint32)
    numbers[order] = np.arange(len(order), dtype=np.uint32)
    for start in range(0, len(ids), 2**19):
        block = ids[start : start + 2**19]
        block[:] = numbers[block]
        yield
