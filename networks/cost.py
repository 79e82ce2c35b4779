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
TRAIN_A_STEP, TRAIN_A_WEIGHT = 1e-4, 2.5e-10
READ_A_STEP, READ_A_WEIGHT = 5e-5, 2e-10
"""Seconds of a layer at a time step, whatever its size; of a weight for each row beside that.
Training goes there and back; reading feeds one row."""
MOVE_A_WEIGHT = 5e-9
"""Seconds in which an optimizer moves it, of a table of symbols all, read or not. It tells where
few symbols of very many are read."""


def equal_parts(count: int, seconds: float) -> int:
    """Into how many of equal size so many pieces of work of this length are best parted."""
    divisors = (parts for parts in range(1, count + 1) if count % parts == 0)
    return next((parts for parts in divisors if count / parts <= AT_ONCE / seconds), count)
