"""The tab with one unit over time: lines, those of a pinned epoch fainter behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from PyQt5.QtCore import pyqtSignal

from networks.settings import MOST_EPOCHS
from views import axes_style
from views.axes_style import Change
from views.buttons import Push, push_button
from views.colours import Colours
from views.elided_label import ElidedLabel
from views.inside.cursor import Cursor
from views.inside.in_out_plot import InOutPlot
from views.inside.quantities import Quantity
from views.inside.scene import Scene
from views.inside.scene_canvas import SceneCanvas, SceneView
from views.inside.strips import cursor_line, fit_cursor
from views.thinning import next_step

_SMALLEST_SIZE = (520, 330)
# Room around and between the axes, in points.
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 22, 36
_BETWEEN, _BETWEEN_STRIPS = 30, 8
_STRIP_HEIGHTS = 18, 44

_STYLES = ("-", "--", ":", "-.")
_FAINT = 0.45
_PIN, _UNPIN = "&Pin this epoch", "Un&pin epoch {:,}"


class UnitCanvas(SceneCanvas):
    """Gates above, states below, input and output under them, on one time axis.

    A cell without gates has no upper plot.
    """

    def __init__(self) -> None:
        super().__init__(_SMALLEST_SIZE)
        self._drawn: tuple | None = None
        self._extent: tuple | None = None
        self._plots: list[Plot] = []
        self._cursor_lines: list[Line2D] = []

    def building(self) -> Iterator[None]:
        """A plot of the shares, if there are any, one of the rest, and the strips."""
        shares = [quantity for quantity in self.quantities if not quantity.is_signed]
        # What is carried on comes first, the candidate last.
        rest = sorted(
            (quantity for quantity in self.quantities if quantity.is_signed),
            key=lambda quantity: quantity.is_gate,
        )
        plots = []
        for word, quantities in (("gates\n(share)", shares), ("states", rest)):
            if quantities:
                plots.append(Plot(self.figure.add_subplot(), word, quantities))
                yield
        self._plots = plots
        strips = (self.figure.add_subplot(), self.figure.add_subplot())
        self.in_out = [InOutPlot(*strips, self.ports, self.embedding)]
        self.time_axes = (*(plot.axes for plot in self._plots), *strips)
        self._dress()
        self._cursor_lines = [cursor_line(axes) for axes in self.time_axes]
        faint = (line for plot in self._plots for line in plot.faint.values())
        lines = (line for plot in self._plots for line in plot.lines.values())
        self.curves = (*faint, *lines, *self.in_out[0].curves)
        self.moving = tuple(self._cursor_lines)
        self._drawn = self._extent = None

    def _dress(self) -> None:
        words = (*(plot.word for plot in self._plots), "in", "out")
        last = self.time_axes[-1]
        for axes, word in zip(self.time_axes, words, strict=True):
            axes.set_ylabel(word, fontsize=axes_style.TEXT_SIZE)
            axes.tick_params(labelsize=axes_style.SMALL_SIZE, labelbottom=axes is last)
            axes.spines[["top", "right"]].set_visible(False)
            axes.xaxis.set_major_locator(MaxNLocator(nbins=10, integer=True, steps=[1, 2, 5, 10]))
        last.set_xlabel("Time (steps)", loc="left", fontsize=axes_style.TEXT_SIZE)

    def _ink(self, colours: Colours) -> None:
        for plot in self._plots:
            plot.paint(colours)
        for line in self._cursor_lines:
            line.set_color(colours.muted)
        for strips in self.in_out:
            strips.paint(colours)
            strips.put_legend(self.figure, colours)

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
        strips = self.in_out[0].extent(scene.inspection)
        extent = (scene.inspection.steps, strips, *(plot.reach(scene) for plot in self._plots))
        if extent == self._extent:
            return Change.NOTHING
        self._extent = extent
        for axes in self.time_axes:
            axes.set_xlim(0.5, scene.inspection.steps + 0.5)
        for plot in self._plots:
            plot.set_reach(plot.reach(scene))
        self.set_strips(scene.inspection)
        for line, axes in zip(self._cursor_lines[-2:], self.time_axes[-2:], strict=True):
            fit_cursor(line, axes, self.ports, scene.inspection.steps)
        return Change.AXES

    def _set_values(self, scene: Scene) -> None:
        for plot in self._plots:
            plot.show(scene)
        self.in_out[0].show(scene.inspection)

    def lay_out(self) -> None:
        """The plots share the height that the strips leave."""
        if not self.in_out:
            return
        width, height = self.figure.get_size_inches() * 72
        count = len(self._plots)
        above, *strip_heights = self.in_out[0].heights(_STRIP_HEIGHTS, height)
        strips = 2 * _BETWEEN_STRIPS + above + sum(strip_heights)
        each = (height - _TOP - (count - 1) * _BETWEEN - strips - _BOTTOM) / count
        y = height - _TOP
        heights = (*[each] * count, *strip_heights)
        gaps = (*[_BETWEEN] * (count - 1), above + _BETWEEN_STRIPS, _BETWEEN_STRIPS, 0)
        for axes, own_height, gap in zip(self.time_axes, heights, gaps, strict=True):
            y -= own_height
            axes_style.place(axes, _LEFT, y, width - _LEFT - _RIGHT, own_height)
            y -= gap
        # The marks in the strips are as large as a step has room, and names where they have any.
        self._drawn = self._extent = None


class Plot:
    """Some quantities of one unit as lines, those of a pinned epoch fainter behind.

    Attributes:
        axes: where they are drawn.
        word: what they are.
        faint: the lines of the pinned epoch, by symbol.
        lines: those of the epoch shown.
    """

    def __init__(self, axes: Axes, word: str, quantities: Sequence[Quantity]) -> None:
        self.axes = axes
        self.word = word
        self._are_shares = not quantities[0].is_signed
        self.faint = self._make_lines(quantities, linewidth=1.6, alpha=_FAINT)
        self.lines = self._make_lines(quantities, linewidth=2.0)

    def _make_lines(self, quantities: Sequence[Quantity], **look: Any) -> dict[str, Line2D]:
        lines = {}
        for quantity, style in zip(quantities, cycle(_STYLES), strict=False):
            label = f"{quantity.symbol}  {quantity.name}"
            (line,) = self.axes.plot([], [], style, label=label, animated=True, **look)
            lines[quantity.symbol] = line
        return lines

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette."""
        axes_style.paint_axes(self.axes, colours)
        for lines in (self.faint, self.lines):
            axes_style.ink_in_turn(lines.values(), colours)
        axes_style.put_legend(self.axes, self.lines.values(), colours)

    def reach(self, scene: Scene) -> float:
        """How far the values axis has to go: shares never leave it, states widen it."""
        if self._are_shares:
            return 1.0
        values = np.concatenate([each for symbol in self.lines for each in _values(scene, symbol)])
        # Those of a net that has burst are no numbers any more, or none that has an end.
        return float(next_step(float(np.abs(values[np.isfinite(values)]).max(initial=1.0))))

    def set_reach(self, reach: float) -> None:
        """Let the values axis go so far."""
        if self._are_shares:
            self.axes.set(ylim=(-0.05, 1.05), yticks=[0, 0.5, 1])
        else:
            self.axes.set(ylim=(-1.05 * reach, 1.05 * reach), yticks=[-reach, 0, reach])

    def show(self, scene: Scene) -> None:
        """Show the unit of the scene."""
        for symbol in self.lines:
            for lines, values in zip((self.lines, self.faint), _values(scene, symbol), strict=True):
                lines[symbol].set_data(np.arange(1, len(values) + 1), values)
                lines[symbol].set_visible(len(values) > 0)


