"""Loss and accuracy of several runs, laid over each other.

Hundreds of lines take long to draw. So they are drawn anew only when the runs have
changed; those that are selected are drawn once more, in bold, over a picture of all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

# PyQt5 first: matplotlib takes the Qt that is loaded already.
from PyQt5.QtWidgets import QWidget

from tasks.task import Problem, on_problem

# isort: split
import numpy as np
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.text import Text

from formatting import shorten_apart
from shelf.run import Run
from training.record import LARGEST_LOSS
from views import axes_style
from views.axes_style import Change
from views.colours import Colours
from views.layered_canvas import LayeredCanvas
from views.run_looks import look_of
from views.shelf.columns import is_tried, loss_unit, words_of
from views.thinning import SMALLEST_LOSS, thin_epochs, thin_values, top_of_losses

_SMALLEST_SIZE = (600, 190)
# Room around and between the axes, for the words there. All in points.
_LEFT, _TOP, _BOTTOM, _BETWEEN = 46, 30, 38, 58
_TITLE_HEIGHT = 10
_LEGEND_WIDTH, _BESIDE_NAMES, _LEGEND_LINE = 184, 42, 14
_LEGEND_SHARE = 0.2
"""Of the width, on a large screen."""
_SHORTEST_IN_LEGEND = 8
"""Characters of a run's name."""
_POINTS_PER_COLUMN = 1.0
_WIDTH, _WIDTH_SELECTED = 1.5, 3.2


