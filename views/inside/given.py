"""What the network is given at each step, as a strip over time."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from inspection.microscope import Inspection
from views.colours import Colours
from views.inside.cell_image import CellImage
from views.inside.colour_scales import FROM_0_TO_1
from views.inside.strips import LEAST_FOR_MARKS, name_rows, name_steps, pitch_of, step_line


class GivenLine:
    """One bit a step, as a line."""

    ABOVE: ClassVar[float] = 0.0
    """Points that it needs over its axes."""

    def __init__(self, axes: Axes) -> None:
        axes.set_ylim(-0.2, 1.2)
        axes.set_yticks([0, 1], ["0", "1"])
        self._axes = axes
        self._line = step_line(axes, "s", drawstyle="steps-mid", linewidth=1.2)
        self.curves: tuple[Artist, ...] = (self._line,)

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette."""
        self._line.set_color(colours.text)

    def extent(self, _inspection: Inspection) -> tuple[object, ...]:
        """What decides its ticks."""
        return ()

    def set_extent(self, _inspection: Inspection) -> None:
        """It has the same room for every sequence."""

    def show(self, inspection: Inspection) -> None:
        """Show what was fed."""
        self._line.set_data(np.arange(1, inspection.steps + 1), inspection.fed[:, 0])
        is_wide = pitch_of(self._axes, inspection.steps) > LEAST_FOR_MARKS
        self._line.set_markersize(4 if is_wide else 0)


class GivenPicture:
    """Several numbers a step, as a column of cells; over it stands what is given, as written."""

    ABOVE: ClassVar[float] = 11.0

    def __init__(self, axes: Axes) -> None:
        self._axes = axes
        axes.tick_params(axis="x", labeltop=True, bottom=False, pad=1)
        axes.tick_params(axis="y", length=2, pad=2)
        self._image = CellImage(axes, FROM_0_TO_1)
        self._image.set_animated(True)
        self.curves: tuple[Artist, ...] = (self._image,)

    def paint(self, _colours: Colours) -> None:
        """The picture keeps its own colours."""

    def extent(self, inspection: Inspection) -> tuple[object, ...]:
        """What decides its ticks."""
        return inspection.sample.features, inspection.sample.shown

    def set_extent(self, inspection: Inspection) -> None:
        """Name the rows and the steps."""
        name_rows(self._axes, inspection.sample.features)
        name_steps(self._axes, inspection.sample.shown)

    def show(self, inspection: Inspection) -> None:
        """Show what was fed."""
        self._image.set_values(inspection.fed.T[::-1].astype(float), 0, 1)
