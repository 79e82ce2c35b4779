"""How long a network computes, estimated from its sizes: what is done between two commands.

The figures are NumPy's on one core, rounded up; Keras takes a third of them to three times as
much. They need not be good: they decide how much is done at once, not what comes of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cells.registry import CELLS

if TYPE_CHECKING:
    from networks.settings import Settings

AT_ONCE = 0.15
"""Seconds: what is done at once is to take no longer, if it can be parted."""
_TRAIN_A_STEP, _TRAIN_A_WEIGHT = 1e-4, 2.5e-10
_READ_A_STEP, _READ_A_WEIGHT = 5e-5, 2e-10
"""Seconds of a layer at a time step, whatever its size; of a weight for each row beside that.
Training goes there and back; reading feeds one row."""


def parts_of_pass(settings: Settings) -> int:
    """Calls of equal size that a training pass is best made of: 1 for most networks."""
    updates = settings.updates
    at_once = AT_ONCE / _seconds_of_update(settings)
    divisors = (parts for parts in range(1, updates + 1) if updates % parts == 0)
    return next((parts for parts in divisors if updates / parts <= at_once), updates)


def steps_at_once(settings: Settings) -> int:
    """Steps of one sequence that are best read in one call."""
    seconds = len(settings.units) * _READ_A_STEP + _weights(settings) * _READ_A_WEIGHT
    if not settings.stateful:
        seconds *= settings.window
    return max(1, int(AT_ONCE / seconds))


def is_slow(settings: Settings) -> bool:
    """Whether a single update takes so long that nobody should have to wait for its end."""
    return _seconds_of_update(settings) > AT_ONCE


def _seconds_of_update(settings: Settings) -> float:
    a_step = len(settings.units) * _TRAIN_A_STEP
    return settings.window * (a_step + settings.rows * _weights(settings) * _TRAIN_A_WEIGHT)


def _weights(settings: Settings) -> int:
    features = (settings.ports.features, *settings.units[:-1])
    cell = CELLS[settings.cell]
    return sum(cell.parameters(n_in, n) for n_in, n in zip(features, settings.units, strict=True))
