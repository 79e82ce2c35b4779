"""The gradient's norm back through time, what the forget gate keeps, and the loss."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator
from PyQt5.QtWidgets import QWidget

from views import axes_style
from views.axes_style import Change
from views.colours import Colours
from views.gradients.scene import MOST_CURVES, GradientScene
from views.layered_canvas import LayeredCanvas

_SMALLEST_SIZE = (620, 300)
_FEWEST_TICKS, _MOST_TICKS = 2, 7
_TICK_HEIGHT = 16
"""Points between two numbers on an axis, at the least."""
# Room around and between the axes, in points.
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 16, 52, 38
_BETWEEN_COLUMNS, _BETWEEN_ROWS = 70, 56
_NO_LEGEND_HEIGHT = 5
"""Of the words that stand where a legend would."""
_LEFT_SHARE, _UPPER_SHARE = 0.64, 0.66
_MOST_DECADES = 30
"""What lies lower than so many powers of ten is below the plot: more would flatten the rest."""
_DECADES = 2
"""An axis ends at a multiple of so many, so that it rarely moves from epoch to epoch."""
_STEPS_OF_TICKS = [1, 2, 2.5, 5, 10]
_AFTER_LAST = 0.01
"""Room after the last step, as a share of all."""
_STYLES = ("-", "--", "-.", ":")


class FlowCanvas(LayeredCanvas):
    """Left the gradients over the steps back, above the forget gates; right the loss."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(_SMALLEST_SIZE, parent)
        self.scene: GradientScene | None = None
        self._extent: tuple | None = None
        self._norms, self._kept, self._loss = (self.figure.add_subplot() for _ in range(3))
        self._dress()
        self._window = self._norms.axvline(
            0, linestyle=(0, (1, 2)), linewidth=1.3, label="reach of training"
        )
        self._norm_lines = _lines(self._norms, linewidth=2.2)
        self._clipped_lines = _lines(self._norms, linewidth=0.9)
        self._kept_lines = _lines(self._kept, linewidth=2.0)
        self._loss_lines = _lines(self._loss, linewidth=1.6)
        (self._overflow,) = self._loss.plot(
            [], [], "X", linestyle="none", markersize=9, label="exploded"
        )
        self._cursor = self._loss.axvline(0, linewidth=1.5)
        self._thin = Line2D([], [], linewidth=0.9, label="thin: after clipping")
        self.paint(colours)

    def _dress(self) -> None:
        axes_style.dress_axes(self._norms, "How strongly the past is felt", "", "")
        axes_style.dress_axes(
            self._kept,
            "What forget gates let through",
            "Steps back from the last one read",
            "product of f\n(share)",
            axes_style.SUBTITLE_HEIGHT,
        )
        axes_style.dress_axes(self._loss, "Loss", "Epoch", "")
        self._no_gate = axes_style.add_line_above(
            self._kept, "", _NO_LEGEND_HEIGHT, fontsize=axes_style.SMALL_SIZE
        )
        for axes in (self._norms, self._kept):
            axes.xaxis.set_major_locator(MaxNLocator("auto", steps=_STEPS_OF_TICKS, integer=True))
        for axes in (self._norms, self._kept, self._loss):
            axes.set_yscale("log")
            axes.yaxis.set_minor_locator(NullLocator())
        axes_style.number_epochs(self._loss)

    def _ink(self, colours: Colours) -> None:
        for axes in (self._norms, self._kept, self._loss):
            axes_style.paint_axes(axes, colours)
        self._window.set_color(colours.muted)
        self._cursor.set_color(colours.accent)
        self._overflow.set_color(colours.error)
        self._thin.set_color(colours.text)
        for lines in (self._norm_lines, self._clipped_lines, self._kept_lines, self._loss_lines):
            axes_style.ink_in_turn(lines, colours)
        self._extent = None

    def update_plots(self) -> Change:
        """Show the scene. Every part of it moves with the epoch, so all is drawn anew."""
        scene = self.scene
        if scene is None:
            return Change.NOTHING
        self._set_values(scene)
        self._set_extent(scene)
        return Change.AXES

    def _set_values(self, scene: GradientScene) -> None:
        for index in range(MOST_CURVES):
            curve = scene.curves[index] if index < len(scene.curves) else None
            norms = scene.norms(curve) if curve else np.zeros(0)
            clipped = scene.clipped_norms(curve) if curve else np.zeros(0)
            kept = scene.kept(curve) if curve else np.zeros(0)
            losses = scene.shown_in.of(curve.losses) if curve else np.zeros(0)
            _set(self._norm_lines[index], np.arange(len(norms)), norms)
            _set(self._clipped_lines[index], np.arange(len(clipped)), clipped)
            _set(self._kept_lines[index], np.arange(len(kept)), kept)
            _set(self._loss_lines[index], np.arange(1, len(losses) + 1), losses)
        self._overflow.set_data(*_overflows(scene))
        self._window.set_xdata([scene.window] * 2)
        self._cursor.set_xdata([scene.epoch] * 2)

    def _set_extent(self, scene: GradientScene) -> None:
        """Fit the axes, and name what is in them."""
        ends = (max(len(curve.losses), curve.exploded_in) for curve in scene.curves)
        last = max(ends, default=1)
        extents = (
            _decades(self._norm_lines + self._clipped_lines),
            _decades(self._kept_lines),
            _decades(self._loss_lines, step=1),
        )
        titles = tuple(curve.title for curve in scene.curves)
        has_clipped = any(map(_is_drawn, self._clipped_lines))
        has_overflow = _is_drawn(self._overflow)
        look = scene.steps, scene.is_cut, scene.unit_of_loss, scene.shown_in, scene.relative
        extent = (extents, titles, last, has_clipped, has_overflow, look)
        if extent == self._extent:
            return
        self._extent = extent
        for axes, limits in zip((self._norms, self._kept, self._loss), extents, strict=True):
            axes.set_ylim(*limits)
        self._loss.set_xlim(0.5, last + max(0.5, 0.02 * last))
        for axes in (self._norms, self._kept):
            # Time runs from left to right, as in every other plot.
            axes.set_xlim(scene.steps - (not scene.is_cut), -_AFTER_LAST * scene.steps)
        unit = "nats" if scene.unit_of_loss == "nats" else "loss"
        per_unit = "last step = 1" if scene.relative else f"{unit} per unit of h"
        self._norms.set_ylabel(f"|∂L/∂h|\n({per_unit})")
        self._loss.set_ylabel(f"Loss ({scene.shown_in.words})")
        self._window.set_visible(scene.is_cut)
        self._name_lines(titles, has_clipped)

    def _name_lines(self, titles: tuple[str, ...], has_clipped: bool) -> None:
        for lines in (self._norm_lines, self._kept_lines, self._loss_lines):
            for line, title in zip(lines, titles, strict=False):
                line.set_label(title)
        shown = len(titles)
        extra = [self._thin] if has_clipped else []
        extra += [self._window] if self._window.get_visible() else []
        self._put_legend(self._norms, [*self._norm_lines[:shown], *extra], most=3)
        gated = [line for line in self._kept_lines[:shown] if _is_drawn(line)]
        self._no_gate.set_text("" if gated else "no forget gate in these networks")
        axes_style.put_legend(self._kept, gated, self._colours)
        losses = [line for line in (*self._loss_lines[:shown], self._overflow) if _is_drawn(line)]
        self._put_legend(self._loss, losses, most=2)

    def _put_legend(self, axes: Axes, lines: list[Line2D], most: int) -> None:
        """In one row, if there are not too many; in two rows the title is still clear of them."""
        columns = len(lines) if len(lines) <= most else -(-len(lines) // 2)
        axes_style.put_legend(axes, lines, self._colours, columns)

    def lay_out(self) -> None:
        """Two thirds of the width for the gradients; words keep their room at any size."""
        width, height = self.figure.get_size_inches() * 72
        columns = width - _LEFT - _BETWEEN_COLUMNS - _RIGHT
        rows = height - _TOP - _BETWEEN_ROWS - _BOTTOM
        left, upper = _LEFT_SHARE * columns, _UPPER_SHARE * rows
        right_start = _LEFT + left + _BETWEEN_COLUMNS
        for axes, box in (
            (self._norms, (_LEFT, height - _TOP - upper, left, upper)),
            (self._kept, (_LEFT, _BOTTOM, left, rows - upper)),
            (self._loss, (right_start, _BOTTOM, columns - left, height - _TOP - _BOTTOM)),
        ):
            axes_style.place(axes, *box)
            ticks = max(_FEWEST_TICKS, min(_MOST_TICKS, int(box[3] / _TICK_HEIGHT)))
            axes.yaxis.set_major_locator(LogLocator(numticks=ticks))


def _lines(axes: Axes, **look: Any) -> tuple[Line2D, ...]:
    return tuple(axes.plot([], [], style, **look)[0] for style in _STYLES)


def _set(line: Line2D, x: np.ndarray, values: np.ndarray) -> None:
    """Let a line show ``values``; what has no place on a log scale is left out."""
    shown = np.isfinite(values) & (values > 0)
    line.set_data(x, np.where(shown, values, np.nan))


def _overflows(scene: GradientScene) -> tuple[list[int], list[float]]:
    """Of each network whose training exploded, in which epoch: it has no loss, but one before."""
    ended = [curve for curve in scene.curves if curve.exploded_in]
    shown = scene.shown_in.of
    return [curve.exploded_in for curve in ended], [shown(curve.losses[-1]) for curve in ended]


def _is_drawn(line: Line2D) -> bool:
    return np.size(line.get_xdata()) > 0


def _decades(lines: tuple[Line2D, ...], step: int = _DECADES) -> tuple[float, float]:
    """Limits of a log axis, powers of ten, that hold all lines but what is far too small."""
    values = np.concatenate([line.get_ydata() for line in lines])
    values = values[np.isfinite(values)]
    if not values.size:
        return 10.0**-step, 1.0
    top = step * np.ceil(np.log10(values.max()) / step)
    bottom = step * np.floor(np.log10(values.min()) / step)
    bottom = max(min(bottom, top - step), top - _MOST_DECADES)
    # A curve at the very edge would be cut in half.
    return 10.0 ** (bottom - 0.02 * (top - bottom)), 10.0 ** (top + 0.02 * (top - bottom))
