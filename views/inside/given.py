"""What the network is given at each step, as a strip over time."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from inspection.microscope import Inspection
from networks.ports import Ports
from views.artists import CellImage
from views.colours import LIGHT, Colours
from views.inside.colour_scales import FROM_0_TO_1, SIGNED
from views.inside.glyph_grid import GlyphGrid, inked
from views.inside.strips import (
    GLYPH_HEIGHT,
    LEAST_FOR_MARKS,
    Strip,
    is_text,
    name_rows,
    name_steps,
    pitch_of,
    step_line,
)

_SHARE = 0.09
"""Of the height of the figure: so much at most for what is given."""


def given_strip(axes: Axes, ports: Ports, embedding: int) -> Strip:
    """The strip for what such a network reads; ``embedding`` numbers are a symbol, if any are."""
    if embedding:
        return _GivenVectors(axes, embedding)
    if is_text(ports):
        return _GivenGlyphs(axes)
    return _GivenLine(axes) if ports.features == 1 else _GivenPicture(axes, ports.features)


class _GivenLine(Strip):
    """One bit a step, as a line."""

    def __init__(self, axes: Axes) -> None:
        super().__init__(axes)
        axes.set_ylim(-0.2, 1.2)
        axes.set_yticks([0, 1], ["0", "1"])
        self._line = step_line(axes, "s", drawstyle="steps-mid", linewidth=1.2)
        self.curves = (self._line,)

    def paint(self, colours: Colours) -> None:
        self._line.set_color(colours.text)

    def show(self, inspection: Inspection) -> None:
        self._line.set_data(np.arange(1, inspection.steps + 1), inspection.fed[:, 0])
        is_wide = pitch_of(self._axes, inspection.steps) > LEAST_FOR_MARKS
        self._line.set_markersize(4 if is_wide else 0)


class _GivenPicture(Strip):
    """Several numbers a step, as a column of cells; over it stands what is given, as written."""

    above = GLYPH_HEIGHT
    share = _SHARE

    def __init__(self, axes: Axes, rows: int) -> None:
        super().__init__(axes)
        self.rows = rows
        axes.tick_params(axis="x", labeltop=True, bottom=False, pad=1)
        axes.tick_params(axis="y", length=2, pad=2)
        self._image = CellImage(axes, FROM_0_TO_1)
        self._image.set_animated(True)
        self.curves = (self._image,)

    def extent(self, inspection: Inspection) -> tuple[object, ...]:
        return inspection.sample.features, inspection.sample.shown

    def set_extent(self, inspection: Inspection) -> None:
        name_rows(self._axes, inspection.sample.features)
        name_steps(self._axes, inspection.sample.shown)

    def show(self, inspection: Inspection) -> None:
        self._image.set_values(inspection.fed.T[::-1].astype(float), 0, 1)


class _GivenGlyphs(Strip):
    """One of very many symbols a step, as it is written."""

    def __init__(self, axes: Axes) -> None:
        super().__init__(axes)
        axes.set_yticks([])
        self._glyphs = GlyphGrid(axes, self.above)
        self._ink = LIGHT.text
        self.curves = (self._glyphs,)

    def height(self, least: float, figure: float) -> float:
        """One line of text, or what its rows need."""
        return super().height(least, figure) if self.rows else GLYPH_HEIGHT

    def paint(self, colours: Colours) -> None:
        self._ink = colours.text

    def show(self, inspection: Inspection) -> None:
        self._glyphs.set_glyphs([inspection.sample.shown], [inked(self._ink, inspection.steps)])


class _GivenVectors(_GivenGlyphs):
    """What each symbol is embedded as, a column of cells; over it stands the symbol."""

    above = GLYPH_HEIGHT
    share = _SHARE

    def __init__(self, axes: Axes, rows: int) -> None:
        super().__init__(axes)
        self.rows = rows
        axes.tick_params(axis="y", length=2, pad=2)
        self._image = CellImage(axes, SIGNED)
        self._image.set_animated(True)
        self.curves = (self._image, self._glyphs)

    def extent(self, inspection: Inspection) -> tuple[object, ...]:
        return inspection.features

    def set_extent(self, inspection: Inspection) -> None:
        name_rows(self._axes, inspection.features[::-1])

    def show(self, inspection: Inspection) -> None:
        """Show what was fed: blue above 0, orange below, the strongest at the largest number."""
        vectors = inspection.fed.T
        reach = float(np.abs(np.nan_to_num(vectors)).max()) or 1.0
        self._image.set_values(vectors, -reach, reach)
        super().show(inspection)
