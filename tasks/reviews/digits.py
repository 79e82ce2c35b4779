"""Whole numbers in as few bytes as each takes: most words of reviews are common, and take one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_BITS = 7
_MORE = 1 << _BITS
"""Set in a digit after which a higher one comes."""
MOST_DIGITS = -(-32 // _BITS)
"""That a number of 32 bits has."""


def digits_of(numbers: np.ndarray) -> list[np.ndarray]:
    """The digits of numbers to the base of 128, each of uint8 with :data:`_MORE` in it or not.

    Args:
        numbers: uint32, in any order.

    Returns:
        the lowest digits of all, then the next ones of those that have more, and so on.
    """
    digits: list[np.ndarray] = []
    left = numbers
    while len(left) or not digits:
        goes_on = left >= _MORE
        low = left.astype(np.uint8) & np.uint8(_MORE - 1)
        digits.append(low | goes_on.astype(np.uint8) << np.uint8(_BITS))
        left = left[goes_on] >> np.uint32(_BITS)
    return digits


def numbers_of(digits: Sequence[np.ndarray]) -> np.ndarray:
    """The numbers again, uint32.

    Raises:
        ValueError: these are the digits of none.
    """
    numbers = np.zeros(0, np.uint32)
    for these in reversed(digits):
        goes_on = these >= _MORE
        higher, numbers = numbers, (these & np.uint8(_MORE - 1)).astype(np.uint32)
        if np.count_nonzero(goes_on) != len(higher):
            raise ValueError("a number has a digit too many, or lacks one")
        numbers[goes_on] |= higher << np.uint32(_BITS)
    return numbers
