"""How much of a long training the pixels can show: spans, steps and thinned curves."""

from __future__ import annotations

import numpy as np

FEWEST_SYMBOLS = 24
MOST_SYMBOLS = 200
PERIODS_SHOWN = 3
SMALLEST_LOSS = 1e-6
"""Where a log axis ends."""
_CLOSE = 0.05
"""Of all the room, so much may be missing: pixels are whole."""
SHORT_RUN = 50
"""Up to so many epochs, the axis shows the whole plan and every epoch has its marker."""


def symbols_shown(period: int, available: int, room: int) -> int:
    """Symbols to draw of a sequence: some whole periods, as far as there is room for them.

    Args:
        period: shortest period of the pattern.
        available: symbols there are.
        room: symbols that can be told apart in the width of the plot.
    """
    room = min(max(room, FEWEST_SYMBOLS), MOST_SYMBOLS)
    wanted = max(PERIODS_SHOWN, -(-FEWEST_SYMBOLS // period))
    whole_periods = min(wanted, room // period)
    return min(whole_periods * period or room, available)


def one_in(wanted: float, room: float) -> int:
    """Which of all have room, if they want so much together: each, every second one …"""
    return max(1, int(np.ceil(wanted / max(room, 1.0) - _CLOSE)))


def next_step(value: float, factors: tuple[float, ...] = (1, 2, 5)) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50 … that is not below ``value``, or of other factors."""
    step = 1
    while True:
        for factor in factors:
            if value <= factor * step:
                return factor * step
        step *= 10


def top_of_losses(highest: float) -> float:
    """Where an axis of losses ends: it moves in steps, which leave little of it empty."""
    return next_step(highest, (1, 1.5, 2, 3, 4, 6, 8))


def bottom_of_losses(lowest: float) -> float:
    """Where a log axis of losses ends below: at a power of ten, so that it rarely moves.

    A loss of 0 has no place on it, and what is below a millionth would flatten the rest.
    """
    return max(10.0 ** np.floor(np.log10(max(lowest, SMALLEST_LOSS))), SMALLEST_LOSS)


def last_epoch_on_axis(epochs: int, planned: int) -> int:
    """Where the epoch axis ends: at the plan, or at a round number while the plan is far off.

    It moves on in steps, because each change of an axis costs a full drawing.
    """
    end = int(next_step(max(epochs, min(planned, SHORT_RUN))))
    return min(end, max(planned, 1)) if planned >= epochs else end


def thin_epochs(epochs: int, bin_size: int) -> np.ndarray:
    """Epoch numbers that go with the values of :func:`thin_values`."""
    if bin_size == 1:
        return np.arange(1, epochs + 1)
    middles = np.arange(0, epochs, bin_size) + (bin_size + 1) / 2
    return np.repeat(np.minimum(middles, epochs), 2)


def thin_values(values: np.ndarray, bin_size: int) -> np.ndarray:
    """The lowest and the highest of every ``bin_size`` values, so that no peak is lost.

    Bins are counted from the first value: a new epoch changes the last one only.
    """
    if bin_size == 1:
        return values
    starts = np.arange(0, len(values), bin_size)
    thinned = np.empty(2 * len(starts))
    thinned[0::2] = np.fmin.reduceat(values, starts)
    thinned[1::2] = np.fmax.reduceat(values, starts)
    return thinned