def _values(scene: Scene, symbol: str) -> tuple[np.ndarray, np.ndarray]:
    """Of the unit over the steps, now and in the pinned epoch (empty without one)."""
    now = scene.values[symbol][:, scene.unit]
    if scene.pinned is None:
        return now, now[:0]
    return now, scene.pinned.trace.layers[scene.layer][symbol][:, scene.unit]


class UnitView(SceneView):
    """Shows what one unit does over the steps, now and in a pinned epoch.

    Signals:
        pin_wanted: whether the epoch shown is to be pinned, or the pinned one let go.
    """

    pin_wanted = pyqtSignal(bool)

    def __init__(self, cursor: Cursor) -> None:
        canvas = UnitCanvas()
        meaning = "Epochs shown, and the values at the cursor or what is under the pointer"
        words = ElidedLabel("insideUnitLabel", meaning)
        super().__init__(canvas, words)
        canvas.name_it("insideUnitCanvas", "Gates and states of one unit over time")
        canvas.step_picked.connect(lambda step: cursor.go_to(step=step))
        canvas.hovered.connect(self._read_out)
        self._pin = push_button(self._pin_push(), self)
        self.row.addWidget(self._pin)

    def show_scene(self, scene: Scene) -> None:
        """Show this; what takes long to draw is seen a few turns later."""
        super().show_scene(scene)
        self._read_out()
        self._pin.setChecked(scene.pinned is not None)
        self._pin.setText(_UNPIN.format(scene.pinned.epoch) if scene.pinned else _PIN)

    def _read_out(self) -> None:
        if (scene := self.canvas.scene) is not None:
            self.words.setText(self.canvas.words or _words(scene))

    def _pin_push(self) -> Push:
        return Push(
            "insidePinButton",
            _PIN,
            "Keep the lines of this epoch, fainter, to compare other epochs with them",
            self.pin_wanted.emit,
            spoken="Pin this epoch to compare others with it",
            checkable=True,
            longest=_UNPIN.format(MOST_EPOCHS),
        )


def _words(scene: Scene) -> str:
    compared = f", compared with epoch {scene.pinned.epoch:,} (fainter)" if scene.pinned else ""
    values = scene.describe(scene.step, scene.unit)
    return f"Epoch {scene.inspection.epoch:,}{compared}   ·   {values}"
