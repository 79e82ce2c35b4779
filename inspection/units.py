"""Which units follow something that is true of what is read: quotation marks, the place in a line.

After Karpathy, Johnson & Li (2015), who looked for such units by eye. Here they are looked for
by correlation, which finds one by chance where there are many: so they are chosen on the first
half of what was read, and judged on the second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cells.registry import CELLS
from networks.numpy_network import restored
from networks.settings import Settings
from training.checkpoint import TrainedState

_CONSTANT = 1e-4
"""A unit that moves less than this is told to stand still: all of its pattern is rounding."""
_FEWEST = 8
"""Symbols in a half to which a property applies, at the least."""


class Unit(NamedTuple):
    """One state of one unit.

    Attributes:
        layer: number of the recurrent layer, from 0.
        symbol: of the state, h or c.
        unit: its number in the layer, from 0.
    """

    layer: int
    symbol: str
    unit: int


@dataclass(frozen=True, eq=False)
class Follower:
    """A unit, and how well it follows a property.

    Attributes:
        unit: which it is.
        chosen_by: its correlation with the property on the first half, −1 to 1.
        told: the same on the second half, which it was not chosen by; None where the property
            does not change there.
    """

    unit: Unit
    chosen_by: float
    told: float | None


@dataclass(frozen=True, eq=False)
class ReadUnits:
    """What every unit was after every symbol of a passage that was read.

    Attributes:
        states: by layer and symbol, ``(steps, units)`` each.
    """

    states: dict[tuple[int, str], np.ndarray]

    def values(self, unit: Unit) -> np.ndarray:
        """What one of them was, ``(steps,)``."""
        return self.states[unit.layer, unit.symbol][:, unit.unit]


def read_units(settings: Settings, state: TrainedState, symbols: np.ndarray) -> ReadUnits:
    """Let a network as it was read ``symbols`` from zero state."""
    kept = CELLS[settings.cell].states
    layers = restored(settings, state.snapshot).trace(symbols).layers
    return ReadUnits(
        {(depth, symbol): layer[symbol] for depth, layer in enumerate(layers) for symbol in kept}
    )


def followers(read: ReadUnits, wanted: np.ndarray, most: int) -> list[Follower]:
    """The units that follow ``wanted`` best, the best first.

    Args:
        read: what they were.
        wanted: the property, ``(steps,)``; symbols where it is not a number do not count.
        most: so many at the most. Those that stand still are not among them.
    """
    is_first = np.arange(len(wanted)) < len(wanted) // 2
    first, second = (half & np.isfinite(wanted) for half in (is_first, ~is_first))
    if not _varies(wanted[first]):
        first, second = second, first
    if not _varies(wanted[first]):
        return []
    can_be_judged = _varies(wanted[second])
    found = sorted(_chosen(read, wanted, first, most), key=lambda pair: -abs(pair[1]))[:most]
    return [
        Follower(
            unit,
            float(by),
            float(_correlations(read.values(unit)[second, None], wanted[second])[0])
            if can_be_judged
            else None,
        )
        for unit, by in found
    ]


def _varies(wanted: np.ndarray) -> bool:
    return len(wanted) >= _FEWEST and bool(np.ptp(wanted) > 0)


def _chosen(
    read: ReadUnits, wanted: np.ndarray, steps: np.ndarray, most: int
) -> Iterator[tuple[Unit, np.floating]]:
    """Of each state the units that follow best in these steps, with their correlation."""
    for (layer, symbol), values in read.states.items():
        r = _correlations(values[steps], wanted[steps])
        for unit in np.argsort(-np.abs(r), kind="stable")[:most]:
            if r[unit]:
                yield Unit(layer, symbol, int(unit)), r[unit]


def _correlations(values: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Pearson's, of each column of ``values`` with ``wanted``; 0 for one that stands still."""
    x = values.astype(np.float64) - values.mean(axis=0, dtype=np.float64)
    y = wanted - wanted.mean()
    spread = x.std(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = (y @ x) / (len(y) * spread * y.std())
    return np.where(np.isfinite(r) & (spread > _CONSTANT), r, 0.0)
