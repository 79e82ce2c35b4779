"""The right plot: loss and accuracy over the epochs, with a cursor at the epoch shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text

from tasks.heads import SIGMOID
from tasks.loss_unit import LossUnit, unit_of
from tasks.registry import task_of
from tasks.simpler import BITS
from tasks.task import Problem
from training.record import EpochRecord, History
from views import axes_style
from views.axes_style import Change
from views.colours import Colours
from views.named_levels import Level, NamedLevels
from views.thinning import (
    SHORT_RUN,
    bottom_of_losses,
    last_epoch_on_axis,
    thin_epochs,
    thin_values,
    top_of_losses,
)

_POINTS_PER_COLUMN = 1.0
_POINTS_PER_LABEL = 14.0
_MARKERS_ON_LONG_RUN = 10
_HEIGHT_OF_WORD = 0.97
"""Share of the height at which the word on overfitting ends, where no curve is any more."""
_NATS = unit_of(SIGMOID)


class CurvePlot:
    """Loss and accuracy of every epoch so far, as finely as the pixels can show.

    Attributes:
        curves: what changes when epochs are added.
        moving: what changes with the epoch shown. Both in the order of drawing.
        hint: what can only be done in the window.
    """

    def __init__(self, axes: Axes, hint: str = "click or drag to pick an epoch") -> None:
        """``hint`` is what the user can do with the plot."""
        self._axes = axes
        self._extent: tuple[int, float, float, int] | None = None
        self._is_log = False
        self._marked_changes: list[int] = []
        self._change_labels: list[Text] = []
        self._drawn: tuple[int, EpochRecord | None] | None = None
        self._unit = _NATS
        self._holds_out = False
        self._colours: Colours | None = None
        axes_style.dress_axes(axes, "Loss and accuracy", "Epoch", "Loss (nats)\nAccuracy (share)")
        axes_style.number_epochs(axes)
        self.hint = axes_style.add_subtitle(axes, hint)
        self._note = axes_style.add_note(axes)
        self._guesses = axes_style.GuessLine(axes), axes_style.GuessLine(axes)
        self._guessed: tuple[float | None, float | None] = None, None
        self._levels = NamedLevels(axes)
        self._baselines: Sequence[Level] = ()
        self._scale = BITS
        self._is_new = False
        (self._changes,) = axes.plot(
            [], [], "--", linewidth=1, transform=axes.get_xaxis_transform()
        )
        self._make_moving_artists()
        self._set_extent(1, 1.0, 0.0)

    def _make_moving_artists(self) -> None:
        self._cursor = self._axes.axvline(0, linewidth=1.5)
        self._loss = self._line("o", label="loss", linestyle="-", markersize=5)
        self._accuracy = self._line("s", label="accuracy", linestyle="--", markersize=5)
        self._seen = self._line(
            "^", label="loss, trained on", linestyle="-.", markersize=5, visible=False
        )
        self._overfits = self._axes.axvline(0, linestyle=":", linewidth=1.5)
        self._overfits_word = self._beside(0, "overfitting begins", _HEIGHT_OF_WORD, va="top")
        self._loss_dot = self._line("o", markersize=8)
        self._seen_dot = self._line("^", markersize=8, visible=False)
        self._accuracy_dot = self._line("s", markersize=7)
        self.curves: tuple[Artist, ...] = (
            self._overfits,
            self._overfits_word,
            self._seen,
            self._loss,
            self._accuracy,
        )
        self.moving: tuple[Artist, ...] = (
            self._cursor,
            *(guess.word for guess in self._guesses),
            *self._levels.words,
            self._seen_dot,
            self._loss_dot,
            self._accuracy_dot,
        )
        for artist in self.curves + self.moving:
            artist.set_animated(True)

    def _line(self, marker: str, **look: Any) -> Line2D:
        (line,) = self._axes.plot([], [], marker=marker, linewidth=1.4, clip_on=False, **look)
        return line

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette."""
        axes_style.paint_axes(self._axes, colours)
        for artist in (self.hint, self._note, self._changes):
            artist.set_color(colours.muted)
        for level in (*self._guesses, self._levels):
            level.paint(colours)
        self._colours = colours
        self._overfits.set_color(colours.text)
        self._overfits_word.set_color(colours.text)
        self._cursor.set_color(colours.accent)
        for line, colour in (
            (self._loss, colours.loss),
            (self._loss_dot, colours.loss),
            (self._seen, colours.muted),
            (self._seen_dot, colours.muted),
            (self._accuracy, colours.accuracy),
            (self._accuracy_dot, colours.accuracy),
        ):
            line.set_color(colour)
        for dot in (self._loss_dot, self._seen_dot, self._accuracy_dot):
            dot.set_markeredgecolor(colours.background)
        self._put_legend(colours)

    def _put_legend(self, colours: Colours) -> None:
        """What is held out is told from what is not, where anything is."""
        which = ", held out" if self._holds_out else ""
        self._loss.set_label(f"loss{which}")
        self._accuracy.set_label(f"accuracy{which}")
        seen = (self._seen,) if self._holds_out else ()
        axes_style.put_legend(self._axes, (self._loss, *seen, self._accuracy), colours)

    def set_problem(self, problem: Problem | None) -> None:
        """Say what a blind guess reaches, and what a loss is; seen at the next :meth:`show`."""
        guessed = axes_style.guessed(problem)
        self._is_new |= guessed != self._guessed
        self._guessed = guessed
        if problem is not None:
            task = task_of(problem)
            self._set_unit(task.loss_unit(problem))
            self._scale = task.scale
            self._levels.set_scale(task.scale)
        self._show_guesses()

    def set_baselines(self, levels: Sequence[Level]) -> None:
        """Show what else reaches which loss or accuracy, on its axis, at the next :meth:`show`."""
        self._baselines = levels
        self._show_guesses()

    def _show_guesses(self) -> None:
        """Of simpler means that answer, the simplest is a guess, and has its name there."""
        loss, accuracy = self._guessed
        is_named = self._scale.is_share and self._baselines
        self._guesses[0].show(loss)
        self._guesses[1].show(None if is_named else accuracy)

    def _set_unit(self, unit: LossUnit) -> None:
        if unit != self._unit:
            self._unit, self._is_new, self._drawn = unit, True, None
            self._axes.set_ylabel(f"Loss ({unit.words})\nAccuracy (share)")

    def set_log_scale(self, is_log: bool) -> None:
        """Give small losses as much room as large ones, or not; seen at the next :meth:`show`."""
        self._is_log = is_log

    def show(self, history: History, epoch: int, planned: int, highest_loss: float = 1.0) -> Change:
        """Show all epochs. Says what has changed apart from the moving artists.

        Args:
            history: the epochs so far.
            epoch: the one that cursor and dots mark (0: none).
            planned: epochs asked for, for which the axis makes room.
            highest_loss: for which it makes room too, even if there is none as high.
        """
        last = last_epoch_on_axis(len(history), planned)
        highest = self._unit.of(max(history.highest_loss, highest_loss))
        lowest = bottom_of_losses(self._unit.of(history.lowest_loss)) if self._is_log else 0.0
        axes_changed = self._set_extent(last, top_of_losses(highest), lowest)
        curves_changed = self._set_curves(history)
        axes_changed |= self._levels.show(self._baselines, (self._loss, self._seen, self._accuracy))
        axes_changed |= self._tell_parts(history.holds_out)
        axes_changed |= self._marked_changes != history.problem_changes or self._is_new
        self._is_new = False
        if axes_changed:
            self._mark_changes(history.problem_changes)
        self._set_cursor(history, epoch)
        self.hint.set_visible(epoch > 0)
        if axes_changed:
            return Change.AXES
        return Change.CURVES if curves_changed else Change.NOTHING

    def epoch_at(self, x: float, epochs: int) -> int:
        """The epoch, of 1 to ``epochs``, nearest to the pixel column ``x``."""
        place, _ = self._axes.transData.inverted().transform((x, 0))
        return int(np.clip(np.rint(place), 1, epochs))

    def _set_extent(self, last: int, highest: float, lowest: float) -> bool:
        """Make room for the epochs and their loss; False: there was that room already.

        ``lowest`` is the lower end of a log axis, and 0 for a plain one.
        """
        bin_size = int(np.ceil(last * _POINTS_PER_COLUMN / axes_style.width_in_points(self._axes)))
        if (last, highest, lowest, bin_size) == self._extent:
            return False
        self._extent = (last, highest, lowest, bin_size)
        self._last, self._bin_size = last, bin_size
        self._axes.set_xlim(0.5, last + max(0.5, 0.02 * last))
        if lowest:
            self._axes.set_yscale("log", nonpositive="mask")
            self._axes.set_ylim(0.8 * lowest, 1.3 * highest)
        else:
            self._axes.set_yscale("linear")
            self._axes.set_ylim(-0.04 * highest, 1.04 * highest)
        thinned = f"thinned: {bin_size} epochs a column"
        self._note.set_text(thinned if bin_size > 1 else "")
        self._space_markers(last if last <= SHORT_RUN else _MARKERS_ON_LONG_RUN)
        return True

    def _space_markers(self, markers: int) -> None:
        points = self._last if self._bin_size == 1 else 2 * self._last // self._bin_size
        spacing = max(points // markers, 1)
        for line in (self._loss, self._seen, self._accuracy):
            line.set_markevery((spacing - 1, spacing))

    def _mark_changes(self, changes: list[int]) -> None:
        self._marked_changes = list(changes)
        self._changes.set_data(
            np.repeat(np.array(changes, dtype=float), 3), np.tile([0.0, 1.0, np.nan], len(changes))
        )
        for label in self._change_labels:
            label.remove()
        ink = self._changes.get_color()
        self._change_labels = [
            self._beside(epoch, "new problem", 0.5, va="center", color=ink)
            for epoch in self._apart(changes)
        ]

    def _apart(self, changes: list[int]) -> list[int]:
        """Those of the changes whose labels do not run into each other."""
        least = _POINTS_PER_LABEL * self._last / axes_style.width_in_points(self._axes)
        apart: list[int] = []
        for epoch in changes:
            if not apart or epoch - apart[-1] >= least:
                apart.append(epoch)
        return apart

    def _beside(self, epoch: int, words: str, height: float, **look: Any) -> Annotation:
        """Words at the left of an epoch, upwards, at a share of the height."""
        return self._axes.annotate(
            words,
            xy=(epoch, height),
            xycoords=self._axes.get_xaxis_transform(),
            xytext=(-2, 0),
            textcoords="offset points",
            rotation="vertical",
            ha="right",
            fontsize=axes_style.SMALL_SIZE,
            **look,
        )

    def _tell_parts(self, holds_out: bool) -> bool:
        """Have a legend for both parts, or for the only one; False: it is there already."""
        if holds_out == self._holds_out:
            return False
        self._holds_out = holds_out
        self._seen.set_visible(holds_out)
        self._seen_dot.set_visible(holds_out)
        if self._colours is not None:
            self._put_legend(self._colours)
        return True

    def _set_curves(self, history: History) -> bool:
        """Take the epochs that fill whole pixel columns; False: they are drawn already."""
        count = len(history) - len(history) % self._bin_size
        drawn = (self._bin_size, history[count - 1] if count else None)
        if drawn == self._drawn:
            return False
        self._drawn = drawn
        epochs = thin_epochs(count, self._bin_size)
        for line, values in (
            (self._loss, self._unit.of(history.loss)),
            (self._seen, self._unit.of(history.seen_loss)),
            (self._accuracy, history.accuracy),
        ):
            line.set_data(epochs, thin_values(values[:count], self._bin_size))
        self._mark_overfitting(history.overfits_from)
        return True

    def _mark_overfitting(self, epoch: int) -> None:
        for artist in (self._overfits, self._overfits_word):
            artist.set_visible(epoch > 0)
        self._overfits.set_xdata([epoch, epoch])
        self._overfits_word.xy = (epoch, _HEIGHT_OF_WORD)

    def _set_cursor(self, history: History, epoch: int) -> None:
        shown = slice(epoch - 1, epoch) if epoch else slice(0)
        place = [epoch] if epoch else []
        self._cursor.set_xdata([epoch, epoch])
        self._cursor.set_visible(epoch > 0)
        self._loss_dot.set_data(place, self._unit.of(history.loss[shown]))
        self._seen_dot.set_data(place, self._unit.of(history.seen_loss[shown]))
        self._accuracy_dot.set_data(place, history.accuracy[shown])
