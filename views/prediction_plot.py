"""The left plot: what the network said, symbol by symbol, against what came."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator, NullLocator, ScalarFormatter

from tasks.heads import SIGMOID, THRESHOLD
from training.record import EpochRecord, accuracy_text, loss_text
from views import axes_style
from views.axes_style import Change
from views.colours import Colours
from views.thinning import FEWEST_SYMBOLS, symbols_shown

NO_EPOCH = "No epoch yet.\nPress Start in the main window, or Continue where training is paused."

_POINTS_PER_SYMBOL = 3.0
# Below so many points a symbol, a hollow circle looks like a dot, and the step line says it all.
_LEAST_FOR_CIRCLES = 5.0
_GAP_WIDTH = 0.7
_NO_GAPS = Path(np.empty((0, 2)))


class PredictionPlot:
    """Predictions vs. actual values over a stretch of the sequence, for one epoch.

    Attributes:
        moving: the artists that change with the epoch, in the order of drawing;
            the canvas draws them over the picture of all the rest.
    """

    def __init__(
        self,
        axes: Axes,
        title: str = "Predictions vs. actual values",
        invitation: str = NO_EPOCH,
    ) -> None:
        """``invitation`` is what stands there before the first epoch."""
        self._axes = axes
        self._full_title = title
        self._title = axes_style.dress_axes(axes, title, "Time (symbols)", "Probability of a 1")
        axes.set_ylim(-0.08, 1.08)
        axes.set_yticks([0, THRESHOLD, 1], ["0", f"{THRESHOLD}", "1"])
        axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, steps=[1, 2, 5, 10]))
        self._threshold = axes.axhline(THRESHOLD, linestyle="--", linewidth=1)
        self._sentence = axes.text(
            0.5, 0.75, invitation, transform=axes.transAxes, ha="center", fontsize=10
        )
        self._note = axes_style.add_note(axes)
        self._make_moving_artists()
        self._stretch: tuple[int, str, float] | None = None
        self._show_nothing()

    def _make_moving_artists(self) -> None:
        self._gap = PathPatch(_NO_GAPS, linewidth=0, label="gap")
        self._axes.add_patch(self._gap)
        self._actual = self._line("actual", "o", drawstyle="steps-mid", linewidth=1.2)
        self._actual.set_fillstyle("none")
        self._right = self._line("predicted", "o", linestyle="none", markeredgewidth=0)
        self._wrong = self._line("wrong", "X", linestyle="none")
        self._settled = self._axes.axvline(0, linestyle=":", linewidth=1.5)
        self.moving: tuple[Artist, ...] = (
            self._settled,
            self._gap,
            self._actual,
            self._right,
            self._wrong,
        )
        for artist in self.moving:
            artist.set_animated(True)
        # Drawing its forty letters would take longer than all the rest of a frame.
        self._caption = axes_style.add_subtitle(self._axes)
        self._caption.set_visible(False)

    def _line(self, label: str, marker: str, **look: Any) -> Line2D:
        # Marks at 0 and 1 may stand a little over the frame rather than be cut in half.
        (line,) = self._axes.plot([], [], marker=marker, label=label, clip_on=False, **look)
        return line

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette."""
        axes_style.paint_axes(self._axes, colours)
        self._threshold.set_color(colours.muted)
        self._note.set_color(colours.muted)
        self._settled.set_color(colours.accent)
        self._gap.set(facecolor=colours.predicted_panel, edgecolor=colours.predicted, hatch="////")
        self._actual.set_color(colours.actual)
        self._right.set_color(colours.predicted)
        self._wrong.set(color=colours.error, markeredgecolor=colours.background)
        handles = (self._actual, self._right, self._wrong, self._gap)
        axes_style.put_legend(self._axes, handles, colours)

    def fit_title(self) -> None:
        """Shorten the title to the width that the axes have now."""
        axes_style.fit(self._title, self._full_title, self._axes.bbox.width)

    @property
    def caption(self) -> str:
        """Number, loss and accuracy of the epoch shown; empty before the first."""
        return self._caption.get_text()

    @contextmanager
    def caption_drawn(self) -> Iterator[None]:
        """Draw the caption in the picture, for a file: on the screen a label shows it."""
        self._caption.set_visible(True)
        try:
            yield
        finally:
            self._caption.set_visible(False)

    def show(self, record: EpochRecord | None) -> Change:
        """Show one epoch, or the empty plot. Says what of the still picture has changed."""
        if record is None:
            return self._show_nothing()
        room = int(axes_style.width_in_points(self._axes) / _POINTS_PER_SYMBOL)
        count = symbols_shown(max(1, record.period), len(record.targets), room)
        targets = len(record.targets)
        part = f"first {count} of {targets:,}" if count < targets else ""
        change = self._set_stretch(count, part)
        self._set_scale(record)
        shown, targets_shown = record.predictions[:count], record.targets[:count]
        self._set_values(
            record.head.drawn(shown), targets_shown, record.head.rights(shown, targets_shown)
        )
        self._mark_settled(record.settled_after)
        self._caption.set_text(_caption(record))
        return change

    def _show_nothing(self) -> Change:
        change = self._set_stretch(0, "")
        self._set_values(np.empty(0), np.empty(0), np.empty(0, bool))
        self._mark_settled(0)
        self._caption.set_text("")
        return change

    def _mark_settled(self, until: int) -> None:
        """A line before the first symbol from which on all are right, if that is in the stretch."""
        self._settled.set_xdata([until + 0.5] * 2)
        self._settled.set_visible(0 < until < len(self._times))

    def _set_stretch(self, count: int, note: str) -> Change:
        """Make room for ``count`` symbols."""
        width = axes_style.width_in_points(self._axes)
        if (count, note, width) == self._stretch:
            return Change.NOTHING
        self._stretch = (count, note, width)
        self._times = np.arange(1, count + 1)
        self._note.set_text(note)
        self._sentence.set_visible(count == 0)
        self._axes.set_xlim(0.25, (count or FEWEST_SYMBOLS) + 0.75)
        self._size_markers(width / (count or FEWEST_SYMBOLS))
        return Change.AXES

    def _size_markers(self, pitch: float) -> None:
        self._actual.set_markersize(min(0.7 * pitch, 7.5) if pitch > _LEAST_FOR_CIRCLES else 0)
        self._right.set_markersize(np.clip(0.5 * pitch, 2.5, 5.0))
        self._wrong.set_markersize(np.clip(1.2 * pitch, 6.5, 9.0))

    def _set_scale(self, record: EpochRecord) -> None:
        """What the axes say, where the answers are no sequence or no probabilities of a 1."""
        if not record.period:
            self._actual.set_linestyle("none")
            self._axes.set_xlabel("Answers to sequences, side by side")
        if record.head is SIGMOID:
            return
        self._threshold.set_visible(False)
        self._axes.set_ylabel(record.head.axis)
        self._axes.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
        self._axes.yaxis.set_major_formatter(ScalarFormatter())
        self._axes.yaxis.set_minor_locator(NullLocator())
        room = 0.08 * float(max(1, record.targets.max()))
        self._axes.set_ylim(-room, float(max(1, record.targets.max())) + room)

    def _set_values(self, predictions: np.ndarray, targets: np.ndarray, rights: np.ndarray) -> None:
        times, wrong = self._times, ~rights
        self._actual.set_data(times, targets)
        self._right.set_data(times[~wrong], predictions[~wrong])
        self._wrong.set_data(times[wrong], predictions[wrong])
        self._gap.set_path(_gap_bars(times, predictions, targets))


def _caption(record: EpochRecord) -> str:
    """Number, loss and accuracy, and from where on the network makes no mistake."""
    words = (
        f"epoch {record.epoch:,} · loss {loss_text(record.loss)}{record.head.unit} "
        f"· accuracy {accuracy_text(record.accuracy)}"
    )
    if record.settled_after:
        words += f" · ┊ all right after symbol {record.settled_after:,}"
    return words


def _gap_bars(times: np.ndarray, predictions: np.ndarray, targets: np.ndarray) -> Path:
    """One path with a bar from each target to its prediction: one artist is cheap to draw."""
    corners = np.empty((len(times), 5, 2))
    corners[:, :, 0] = times[:, None] + _GAP_WIDTH * np.array([-0.5, 0.5, 0.5, -0.5, -0.5])
    corners[:, (0, 1, 4), 1] = targets[:, None]
    corners[:, (2, 3), 1] = predictions[:, None]
    one_bar = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path(corners.reshape(-1, 2), np.tile(one_bar, len(times)).astype(Path.code_type))
