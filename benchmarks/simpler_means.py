"""How long do n-grams, bz2 and lzma take for a book, and does anybody wait for them meanwhile?

``python -m benchmarks.simpler_means BOOK`` prints what they need of its last tenth, in bits per
character: of Heart of Darkness, number 219 of Project Gutenberg, 5.52 as a uniform guess, 4.37 by
single characters, 2.27 by an n-gram of order 5, bz2 2.29 and lzma 2.56. Beside them another thread
wakes up a thousand times a second, as a window would, and measures how late it is.
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

from tasks.text.baselines import baselines
from tasks.text.book import BY, Book
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


def measure(book: Book) -> float:
    """Count and print; the longest time that another thread had to wait, in seconds."""
    began = last = time.perf_counter()
    longest_step = 0.0
    with another_thread() as waits:
        for found in baselines(book):
            now = time.perf_counter()
            longest_step, last = max(longest_step, now - last), now
            if found is not None:
                told = ", ".join(f"{name} {bits:.3f}" for name, bits in found.told())
                print(f"  {now - began:6.2f} s  {told}", flush=True)
    print(f"  longest step {longest_step:.2f} s, another thread waited {waits.longest:.4f} s")
    return waits.longest


def main() -> int:
    """Measure and print; exit status 1 if another thread had to wait too long."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simpler_means")
    parser.add_argument("book", type=Path, help="a text, such as number 219 of Project Gutenberg")
    parser.add_argument("--by", choices=("characters", "words"), default=BY.default)
    options = parser.parse_args()
    prepared = prepare(read_file(options.book))
    book = Book(prepared.text, prepared.title, options.by)
    print(f"{book.title}: {len(book.text):,} characters, {len(book.vocabulary):,} symbols")
    return int(measure(book) > LONGEST_WAIT)


if __name__ == "__main__":
    sys.exit(main())
