"""Does it learn? The share of patterns that a freshly trained net goes on with without a fault.

``python -m benchmarks.learning`` draws primitive patterns (those without a shorter period),
trains a net on each from several initial weights, and lets it predict two periods. It prints
the failures as they come, and at the end the shares by length beside the aims.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from cells.registry import CELLS
from model import BACKENDS, create_model, load_backend
from networks.network import Network
from networks.settings import DEFAULT_BACKEND, DEFAULT_CELL, DEFAULT_EPOCHS, OPTIMIZERS, Settings
from networks.steps import finished
from tasks.continuation import continuing
from tasks.pattern import Pattern
from training.loop import Position, train
from training.record import EpochRecord

PERIODS_TO_CONTINUE = 2
LOSSES_TOLD = 3


@dataclass(frozen=True)
class Aim:
    """The share of patterns of these periods, both ends included, that ought to be learned."""

    shortest: int
    longest: int
    share: float


SHORT, LONG = (1, 16), (17, 32)
AIMS = (Aim(1, 8, 1.0), Aim(*SHORT, 0.98), Aim(*LONG, 0.85))
ORIGINAL = "The original program, on 44 patterns of period 1 to 16: 22%, and none above period 5."


@dataclass(frozen=True)
class Outcome:
    """How one net did with one pattern.

    Attributes:
        pattern: in the compact form, ``0011``.
        seed: of its initial weights.
        right: predicted symbols before the first wrong one.
        losses: of every epoch.
    """

    pattern: Pattern
    seed: int
    right: int
    losses: tuple[float, ...]

    @property
    def period(self) -> int:
        """Symbols of the pattern, which has no shorter period."""
        return len(self.pattern)

    @property
    def learned(self) -> bool:
        """Whether the net went on without a fault for two periods."""
        return self.right == PERIODS_TO_CONTINUE * self.period


def draw_patterns(count: int, periods: tuple[int, int], rng: np.random.Generator) -> list[Pattern]:
    """Different primitive patterns; all periods of the range are equally likely to be tried."""
    shortest, longest = periods
    drawn: dict[Pattern, None] = {}
    while len(drawn) < count:
        pattern = Pattern.of(rng.integers(0, 2, rng.integers(shortest, longest + 1)))
        if pattern.period == len(pattern):
            drawn[pattern] = None
    return list(drawn)


def learn(network: Network, pattern: Pattern, seed: int, epochs: int) -> Outcome:
    """Train from the weights of ``seed``, then let the net predict two periods."""
    network.initialise(seed)
    steps = train(network, pattern, Position())
    records = islice((step for step in steps if isinstance(step, EpochRecord)), epochs)
    losses = tuple(record.loss for record in records)
    continuation = finished(continuing(network, pattern, PERIODS_TO_CONTINUE * len(pattern)))
    departure = continuation.first_departure
    right = len(continuation.said) if departure is None else departure
    return Outcome(pattern, seed, right, losses)


def learn_all(
    network: Network, patterns: Sequence[Pattern], seeds: int, epochs: int
) -> Iterator[Outcome]:
    """Every pattern from the weights of the seeds 0, 1, …."""
    for pattern in patterns:
        for seed in range(seeds):
            yield learn(network, pattern, seed, epochs)


def within(outcomes: Sequence[Outcome], aim: Aim) -> list[Outcome]:
    """The outcomes that an aim is about."""
    return [outcome for outcome in outcomes if aim.shortest <= outcome.period <= aim.longest]


def describe_failure(outcome: Outcome) -> str:
    """A line about a net that left its pattern."""
    losses = "  ".join(f"{loss:.4f}" for loss in outcome.losses[-LOSSES_TOLD:])
    return (
        f"period {outcome.period:>2}  seed {outcome.seed}  "
        f"right for {outcome.right:>2} of {PERIODS_TO_CONTINUE * outcome.period:>2}  "
        f"last losses {losses}  {outcome.pattern.glyphs}"
    )


def describe_share(outcomes: Sequence[Outcome], aim: Aim) -> str:
    """A line that sets the share reached beside the one aimed at."""
    concerned = within(outcomes, aim)
    periods = f"period {aim.shortest} to {aim.longest}"
    if not concerned:
        return f"{periods:16}  none drawn"
    learned = sum(outcome.learned for outcome in concerned)
    share = learned / len(concerned)
    verdict = "reached" if share >= aim.share else "missed"
    return (
        f"{periods:16}  {share:6.1%}  ({learned} of {len(concerned)})  "
        f"aim {aim.share:.0%}: {verdict}"
    )


def parse_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.learning",
        description="Measure which share of patterns is learned.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--patterns", type=int, default=60, help="patterns of period 1 to 16")
    parser.add_argument("--long", type=int, default=20, help="patterns of period 17 to 32")
    parser.add_argument("--seeds", type=int, default=3, help="initial weights for each pattern")
    parser.add_argument("--set", type=int, default=0, help="seed of the drawing of patterns")
    parser.add_argument("--epochs", type=int, default=DEFAULT_EPOCHS, help="epochs of training")
    parser.add_argument("--backend", choices=BACKENDS, default=DEFAULT_BACKEND, help="what trains")
    parser.add_argument("--cell", choices=CELLS, default=DEFAULT_CELL, help="of the layers")
    parser.add_argument("--optimizer", choices=OPTIMIZERS, default="adam", help="how it learns")
    return parser.parse_args(arguments)


def main() -> None:
    """Measure and print."""
    options = parse_arguments()
    rng = np.random.default_rng(options.set)
    patterns = draw_patterns(options.patterns, SHORT, rng) + draw_patterns(options.long, LONG, rng)
    load_backend(options.backend)
    rate = OPTIMIZERS[options.optimizer].learning_rate
    settings = Settings(cell=options.cell, optimizer=options.optimizer).at_rate(rate)
    network = create_model(options.backend, settings)
    network.compile()
    print(
        f"{len(patterns)} patterns of set {options.set}, {options.seeds} initial weights each, "
        f"{options.epochs} epochs, backend {options.backend}, cell {options.cell}, "
        f"optimizer {options.optimizer}. Those that go wrong:"
    )
    started = time.perf_counter()
    outcomes = []
    for outcome in learn_all(network, patterns, options.seeds, options.epochs):
        outcomes.append(outcome)
        if not outcome.learned:
            print(describe_failure(outcome), flush=True)
    print(f"{len(outcomes)} trainings in {time.perf_counter() - started:.0f} s")
    for aim in AIMS:
        print(describe_share(outcomes, aim))
    print(ORIGINAL)


if __name__ == "__main__":
    main()
