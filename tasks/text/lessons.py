"""What a network learns of a book in an epoch, and what it is asked afterwards.

In rows, each goes on where it stopped and every symbol is a target: an update over 64 rows of 64
steps learns from 4,096 targets. In windows, as in the lecture, all that is read is for the sake of
one target: the same steps bring a hundredth of them.
"""

from __future__ import annotations

from math import ceil
from typing import Any, NamedTuple

import numpy as np

from networks.settings import Settings
from tasks.lesson import Lesson, OfCalls
from tasks.text.book import Book

WARM_UP = 100
"""Symbols that a row reads before what is counted, at least: as far back as a network of this size
remembers much, so that an answer is about as good as if all of the book had been read before."""
MOST_ASKED = 2**16
"""Symbols of the held-out part that are asked for after an epoch: all of it in books of up to
650,000 symbols; of longer ones pieces from all over it: their mean is off by a hundredth of a
bit."""
_LEAST_TRAINED = 8
"""So many times as much is trained in an epoch as is asked again of it, where a target costs a
whole window. Of what is held out all is asked, but no more than was trained."""


class Pieces(OfCalls):
    """Stretches of a book, like an array of them; those of a call are made when it comes.

    All together they would be a hundred times the book.

    Args:
        numbers: ``(length,)``, what the book is made of.
        starts: ``(…, rows)``, where each stretch begins; behind the end, or before the
            beginning, the place comes next that ``mode`` says.
        length: of a stretch.
        scale: what each number is multiplied by.
        axes: those that come after a stretch.
        mode: as :func:`numpy.take` has it.
    """

    def __init__(
        self,
        numbers: np.ndarray,
        starts: np.ndarray,
        length: int,
        scale: float | np.float32 = 1.0,
        axes: tuple[int, ...] = (),
        mode: Any = "wrap",
    ) -> None:
        self._numbers, self._starts, self._length = numbers, starts, length
        self._scale, self._axes, self._mode = scale, axes, mode

    @property
    def shape(self) -> tuple[int, ...]:
        """As that of the whole array."""
        return (*self._starts.shape, self._length, *self._axes)

    def __getitem__(self, call: int) -> np.ndarray:
        places = self._starts[call][..., np.newaxis] + np.arange(self._length)
        found = np.take(self._numbers, places, mode=self._mode) * np.float32(self._scale)
        return found.reshape(*places.shape, *self._axes)


class _Part(NamedTuple):
    """Symbols from one place of a book to another."""

    begin: int
    end: int


def book_lesson(book: Book, settings: Settings, seed: int, epoch: int) -> Lesson:
    """An epoch on a book as it is to be cut."""
    if book.in_rows:
        return _in_rows(book, settings, epoch)
    return _in_windows(book, settings, seed, epoch)


def calls(book: Book, settings: Settings) -> int:
    """Of the compiled graph: as many as it takes to see the book once, or as an epoch may have.

    So an epoch on a long book is a part of it, and the next one the part that follows.
    """
    shape = settings.window_shape
    once = ceil(_updates(book, settings) / shape.updates_at_once)
    return min(once, shape.parts * settings.passes)


def _updates(book: Book, settings: Settings) -> int:
    """Until the book has been seen once."""
    if book.in_rows:
        return ceil((book.held_out_from - 1) / (settings.rows * settings.window))
    return ceil(_windows_in(book, settings) / settings.rows)


def _in_rows(book: Book, settings: Settings, epoch: int) -> Lesson:
    shape, symbols = settings.window_shape, book.symbols
    sizes = calls(book, settings), shape.updates_at_once
    at_once, in_row = sizes[0] * sizes[1], _updates(book, settings)
    in_row = max(in_row, at_once)
    # As evenly spread as they can be if the last row is to end where the held-out part begins.
    first = np.linspace(0, max(0, book.held_out_from - 1 - in_row * shape.window), shape.rows)
    number = ((epoch - 1) * at_once + np.arange(at_once)) % in_row
    starts = first.astype(int) + number.reshape(*sizes, 1) * shape.window
    trained = symbols[: book.held_out_from]
    asked, counted, seen = _asked_in_rows(book, settings)
    following = Pieces(symbols[1:], asked, shape.window, mode="clip")
    return Lesson(
        inputs=Pieces(trained[:-1], starts, shape.window, axes=(1,)),
        targets=Pieces(trained[1:], starts, shape.window),
        asked=Pieces(symbols[:-1], asked, shape.window, axes=(1,), mode="clip"),
        asked_targets=following,
        expected=_in_order(following, settings)[counted].astype(settings.ports.kind_of_targets),
        rows_kept=shape.rows,
        counted=counted,
        by_rows=True,
        seen=seen,
    )


