"""How long a network computes, estimated from its sizes: what is done between two commands.

The figures are NumPy's on one core, rounded up; Keras takes a third of them to three times as
much. They need not be good: they decide how much is done at once, not what comes of it.
"""

from __future__ import annotations

AT_ONCE = 0.15
"""Seconds: what is done at once is to take no longer, if it can be parted."""
HEARD_WITHIN = 0.03
"""Seconds, about: a pass in the windows' own process is heard within so much of its work. When
others compute there as well, it takes several times as long."""
_TRAIN_A_STEP, _TRAIN_A_WEIGHT = 1e-4, 2.5e-10
_READ_A_STEP, _READ_A_WEIGHT = 5e-5, 2e-10
"""Seconds of a layer at a time step, whatever its size; of a weight for each row beside that.
Training goes there and back; reading feeds one row."""
_MOVE_A_WEIGHT = 5e-9
"""Seconds in which an optimizer moves it. It tells where few symbols of very many are read."""


def seconds_to_train(rows: int, layers: int, weights: int) -> float:
    """Of so many rows at one step, for which an update is then made."""
    return layers * _TRAIN_A_STEP + rows * weights * _TRAIN_A_WEIGHT


def seconds_to_move(weights: int) -> float:
    """Of the lines of a table, all of which an update moves, read or not."""
    return weights * _MOVE_A_WEIGHT


def seconds_to_read(layers: int, weights: int) -> float:
    """Of one sequence at one step."""
    return layers * _READ_A_STEP + weights * _READ_A_WEIGHT


def equal_parts(count: int, seconds: float) -> int:
    """Into how many of equal size so many pieces of work of this length are best parted."""
    divisors = (parts for parts in range(1, count + 1) if count % parts == 0)
    return next((parts for parts in divisors if count / parts <= AT_ONCE / seconds), count)
