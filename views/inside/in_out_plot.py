"""What goes into the network and what comes out of it, step by step, under the plots of a view."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from inspection.microscope import Inspection
from tasks.heads import THRESHOLD
from views import axes_style
from views.colours import Colours

# Below so many points a step, marks would run into each other.
_LEAST_FOR_MARKS = 5.0


class InOutPlot:
    """Two strips over the steps: the input, and the output beside the symbol that follows.

    Attributes:
        curves: what changes with the inspection, in the order of drawing.
    """

    def __init__(self, input_axes: Axes, output_axes: Axes) -> None:
        self._axes = (input_axes, output_axes)
        for axes in self._axes:
            axes.tick_params(labelsize=axes_style.SMALL_SIZE)
            axes.spines[["top", "right"]].set_visible(False)
            axes.set_ylim(-0.2, 1.2)
            axes.set_yticks([0, 1], ["0", "1"])
        self._threshold = output_axes.axhline(THRESHOLD, linestyle="--", linewidth=1)
        self._input = _line(input_axes, "s", drawstyle="steps-mid", linewidth=1.2)
        self._target = _line(output_axes, "o", drawstyle="steps-mid", linewidth=1.2)
        self._target.set(fillstyle="none", label="symbol that follows")
        self._output = _line(output_axes, "o", linestyle="none", markeredgewidth=0)
        self._output.set_label("predicted probability of a 1")
        self.curves: tuple[Artist, ...] = (self._input, self._target, self._output)

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette."""
        for axes in self._axes:
            axes.set_facecolor(colours.background)
            axes.spines[:].set_color(colours.muted)
            axes.tick_params(color=colours.muted, labelcolor=colours.text)
            for label in (axes.xaxis.label, axes.yaxis.label):
                label.set_color(colours.text)
        self._threshold.set_color(colours.muted)
        self._input.set_color(colours.text)
        self._target.set_color(colours.actual)
        self._output.set_color(colours.predicted)

    def put_legend(self, figure: Figure, colours: Colours) -> None:
        """Say in the lower right corner of the figure what the marks are."""
        for legend in figure.legends:
            legend.remove()
        figure.legend(
            handles=[self._target, self._output],
            loc="lower right",
            ncols=2,
            frameon=False,
            borderaxespad=0.2,
            borderpad=0.2,
            handlelength=1.5,
            fontsize=axes_style.SMALL_SIZE,
            labelcolor=colours.text,
        )

    def show(self, inspection: Inspection) -> None:
        """Show what was fed and what was predicted."""
        times = np.arange(1, inspection.steps + 1)
        self._input.set_data(times, inspection.sample.given)
        self._target.set_data(times, inspection.sample.targets)
        self._output.set_data(times, inspection.trace.output)
        pitch = axes_style.width_in_points(self._axes[1]) / inspection.steps
        is_wide = pitch > _LEAST_FOR_MARKS
        self._input.set_markersize(4 if is_wide else 0)
        self._target.set_markersize(min(0.7 * pitch, 6.5) if is_wide else 0)
        self._output.set_markersize(float(np.clip(0.5 * pitch, 2.0, 4.5)))


def _line(axes: Axes, marker: str, **look: Any) -> Line2D:
    (line,) = axes.plot([], [], marker=marker, clip_on=False, animated=True, **look)
    return line
