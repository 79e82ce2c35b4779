"""Slopes as anybody can measure them: by going a little further, and a little back."""

import numpy as np

STEP = 1e-5


def central_differences(value_at, around):
    """The slope of a value by each number of an array."""
    slopes = np.zeros_like(around)
    for place in np.ndindex(around.shape):
        step = np.zeros_like(around)
        step[place] = STEP
        slopes[place] = (value_at(around + step) - value_at(around - step)) / (2 * STEP)
    return slopes


def relative_error(found, expected):
    """How far an array is from what it should be, as a share of that."""
    return float(np.linalg.norm(found - expected) / np.linalg.norm(expected))
