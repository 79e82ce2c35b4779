"""Where a network begins to learn by heart: held-out loss rises while that of training falls."""

from __future__ import annotations

import numpy as np

LATEST = 3
"""Epochs by the middle one of which it is judged where the curves are now."""
LEAST_RISE = 0.005
"""Share of the least loss: what rises by less is not worth a mark."""
_NOISE = 5.0
"""Standard deviations: of a curve that is flat but for noise, the least and the latest values are
hardly ever so far apart."""
_MEDIAN_OF_NORMAL = 0.6745
"""Of the size of normal numbers, whose standard deviation is 1."""


def best_epoch(held_out: np.ndarray) -> int:
    """The epoch, from 1, of the least held-out loss, of several the first; 0 without any."""
    return int(np.argmin(held_out)) + 1 if len(held_out) else 0


def most_right_epoch(accuracy: np.ndarray, best: int) -> int:
    """The first epoch after which most is right; if after the best by loss as much is, that one."""
    if not best or accuracy[best - 1] == accuracy.max():
        return best
    return int(np.argmax(accuracy)) + 1


def overfitting_from(held_out: np.ndarray, seen: np.ndarray) -> int:
    """The best epoch, if everything after it is overfitting; 0 as long as that cannot be told.

    Since then the held-out loss has risen by more than its noise, and the other has fallen.

    Args:
        held_out: loss of each epoch, ``(epochs,)``.
        seen: the same of what is trained on.
    """
    best = best_epoch(held_out)
    if not best or len(held_out) - best < LATEST:
        return 0
    least = held_out[best - 1]
    enough = max(LEAST_RISE * least, _NOISE * noise_of(held_out))
    has_risen = np.median(held_out[-LATEST:]) - least > enough
    has_fallen = np.median(seen[-LATEST:]) < seen[best - 1]
    return best if has_risen and has_fallen else 0


def is_out_of_patience(best: int, epochs: int, patience: int) -> bool:
    """Whether the best of a run's epochs was so many epochs ago; of 0 never."""
    return 0 < patience <= epochs - best


def noise_of(curve: np.ndarray) -> float:
    """Standard deviation of what a curve jumps by beside its bends: from its second differences."""
    if len(curve) < LATEST:
        return 0.0
    return float(np.median(np.abs(np.diff(curve, 2)))) / (_MEDIAN_OF_NORMAL * 6**0.5)
