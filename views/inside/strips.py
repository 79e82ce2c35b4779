"""What the strips over the steps have in common: lines with a mark a step, and names of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from views import axes_style

# Below so many points a step, marks would run into each other.
LEAST_FOR_MARKS = 5.0
LINE_HEIGHT = 9.0
_LETTER_WIDTH, _GAP = 5.6, 4.0
"""Points, as is the one above."""
_CLOSE = 0.05
"""Of all the room, so much may be missing: pixels are whole."""


def step_line(axes: Axes, marker: str, **look: Any) -> Line2D:
    """A line that is drawn with the curves."""
    (line,) = axes.plot([], [], marker=marker, clip_on=False, animated=True, **look)
    return line


def pitch_of(axes: Axes, steps: int) -> float:
    """Points from one step to the next."""
    return axes_style.width_in_points(axes) / steps


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    """Make a row for each name, the first one lowest, and write as many as there is room for."""
    axes.set_ylim(-0.5, len(names) - 0.5)
    height = axes.bbox.height * 72 / axes.figure.dpi
    every = _thinned(LINE_HEIGHT * len(names), height)
    axes.set_yticks(range(0, len(names), every), names[::every])


def name_steps(axes: Axes, names: Sequence[str]) -> None:
    """Write over each step its name, or over as many as there is room for."""
    width = _LETTER_WIDTH * max(map(len, names)) + _GAP
    every = _thinned(width * len(names), axes_style.width_in_points(axes))
    axes.set_xticks(range(1, len(names) + 1, every), names[::every])


def _thinned(wanted: float, room: float) -> int:
    """Which of all have room: each, every second one …"""
    return max(1, int(np.ceil(wanted / max(room, 1.0) - _CLOSE)))
