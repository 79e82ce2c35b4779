"""All contestants of a race side by side, on axes of the same range."""

from __future__ import annotations

from collections.abc import Sequence

# PyQt5 first: matplotlib takes the Qt that is loaded already.
from PyQt5.QtWidgets import QWidget

# isort: split
from tasks.registry import task_of
from tasks.task import Problem
from training.record import History
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
        self._histories: Sequence[History] = ()
        self._firsts: Sequence[int] = ()
        self._explosions: Sequence[int] = ()
        self._planned = 0
        self.paint(colours)

    def set_contestants(self, titles: Sequence[str], problems: Sequence[Problem]) -> None:
        """Make the columns anew, empty until :meth:`set_view`.

        Args:
            titles: of the contestants.
            problems: what each of them learns, all of one task.
        """
        self.figure.clear()
        self._lanes, self._histories = [], ()
        if problems:
            learned = task_of(problems[0]).words.learned
            uppers, lowers = self.figure.subplots(2, len(titles), squeeze=False)
            self._lanes = [
                LanePlots(upper, lower, title, learned, is_first=place == 0)
                for place, (upper, lower, title) in enumerate(
                    zip(uppers, lowers, titles, strict=True)
                )
            ]
        for lane, problem in zip(self._lanes, problems, strict=True):
            lane.set_problem(problem)
        self.curves = tuple(artist for lane in self._lanes for artist in lane.curves)
        self.moving = tuple(artist for lane in self._lanes for artist in lane.moving)
        self.lay_out()
        self.paint(self._colours)

    def set_view(
        self,
        histories: Sequence[History],
        firsts: Sequence[int],
        explosions: Sequence[int],
        planned: int,
    ) -> None:
        """Show these, with room for so many epochs, from the next frame on."""
        self._histories, self._planned = histories, planned
        self._firsts, self._explosions = firsts, explosions

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette; seen at the next frame."""
        super().paint(colours)
        for lane in self._lanes:
            lane.paint(colours)

    def update_plots(self) -> Change:
        """Show the newest epoch of all, on axes of the same range."""
        highest = max((1.0, *(history.highest_loss for history in self._histories)))
        shown = zip(self._lanes, self._histories, self._firsts, self._explosions, strict=False)
        changes = [
            lane.show(history, first, exploded_in, self._planned, highest)
            for lane, history, first, exploded_in in shown
        ]
        return max(changes, default=Change.AXES)

    def lay_out(self) -> None:
        """Give all plots the same size, and their words the room they need."""
        if self._lanes:
            axes_style.spread(self.figure, _MARGINS, _BETWEEN_COLUMNS, _BETWEEN_ROWS)
        for lane in self._lanes:
            lane.fit_title()