class RunsCanvas(LayeredCanvas):
    """Two plots, one line for each run in both, and a legend at their right."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(_SMALLEST_SIZE, parent)
        self._runs: Sequence[Run] = ()
        self._selected: Collection[str] = ()
        self._is_log = False
        self._legend: Legend | None = None
        self._loss, self._accuracy = self.figure.subplots(1, 2)
        self._titles = [
            axes_style.dress_axes(self._loss, "Loss", "Epoch", "Loss (nats)", _TITLE_HEIGHT),
            axes_style.dress_axes(
                self._accuracy, "Accuracy", "Epoch", "Accuracy (share)", _TITLE_HEIGHT
            ),
        ]
        self._accuracy.set_ylim(-0.04, 1.04)
        for axes in (self._loss, self._accuracy):
            axes_style.number_epochs(axes)
        self._note = axes_style.add_note(self._accuracy)
        self._guesses = [axes_style.GuessLine(axes) for axes in (self._loss, self._accuracy)]
        self._lines: dict[Axes, list[Line2D]] = {self._loss: [], self._accuracy: []}
        self._bold_lines: dict[Axes, list[Line2D]] = {self._loss: [], self._accuracy: []}
        self.paint(colours)

    def set_runs(self, runs: Sequence[Run], selected: Collection[str]) -> None:
        """Show these runs, those of the selected ids in bold, from the next frame on."""
        if runs != self._runs:
            self.forget_pictures()
        self._runs, self._selected = runs, selected

    def set_log_scale(self, is_log: bool) -> None:
        """Give small losses as much room as large ones, or not."""
        self._is_log = is_log
        self.forget_pictures()

    def _ink(self, colours: Colours) -> None:
        for axes in self._lines:
            axes_style.paint_axes(axes, colours)
        self._note.set_color(colours.muted)
        for guess in self._guesses:
            guess.paint(colours)

    def update_plots(self) -> Change:
        """Show the runs as they are now."""
        if self._still_picture is None:
            self._set_extent()
            self._set_lines(self._lines, self._runs)
            self._name_problem()
            self._put_legend()
        selected = [run for run in self._runs if run.id in self._selected]
        self._set_lines(self._bold_lines, selected)
        for line in self._all_bold():
            line.set(linewidth=_WIDTH_SELECTED, markersize=8, zorder=3, animated=True)
            # No other line shows through its dashes, not even its own thin one.
            line.set_gapcolor(self._colours.background)
        self.moving = self._all_bold()
        return Change.NOTHING

    def lay_out(self) -> None:
        """Give both plots the same width, and the words the room they need."""
        axes_style.spread(self.figure, (_LEFT, self._legend_width, _TOP, _BOTTOM), _BETWEEN)
        self._fit_note()

    @property
    def _legend_width(self) -> float:
        return max(_LEGEND_WIDTH, _LEGEND_SHARE * 72 * self.figure.get_figwidth())

    def _fit_note(self) -> None:
        """What the mark in the curves means, in the words of what was learned."""
        label = axes_style.width_of(self._accuracy.xaxis.label)
        is_known = not self._runs or any(map(is_tried, self._runs))
        note = f"◆ {words_of(self._runs).first_learned}" if is_known else ""
        axes_style.fit(self._note, note, self._accuracy.bbox.width - 1.2 * label)

    @property
    def _problem(self) -> Problem | None:
        """What all runs have learned; None if there are several, or none."""
        problems = {run.problem for run in self._runs}
        return problems.pop() if len(problems) == 1 else None

    def _set_extent(self) -> None:
        """The same epochs on both axes, and losses as high as they come."""
        last = max((run.epochs for run in self._runs), default=10)
        for axes in self._lines:
            axes.set_xlim(0.5, last + max(0.5, 0.02 * last))
        losses = np.concatenate([run.losses_shown for run in self._runs] or [np.ones(1)])
        # What no prediction can have would leave no room for the others, and bursts a log scale.
        losses = losses[(losses >= 0) & (losses <= LARGEST_LOSS)]
        guesses = [axes_style.guessed(run.problem)[0] for run in self._runs]
        usual = max((guess or 1.0 for guess in guesses), default=1.0)
        scale = "log" if self._is_log else "linear"
        if self._loss.get_yscale() != scale:
            self._loss.set_yscale(scale)
        if self._is_log:
            lowest = max(np.min(losses, initial=usual), SMALLEST_LOSS)
            self._loss.set_ylim(0.7 * lowest, 1.4 * np.max(losses, initial=usual))
        else:
            highest = np.max(losses, initial=usual)
            # Errors of numbers are far below 1, where that axis begins to move.
            highest = top_of_losses(highest) if usual == 1 else 1.1 * highest
            self._loss.set_ylim(-0.04 * highest, 1.04 * highest)

    def _name_problem(self) -> None:
        """In the titles, if it is the same for all; else the legend has that of each run."""
        problem = self._problem
        for title, subject in zip(self._titles, ("Loss", "Accuracy"), strict=True):
            shorter = f"{subject} on {problem.short}" if problem else ""
            axes_style.fit(title, on_problem(subject, problem), self._loss.bbox.width, shorter)
        label, room = f"Loss ({loss_unit(self._runs)})", self._loss.bbox.height
        axes_style.fit(self._loss.yaxis.label, label, room, "Loss (each in its unit)")
        self._fit_note()
        for guess, level in zip(self._guesses, axes_style.guessed(problem), strict=True):
            guess.show(level)

    def _fit_names(self, texts: Iterable[Text]) -> None:
        """Call the first runs in the legend what they are called, as far as there is room.

        The name of a problem, where they differ, is never cut.
        """
        titles, are_alike = {run.title for run in self._runs}, self._problem is not None
        room = (self._legend_width - _BESIDE_NAMES) * self.figure.dpi / 72
        for text, run in zip(texts, self._runs, strict=False):
            beside, most = "" if are_alike else f" · {run.problem.short}", len(run.title)
            while not _has_room(text, shorten_apart(run.title, titles, most) + beside, room):
                if most <= _SHORTEST_IN_LEGEND:
                    break
                taken = axes_style.width_of(text)
                # Not one by one: to measure a text takes a while.
                most = max(_SHORTEST_IN_LEGEND, min(most - 1, int(most * room / taken)))

    @staticmethod
    def _empty_line() -> Line2D:
        return Line2D([], [], linewidth=_WIDTH, marker="D", markersize=6, markeredgewidth=0)

    def _all_bold(self) -> tuple[Line2D, ...]:
        return tuple(line for lines in self._bold_lines.values() for line in lines)

    def _set_lines(self, lines_on: dict[Axes, list[Line2D]], runs: Sequence[Run]) -> None:
        """A line for each run on both axes; those that are left over are empty."""
        for axes, lines in lines_on.items():
            while len(lines) < len(runs):
                lines.append(axes.add_line(self._empty_line()))
            for line in lines[len(runs) :]:
                line.set_data([], [])
            for line, run in zip(lines, runs, strict=False):
                values = run.losses_shown if axes is self._loss else run.accuracy
                self._set_line(line, run, np.array(values))

    def _set_line(self, line: Line2D, run: Run, values: np.ndarray) -> None:
        room = axes_style.width_in_points(self._loss) / _POINTS_PER_COLUMN
        bin_size = max(1, int(np.ceil(run.epochs / room)))
        look = look_of(run.look, self._colours)
        line.set_data(thin_epochs(len(values), bin_size), thin_values(values, bin_size))
        line.set(color=look.colour, linestyle=look.style, label=run.title)
        points_a_bin = 1 if bin_size == 1 else 2
        first = run.first_faultless
        line.set_markevery([points_a_bin * ((first - 1) // bin_size)] if first else [])

    def _put_legend(self) -> None:
        """As many runs as there is room for, and how many more there are."""
        if self._legend is not None:
            self._legend.remove()
        width, height = self.figure.get_size_inches() * 72
        room = max(1, int((height - 20) / _LEGEND_LINE))
        lines = self._lines[self._loss][: len(self._runs)]
        shown = lines if len(lines) <= room else lines[: room - 1]
        count = len(shown)
        labels = [run.title for run in self._runs[:count]]
        if count < len(lines):
            shown = [*shown, Line2D([], [], linestyle="none")]
            labels.append(f"and {len(lines) - count} more")
        self._legend = self.figure.legend(
            shown,
            labels,
            loc="upper left",
            bbox_to_anchor=(1 - (self._legend_width - 1) / width, 1),
            frameon=False,
            borderaxespad=0.6,
            handlelength=2.6,
            labelspacing=0.35,
            fontsize=axes_style.SMALL_SIZE,
            labelcolor=self._colours.text,
        )
        axes_style.take_as_written(self._legend)
        self._fit_names(self._legend.get_texts()[:count])
        for line in self._legend.get_lines():
            line.set_marker("")


def _has_room(text: Text, words: str, room: float) -> bool:
    """Write the words; whether they fit."""
    text.set_text(axes_style.drawable(words))
    return axes_style.width_of(text) <= room
