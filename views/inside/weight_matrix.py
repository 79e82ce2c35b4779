"""One matrix of weights as a map of colours, with a small scale of its own."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.patheffects import withStroke

from views.artists import framed
from views.axes_style import SMALL_SIZE, TEXT_SIZE, add_beside, paint_frame
from views.colours import Colours
from views.inside.colour_scales import SIGNED

_GRADIENT = np.linspace(-1, 1, 128)[None]
_MOST_TICKS = 5
_LINE = 12.5
"""Points from the middle line of three to the last."""
_FRAME_SHARE = 1 / 800
"""Of the width of a matrix: how far a frame stands off its column."""
# Dark with a bright edge, to be seen on any colour of the map.
_DARK, _BRIGHT = "#1b1f24", "#ffffff"


class WeightMatrix:
    """Draws weights; columns are the units that they lead to, one block of them for each gate.

    Attributes:
        axes: of the matrix; row and column k, from 0, are centred at k.
        scale_axes: of its scale, to its right.
        curves: what changes with the weights, in the order of drawing.
        moving: what changes with the unit.
    """

    def __init__(self, axes: Axes, scale_axes: Axes, names: tuple[str, ...]) -> None:
        """``names`` are those of the blocks; none if there is but one."""
        self.axes = axes
        self.scale_axes = scale_axes
        self._units = 1
        self._row_names: tuple[str, ...] = ()
        self._image = axes.imshow(
            np.zeros((1, 1)), cmap=SIGNED, aspect="auto", interpolation="nearest", animated=True
        )
        axes.set_xticks([])
        axes.set_yticks([])
        axes.tick_params(labelsize=SMALL_SIZE, length=2, pad=2)
        self._names = [
            add_beside(axes, name, (0, 1), (0, 9), ha="center", fontsize=TEXT_SIZE)
            for name in names
        ]
        # Over the image, so they are drawn with it.
        self._borders = [
            axes.axvline(0, color=_DARK, linewidth=1.6, animated=True) for _ in names[1:]
        ]
        look = {"ha": "right", "va": "center", "linespacing": 1.3}
        self._words = add_beside(axes, "", (0, 0.5), (-30, 0), **look)
        self._note = add_beside(axes, "", (0, 0.5), (-30, -_LINE), animated=True, **look)
        self._make_scale()
        self._make_marks()
        self.curves: tuple[Artist, ...] = (
            self._image,
            *self._borders,
            self._note,
            *self._scale_ends,
        )
        self.moving: tuple[Artist, ...] = (self._frames, self._pointers)

    def _make_scale(self) -> None:
        axes = self.scale_axes
        axes.imshow(_GRADIENT, cmap=SIGNED, aspect="auto", extent=(-1, 1, 0, 1))
        axes.set_xticks([])
        axes.set_yticks([])
        look = {"ha": "center", "va": "top"}
        add_beside(axes, "0", (0.5, 0), (0, -3), **look)
        self._scale_ends = [
            add_beside(axes, "", (place, 0), (0, -3), animated=True, **look) for place in (0, 1)
        ]

    def _make_marks(self) -> None:
        self._frames = PathPatch(framed(np.empty((0, 2))), fill=False, edgecolor=_DARK)
        self._frames.set(clip_on=False, animated=True)
        self._frames.set_path_effects([withStroke(linewidth=2.2, foreground=_BRIGHT)])
        self.axes.add_patch(self._frames)
        above = self.axes.get_xaxis_transform()
        (self._pointers,) = self.axes.plot(
            [], [], "v", markersize=6, clip_on=False, transform=above, animated=True
        )

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette; the map keeps its own."""
        for axes in (self.axes, self.scale_axes):
            paint_frame(axes, colours)
        self._pointers.set_color(colours.accent)

    def set_shape(
        self, shape: tuple[int, ...], units: int, words: str, row_names: tuple[str, ...]
    ) -> None:
        """Make room for weights, in blocks of ``units`` columns.

        ``words`` say which they are, ``row_names`` what their rows are: empty for numbers.
        """
        rows, columns = shape
        self._units = units
        self._words.set_text(words)
        self._image.set_extent((-0.5, columns - 0.5, rows - 0.5, -0.5))
        self.axes.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5))
        for place, name in enumerate(self._names):
            name.xy = ((place + 0.5) * units / columns, 1)
        for place, border in enumerate(self._borders, start=1):
            border.set_xdata([place * units - 0.5] * 2)
        self._row_names = row_names

    def number_rows(self, height: float) -> None:
        """Write the numbers of the rows beside them, as many as this height in points can hold."""
        rows = round(self.axes.get_ylim()[0] + 0.5)
        most = int(height / _LINE)
        if self._row_names:
            every = -(-rows // max(most, 1))
            self.axes.set_yticks(range(0, rows, every), self._row_names[::every])
            return
        most = min(most, _MOST_TICKS)
        numbers = _tick_numbers(rows, most) if rows > 1 and most else []
        self.axes.set_yticks([number - 1 for number in numbers], list(map(str, numbers)))

    def number_columns(self) -> None:
        """Write the numbers of units below, from 1 anew in each block. Needs the shape."""
        numbers = _tick_numbers(self._units)
        starts = range(0, round(self.axes.get_xlim()[1]), self._units)
        places = [start + number - 1 for start in starts for number in numbers]
        self.axes.set_xticks(places, [str(number) for _ in starts for number in numbers])

    def show(self, weights: np.ndarray, note: str) -> None:
        """Show weights of the shape that was set, and a note in the third line of the words."""
        reach = _reach(weights)
        self._image.set_data(weights)
        self._image.set_clim(-reach, reach)
        self._note.set_text(note)
        for end, sign in zip(self._scale_ends, ("−", ""), strict=True):
            end.set_text(f"{sign}{reach:.2g}")

    def mark(self, unit: int | None) -> None:
        """Frame the columns of a unit, from 0, and point at them; None marks none."""
        last_column, last_row = self.axes.get_xlim()[1], self.axes.get_ylim()[0]
        marked = np.empty(0) if unit is None else np.arange(unit, last_column, self._units)
        margin = _FRAME_SHARE * (last_column + 0.5)
        # Wider than a column, so that the column stays to be seen.
        half = 0.5 + margin, (last_row + 0.5) / 2
        centres = np.column_stack([marked, np.full(len(marked), (last_row - 0.5) / 2)])
        self._frames.set_path(framed(centres, half))
        self._pointers.set_data(marked, np.ones(len(marked)))


def _reach(weights: np.ndarray) -> float:
    """The end of a symmetric scale; of weights that are all zero, or no numbers, it is 1."""
    known = np.ma.compressed(weights)
    largest = float(np.abs(known[np.isfinite(known)]).max(initial=0))
    return largest or 1.0


def _tick_numbers(units: int, most: int = _MOST_TICKS) -> list[int]:
    """Round numbers up to ``units``, so many at the most."""
    step = 1
    while units / step > most:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return list(range(step, units + 1, step))