def _in_order(pieces: Pieces, settings: Settings) -> np.ndarray:
    """What is asked, ``(rows, windows, steps)``."""
    return np.concatenate([*pieces]).swapaxes(0, 1)


def _asked_in_rows(book: Book, settings: Settings) -> tuple[np.ndarray, np.ndarray, int]:
    """Where rows begin to read that are asked, what counts, and how much of it was trained on.

    The first half of the rows shares the held-out part, the others as long a stretch before it.
    Each row ends where the next one's count begins, and has read what stands before its own. The
    first window of all is the one that the book begins with: a network seldom learns to begin from
    zero state anywhere else, and at some places falls into a state that it never leaves.
    """
    shape = settings.window_shape
    held_out = _Part(book.held_out_from, len(book.symbols))
    count = min(held_out.end - held_out.begin, MOST_ASKED)
    trained = _Part(max(1, held_out.begin - count), held_out.begin)
    halves = shape.rows // 2, shape.rows - shape.rows // 2
    ends, counts = np.concatenate(
        [
            _shared(part, count, rows)
            for part, rows in zip((held_out, trained), halves, strict=True)
        ],
        axis=1,
    )
    steps = shape.window + WARM_UP + max(counts)
    sizes = ceil(steps / shape.window / shape.updates_at_once), shape.updates_at_once
    windows = np.arange(sizes[0] * sizes[1])[:, np.newaxis]
    starts = ends - 1 - (len(windows) - windows) * shape.window
    starts[0] = 0
    steps_before_end = np.arange(len(windows) * shape.window, 0, -1)
    counted = steps_before_end <= counts[:, np.newaxis]
    return (
        starts.reshape(*sizes, -1),
        counted.reshape(shape.rows, len(windows), shape.window),
        int(counts[halves[0] :].sum()),
    )


def _shared(part: _Part, count: int, rows: int) -> np.ndarray:
    """Where the share of each row ends, and how many symbols are counted before that."""
    bounds = np.linspace(part.begin, part.end, rows + 1).astype(int)
    return np.stack([bounds[1:], np.minimum(np.diff(bounds), ceil(count / rows))])


def _in_windows(book: Book, settings: Settings, seed: int, epoch: int) -> Lesson:
    shape, symbols = settings.window_shape, book.symbols
    sizes = calls(book, settings), shape.updates_at_once, shape.rows
    starts = _shuffled(_windows_in(book, settings), int(np.prod(sizes)), seed, epoch)
    starts = starts.reshape(sizes)
    asked, count, seen = _asked_in_windows(book, settings)
    wanted = symbols[asked + shape.window]
    return Lesson(
        inputs=Pieces(symbols, starts, shape.window, book.scale, axes=(1,)),
        targets=symbols[starts + shape.window][..., np.newaxis].astype(np.float32),
        asked=Pieces(symbols, asked, shape.window, book.scale, axes=(1,)),
        asked_targets=wanted[..., np.newaxis].astype(np.float32),
        expected=wanted.reshape(-1)[:count].astype(settings.ports.kind_of_targets),
        rows_kept=shape.rows,
        counted=(np.arange(wanted.size) < count).reshape(-1, shape.rows, 1),
        seen=seen,
    )


def _windows_in(book: Book, settings: Settings) -> int:
    """That can be trained on: each has the symbol after it for a target."""
    return max(1, book.held_out_from - settings.window)


def _shuffled(windows: int, count: int, seed: int, epoch: int) -> np.ndarray:
    """The windows of an epoch, so that all have been learned once before any comes again."""
    begin = (epoch - 1) * count
    first, last = begin // windows, (begin + count - 1) // windows
    rounds = [np.random.default_rng([seed, n]).permutation(windows) for n in range(first, last + 1)]
    return np.concatenate(rounds)[begin - first * windows :][:count]


def _asked_in_windows(book: Book, settings: Settings) -> tuple[np.ndarray, int, int]:
    """Where windows begin that are asked, how many count, and how many of them were trained on."""
    shape = settings.window_shape
    trained = calls(book, settings) * shape.updates_at_once * shape.rows
    begin, end = book.held_out_from, len(book.symbols)
    count = min(end - begin, MOST_ASKED, trained)
    held_out = np.linspace(begin, end - 1, count).astype(int)
    again = min(count, max(1, trained // _LEAST_TRAINED))
    before = np.arange(max(shape.window, begin - again), begin)
    targets = np.concatenate([held_out, before])
    whole = ceil(len(targets) / (shape.updates_at_once * shape.rows))
    padded = np.resize(targets, (whole, shape.updates_at_once, shape.rows))
    return padded - shape.window, len(targets), len(before)
