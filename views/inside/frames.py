"""Frames around cells of a picture, and bars, all drawn as one: one artist is cheap to draw."""

from __future__ import annotations

import numpy as np
from matplotlib.path import Path

_CORNERS = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]])
_ONE = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]


def framed(centres: np.ndarray, half: tuple[float, float] | np.ndarray = (0.5, 0.5)) -> Path:
    """A rectangle around each centre, ``(count, 2)``, of half this width and height.

    ``half`` is the same for all, or ``(count, 1, 2)``.
    """
    corners = (centres[:, None] + _CORNERS * half).reshape(-1, 2)
    return Path(corners, np.tile(_ONE, len(centres)).astype(Path.code_type))


def bars(places: np.ndarray, starts: np.ndarray, ends: np.ndarray, width: float) -> Path:
    """A bar in each place from its start to its end, ``(count,)`` each."""
    centres = np.stack([places, (starts + ends) / 2], axis=1)
    half = np.stack([np.full(len(places), width / 2), np.abs(ends - starts) / 2], axis=1)
    return framed(centres, half[:, np.newaxis])
