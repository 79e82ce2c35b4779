"""Frames around cells of a picture, all drawn as one."""

from __future__ import annotations

import numpy as np
from matplotlib.path import Path

_CORNERS = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]])
_ONE = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]


def framed(centres: np.ndarray, half: tuple[float, float] = (0.5, 0.5)) -> Path:
    """A rectangle around each centre, ``(count, 2)``, of half this width and height."""
    corners = (centres[:, None] + _CORNERS * half).reshape(-1, 2)
    return Path(corners, np.tile(_ONE, len(centres)).astype(Path.code_type))
