"""Levels that something else reaches, as lines across a plot, each with its name and number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text

from tasks.simpler import BITS, Scale
from views import axes_style
from views.colours import Colours

Level = tuple[str, float]
"""A name, and where on the axis it is."""
_LINE_OF_TEXT = 11.0
"""Points: names of levels that are nearer to each other share a line."""
_SHARE_OF_NAME = 0.35
"""Of the width, which a name takes; a curve is looked at in so many places of it."""
_PLACES = 12


class NamedLevels:
    """Horizontal lines, each with its name where no curve is in its way."""

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

    def show(self, levels: Sequence[Level], curves: Sequence[Line2D] = ()) -> bool:
        """Stand at these levels, as far as the axes show them; False: they do already.

        Names stand at the left end, or where one of the curves is in their way at the right.
        """
        bottom, top = sorted(self._axes.get_ylim())
        shown = sorted((n, v) for n, v in levels if bottom < v < top)
        height = self._axes.bbox.height * 72 / self._axes.figure.dpi
        groups = [*self._groups(shown)]
        at_right = [self._is_in_the_way(group, curves) for group in groups]
        scales = self._scale, self._axes.get_yscale()
        placed = (shown, at_right, scales, bottom, top, height)
        if placed == self._placed:
            return False
        self._placed = placed
        heights = np.repeat([value for _, value in shown], 3)
        self._lines.set_data(np.tile([0, 1, np.nan], len(shown)), heights)
        for word in self._words:
            word.remove()
        self._words = [*map(self._named, groups, at_right)]
        return True

    def _is_in_the_way(self, group: Sequence[Level], curves: Sequence[Line2D]) -> bool:
        """Whether a curve runs where its name would stand at the left, and not at the right."""
        at_left, at_right = (
            any(self._passes(curve, group, begin) for curve in curves)
            for begin in (0.0, 1 - _SHARE_OF_NAME)
        )
        return at_left and not at_right

    def _passes(self, curve: Line2D, group: Sequence[Level], begin: float) -> bool:
        """Whether it crosses the name if that begins at this share of the width."""
        epochs, values = (np.asarray(each, float) for each in curve.get_data())
        if not len(epochs):
            return False
        first, last = self._axes.get_xlim()
        name = first + (last - first) * np.linspace(begin, begin + _SHARE_OF_NAME, _PLACES)
        name = name[(name >= epochs[0]) & (name <= epochs[-1])]
        heights = np.interp(name, epochs, values) if len(name) else values[:0]
        above = [self._points(("", value)) - self._points(group[-1]) for value in heights]
        return any(-_LINE_OF_TEXT / 4 < each < 1.5 * _LINE_OF_TEXT for each in above)

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

    def _named(self, group: Sequence[Level], at_right: bool) -> Text:
        return self._axes.annotate(
            axes_style.drawable(
                " · ".join(f"{name} {self._scale.told(value)}" for name, value in group)
            ),
            xy=(1 if at_right else 0, group[-1][1]),
            xycoords=self._axes.get_yaxis_transform(),
            xytext=(-3 if at_right else 3, 2),
            ha="right" if at_right else "left",
            textcoords="offset points",
            fontsize=axes_style.SMALL_SIZE,
            color=self._lines.get_color(),
            parse_math=False,
        )
