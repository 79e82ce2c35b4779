"""Is it true? What is said of each prepared race, from five seeds, on the NumPy net.

``python -m benchmarks.prepared_races [NAME …]`` runs the races from the seeds 0 to 4, as the window
and the terminal do, and prints of each contestant after which epoch it had first learned the
problem (– if it had not), how far it counts, or what a held-out character costs it, and from how
many seeds those who are said to win were ahead of all others. What is not so for four of five is
not to be said.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from experiments.prepared_races import RACES
from experiments.prepared_training import PreparedTraining
from networks.network import Network
from networks.steps import finished
from tasks.registry import task_of
from terminal.told import JUDGED
from training.learner import Learner
from training.together import EpochTrained, Training, together
from workshop import create_model

SEEDS = range(5)
NEEDED = 4
BACKEND = "numpy"
BITS = "bits_per_character"
"""Figure of a text: what a held-out character costs after the last epoch."""


class Claim(NamedTuple):
    """Who is said to win a race, and by what.

    Attributes:
        winners: so many of the learners, the first ones: each is ahead of all others.
        figure: name of what says who is ahead, the larger the better; empty: who learns sooner.
            BITS: of a text, the fewer the better.
    """

    winners: int = 1
    figure: str = ""


CLAIMS = {
    "race-count": Claim(winners=2, figure="counts_to"),
    "race-dropout": Claim(figure=BITS),
    "race-rows": Claim(figure=BITS),
}
"""By names of races; of all others it is said that the first learner is the first to learn."""


@dataclass(frozen=True)
class Standing:
    """How one contestant came off from one seed.

    Attributes:
        score: the larger the better; 0 where nothing was reached.
        told: the same in words.
    """

    score: float
    told: str


def run(
    race: PreparedTraining, figure: str, learner: Learner, network: Network, seed: int
) -> Standing:
    """Train a contestant, to the end or until it has learned what it is timed for."""
    training = Training(network, learner.learns(race.problem), seed)
    for step in together([training], race.epochs):
        if not isinstance(step, EpochTrained):
            continue
        last = step.record
        if training.position.first_faultless and not figure:
            break
    first, task = training.position.first_faultless, task_of(race.problem)
    if figure == BITS:
        bits = task.bits_per_character(race.problem, last.loss) or 0.0
        return Standing(-bits, f"{bits:.3f}")
    if not figure:
        return Standing(1 / first if first else 0, str(first or "–"))
    assert task.judging is not None  # Otherwise there are no figures.
    judged = finished(task.judging(network, race.problem, JUDGED))
    figures = {figure.name: figure.value for figure in judged.further}
    return Standing(figures[figure], f"{figures[figure]:g}")


def is_so(winners: int, outcomes: Sequence[Standing]) -> bool:
    """Whether those who are said to win were ahead, given all outcomes from one seed."""
    scores = [outcome.score for outcome in outcomes]
    return min(scores[:winners]) > max(scores[winners:])


def show(name: str, race: PreparedTraining) -> int:
    """Run a race from all seeds and print it; from how many it was as is said."""
    started = time.perf_counter()
    winners, figure = CLAIMS.get(name, Claim())
    columns = []
    for learner in race.learners:
        network = create_model(BACKEND, learner.settings)
        columns.append([run(race, figure, learner, network, seed) for seed in SEEDS])
    held = sum(is_so(winners, outcomes) for outcomes in zip(*columns, strict=True))
    seconds = time.perf_counter() - started
    what = figure or "first learned after epoch"
    print(f"{name}: {race.problem.title}, {race.epochs} epochs; {what}, seeds 0 to {SEEDS[-1]}")
    for place, (learner, outcomes) in enumerate(zip(race.learners, columns, strict=True)):
        mark = "*" if place < winners else " "
        print(f"  {mark} {learner.title:20} {'  '.join(f'{o.told:>3}' for o in outcomes)}")
    verdict = "holds" if held >= NEEDED else "does not hold"
    print(f"  as is said from {held} of {len(SEEDS)} seeds: {verdict}; {seconds:.0f} s", flush=True)
    return held


def main() -> int:
    """Run those that are named, or all; 1 if something does not hold."""
    names = sys.argv[1:] or RACES
    return int(min(show(name, RACES[name]) for name in names) < NEEDED)


if __name__ == "__main__":
    sys.exit(main())
