"""Levels that something else reaches, as lines across a plot, each with its name and number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Annotation
from numpy.typing import ArrayLike

from tasks.simpler import BITS, Scale
from views import axes_style
from views.colours import Colours

Level = tuple[str, float]
"""A name, and where on the axis it is."""
_LINE_OF_TEXT = 11.0
"""Points: names of levels that are nearer to each other share a line."""
_LETTER = 5.2
"""Points: about as wide is a letter of a name."""
_Place = tuple[bool, bool]
"""Whether a name stands at the right end, and whether below its line."""
_PLACES: tuple[_Place, ...] = ((False, False), (True, False), (False, True), (True, True))
"""Where a name can stand, the best place first."""


_MOST_NAMES = 12


class NamedLevels:
    """Horizontal lines, each with its name where no curve is in its way.

    Attributes:
        words: the names, to be drawn after what moves through them; those not needed are empty.
    """

    def __init__(self, axes: Axes) -> None:
        self._axes = axes
        (self._lines,) = axes.plot(
            [], [], transform=axes.get_yaxis_transform(), linestyle=(0, (1, 2)), linewidth=1.2
        )
        self.words = tuple(axes_style.add_name_of_level(axes) for _ in range(_MOST_NAMES))
        self._scale = BITS
        self._placed: tuple[object, ...] = ()

    def set_scale(self, scale: Scale) -> None:
        """Tell levels on this scale from the next :meth:`show` on."""
        self._scale = scale

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette."""
        self._lines.set_color(colours.muted)
        for word in self.words:
            axes_style.paint_name_of_level(word, colours)

    def show(self, levels: Sequence[Level], curves: Sequence[Line2D] = ()) -> bool:
        """Stand at these levels, as far as the axes show them; False: they do already.

        Names stand at the left end above their lines, or at the right or below if that alone is
        in the way of no curve.
        """
        bottom, top = sorted(self._axes.get_ylim())
        shown = sorted((n, v) for n, v in levels if bottom < v < top)
        _, height = axes_style.size_in_points(self._axes)
        groups = [*self._groups(shown)] if shown else []
        places = [self._free_place(group, curves) for group in groups]
        scales = self._scale, self._axes.get_yscale()
        placed = (shown, places, scales, bottom, top, height)
        if placed == self._placed:
            return False
        self._placed = placed
        heights = np.repeat([value for _, value in shown], 3)
        self._lines.set_data(np.tile([0, 1, np.nan], len(shown)), heights)
        for word, named in zip_longest(self.words, zip(groups, places, strict=True)):
            word.set_text("")
            word.set_visible(named is not None)
            if named:
                self._name(word, *named)
        return True

    def _free_place(self, group: Sequence[Level], curves: Sequence[Line2D]) -> _Place:
        """The first place where no curve runs through the name."""
        free = (
            place
            for place in _PLACES
            if not any(self._passes(curve, group, *place) for curve in curves)
        )
        return next(free, _PLACES[0])

    def _passes(
        self, curve: Line2D, group: Sequence[Level], at_right: bool, is_below: bool
    ) -> bool:
        """Whether a curve crosses the name of a group in such a place, or has a mark there."""
        epochs, values = (np.asarray(each, float) for each in curve.get_data())
        first, last = self._axes.get_xlim()
        width = axes_style.width_in_points(self._axes)
        length = min(_LETTER * len(self._told(group)) / width, 1) * (last - first)
        begin, end = (last - length, last) if at_right else (first, first + length)
        if not len(epochs) or epochs[0] > end or epochs[-1] < begin:
            return False
        within = epochs[(epochs > begin) & (epochs < end)]
        ends = np.clip([begin, end], epochs[0], epochs[-1])
        passed = np.interp(np.sort(np.concatenate([ends, within])), epochs, values)
        _, line = group[0] if is_below else group[-1]
        away = self._points(passed) - self._points([line])
        away = -away if is_below else away
        # From one epoch to the next it may jump over all of the name.
        lowest, highest = np.fmin(away[1:], away[:-1]), np.fmax(away[1:], away[:-1])
        return bool(((lowest < 1.5 * _LINE_OF_TEXT) & (highest > -_LINE_OF_TEXT / 4)).any())

    def _groups(self, levels: Sequence[Level]) -> Iterator[list[Level]]:
        """Those that stand so near to each other that their names would overlap, from below."""
        levels = sorted(levels, key=lambda level: level[1])
        apart = np.diff(self._points([value for _, value in levels]), prepend=-np.inf)
        group: list[Level] = []
        for level, is_apart in zip(levels, apart >= _LINE_OF_TEXT, strict=True):
            if group and is_apart:
                yield group
                group = []
            group.append(level)
        if group:
            yield group

    def _points(self, values: ArrayLike) -> np.ndarray:
        """Heights of values on the axis."""
        values = np.asarray(values, float)
        places = self._axes.transData.transform(np.stack([np.ones_like(values), values], axis=1))
        return places[:, 1] * 72 / self._axes.figure.dpi

    def _told(self, group: Sequence[Level]) -> str:
        return " · ".join(f"{name} {self._scale.told(value)}" for name, value in group)

    def _name(self, word: Annotation, group: Sequence[Level], place: _Place) -> None:
        at_right, is_below = place
        word.set_text(axes_style.drawable(self._told(group)))
        word.xy = (int(at_right), group[0 if is_below else -1][1])
        word.set_position((-3 if at_right else 3, -2 if is_below else 2))
        word.set_horizontalalignment("right" if at_right else "left")
        word.set_verticalalignment("top" if is_below else "baseline")
