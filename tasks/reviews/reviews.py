"""Reviews to be judged: a corpus of them, and what of it a network reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from formatting import quoted
from networks.fields import FieldError, OneOf, WholeNumber
from tasks.briefs import Named
from tasks.kept import kept
from tasks.reviews.brief import ReviewsBrief
from tasks.reviews.corpus import HELD_OUT, TRAIN, Corpus
from tasks.reviews.rows import UNKNOWN
from tasks.set_by_fields import SetByFields, setting

LONGEST_REVIEW = 1_000
"""Words of one that are read: as many as a window can have steps."""
MOST_WORDS = 30_000
USUAL_WORDS = 12_000
"""Rarer ones are soon known by heart: with all 30,000 of the large data set the held-out loss is
0.27 at its least, with these 0.25, in nine tenths of the time."""
_PADDING_GLYPH, _UNKNOWN_GLYPH = "·", "[unknown]"
_WORDS_FROM = UNKNOWN + 1
"""The symbol of the commonest word."""


@dataclass(frozen=True)
class Reviews(SetByFields, Named):
    """Reviews to be told apart, positive from negative, by the words in them.

    Attributes:
        corpus: all of them.
        words: so many symbols at most: padding, the unknown word, and the commonest words.
        length: words of a review that are read at most.
        cut: how they are read, ``"chopped"``, ``"first"`` or ``"last"``.

    Raises:
        FieldError: a value cannot be, or there is nothing to be learned or to be asked.
    """

    corpus: Corpus = field(repr=False)
    words: int = setting(
        "&Words",
        "How many different words and marks are known, the commonest; all others are one, the "
        "unknown word",
        WholeNumber(50, MOST_WORDS),
        USUAL_WORDS,
    )
    length: int = setting(
        "Len&gth",
        "How many words of a review are read at most",
        WholeNumber(10, LONGEST_REVIEW),
        LONGEST_REVIEW,
    )
    cut: str = setting(
        "C&ut",
        "Chopped into pieces that are read side by side, of a longer review its last words; or "
        "the first or the last words alone, in one piece",
        OneOf(
            "way of cutting", {"chopped": "chopped", "first": "first words", "last": "last words"}
        ),
        "chopped",
    )

    TASK: ClassVar = "reviews"
    NOUN: ClassVar = "reviews"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (self.corpus.part == HELD_OUT).any():
            raise FieldError("There are too few reviews: none can be held out.")

    def __str__(self) -> str:
        return str(self.brief)

    @property
    def name(self) -> str:  # type: ignore[override]
        """Where the reviews come from."""
        return self.corpus.name

    @property
    def is_chopped(self) -> bool:
        """Whether a review is read in several pieces, side by side."""
        return self.cut == "chopped"

    @kept
    def glyphs(self) -> tuple[str, ...]:
        """Each symbol as it is shown."""
        words = self.corpus.words[: self.words - _WORDS_FROM]
        return (_PADDING_GLYPH, _UNKNOWN_GLYPH, *words)

    @kept
    def all_symbols(self) -> np.ndarray:
        """All reviews, one behind the other, read-only uint16."""
        symbols = np.arange(_WORDS_FROM, _WORDS_FROM + len(self.corpus.words))
        symbols[len(self.glyphs) - _WORDS_FROM :] = UNKNOWN
        found = symbols.astype(np.uint16)[self.corpus.ids]
        found.setflags(write=False)
        return found

    @kept
    def begins(self) -> np.ndarray:
        """Where in :attr:`all_symbols` what is read of each review begins, int64."""
        behind = self.corpus.lengths if self.cut == "first" else self.lengths
        return self.corpus.ends - behind

    @kept
    def lengths(self) -> np.ndarray:
        """How many words of each review are read, int64."""
        return np.minimum(self.corpus.lengths, self.length)

    @kept
    def longest(self) -> int:
        """Words of the longest review, as much of it as is read."""
        return int(self.lengths.max())

    def symbols(self, review: int) -> np.ndarray:
        """What is read of one, uint16."""
        begin = self.begins[review]
        return self.all_symbols[begin : begin + self.lengths[review]]

    def read(self, text: str) -> np.ndarray:
        """A typed review as symbols, as much of it as is read, uint16.

        Raises:
            FieldError: there is no word in it.
        """
        words = self.tokens(text)
        return np.array([self._numbers.get(word, UNKNOWN) for word in words], np.uint16)

    def tokens(self, text: str) -> list[str]:
        """The words of a typed review that are read, as they are shown.

        Where a review is read in one piece, there are no more than in the longest of the corpus:
        for so many a network has steps.

        Raises:
            FieldError: there is none.
        """
        words = self.corpus.tokens(text)
        if not words:
            raise FieldError(f"There is no word in {quoted(text)}." if text else "Type a review.")
        most = self.length if self.is_chopped else self.longest
        return words[:most] if self.cut == "first" else words[-most:]

    def spelled(self, symbols: np.ndarray) -> tuple[str, ...]:
        """Each of these symbols as it is shown."""
        return tuple(self.glyphs[symbol] for symbol in symbols)

    @kept
    def _numbers(self) -> dict[str, int]:
        known = self.glyphs[_WORDS_FROM:]
        return {word: symbol for symbol, word in enumerate(known, _WORDS_FROM)}

    @kept
    def guess(self) -> float:
        """The share of the held-out part that is right if always the commoner label is said."""
        return float(self.is_usual(HELD_OUT).mean())

    def is_usual(self, part: int) -> np.ndarray:
        """Which reviews of a part have the label that is commoner in the training part."""
        labels = self.corpus.labels
        usual = np.bincount(labels[self.corpus.part == TRAIN]).argmax()
        return labels[self.corpus.part == part] == usual

    @kept
    def brief(self) -> ReviewsBrief:
        """All of it but the reviews."""
        return ReviewsBrief(
            words=self.words,
            length=self.length,
            cut=self.cut,
            reviews=len(self.corpus.ends),
            corpus=self.corpus.digest,
            guess=self.guess,
            name=self.name,
        )
