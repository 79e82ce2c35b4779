"""What a book's held-out part costs by means that every computer has, in bits per character."""

from __future__ import annotations

from bz2 import BZ2Compressor
from collections.abc import Callable, Iterator
from dataclasses import replace
from lzma import FILTER_LZMA2, PRESET_DEFAULT, LZMACompressor
from math import log

import numpy as np

from networks.steps import Steps
from tasks.text.bits import Bits
from tasks.text.book import Book
from tasks.text.ngrams import guesses

_Compressor = BZ2Compressor | LZMACompressor
_AT_ONCE = 2**15
"""Bytes that are compressed in one step: some hundredths of a second."""


def baselines(book: Book) -> Iterator[Bits | None]:
    """What simpler means need, each time with one more of them that is known.

    Nothing is learned from the held-out part. In between it yields None, so that whoever steps
    it can do other things; other threads are not kept from working.
    """
    classes = len(book.vocabulary)
    found = Bits(uniform=book.bits_per_character(log(classes)))
    yield found
    for p in guesses(book.symbols, classes, book.held_out_from):
        if p is not None:
            found = _with_next_order(found, book.bits_per_character(-float(np.log(p).mean())))
        yield None if p is None else found
    found = replace(found, bz2=(yield from _growth(book, lambda _size: BZ2Compressor())))
    yield found
    yield replace(found, lzma=(yield from _growth(book, _lzma)))


def _with_next_order(found: Bits, bits: float) -> Bits:
    if found.unigram is None:
        return replace(found, unigram=bits)
    return replace(found, ngrams=(*found.ngrams, bits))


def _lzma(size: int) -> LZMACompressor:
    """The usual one, but with no more memory than so many bytes can fill.

    To clear the other ninety megabytes takes longer than a frame, and other threads wait for it.
    """
    usual = {"id": FILTER_LZMA2, "preset": PRESET_DEFAULT}
    return LZMACompressor(filters=[usual | {"dict_size": max(size, 2**12)}])


def _growth(book: Book, compressor: Callable[[int], _Compressor]) -> Steps[float]:
    """Bits by which each character of the held-out part makes the compressed book larger.

    That are 0 where it makes it smaller, by a byte or two: of a text that only repeats itself a
    compressor may write the whole in fewer than a part of it.
    """
    raw = book.text.encode()
    before = raw[: len(book.text[: book.held_out_at].encode())]
    whole = yield from _size(raw, compressor(len(raw)))
    without = yield from _size(before, compressor(len(raw)))
    return 8 * max(0, whole - without) / (len(book.text) - book.held_out_at)


def _size(raw: bytes, compressor: _Compressor) -> Steps[int]:
    """Bytes of it when it is compressed."""
    size = 0
    for start in range(0, len(raw), _AT_ONCE):
        size += len(compressor.compress(raw[start : start + _AT_ONCE]))
        yield
    return size + len(compressor.flush())
