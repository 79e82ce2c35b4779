"""Are 50,000 reviews read in 15 seconds, without keeping any other thread waiting?

``python -m benchmarks.reviews_reading REVIEWS`` reads a folder, an archive or a table as a window
does, on a thread of its own, while another one is due every 2 ms: how late that comes is how long
a window would stand still. On a busy machine everything takes longer: so the same bytes are read
plainly in the same run, and the time is told as a ratio to that, too; and how late the thread
comes while nothing is read.
"""

from __future__ import annotations

import argparse
import gzip
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from networks.fields import FieldError
from tasks.reviews.corpus import Corpus
from tasks.reviews.reading import read_reviews

AIM_SECONDS, AIM_WAIT = 15.0, 50.0
"""Seconds for 50,000 reviews on a quiet machine, and milliseconds that a thread waits at most."""
REVIEWS = 50_000
HEARTBEAT = 0.002
"""Seconds between two beats."""
IDLE = 2.0
"""Seconds in which nothing is read."""


def plainly(path: Path) -> int:
    """Read the bytes, unpacked, and nothing more; how many there are."""
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(map(_bytes_of, files))


def _bytes_of(path: Path) -> int:
    size = 0
    with open(path, "rb") as file:
        is_packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        with gzip.open(file) if is_packed else file as unpacked:
            while piece := unpacked.read(2**18):
                size += len(piece)
    return size


def to_the_end(path: Path) -> Corpus:
    """Read the reviews."""
    steps = read_reviews(path)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def lateness_during(job: Callable[[], Any]) -> tuple[Any, float, np.ndarray]:
    """What comes of a job on another thread, its seconds, and by how many ms each beat was late."""
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(_tried(job)))
    late = []
    begun = time.perf_counter()
    thread.start()
    while thread.is_alive():
        due = time.perf_counter() + HEARTBEAT
        time.sleep(HEARTBEAT)
        late.append(1000 * (time.perf_counter() - due))
    return results[0], time.perf_counter() - begun, np.array(late)


def _tried(job: Callable[[], Any]) -> Any:
    try:
        return job()
    except FieldError as error:
        return error


def told(late: np.ndarray) -> str:
    """How late the beats came."""
    median, p99, most = np.percentile(late, [50, 99, 100])
    return f"p50 {median:.1f} ms, p99 {p99:.1f} ms, longest {most:.1f} ms, {len(late):,} beats"


def peak() -> float:
    """The most memory that this process had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def main() -> int:
    """Measure and print; exit status 1 if an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reviews_reading")
    parser.add_argument("path", type=Path, help="reviews, such as the archive of 50,000 of films")
    path = parser.parse_args().path
    load = os.getloadavg()[0]
    _, _, idle = lateness_during(lambda: time.sleep(IDLE))
    size, plain, _ = lateness_during(lambda: plainly(path))
    before, begun = peak(), time.process_time()
    corpus, seconds, late = lateness_during(lambda: to_the_end(path))
    if isinstance(corpus, FieldError):
        print(corpus)
        return 1
    computed = time.process_time() - begun
    for step in corpus.done:
        print(f"  {step.title}: {step.sentence}")
    aim = AIM_SECONDS * len(corpus) / REVIEWS
    print(f"Bytes alone: {size:,} in {plain:.2f} s (load of the machine: {load:.1f})")
    print(
        f"Reviews: {seconds:.1f} s, {computed:.1f} s of them computed, {seconds / plain:.1f} times "
        f"the bytes alone (aim, quiet: {aim:.1f} s)"
    )
    print(f"Another thread is late while nothing is read: {told(idle)}")
    print(f"While reviews are read: {told(late)} (aim: none over {AIM_WAIT:.0f} ms)")
    print(
        f"Memory: {peak() - before:.0f} MB more at most; kept are {_kept(corpus):.0f} MB of numbers"
    )
    return 0 if seconds <= aim and late.max() <= AIM_WAIT else 1


def _kept(corpus: Corpus) -> float:
    return sum(each.nbytes for each in (corpus.ids, corpus.ends, corpus.labels)) / 1e6


if __name__ == "__main__":
    sys.exit(main())
