"""Accuracy over the lag, a line for each network, and the level of chance."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.lines import Line2D
from matplotlib.text import Text
from PyQt5.QtWidgets import QWidget

from experiments.lag import CHANCE, LEARNED, MOST_LAG
from experiments.sweep_file import SweepCurve
from views import axes_style
from views.axes_style import Change
from views.colours import Colours
from views.layered_canvas import LayeredCanvas

MOST_CURVES = 8
_SMALLEST_SIZE = (420, 240)
# Room around the axes, in points.
_LEFT, _RIGHT, _TOP, _BOTTOM = 50, 16, 66, 38
_LEGEND_COLUMNS = 4
_LOOKS = (
    ("o", "-"), ("s", "--"), ("^", "-."), ("D", ":"),
    ("v", "-"), ("P", "--"), ("X", "-."), ("*", ":"),
)  # fmt: skip
"""Marker and line style of each network: colour alone never tells two apart."""


class LagCanvas(LayeredCanvas):
    """The points that are measured so far.

    Attributes:
        shown: the curves that they belong to.
        most_lag: as far as the axis goes.
    """

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(_SMALLEST_SIZE, parent)
        self.shown: Sequence[SweepCurve] = ()
        self.most_lag = MOST_LAG
        self._axes = axes = self.figure.add_subplot()
        axes_style.dress_axes(
            axes, "Remembering k steps back", "Lag k (steps)", "Accuracy on fresh bits (share)"
        )
        axes.set(ylim=(0.4, 1.03))
        self._chance = axes.axhline(CHANCE, linestyle=(0, (4, 3)), linewidth=1.2)
        self._learned = axes.axhline(LEARNED, linestyle=(0, (1, 2)), linewidth=1.0)
        self._notes = [
            axes.annotate(
                words,
                xy=(1, level),
                xycoords=axes.get_yaxis_transform(),
                xytext=(-2, -11),
                textcoords="offset points",
                horizontalalignment="right",
                fontsize=axes_style.SMALL_SIZE,
            )
            for words, level in (("guessing: 50 %", CHANCE), ("learned: 95 %", LEARNED))
        ]
        self._lines = [self._make_line(*look) for look in _LOOKS]
        self.paint(colours)

    def _make_line(self, marker: str, style: str) -> Line2D:
        (line,) = self._axes.plot(
            [], [], marker=marker, linestyle=style, linewidth=1.8, markersize=6, clip_on=False
        )
        return line

    def _ink(self, colours: Colours) -> None:
        axes_style.paint_axes(self._axes, colours)
        guides: tuple[Line2D | Text, ...] = (self._chance, self._learned, *self._notes)
        for guide in guides:
            guide.set_color(colours.muted)
        axes_style.ink_in_turn(self._lines, colours)

    def update_plots(self) -> Change:
        """Show the curves; a new point comes seldom enough to draw all anew."""
        self._axes.set(xlim=(0.5, self.most_lag + 0.5), xticks=range(1, self.most_lag + 1))
        for line in self._lines:
            line.set_data([], [])
        for line, curve in zip(self._lines, self.shown, strict=False):
            points = curve.in_order
            line.set_data([point.lag for point in points], [point.accuracy for point in points])
            line.set_label(curve.learner.title)
        self._put_legend()
        return Change.AXES

    def _put_legend(self) -> None:
        handles = self._lines[: len(self.shown)]
        axes_style.put_legend(self._axes, handles, self._colours, _LEGEND_COLUMNS)

    def lay_out(self) -> None:
        """Words keep their room at any size."""
        axes_style.spread(self.figure, (_LEFT, _RIGHT, _TOP, _BOTTOM))
