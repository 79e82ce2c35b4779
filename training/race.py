"""A race: several networks learn the same pattern from the same seed, epoch by epoch in step.

As the training of one network, it is a generator that whoever runs it steps at their own pace.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from formatting import counted
from training.checkpoint import Checkpoint, TrainedState
from training.loop import PassDone, Position, train
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


@dataclass(eq=False)
class Lane:
    """A contestant under way: its network, what it learns, and where it stands."""

    network: Network
    windows: Windows
    position: Position

    def state(self, pattern: np.ndarray) -> TrainedState:
        """The contestant as it is now."""
        position = Position(self.position.epoch, first_faultless=self.position.first_faultless)
        return TrainedState(pattern, position, self.network.snapshot())


def make_lanes(plan: RacePlan, networks: Sequence[Network]) -> list[Lane]:
    """All contestants at the start, with their initial weights."""
    lanes = []
    for network in networks:
        network.initialise(plan.seed)
        windows = cut_windows(plan.pattern, network.settings.window_shape)
        lanes.append(Lane(network, windows, Position()))
    return lanes


def race(lanes: Sequence[Lane]) -> Iterator[tuple[int, PassDone | EpochRecord]]:
    """Train all contestants without end: one pass of each in turn, and none an epoch ahead.

    Yields:
        the contestant's place, from 0, and what its step has come to.
    """
    trainings = [train(lane.network, lane.windows, lane.position) for lane in lanes]
    while True:
        epoch = min(lane.position.epoch for lane in lanes)
        for place, lane in enumerate(lanes):
            if lane.position.epoch == epoch:
                yield place, next(trainings[place])


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


def verdict(titles: Sequence[str], firsts: Sequence[int], epochs: int) -> str:
    """Who continued the pattern first without a fault, in words.

    Args:
        titles: of the contestants.
        firsts: the epoch after which each one's free run was first faultless; 0 while none was.
        epochs: how many all of them have done.
    """
    done = sorted((first, title) for first, title in zip(firsts, titles, strict=True) if first)
    waiting = [title for first, title in zip(firsts, titles, strict=True) if not first]
    if not epochs and not done:
        return "Nobody has done an epoch yet."
    if not done:
        return f"After {counted(epochs, 'epoch')} nobody continues the pattern without a fault yet."
    best = done[0][0]
    winners = [title for first, title in done if first == best]
    first = f"{_listed(winners)}, after epoch {best}"
    sentence = f"First to continue the pattern without a fault: {first}"
    later = [f"{title} after epoch {first}" for first, title in done if first > best]
    later += [f"{title} not yet" for title in waiting]
    return f"{sentence}; {', '.join(later)}." if later else f"{sentence}."


def _listed(titles: Sequence[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"
