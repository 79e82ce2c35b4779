"""How long do simpler means take for a book or reviews, and does anybody wait for them meanwhile?

``python -m benchmarks.simpler_means BOOK`` prints what they need of its last tenth, in bits per
character: of Heart of Darkness, number 219 of Project Gutenberg, 5.52 as a uniform guess, 4.37 by
single characters, 2.27 by an n-gram of order 5, bz2 2.29 and lzma 2.56.

``python -m benchmarks.simpler_means --reviews DATA`` prints what they judge rightly of the held-out
part, and of the test set.

Beside them another thread wakes up a thousand times a second, as a window would, and measures how
late it is.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from networks.steps import finished
from tasks.reviews.baselines import baselines
from tasks.reviews.reading import read_reviews
from tasks.reviews.reviews import Reviews
from tasks.simpler import ACCURACY, BITS, Baselines, Scale
from tasks.text.baselines import baselines as book_baselines
from tasks.text.book import Book
from tasks.text.reading import prepare, read_file

LONGEST_WAIT = 0.02
"""Seconds that a window may have to wait for what is counted beside it."""
_NAP = 0.001


@dataclass
class Waits:
    """How late another thread woke up."""

    late: list[float] = field(default_factory=list)

    @property
    def longest(self) -> float:
        """In seconds."""
        return max(self.late, default=0.0)


@contextmanager
def another_thread() -> Iterator[Waits]:
    """One that wants to do something all the time."""
    waits, is_over = Waits(), threading.Event()

    def wake_up() -> None:
        asleep_at = time.perf_counter()
        while not is_over.wait(_NAP):
            now = time.perf_counter()
            waits.late.append(now - asleep_at - _NAP)
            asleep_at = now

    thread = threading.Thread(target=wake_up)
    thread.start()
    try:
        yield waits
    finally:
        is_over.set()
        thread.join()


def measure(finding: Iterator[Baselines | None], scale: Scale) -> float:
    """Count and print; the longest time that another thread had to wait, in seconds."""
    began = last = time.perf_counter()
    longest_step = 0.0
    with another_thread() as waits:
        for found in finding:
            now = time.perf_counter()
            longest_step, last = max(longest_step, now - last), now
            if found is not None:
                print(f"  {now - began:6.2f} s  {_told(found, scale)}", flush=True)
    print(f"  longest step {longest_step:.2f} s, another thread waited {waits.longest:.4f} s")
    return waits.longest


def _told(found: Baselines, scale: Scale) -> str:
    told = ", ".join(f"{name} {scale.told(figure)}" for name, figure in found.told())
    return told if found.of_test is None else f"{told}; test set: {_told(found.of_test, scale)}"


def _of_book(path: Path, by: str) -> float:
    prepared = prepare(read_file(path))
    book = Book(prepared.text, prepared.title, by)
    print(f"{book.title}: {len(book.text):,} characters, {len(book.vocabulary):,} symbols")
    return measure(book_baselines(book), BITS)


def _of_reviews(path: Path, words: int, length: int) -> float:
    problem = Reviews(finished(read_reviews(path)), words, length)
    print(f"{problem.title}: {len(problem.corpus):,} reviews, {len(problem.glyphs):,} symbols")
    return measure(baselines(problem), ACCURACY)


def main() -> int:
    """Measure and print; exit status 1 if another thread had to wait too long."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simpler_means")
    parser.add_argument("path", type=Path, help="a text, such as number 219 of Project Gutenberg")
    parser.add_argument("--by", choices=("characters", "words"), default=Book.by)
    parser.add_argument("--reviews", action="store_true", help="the path is of reviews")
    parser.add_argument("--words", type=int, default=Reviews.words)
    parser.add_argument("--length", type=int, default=Reviews.length)
    options = parser.parse_args()
    if options.reviews:
        waited = _of_reviews(options.path, options.words, options.length)
    else:
        waited = _of_book(options.path, options.by)
    return int(waited > LONGEST_WAIT)


if __name__ == "__main__":
    sys.exit(main())
