"""One contestant of a race, drawn: its predictions above, its loss and accuracy below."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from formatting import share_text
from tasks.loss_unit import LossUnit, unit_of
from tasks.registry import task_of
from tasks.task import Problem
from training.group import Member
from training.record import EpochRecord
from views import axes_style
from views.axes_style import Change
from views.colours import Colours
from views.curve_plot import CurvePlot
from views.prediction_plot import PredictionPlot


class LanePlots:
    """Both plots of a contestant.

    Attributes:
        curves: what changes when epochs are added.
        moving: what changes with every frame. Both in the order of drawing.
    """

    def __init__(self, upper: Axes, lower: Axes, title: str, learned: str, is_first: bool) -> None:
        """Make both empty.

        Args:
            upper: for the predictions.
            lower: for loss and accuracy.
            title: of the contestant.
            learned: what it is called once it has learned the problem.
            is_first: the words that all share stand beside the first one alone.
        """
        self._upper, self._lower = upper, lower
        self._learned = learned
        self._is_first = is_first
        self._unit: LossUnit | None = None
        self._predictions = PredictionPlot(upper, title, invitation="")
        self.fit_title = self._predictions.fit_title
        self._losses = CurvePlot(lower, hint="")
        self._caption = axes_style.add_subtitle(upper)
        self._mark = lower.axvline(0, linestyle=":", linewidth=1.5)
        self._mark_text = axes_style.add_subtitle(lower)
        for artist in (self._caption, self._mark, self._mark_text):
            artist.set_animated(True)
        self._hide_shared_words()
        self.curves: tuple[Artist, ...] = (self._mark, self._mark_text, *self._losses.curves)
        self.moving: tuple[Artist, ...] = (
            *self._predictions.moving,
            *self._losses.moving,
            self._caption,
        )

    def _hide_shared_words(self) -> None:
        for axes in () if self._is_first else (self._upper, self._lower):
            axes.set_ylabel("")
            if (legend := axes.get_legend()) is not None:
                legend.remove()

    def set_problem(self, problem: Problem | None) -> None:
        """Name what is answered, and what a guess reaches."""
        self._predictions.set_problem(problem)
        self._losses.set_problem(problem)
        self._unit = None if problem is None else task_of(problem).loss_unit(problem)

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette."""
        self._predictions.paint(colours)
        self._losses.paint(colours)
        self._caption.set_color(colours.text)
        self._mark.set_color(colours.text)
        self._mark_text.set_color(colours.text)
        self._hide_shared_words()

    def show(self, member: Member, planned: int, highest_loss: float) -> Change:
        """Show the newest epoch.

        Args:
            member: the contestant.
            planned: epochs to leave room for.
            highest_loss: of all contestants.
        """
        history, first = member.history, member.first_faultless
        self._caption.set_text(self._told(history.last, member.exploded_in))
        self._mark.set_xdata([first, first])
        self._mark.set_visible(first > 0)
        self._mark_text.set_text(f"┊ {self._learned} after epoch {first:,}" if first else "")
        change = max(
            self._predictions.show(history.last),
            self._losses.show(history, len(history), planned, highest_loss),
        )
        self._hide_shared_words()  # What an answer is stands there once there is one.
        return change

    def _told(self, last: EpochRecord | None, exploded_in: int) -> str:
        """How far it has come, or where that has ended."""
        if exploded_in:
            return f"✗ exploded in epoch {exploded_in:,}"
        if last is None:
            return ""
        loss = (self._unit or unit_of(last.head)).number(last.loss)
        return f"epoch {last.epoch:,} · loss {loss} · {share_text(last.accuracy)}"
