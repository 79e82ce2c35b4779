"""How soon is a review explained, and which explanation tells the truth most often?

``python -m benchmarks.explaining [WORDS]`` lets an untrained network of the kind that suits long
reviews read one of so many words, and prints how long the probability after each word takes, and
then all three explanations with their deletion tests. Then it trains the network that suits the
program's own sentences, and prints of held-out ones how often each explanation is among the
truest, and its mean area; beside it how many of the hard sentences it judges rightly.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from itertools import islice

import numpy as np

from networks.numpy_network import NumpyNetwork, numpy_network
from networks.ports import Ports
from networks.steps import finished
from tasks.explaining import Explained
from tasks.registry import TASKS
from tasks.reviews.corpus import HELD_OUT
from tasks.reviews.explaining import explain_reading, read_review
from tasks.reviews.fitting import SUITS_REVIEWS
from tasks.reviews.hard import right_by_kind, score, unknown_told
from tasks.reviews.reviews import Reviews
from training.loop import Position, RunOfEpochs, train
from training.record import EpochRecord

DEFAULT_WORDS = 400
AIM = 1.0
"""Seconds until the probability after each word is there."""
EPOCHS, EXPLAINED = 5, 200


class AnyWords(Reviews):
    """Reviews of which every word is one of ten thousand, none of them in the corpus."""

    def tokens(self, text: str) -> list[str]:
        """All of them are read."""
        return text.split()

    def read(self, text: str) -> np.ndarray:
        """Numbers as they are."""
        return np.array(self.tokens(text), np.uint16)


def report_speed(words: int) -> bool:
    """Measure and print; whether the aim is reached."""
    ports = Ports("one-hot", 20_000, padded=True)
    reader = numpy_network(SUITS_REVIEWS.for_ports(ports))
    reader.initialise(0)
    drawn = np.random.default_rng(0).integers(2, 10_000, words)
    problem = AnyWords(TASKS["reviews"].example.corpus)
    began = time.perf_counter()
    reading = finished(read_review(reader, problem, " ".join(map(str, drawn))))
    read = time.perf_counter()
    finished(explain_reading(reader, reading))
    explained = time.perf_counter()
    print(
        f"{words:,} words: the probability after each after {read - began:.2f} s (aim: {AIM:g}), "
        f"three explanations and their tests {explained - read:.2f} s later",
        flush=True,
    )
    return read - began <= AIM


def trained(problem: Reviews) -> NumpyNetwork:
    """The network that suits these, after some epochs."""
    task = TASKS["reviews"]
    network = numpy_network(task.fit(problem, task.settings))
    network.initialise(0)
    steps = train(network, problem, Position(run=RunOfEpochs(ends=EPOCHS)))
    records = (step for step in steps if isinstance(step, EpochRecord))
    for record in islice(records, EPOCHS):
        print(f"epoch {record.epoch}: held-out loss {record.loss:.3f} nats", flush=True)
    return network


def report_truth(problem: Reviews, network: NumpyNetwork) -> None:
    """Explain held-out sentences, and print which explanation proves true."""
    of_each: list[Explained] = []
    for review in problem.corpus.reviews_in(HELD_OUT)[:EXPLAINED]:
        reading = finished(read_review(network, problem, problem.corpus.spell(review)))
        of_each.append(finished(explain_reading(network, reading)))
    truest = Counter(name for each in of_each for name in each.truest)
    for name in of_each[0].explanations:
        area = np.mean([each.explanations[name].area for each in of_each])
        print(f"{name}: among the truest of {truest[name]} of {len(of_each)}, mean area {area:.3f}")
    area = np.mean([each.as_they_stand.area for each in of_each])
    print(f"words as they stand: mean area {area:.3f}")
    answers = finished(score(network, problem))
    print(f"hard sentences, right of all: {right_by_kind(answers)}. {unknown_told(answers)}")


def main() -> int:
    """Both; 0 if the aim is reached."""
    reached = report_speed(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_WORDS)
    problem = TASKS["reviews"].example
    report_truth(problem, trained(problem))
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
