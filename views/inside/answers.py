"""What the network says after each step beside what it should say, as a strip over time."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.patheffects import withStroke

from inspection.microscope import Inspection
from networks.ports import Ports
from tasks.heads import THRESHOLD
from views.artists import CellImage, framed
from views.axes_style import size_in_points
from views.colours import LIGHT, Colours
from views.inside.colour_scales import FROM_0_TO_1
from views.inside.glyph_grid import GlyphGrid, inked
from views.inside.strips import (
    GLYPH_HEIGHT,
    LEAST_FOR_MARKS,
    MOST_ROWS,
    Strip,
    name_rows,
    pitch_of,
    step_line,
)

_BRIGHT = "#ffffff"
_PLACES = ("1st", "2nd", "3rd")
_DIGITS = "0", "1"


def answer_strip(axes: Axes, ports: Ports) -> Strip:
    """The strip for what such a network answers."""
    if ports.outputs > MOST_ROWS:
        return _AnswerRanks(axes)
    return _AnswerLine(axes, ports) if ports.outputs == 1 else _AnswerColumns(axes, ports.outputs)


class _AnswerLine(Strip):
    """A number a step: a probability, or the answer itself."""

    def __init__(self, axes: Axes, ports: Ports) -> None:
        super().__init__(axes)
        self._is_probability = ports.head == "sigmoid"
        self._threshold = axes.axhline(THRESHOLD, linestyle="--", linewidth=1)
        self._threshold.set_visible(self._is_probability)
        self._target = step_line(axes, "o", drawstyle="steps-mid", linewidth=1.2)
        self._target.set_fillstyle("none")
        self._output = step_line(axes, "o", linestyle="none", markeredgewidth=0)
        self.curves = (self._target, self._output)
        self.handles = [self._target, self._output]

    def paint(self, colours: Colours) -> None:
        self._threshold.set_color(colours.muted)
        self._target.set_color(colours.actual)
        self._output.set_color(colours.predicted)

    def extent(self, inspection: Inspection) -> tuple[object, ...]:
        return self._span(inspection), inspection.sample.wanted, inspection.sample.classes

    def _span(self, inspection: Inspection) -> tuple[float, float]:
        """The least and the largest number there is room for, in steps of a half."""
        if self._is_probability:
            return 0, 1
        values = np.concatenate([inspection.trace.output, inspection.sample.targets])
        values = values[np.isfinite(values)]
        low, high = values.min(initial=0), values.max(initial=1)
        return float(np.floor(2 * low) / 2), float(np.ceil(2 * high) / 2)

    def set_extent(self, inspection: Inspection) -> None:
        low, high = self._span(inspection)
        margin = 0.2 * (high - low)
        self._axes.set_ylim(low - margin, high + margin)
        self._axes.set_yticks([low, high], [f"{end:g}".replace("-", "−") for end in (low, high)])
        self._target.set_label(inspection.sample.wanted)
        self._output.set_label(self._said(inspection.sample.classes))

    def _said(self, classes: tuple[str, ...]) -> str:
        if not self._is_probability:
            return "said"
        return f"predicted probability of {'a 1' if classes == _DIGITS else classes[-1]}"

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


class _FramedPicture(Strip):
    """Probabilities as a picture, in which the targets are marked."""

    def __init__(self, axes: Axes) -> None:
        super().__init__(axes)
        self._image = CellImage(axes, FROM_0_TO_1)
        self._image.set_animated(True)
        self._frames = PathPatch(framed(np.empty((0, 2))), fill=False)
        axes.add_patch(self._frames)
        edge = [withStroke(linewidth=3.2, foreground=_BRIGHT)]
        self._frames.set(animated=True, clip_on=False, linewidth=1.4, path_effects=edge)
        self._key = Line2D([], [], marker="s", fillstyle="none", linestyle="none")
        self._frames.set_edgecolor(LIGHT.actual)
        self._key.set_color(LIGHT.actual)
        self.curves = (self._image, self._frames)
        self.handles = [self._key]

    def _frame(self, steps: np.ndarray, rows: np.ndarray, half: float = 0.5) -> None:
        """Put a frame of this half height at each of these steps, from 0, around a row."""
        self._frames.set_path(framed(np.stack([steps + 1, rows], axis=1), (0.5, half)))


class _AnswerColumns(_FramedPicture):
    """The probability of each class, as a column a step: the target framed, the said one marked."""

    share = 0.2

    def __init__(self, axes: Axes, classes: int) -> None:
        super().__init__(axes)
        self.rows = classes
        self._said = step_line(axes, "o", linestyle="none")
        self._said.set(label="most probable", markeredgecolor=_BRIGHT, markeredgewidth=0.6)
        self._said.set_markerfacecolor(LIGHT.predicted)
        self.curves += (self._said,)
        self.handles += [self._said]

    def extent(self, inspection: Inspection) -> tuple[object, ...]:
        return inspection.sample.classes, inspection.sample.wanted

    def set_extent(self, inspection: Inspection) -> None:
        name_rows(self._axes, inspection.sample.classes)
        self._key.set_label(inspection.sample.wanted)

    def show(self, inspection: Inspection) -> None:
        """Show the probabilities, and from where on an answer is wanted the marks."""
        sample = inspection.sample
        times = np.arange(inspection.steps - sample.answers, inspection.steps)
        self._image.set_values(inspection.trace.output.T[::-1], 0, 1)
        self._frame(times, sample.targets[times])
        self._said.set_data(times + 1, inspection.said[times])
        _, height = size_in_points(self._axes)
        cell = min(height / len(sample.classes), pitch_of(self._axes, inspection.steps))
        self._said.set_markersize(float(np.clip(0.6 * cell, 2.0, 5.0)))


class _AnswerRanks(_FramedPicture):
    """Of very many classes the most probable few a step, written; the target is underlined."""

    def __init__(self, axes: Axes) -> None:
        super().__init__(axes)
        self._glyphs = GlyphGrid(axes)
        self.curves += (self._glyphs,)
        self._key.set_marker("_")

    def height(self, least: float, _figure: float) -> float:
        """A line of text for each of them."""
        return max(least, GLYPH_HEIGHT * len(_PLACES))

    def extent(self, inspection: Inspection) -> tuple[object, ...]:
        return (inspection.sample.wanted,)

    def set_extent(self, inspection: Inspection) -> None:
        name_rows(self._axes, _PLACES[::-1])
        self._key.set_label(inspection.sample.wanted)

    def show(self, inspection: Inspection) -> None:
        """Show them, and mark the target where it is among them."""
        sample, ranked = inspection.sample, inspection.most_probable
        p = np.take_along_axis(inspection.trace.output, ranked, axis=1).T
        self._image.set_values(p, 0, 1)
        is_wanted = ranked == sample.targets[:, None].astype(int)
        is_wanted[: inspection.steps - sample.answers] = False
        steps, places = np.nonzero(is_wanted)
        # A line under the letter: a frame around it would be as wide as it is.
        self._frame(steps, len(_PLACES) - 1.42 - places, half=0.0)
        rows = [[sample.classes[each] for each in of_place] for of_place in ranked.T]
        self._glyphs.set_glyphs(rows, [_readable_on(each) for each in p])


def _readable_on(p: np.ndarray) -> np.ndarray:
    """A colour for each letter that is read on the colour of its probability."""
    is_dark = p[:, None] > THRESHOLD
    return np.where(is_dark, inked(_BRIGHT, len(p)), inked(LIGHT.text, len(p)))
