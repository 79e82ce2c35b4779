"""What the network says after each step beside what it should say, as a strip over time."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.patheffects import withStroke

from inspection.microscope import Inspection
from networks.ports import Ports
from tasks.heads import THRESHOLD
from views.colours import LIGHT, Colours
from views.inside.cell_image import CellImage
from views.inside.colour_scales import FROM_0_TO_1
from views.inside.frames import framed
from views.inside.strips import LEAST_FOR_MARKS, name_rows, pitch_of, step_line

_BRIGHT = "#ffffff"
_SAID = {"sigmoid": "predicted probability of a 1", "linear": "said"}


class AnswerLine:
    """A number a step: a probability, or the answer itself.

    Attributes:
        curves: what changes with the inspection.
        handles: what is to be named in a legend.
    """

    def __init__(self, axes: Axes, ports: Ports) -> None:
        self._axes = axes
        self._is_probability = ports.head == "sigmoid"
        self._threshold = axes.axhline(THRESHOLD, linestyle="--", linewidth=1)
        self._threshold.set_visible(self._is_probability)
        self._target = step_line(axes, "o", drawstyle="steps-mid", linewidth=1.2)
        self._target.set_fillstyle("none")
        self._output = step_line(axes, "o", linestyle="none", markeredgewidth=0)
        self._output.set_label(_SAID[ports.head])
        self.curves: tuple[Artist, ...] = (self._target, self._output)
        self.handles = [self._target, self._output]

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette."""
        self._threshold.set_color(colours.muted)
        self._target.set_color(colours.actual)
        self._output.set_color(colours.predicted)

    def extent(self, inspection: Inspection) -> tuple[object, ...]:
        """What decides its ticks and words."""
        return self._span(inspection), inspection.sample.wanted

    def _span(self, inspection: Inspection) -> tuple[float, float]:
        """The least and the largest number there is room for, in steps of a half."""
        if self._is_probability:
            return 0, 1
        values = np.concatenate([inspection.trace.output, inspection.sample.targets])
        values = values[np.isfinite(values)]
        low, high = values.min(initial=0), values.max(initial=1)
        return float(np.floor(2 * low) / 2), float(np.ceil(2 * high) / 2)

    def set_extent(self, inspection: Inspection) -> None:
        """Make room for all numbers."""
        low, high = self._span(inspection)
        margin = 0.2 * (high - low)
        self._axes.set_ylim(low - margin, high + margin)
        self._axes.set_yticks([low, high], [f"{end:g}".replace("-", "−") for end in (low, high)])
        self._target.set_label(inspection.sample.wanted)

    def show(self, inspection: Inspection) -> None:
        """Show what was predicted, and from the first step on at which one is wanted an answer."""
        times = np.arange(1, inspection.steps + 1)
        first = inspection.steps - inspection.sample.answers
        self._target.set_data(times[first:], inspection.sample.targets[first:])
        self._output.set_data(times, inspection.trace.output)
        pitch = pitch_of(self._axes, inspection.steps)
        is_wide = pitch > LEAST_FOR_MARKS or inspection.sample.answers == 1
        self._target.set_markersize(min(0.7 * pitch, 6.5) if is_wide else 0)
        self._output.set_markersize(float(np.clip(0.5 * pitch, 2.0, 4.5)))


class AnswerColumns:
    """The probability of each class, as a column a step: the target framed, the said one marked.

    Attributes:
        curves: what changes with the inspection.
        handles: what is to be named in a legend.
    """

    def __init__(self, axes: Axes, _ports: Ports) -> None:
        self._axes = axes
        self._image = CellImage(axes, FROM_0_TO_1)
        self._image.set_animated(True)
        self._frames = PathPatch(framed(np.empty((0, 2))), fill=False)
        axes.add_patch(self._frames)
        self._said = step_line(axes, "o", linestyle="none")
        edge = [withStroke(linewidth=3.2, foreground=_BRIGHT)]
        self._frames.set(animated=True, clip_on=False, linewidth=1.4, path_effects=edge)
        self._said.set(label="most probable", markeredgecolor=_BRIGHT, markeredgewidth=0.6)
        self._key = Line2D([], [], marker="s", fillstyle="none", linestyle="none")
        self._frames.set_edgecolor(LIGHT.actual)
        self._key.set_color(LIGHT.actual)
        self._said.set_markerfacecolor(LIGHT.predicted)
        self.curves: tuple[Artist, ...] = (self._image, self._frames, self._said)
        self.handles = [self._key, self._said]

    def paint(self, _colours: Colours) -> None:
        """The picture keeps its own colours, and so do the marks on it."""

    def extent(self, inspection: Inspection) -> tuple[object, ...]:
        """What decides its ticks and words."""
        return inspection.sample.classes, inspection.sample.wanted

    def set_extent(self, inspection: Inspection) -> None:
        """Name the rows."""
        name_rows(self._axes, inspection.sample.classes)
        self._key.set_label(inspection.sample.wanted)

    def show(self, inspection: Inspection) -> None:
        """Show the probabilities, and from where on an answer is wanted the marks."""
        sample = inspection.sample
        times = np.arange(inspection.steps - sample.answers, inspection.steps)
        self._image.set_values(inspection.trace.output.T[::-1], 0, 1)
        self._frames.set_path(framed(np.stack([times + 1, sample.targets[times]], axis=1)))
        self._said.set_data(times + 1, inspection.said[times])
        height = self._axes.bbox.height * 72 / self._axes.figure.dpi
        cell = min(height / len(sample.classes), pitch_of(self._axes, inspection.steps))
        self._said.set_markersize(float(np.clip(0.6 * cell, 2.0, 5.0)))
