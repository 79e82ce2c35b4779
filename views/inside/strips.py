"""What the strips over the steps have in common: their kind, lines of marks, names of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from formatting import shorten_start
from inspection.microscope import Inspection
from networks.ports import Ports
from views import axes_style
from views.colours import Colours
from views.inside.glyph_grid import are_letters
from views.thinning import one_in

# Below so many points a step, marks would run into each other.
LEAST_FOR_MARKS = 5.0
LINE_HEIGHT = 9.0
MOST_ROWS = 32
"""Of more symbols than these no strip has a row for each: they are written instead."""
GLYPH_HEIGHT = 11.0
_CURSOR_WIDTH, _SEEN_THROUGH = 1.5, 0.35
_LETTER_WIDTH, _GAP = 5.6, 4.0
"""Points, as are heights."""
_MOST_LETTERS = 4
"""Of a row's name, the last ones, for which there is room beside the axes."""


class Strip:
    """What stands over time in one pair of axes: what is read at each step, or what is said.

    Attributes:
        above: points that it needs over its axes.
        curves: what changes with the inspection.
        handles: what is to be named in a legend.
        rows: that it has a line for, as far as there is room; 0 where it is a line itself.
        share: of the height of the figure, so much at most for its rows.
    """

    above = 0.0
    rows = 0
    share = 0.0
    curves: tuple[Artist, ...] = ()

    def __init__(self, axes: Axes) -> None:
        self._axes = axes
        self.handles: list[Line2D] = []

    def height(self, least: float, figure: float) -> float:
        """Points that it needs, of those that a figure has: what two rows need at the least."""
        return max(least, min(LINE_HEIGHT * self.rows, self.share * figure))

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette; a picture keeps its own."""

    def extent(self, _inspection: Inspection) -> tuple[object, ...]:
        """What decides its ticks and words, if anything does."""
        return ()

    def set_extent(self, inspection: Inspection) -> None:
        """Make room for all that is shown, where that is not always the same."""

    def show(self, inspection: Inspection) -> None:
        """Show it."""
        raise NotImplementedError


def is_text(ports: Ports) -> bool:
    """Whether there are so many symbols that they are written rather than drawn in rows."""
    return max(ports.features, ports.outputs) > MOST_ROWS


def step_line(axes: Axes, marker: str, **look: Any) -> Line2D:
    """A line that is drawn with the curves."""
    (line,) = axes.plot([], [], marker=marker, clip_on=False, animated=True, **look)
    return line


def cursor_line(axes: Axes) -> Line2D:
    """A line that marks a step."""
    return axes.axvline(0, linewidth=_CURSOR_WIDTH, animated=True)


def fit_cursor(line: Line2D, axes: Axes, ports: Ports, steps: int) -> None:
    """As wide as a step where something is written, which is read through it; else thin."""
    width = pitch_of(axes, steps) if is_text(ports) else 0.0
    line.set_linewidth(max(width, _CURSOR_WIDTH))
    line.set_alpha(_SEEN_THROUGH if width else 1.0)


def pitch_of(axes: Axes, steps: int) -> float:
    """Points from one step to the next."""
    return axes_style.width_in_points(axes) / steps


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    """Make a row for each name, the first one lowest, and write as many as there is room for."""
    axes.set_ylim(-0.5, len(names) - 0.5)
    _, height = axes_style.size_in_points(axes)
    every = one_in(LINE_HEIGHT * len(names), height)
    shown = [shorten_start(name, _MOST_LETTERS) for name in names[::every]]
    axes.set_yticks(range(0, len(names), every), _drawable(shown))


def name_steps(axes: Axes, names: Sequence[str]) -> None:
    """Write over each step its name, or over as many as there is room for; letters over none."""
    width = _LETTER_WIDTH * max(map(len, names)) + _GAP
    every = one_in(width * len(names), axes_style.width_in_points(axes))
    if every > 1 and are_letters(names):
        axes.set_xticks([])
        return
    axes.set_xticks(range(1, len(names) + 1, every), _drawable(names[::every]))


def _drawable(names: Sequence[str]) -> list[str]:
    return [*map(axes_style.drawable, names)]
