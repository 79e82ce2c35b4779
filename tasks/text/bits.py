"""How many bits a character of a book takes by simpler means: a network has to take fewer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tasks.simpler import AHEAD, BITS, Baselines

SHORTEST = 2
"""Symbols of the shortest run that counts as an n-gram."""


@dataclass(frozen=True)
class Bits(Baselines):
    """Bits per character that simpler means need on the held-out part; None is not known yet.

    Attributes:
        uniform: every symbol of the vocabulary as likely as any other.
        unigram: each as often as in the part that is trained on.
        ngrams: each as often as after the few before it; of order :data:`SHORTEST` and each
            next one.
        bz2: how much larger the held-out part makes the whole, compressed so.
        lzma: the same with another compressor.
    """

    TITLES: ClassVar = {
        "uniform": "uniform guess",
        "unigram": "single symbols",
        "ngram": "n-gram of order {0.order}",
        "bz2": "bz2",
        "lzma": "lzma",
    }
    uniform: float | None = None
    unigram: float | None = None
    ngrams: tuple[float, ...] = ()
    bz2: float | None = None
    lzma: float | None = None

    @property
    def ngram(self) -> float | None:
        """Of the best order."""
        return min(self.ngrams, default=None)

    @property
    def order(self) -> int | None:
        """Which order that is."""
        return SHORTEST + self.ngrams.index(min(self.ngrams)) if self.ngrams else None

    def verdict(self, bits: float) -> str:
        """How a network compares that needs so many bits, in a sentence; empty: not known yet."""
        if self.ngram is None:
            return ""
        ngram = f"an n-gram of order {self.order} ({BITS.told(self.ngram)} bits per character)"
        if BITS.standing(bits, self.ngram) != AHEAD:
            return f"{BITS.compared(bits, {ngram: self.ngram})}, which is counted in seconds."
        packers = {
            f"{name} ({BITS.told(size)})": size
            for name, size in (("bz2", self.bz2), ("lzma", self.lzma))
            if size is not None and BITS.standing(bits, size) != AHEAD
        }
        told = BITS.compared(bits, {ngram: self.ngram, **packers})
        if not packers:
            return f"{told}."
        find = "find" if len(packers) == 2 else "finds"
        return f"{told}, which {find} again what the book repeats at length."
