"""A race: several networks learn the same pattern from the same seed, epoch by epoch in step.

As the training of one network, it is a generator that whoever runs it steps at their own pace.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from formatting import counted
from training.checkpoint import Checkpoint, TrainedState
from training.loop import Exploded, PassDone, Position, train
from training.network import Network
from training.record import EpochRecord
from training.settings import Settings
from utils import Windows, cut_windows

FEWEST, MOST = 2, 4
"""Contestants in a race."""


@dataclass(frozen=True)
class Contestant:
    """One who takes part: a name, and the settings of its network."""

    title: str
    settings: Settings


@dataclass(frozen=True, eq=False)
class RacePlan:
    """Who races on what.

    Attributes:
        contestants: FEWEST to MOST, no two with the same settings.
        backend: name of what computes all of their networks.
        pattern: uint8, what all of them learn.
        seed: of the initial weights of all of them.
    """

    contestants: tuple[Contestant, ...]
    backend: str
    pattern: np.ndarray
    seed: int


@dataclass(frozen=True)
class Explosion:
    """A contestant's training has left the range of numbers in ``epoch``."""

    epoch: int


@dataclass(frozen=True, eq=False)
class Standing:
    """Where a contestant goes on from.

    Attributes:
        state: at the end of its newest epoch; None before the first.
        has_exploded: whether it does not go on at all.
    """

    state: TrainedState | None = None
    has_exploded: bool = False


@dataclass(eq=False)
class Lane:
    """A contestant under way: its network, what it learns, and where it stands.

    Attributes:
        has_exploded: whether its loss is no number any more, so that it does not go on.
    """

    network: Network
    windows: Windows
    position: Position
    has_exploded: bool = False

    def state(self, pattern: np.ndarray) -> TrainedState:
        """The contestant as it is now."""
        position = Position(self.position.epoch, first_faultless=self.position.first_faultless)
        return TrainedState(pattern, position, self.network.snapshot())


def make_lanes(
    plan: RacePlan, networks: Sequence[Network], standings: Sequence[Standing]
) -> list[Lane]:
    """All contestants where they go on from: at the start with their initial weights."""
    lanes = []
    for network, standing in zip(networks, standings, strict=True):
        network.initialise(plan.seed)
        position = Position()
        if standing.state is not None:
            network.restore(standing.state.snapshot)
            position = replace(standing.state.position)
        windows = cut_windows(plan.pattern, network.settings.window_shape)
        lanes.append(Lane(network, windows, position, standing.has_exploded))
    return lanes


def runners(lanes: Sequence[Lane]) -> list[Lane]:
    """Those who still run: nobody waits for one who has exploded."""
    return [lane for lane in lanes if not lane.has_exploded]


def race(lanes: Sequence[Lane]) -> Iterator[tuple[int, PassDone | EpochRecord | Explosion]]:
    """Train all contestants: one pass of each in turn, and none an epoch ahead.

    It ends when all have exploded, and not otherwise.

    Yields:
        the contestant's place, from 0, and what its step has come to.
    """
    trainings = [train(lane.network, lane.windows, lane.position) for lane in lanes]
    while running := runners(lanes):
        epoch = min(lane.position.epoch for lane in running)
        for place, lane in enumerate(lanes):
            if lane in running and lane.position.epoch == epoch:
                yield place, _step(lane, trainings[place])


def _step(
    lane: Lane, training: Iterator[PassDone | EpochRecord]
) -> PassDone | EpochRecord | Explosion:
    try:
        return next(training)
    except Exploded:
        lane.has_exploded = True
        return Explosion(lane.position.epoch)


def checkpoint_of(
    plan: RacePlan, place: int, records: Sequence[EpochRecord], state: TrainedState
) -> Checkpoint:
    """A contestant's training as a file holds it."""
    return Checkpoint(
        backend=plan.backend,
        settings=plan.contestants[place].settings,
        seed=plan.seed,
        goal=len(records),
        run_start=0,
        records=tuple(records),
        state=state,
    )


def verdict(
    titles: Sequence[str], firsts: Sequence[int], explosions: Sequence[int], epochs: int
) -> str:
    """Who continued the pattern first without a fault, and who has exploded, in words.

    Args:
        titles: of the contestants.
        firsts: the epoch after which each one's free run was first faultless; 0 while none was.
        explosions: the epoch in which each one has exploded; 0 if it has not.
        epochs: how many all of them have done who have not exploded.
    """
    exploded = [
        f"{title} exploded in epoch {epoch:,}"
        for title, epoch in zip(titles, explosions, strict=True)
        if epoch
    ]
    ended = f" {', '.join(exploded)}." if exploded else ""
    done = sorted((first, title) for first, title in zip(firsts, titles, strict=True) if first)
    if done:
        waiting = [
            f"{title} not yet"
            for title, first, epoch in zip(titles, firsts, explosions, strict=True)
            if not first and not epoch
        ]
        return _order(done, waiting) + ended
    if all(explosions):
        return f"Nobody has continued the pattern without a fault.{ended}"
    if not epochs:
        return f"Nobody has done an epoch yet.{ended}"
    done_by_all = counted(epochs, "epoch")
    return f"After {done_by_all} nobody continues the pattern without a fault yet.{ended}"


def _order(done: Sequence[tuple[int, str]], waiting: Sequence[str]) -> str:
    """Who was first, and how it stands with the others."""
    best = done[0][0]
    first = f"{_listed([title for first, title in done if first == best])}, after epoch {best}"
    later = [f"{title} after epoch {first}" for first, title in done if first > best]
    sentence = f"First to continue the pattern without a fault: {first}"
    others = ", ".join([*later, *waiting])
    return f"{sentence}; {others}." if others else f"{sentence}."


def _listed(titles: Sequence[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
