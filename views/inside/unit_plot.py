"""One unit over time: its gates and states as lines, those of a pinned epoch fainter behind."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from views import axes_style
from views.axes_style import Change
from views.colours import Colours
from views.inside.in_out_plot import InOutPlot
from views.inside.scene import QUANTITIES, Scene
from views.inside.scene_canvas import SceneCanvas
from views.thinning import next_step

_SMALLEST_SIZE = (520, 330)
# Room around and between the axes, in points.
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 22, 36
_BETWEEN, _BETWEEN_STRIPS = 30, 8
_INPUT_HEIGHT, _OUTPUT_HEIGHT = 18, 44

_STYLES = ("-", "--", ":")
_NAMES = {quantity.symbol: quantity.name for quantity in QUANTITIES}
_UPPER, _LOWER = ("f", "i", "o"), ("c", "h", "g")
_FAINT = 0.45


class UnitCanvas(SceneCanvas):
    """Gates above, states below, input and output under them, on one time axis."""

    def __init__(self) -> None:
        super().__init__(_SMALLEST_SIZE)
        self._drawn: tuple | None = None
        self._extent: tuple | None = None
        self._gates, self._states, input_axes, output_axes = self._axes = [
            self.figure.add_subplot() for _ in range(4)
        ]
        self._in_out = InOutPlot(input_axes, output_axes)
        self._faint = self._make_lines(linewidth=1.6, alpha=_FAINT)
        self._lines = self._make_lines(linewidth=2.0)
        self._dress()
        self._cursor_lines = [axes.axvline(0, linewidth=1.5, animated=True) for axes in self._axes]
        self.curves = (*self._faint.values(), *self._lines.values(), *self._in_out.curves)
        self.moving: tuple[Artist, ...] = tuple(self._cursor_lines)
        self.time_axes = tuple(self._axes)

    def _make_lines(self, **look: Any) -> dict[str, Line2D]:
        lines = {}
        for axes, symbols in ((self._gates, _UPPER), (self._states, _LOWER)):
            for symbol, style in zip(symbols, _STYLES, strict=True):
                label = f"{symbol}  {_NAMES[symbol]}"
                (lines[symbol],) = axes.plot([], [], style, label=label, animated=True, **look)
        return lines

    def _dress(self) -> None:
        words = ("gates\n(share)", "states", "in", "out")
        for axes, word in zip(self._axes, words, strict=True):
            axes.set_ylabel(word, fontsize=axes_style.TEXT_SIZE)
            axes.tick_params(labelsize=axes_style.SMALL_SIZE, labelbottom=axes is self._axes[-1])
            axes.spines[["top", "right"]].set_visible(False)
            axes.xaxis.set_major_locator(MaxNLocator(nbins=10, integer=True, steps=[1, 2, 5, 10]))
        self._gates.set(ylim=(-0.05, 1.05), yticks=[0, 0.5, 1])
        self._axes[-1].set_xlabel("Time (steps)", loc="left", fontsize=axes_style.TEXT_SIZE)

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette; seen at the next frame."""
        super().paint(colours)
        for axes in self._axes[:2]:
            axes_style.paint_axes(axes, colours)
        self._in_out.paint(colours)
        for symbols in (_UPPER, _LOWER):
            inks = (colours.actual, colours.predicted, colours.text)
            for symbol, ink in zip(symbols, inks, strict=True):
                self._lines[symbol].set_color(ink)
                self._faint[symbol].set_color(ink)
        for line in self._cursor_lines:
            line.set_color(colours.muted)
        for axes, symbols in ((self._gates, _UPPER), (self._states, _LOWER)):
            axes_style.put_legend(axes, (self._lines[symbol] for symbol in symbols), colours)
        self._in_out.put_legend(self.figure, colours)

    def update_plots(self) -> Change:
        """Show the scene. Says what has changed apart from the cursor."""
        scene = self.scene
        if scene is None:
            return Change.NOTHING
        change = self._set_extent(scene)
        drawn = (scene.inspection, scene.pinned, scene.layer, scene.unit)
        if drawn != self._drawn:
            self._drawn = drawn
            self._set_values(scene)
            change = max(change, Change.CURVES)
        for line in self._cursor_lines:
            line.set_xdata([scene.step + 1] * 2)
        return change

    def _set_extent(self, scene: Scene) -> Change:
        highest = 1.0
        for symbol in _LOWER:
            for values in self._values(scene, symbol):
                highest = max(highest, float(np.abs(values).max(initial=0)))
        extent = (scene.inspection.steps, next_step(highest))
        if extent == self._extent:
            return Change.NOTHING
        self._extent = extent
        steps, high = extent
        for axes in self._axes:
            axes.set_xlim(0.5, steps + 0.5)
        self._states.set(ylim=(-1.05 * high, 1.05 * high), yticks=[-high, 0, high])
        return Change.AXES

    def _set_values(self, scene: Scene) -> None:
        for symbol in self._lines:
            for lines, values in zip(
                (self._lines, self._faint), self._values(scene, symbol), strict=True
            ):
                lines[symbol].set_data(np.arange(1, len(values) + 1), values)
        self._in_out.show(scene.inspection)

    @staticmethod
    def _values(scene: Scene, symbol: str) -> tuple[np.ndarray, np.ndarray]:
        """Of the unit over the steps, now and in the pinned epoch (empty without one)."""
        now = scene.values[symbol][:, scene.unit]
        if scene.pinned is None:
            return now, now[:0]
        return now, scene.pinned.trace.layers[scene.layer][symbol][:, scene.unit]

    def lay_out(self) -> None:
        """The upper two axes share the height that the strips leave."""
        width, height = self.figure.get_size_inches() * 72
        strips = 2 * _BETWEEN_STRIPS + _INPUT_HEIGHT + _OUTPUT_HEIGHT
        each = (height - _TOP - _BETWEEN - strips - _BOTTOM) / 2
        y = height - _TOP
        heights = (each, each, _INPUT_HEIGHT, _OUTPUT_HEIGHT)
        gaps = (_BETWEEN, _BETWEEN_STRIPS, _BETWEEN_STRIPS, 0)
        for axes, own_height, gap in zip(self._axes, heights, gaps, strict=True):
            y -= own_height
            box = (_LEFT, y, width - _LEFT - _RIGHT, own_height)
            axes.set_position(np.array(box) / (width, height, width, height))
            y -= gap
        # The marks in the strips are as large as a step has room.
        self._drawn = None
