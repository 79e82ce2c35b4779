"""Reviews as a network learns them: words by number, and whether the writer likes the film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from formatting import shown
from networks.fields import FieldError
from tasks.examining import LABELS
from tasks.kept import kept
from tasks.reviews.tokens import MARKS, spelled, tokens, without_html

TRAIN, HELD_OUT, TEST = range(3)
"""Parts of a corpus: to learn from, to choose by, and to be asked once."""
PARTS = ("training", "held out", "test")
"""What each is called."""
FEWEST_OF_A_KIND = 5
"""Positive and negative reviews, each, that can be learned from."""
MOST_REVIEWS = 500_000
MOST_WORDS = 50_000_000
"""That stand in all reviews together, four times as many as in 50,000 reviews of films."""
MOST_DIFFERENT = 2_000_000
MOST_STARS = 10
_LONGEST_NAME = 60

UNREAD = "Not read"
"""Title of the step of files that could not be read."""


@dataclass(frozen=True)
class PreparationStep:
    """What was done on the way from a file to what a network reads.

    Attributes:
        title: in few words.
        sentence: on what has become of how much.
        count: the number that tells most of it.
    """

    title: str
    sentence: str
    count: int


@dataclass(frozen=True, eq=False)
class Corpus:
    """Reviews with their labels. Of their texts only the words are kept, see :meth:`spell`.

    Two are the same if they have the same reviews, labels and parts, and the same name. Arrays
    are read-only.

    Attributes:
        name: what it is called, in one short line.
        words: all that are different, those first that stand most often in the training part.
        ids: uint32, those of all reviews one behind the other, as places in ``words``.
        ends: int64 ``(reviews,)``, where in ``ids`` each review ends.
        labels: uint8 ``(reviews,)``, 1 for a positive one and 0 for a negative one.
        stars: uint8 ``(reviews,)``, given with it, 1 to 10; 0 where none are known.
        part: uint8 ``(reviews,)``, :data:`TRAIN`, :data:`HELD_OUT` or :data:`TEST`.
        done: how it came to be.

    Raises:
        FieldError: nothing can be learned from it, or something in it does not go together.
    """

    name: str
    words: tuple[str, ...] = field(repr=False)
    ids: np.ndarray = field(repr=False)
    ends: np.ndarray = field(repr=False)
    labels: np.ndarray = field(repr=False)
    stars: np.ndarray = field(repr=False)
    part: np.ndarray = field(repr=False)
    done: tuple[PreparationStep, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", shown(self.name, _LONGEST_NAME))
        for each in self._arrays.values():
            each.flags.writeable = False
        check_whole(self._arrays, len(self.words))
        _check_kinds(self.labels, self.part == TRAIN)
        object.__setattr__(self, "digest", self._digest())

    digest: str = field(init=False, repr=False)
    """By which it is known, 16 digits."""

    def __len__(self) -> int:
        return len(self.ends)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Corpus) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def _arrays(self) -> dict[str, np.ndarray]:
        return {name: getattr(self, name) for name in KINDS}

    def _digest(self) -> str:
        from hashlib import blake2b  # The main window need not wait for it.

        found = blake2b(self.name.encode(errors="replace"), digest_size=8)
        found.update("\n".join(self.words).encode(errors="replace"))
        for each in self._arrays.values():
            found.update(each.data)
        return found.hexdigest()

    @kept
    def lengths(self) -> np.ndarray:
        """Words of each review, int64."""
        return np.diff(self.ends, prepend=np.int64(0))

    def review(self, review: int) -> np.ndarray:
        """The words of one, as places in :attr:`words`."""
        end = int(self.ends[review])
        return self.ids[end - int(self.lengths[review]) : end]

    def spell(self, review: int) -> str:
        """One as it can be read again: in small letters, with spaces where they usually stand."""
        return spelled(self.words[word] for word in self.review(review))

    def reviews_in(self, part: int) -> np.ndarray:
        """Which reviews belong to a part, in order."""
        return np.flatnonzero(self.part == part)

    @kept
    def _has_marks(self) -> bool:
        return "." in self.words or "," in self.words

    def tokens(self, text: str) -> list[str]:
        """The words of a text that is typed, as those of its own reviews: without marks, if they
        have none, and without signs of HTML. Some may be unknown."""
        plain, _ = without_html(text)
        return [word for word in tokens(plain) if self._has_marks or word not in MARKS]


KINDS: dict[str, Any] = {
    "ids": np.uint32,
    "ends": np.int64,
    "labels": np.uint8,
    "stars": np.uint8,
    "part": np.uint8,
}
"""The arrays of a corpus, and of what kind their numbers are."""
_MOST = {"labels": 1, "stars": MOST_STARS, "part": TEST}


def check_whole(arrays: Mapping[str, np.ndarray], words: int) -> None:
    """Refuse what does not go together, or is too much.

    Raises:
        FieldError: so it is, said in a sentence.
    """
    ends, ids = arrays["ends"], arrays["ids"]
    check_amount(len(ends), len(ids), words)
    reviews = len(ends)
    if not reviews:
        raise FieldError("There is no review with a word in it.")
    kinds = all(arrays[name].dtype == kind for name, kind in KINDS.items())
    shapes = all(arrays[name].shape == (reviews,) for name in KINDS if name != "ids")
    if not (kinds and shapes and ids.ndim == 1):
        raise FieldError("Its reviews are not as many as their labels.")
    # In order, each after the one before, and the last one ends where the words do.
    if ends[0] < 1 or ends[-1] != len(ids) or not (ends[1:] > ends[:-1]).all():
        raise FieldError("Its reviews do not follow one another.")
    if ids.max() >= words or any(arrays[name].max() > most for name, most in _MOST.items()):
        raise FieldError("It has numbers of words, labels, stars or parts that cannot be.")


def check_amount(reviews: int, words: int, different: int = 0) -> None:
    """Refuse more than there is room for.

    Raises:
        FieldError: so it is, said in a sentence.
    """
    for number, most, what in (
        (reviews, MOST_REVIEWS, "reviews"),
        (words, MOST_WORDS, "words"),
        (different, MOST_DIFFERENT, "different words"),
    ):
        if number > most:
            raise FieldError(f"These are more than {most:,} {what}, for which there is no room.")


def _check_kinds(labels: np.ndarray, is_trained: np.ndarray) -> None:
    """Both have to be there."""
    for label in (1, 0):
        is_kind = labels == label
        found, left = int(is_kind.sum()), int((is_kind & is_trained).sum())
        if left < FEWEST_OF_A_KIND:
            is_less = left < found
            number = f"{left} of {found}" if is_less else f"{found}"
            raise FieldError(
                f"Too few {LABELS[label]} reviews to learn from: {number}; it takes "
                f"{FEWEST_OF_A_KIND} of each kind.{' Others are held back.' * is_less}"
            )
