"""Levels that something else reaches, as lines across a plot, each with its name and number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text

from tasks.simpler import BITS, Scale
from views import axes_style
from views.colours import Colours

Level = tuple[str, float]
"""A name, and where on the axis it is."""
_LINE_OF_TEXT = 11.0
"""Points: names of levels that are nearer to each other share a line."""


class NamedLevels:
    """Horizontal lines, their names at the left end, where a curve of losses is still high."""

    def __init__(self, axes: Axes) -> None:
        self._axes = axes
        (self._lines,) = axes.plot(
            [], [], transform=axes.get_yaxis_transform(), linestyle=(0, (1, 2)), linewidth=1.2
        )
        self._words: list[Text] = []
        self._scale = BITS
        self._placed: tuple[object, ...] = ()

    def set_scale(self, scale: Scale) -> None:
        """Tell levels on this scale from the next :meth:`show` on."""
        self._scale = scale

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette."""
        self._lines.set_color(colours.muted)
        for word in self._words:
            word.set_color(colours.muted)

    def show(self, levels: Sequence[Level]) -> bool:
        """Stand at these levels, as far as the axes show them; False: they do already."""
        bottom, top = sorted(self._axes.get_ylim())
        shown = sorted((n, v) for n, v in levels if bottom < v < top)
        height = self._axes.bbox.height * 72 / self._axes.figure.dpi
        placed = (shown, self._scale, bottom, top, self._axes.get_yscale(), height)
        if placed == self._placed:
            return False
        self._placed = placed
        heights = np.repeat([value for _, value in shown], 3)
        self._lines.set_data(np.tile([0, 1, np.nan], len(shown)), heights)
        for word in self._words:
            word.remove()
        self._words = [self._named(group) for group in self._groups(shown)]
        return True

    def _groups(self, levels: Sequence[Level]) -> Iterator[list[Level]]:
        """Those that stand so near to each other that their names would overlap, from below."""
        group: list[Level] = []
        for level in sorted(levels, key=lambda level: level[1]):
            if group and self._points(level) - self._points(group[-1]) >= _LINE_OF_TEXT:
                yield group
                group = []
            group.append(level)
        if group:
            yield group

    def _points(self, level: Level) -> float:
        return float(self._axes.transData.transform((1, level[1]))[1]) * 72 / self._axes.figure.dpi

    def _named(self, group: Sequence[Level]) -> Text:
        return self._axes.annotate(
            axes_style.drawable(
                " · ".join(f"{name} {self._scale.told(value)}" for name, value in group)
            ),
            xy=(0, group[-1][1]),
            xycoords=self._axes.get_yaxis_transform(),
            xytext=(3, 2),
            textcoords="offset points",
            fontsize=axes_style.SMALL_SIZE,
            color=self._lines.get_color(),
            parse_math=False,
        )
