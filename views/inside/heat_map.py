"""One quantity of all units over time, as a map of colours with a small scale beside it."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke

from views import axes_style
from views.artists import CellImage
from views.colours import Colours
from views.inside.colour_scales import FROM_0_TO_1, SIGNED
from views.inside.quantities import Quantity

_DARK, _BRIGHT = "#1b1f24", "#ffffff"
_OUTLINE = 2.6
_GRADIENT = np.linspace(1, 0, 64)[:, None]


class HeatMap:
    """Time × units of one quantity.

    Attributes:
        axes: where the map is drawn; step k, from 0, is centred at k + 1.
        scale_axes: where its scale is drawn.
        curves: what changes with the data, in the order of drawing.
        moving: what changes with the cursor.
    """

    def __init__(self, axes: Axes, scale_axes: Axes, quantity: Quantity) -> None:
        self.axes = axes
        self.scale_axes = scale_axes
        self._quantity = quantity
        self._colour_map = SIGNED if quantity.is_signed else FROM_0_TO_1
        self._image = CellImage(axes, self._colour_map)
        self._image.set_animated(True)
        axes.tick_params(labelsize=axes_style.SMALL_SIZE)
        self._title = axes_style.add_line_above(
            axes, f"{quantity.symbol}  {quantity.name}", 4, fontsize=axes_style.TEXT_SIZE
        )
        self._make_scale()
        self._make_cursor()
        self.curves: tuple[Artist, ...] = (self._image,)
        if quantity.low is None:
            self.curves += tuple(self._scale_labels)
        self.moving: tuple[Artist, ...] = (self._column, self._unit_mark, self._crossing)

    def _make_scale(self) -> None:
        axes = self.scale_axes
        CellImage(axes, self._colour_map).set_values(_GRADIENT, 0, 1)
        axes.set_xticks([])
        axes.set_yticks([])
        # A scale that is fixed stands still with the axes.
        is_free = self._quantity.low is None
        self._scale_labels = [
            axes_style.add_beside(axes, "", (1, place), (3, 0), va=alignment, animated=is_free)
            for place, alignment in ((0, "bottom"), (0.5, "center"), (1, "top"))
        ]

    def _make_cursor(self) -> None:
        # Dark with a bright edge, to be seen on any colour of the map.
        edge = [withStroke(linewidth=_OUTLINE, foreground=_BRIGHT)]
        self._column = Rectangle(
            (0.5, 0), 1, 1, fill=False, edgecolor=_DARK, linewidth=1, path_effects=edge
        )
        self.axes.add_patch(self._column)
        (self._crossing,) = self.axes.plot([], [], "o", markersize=7, fillstyle="none")
        self._crossing.set(color=_DARK, markeredgewidth=1.2, path_effects=edge)
        (self._unit_mark,) = self.axes.plot(
            [], [], ">", markersize=6, clip_on=False, transform=self.axes.get_yaxis_transform()
        )
        for artist in (self._column, self._crossing, self._unit_mark):
            artist.set_animated(True)

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette; the map keeps its own."""
        for axes in (self.axes, self.scale_axes):
            axes_style.paint_frame(axes, colours)
        self._unit_mark.set_color(colours.accent)

    def set_extent(self, steps: int, units: int) -> None:
        """Make room for so many steps and units."""
        self.axes.set(xlim=(0.5, steps + 0.5), ylim=(units + 0.5, 0.5))
        self._column.set(y=0.5, height=units)

    def show(self, values: np.ndarray) -> None:
        """Show ``values``, ``(steps, units)``, the first unit on top."""
        low, high = self._range(values)
        self._image.set_values(values.T, low, high)
        for label, value in zip(self._scale_labels, (low, (low + high) / 2, high), strict=True):
            label.set_text(f"{value:g}".replace("-", "−"))

    def mark(self, step: int, row: int) -> None:
        """Mark a step, from 0, and the row of the unit in question."""
        self._column.set_x(step + 0.5)
        self._crossing.set_data([step + 1], [row + 1])
        self._unit_mark.set_data([-0.012], [row + 1])

    def _range(self, values: np.ndarray) -> tuple[float, float]:
        """Fixed where the quantity is bounded; else symmetric and whole, so it rarely moves."""
        if self._quantity.low is not None:
            return float(self._quantity.low), 1.0
        high = float(np.ceil(np.abs(values[np.isfinite(values)]).max(initial=1.0)))
        return -high, high
