"""What of a book is looked at: a stretch that was held out, and how well it is foretold."""

from __future__ import annotations

import numpy as np

from networks.network import Network
from networks.steps import Steps
from tasks.drawn_answers import read_anew
from tasks.sample import Sample
from tasks.text.book import Book
from tasks.text.lessons import WARM_UP
from tasks.text.passages import passage

LOOKED_AT = 120
"""Symbols of a sample, by characters: about two lines."""
_WORDS_LOOKED_AT = 40
_ROWS_FOLLOWED = 8


def sample(book: Book) -> Sample:
    """The beginning of the part that is held out."""
    most = LOOKED_AT if book.by == "characters" else _WORDS_LOOKED_AT
    held_out = book.symbols[book.held_out_from :][: most + 1]
    steps = len(held_out) - 1
    words = f"{steps} {book.by} of {book.name or 'the book'} that were held out"
    return passage(book, held_out, words)


def stretches(book: Book, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Stretches from all over the part that is held out, and what follows each.

    Returns:
        ``(rows, steps)`` and ``(rows,)``.
    """
    held_out = book.symbols[book.held_out_from - 1 :]
    steps = min(steps, len(held_out) - 1)
    starts = np.linspace(0, len(held_out) - 1 - steps, _ROWS_FOLLOWED).astype(int)
    rows = held_out[starts[:, np.newaxis] + np.arange(steps + 1)]
    return rows[:, :-1] * book.scale, rows[:, -1].astype(int)


def right_for(network: Network, book: Book, most: int) -> Steps[int]:
    """How many of the first so many symbols of the held-out part are said rightly."""
    begin, window = book.held_out_from, network.settings.window
    targets = book.symbols[begin:][:most]
    if book.in_rows:
        first = max(0, begin - 1 - WARM_UP)
        inputs = book.symbols[np.newaxis, first : begin + len(targets) - 1]
    else:
        inputs = np.lib.stride_tricks.sliding_window_view(
            book.symbols[begin - window : begin + len(targets) - 1], window
        )
    outputs = yield from read_anew(network, inputs[..., np.newaxis] * book.scale)
    said = outputs[0, -len(targets) :] if book.in_rows else outputs[:, -1]
    return int((said.argmax(axis=1) == targets).sum())
