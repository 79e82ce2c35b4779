"""Which stretches of a written text stand in the book word for word."""

from __future__ import annotations

from collections.abc import Iterator

from networks.steps import Steps

LEAST = 25
"""Characters of the shortest stretch that counts. The last tenth of Heart of Darkness, copied from
nowhere, has five of so many in common with the rest, and none of 32."""


def copied(text: str, book: str, least: int = LEAST) -> Iterator[slice | None]:
    """The stretches that stand in the book, each as long as it can be; neighbours may overlap.

    Nothing has to be prepared: the book is searched, a millisecond or two of the longest one each
    time, and in between it yields None, so that whoever steps it can do other things.

    Args:
        text: what was written.
        book: where it may come from.
        least: characters that a stretch has at least.

    Yields:
        where each of them stands in ``text``, from the first to the last.
    """
    start, end = 0, least
    while end <= len(text):
        longest = _longest(text, start, end, book)
        yield longest
        if longest is not None:
            end = longest.stop + 1
        # Whatever begins before that one would have to go on where this one could not.
        start = yield from _first(text, start + 1, end, book)
        end = max(end, start + least)


def _longest(text: str, start: int, end: int, book: str) -> slice | None:
    """How far the book goes on as the text does, if it has this beginning at all."""
    found = None
    place = book.find(text[start:end])
    while place >= 0:
        while end < len(text) and book.startswith(text[end], place + end - start):
            end += 1
        found = slice(start, end)
        end += 1
        # A place further on: those before do not have what is shorter already.
        place = book.find(text[start:end], place + 1) if end <= len(text) else -1
    return found


def _first(text: str, first: int, end: int, book: str) -> Steps[int]:
    """From where on the text up to ``end`` stands in the book."""
    last = end
    while first < last:
        middle = (first + last) // 2
        if text[middle:end] in book:
            last = middle
        else:
            first = middle + 1
        yield
    return first
