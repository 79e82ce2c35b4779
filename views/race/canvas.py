"""All contestants of a race side by side, on axes of the same range."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtWidgets import QWidget

from tasks.registry import task_of
from tasks.task import Problem
from training.group import Member
from training.learner import Learner
from views import axes_style
from views.axes_style import Change
from views.colours import Colours
from views.layered_canvas import LayeredCanvas
from views.race.lane import LanePlots

_SMALLEST_SIZE = (640, 330)
# Room around and between the axes, for the words there. All in points.
_MARGINS = 62, 14, 52, 38
_BETWEEN_COLUMNS, _BETWEEN_ROWS = 34, 82


class RaceCanvas(LayeredCanvas):
    """A column of plots for each contestant."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(_SMALLEST_SIZE, parent)
        self._lanes: list[LanePlots] = []
        self._members: Sequence[Member] = ()
        self._planned = 0
        self.paint(colours)

    def set_contestants(self, learners: Sequence[Learner], problem: Problem | None) -> None:
        """Make the columns anew for who learns a problem, empty until :meth:`set_view`."""
        self.figure.clear()
        self._lanes, self._members = [], ()
        if learners:
            learned = task_of(problem).words.learned
            uppers, lowers = self.figure.subplots(2, len(learners), squeeze=False)
            self._lanes = [
                LanePlots(upper, lower, learner.title, learned, is_first=place == 0)
                for place, (upper, lower, learner) in enumerate(
                    zip(uppers, lowers, learners, strict=True)
                )
            ]
        for lane, learner in zip(self._lanes, learners, strict=True):
            lane.set_problem(learner.learns(problem))
        self.curves = tuple(artist for lane in self._lanes for artist in lane.curves)
        self.moving = tuple(artist for lane in self._lanes for artist in lane.moving)
        self.lay_out()
        self.paint(self._colours)

    def set_view(self, members: Sequence[Member], planned: int) -> None:
        """Show these, with room for so many epochs, from the next frame on."""
        self._members, self._planned = members, planned

    def _ink(self, colours: Colours) -> None:
        for lane in self._lanes:
            lane.paint(colours)

    def update_plots(self) -> Change:
        """Show the newest epoch of all, on axes of the same range."""
        highest = max((1.0, *(each.history.highest_loss for each in self._members)))
        shown = zip(self._lanes, self._members, strict=False)
        changes = [lane.show(member, self._planned, highest) for lane, member in shown]
        return max(changes, default=Change.AXES)

    def lay_out(self) -> None:
        """Give all plots the same size, and their words the room they need."""
        if self._lanes:
            axes_style.spread(self.figure, _MARGINS, _BETWEEN_COLUMNS, _BETWEEN_ROWS)
        for lane in self._lanes:
            lane.fit_title()
