"""The plots of a network that judges: right and wrong, how sure, and how often that comes true."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MaxNLocator, PercentFormatter
from PyQt5.QtWidgets import QWidget

from formatting import share_text
from tasks.examining import LABELS
from tasks.measures import BARS, Measures
from views import axes_style
from views.axes_style import Change
from views.colours import Colours
from views.layered_canvas import LayeredCanvas

_SMALLEST_SIZE = (610, 280)
_LEFT, _RIGHT, _TOP, _BOTTOM, _BETWEEN = 34, 20, 72, 40, 60
"""Room around and between the axes, in points."""
_OVER = 8
"""Likewise over the heading."""
_SMALLEST_DOT, _LARGEST_DOT = 12.0, 160.0
_AXIS_OF_ANSWERS = "Answer: probability of positive", "P(positive)"
_AXIS_OF_SHARES = "Share that is positive", "Positive"
"""In full, and where there is little room."""


class JudgementCanvas(LayeredCanvas):
    """Shows measures, all anew when they are others.

    Attributes:
        measures: what is shown; None as long as nothing is.
        heading: of which answers they are.
    """

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(_SMALLEST_SIZE, parent)
        self.measures: Measures | None = None
        self.heading = ""
        self._heading = self.figure.text(0, 1, "", fontsize=axes_style.TEXT_SIZE, va="top")
        self._drawn: Measures | None = None
        confusion, histogram, calibration = self.figure.subplots(1, 3)
        self._plots = (
            _ConfusionPlot(confusion),
            _HistogramPlot(histogram),
            _CalibrationPlot(calibration),
        )
        self.paint(colours)

    def _ink(self, colours: Colours) -> None:
        self._heading.set_color(colours.text)
        for plot in self._plots:
            plot.paint(colours)

    def lay_out(self) -> None:
        """All three equally wide."""
        width, height = self.figure.get_size_inches() * 72
        self._heading.set_position((_LEFT / width, 1 - _OVER / height))
        axes_style.spread(self.figure, (_LEFT, _RIGHT, _TOP, _BOTTOM), _BETWEEN)
        self._drawn = None  # What there is room for has to be looked at anew.

    def update_plots(self) -> Change:
        """Show the measures."""
        if self.measures is None or self.measures is self._drawn:
            return Change.NOTHING
        self._drawn = self.measures
        self._heading.set_text(self.heading)
        for plot in self._plots:
            plot.show(self.measures)
        return Change.AXES


class _ConfusionPlot:
    """A field for each label and each answer, the fuller the more of the label are in it."""

    def __init__(self, axes: Axes) -> None:
        self._axes = axes
        axes_style.dress_axes(axes, "Right and wrong", "Answer", "Label")
        axes.set_xticks([0, 1], LABELS)
        axes.set_yticks([0, 1], LABELS, rotation="vertical", va="center")
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        self._note = axes_style.add_subtitle(axes, "and how many of each label")
        self._fields = axes.imshow(np.zeros((2, 2)), vmin=0, vmax=1, aspect="auto")
        self._words = [
            axes.text(column, row, "", ha="center", va="center", fontsize=axes_style.TEXT_SIZE)
            for row in range(2)
            for column in range(2)
        ]

    def paint(self, colours: Colours) -> None:
        axes_style.paint_frame(self._axes, colours)
        shades = [colours.panel, colours.certain]
        self._fields.set_cmap(LinearSegmentedColormap.from_list("fields", shades))
        self._note.set_color(colours.muted)
        for word in self._words:
            word.set_color(colours.text)

    def show(self, measures: Measures) -> None:
        counts = measures.confusion
        shares = counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
        self._fields.set_data(shares)
        for word, count, share in zip(self._words, counts.flat, shares.flat, strict=True):
            word.set_text(f"{count:,}\n{share_text(share)}")


class _HistogramPlot:
    """How many reviews of either label had an answer of each stretch."""

    def __init__(self, axes: Axes) -> None:
        self._axes = axes
        axes_style.dress_axes(axes, "How sure it is", "", "Reviews")
        edges = np.linspace(0, 1, BARS + 1)
        none = np.zeros(BARS)
        self._stairs = [
            axes.stairs(none, edges, linestyle=style, linewidth=1.6, label=label)
            for label, style in zip(LABELS, ("--", "-"), strict=True)
        ]
        axes.set_xlim(0, 1)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        axes.yaxis.set_major_formatter("{x:,.0f}")

    def paint(self, colours: Colours) -> None:
        axes_style.paint_axes(self._axes, colours)
        for stairs, ink in zip(self._stairs, (colours.predicted, colours.actual), strict=True):
            stairs.set_edgecolor(ink)
        axes_style.put_legend(self._axes, self._stairs, colours)

    def show(self, measures: Measures) -> None:
        for stairs, counts in zip(self._stairs, measures.histogram, strict=True):
            stairs.set_data(counts)
        self._axes.set_ylim(0, 1.08 * max(1, measures.histogram.max()))
        _fit_label(self._axes.xaxis, *_AXIS_OF_ANSWERS)


class _CalibrationPlot:
    """How often it is positive where about so much was answered, beside how often it should be."""

    def __init__(self, axes: Axes) -> None:
        self._axes = axes
        axes_style.dress_axes(axes, "Sure and right?", "", "")
        self._note = axes_style.add_subtitle(axes)
        (self._best,) = axes.plot([0, 1], [0, 1], "--", linewidth=1.2)
        (self._line,) = axes.plot([], [], "-", linewidth=1.4, clip_on=False)
        self._dots = axes.scatter([], [], clip_on=False, zorder=3)
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.yaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))

    def paint(self, colours: Colours) -> None:
        axes_style.paint_axes(self._axes, colours)
        self._note.set_color(colours.muted)
        self._best.set_color(colours.muted)
        self._line.set_color(colours.accent)
        self._dots.set_color(colours.accent)

    def show(self, measures: Measures) -> None:
        """Show these, the larger a dot the more reviews it stands for."""
        means, shares, counts = np.array(
            [(each.mean, each.positive, each.count) for each in measures.calibration]
        ).T
        self._line.set_data(means, shares)
        self._dots.set_offsets(np.column_stack([means, shares]))
        self._dots.set_sizes(_SMALLEST_DOT + _LARGEST_DOT * counts / counts.max())
        _fit_label(self._axes.xaxis, *_AXIS_OF_ANSWERS)
        _fit_label(self._axes.yaxis, *_AXIS_OF_SHARES)
        off = f"off by {share_text(measures.calibration_error)}"
        axes_style.fit(self._note, f"{off} on average", self._axes.bbox.width, off)


def _fit_label(axis: Axis, words: str, shorter: str) -> None:
    """Name an axis, in no more words than there is room for along it."""
    box, label = axis.axes.bbox, axis.label
    axes_style.fit(label, words, box.height if label.get_rotation() else box.width, shorter)
