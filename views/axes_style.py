"""What all plots have in common: frame, title, legend, notes and their colours."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from itertools import cycle
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation, Text
from matplotlib.ticker import MaxNLocator

from formatting import one_line, shorten
from tasks.registry import task_of
from tasks.task import Problem
from views.colours import Colours
from views.fonts import drawable_characters

TITLE_SIZE = 11
TEXT_SIZE = 9
SMALL_SIZE = 8.5

# Lines of text above the axes, in points from their upper edge; the legend stands below them.
_TITLE_HEIGHT = 33
SUBTITLE_HEIGHT = 19
_NOTE_DEPTH = 27
_LEGEND_MARKER = 5.5
_HALO = 3.0

_NO_GLYPH = "□"


class Change(IntEnum):
    """What a new frame changes in the pictures that are kept from frame to frame."""

    NOTHING = 0
    CURVES = 1
    AXES = 2


def dress_axes(
    axes: Axes, title: str, x_label: str, y_label: str, title_height: float = _TITLE_HEIGHT
) -> Text:
    """Give empty axes their words and a frame of two sides; returns the title."""
    heading = add_line_above(axes, title, title_height, fontsize=TITLE_SIZE, fontweight="bold")
    axes.set_xlabel(x_label, loc="left", fontsize=TEXT_SIZE)
    axes.set_ylabel(y_label, fontsize=TEXT_SIZE)
    axes.tick_params(labelsize=SMALL_SIZE)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_axisbelow(True)
    return heading


def number_epochs(axes: Axes) -> None:
    """Ticks at whole epochs alone, even where there is a single one."""
    whole = MaxNLocator(nbins=6, integer=True, steps=[1, 2, 5, 10], min_n_ticks=1)
    axes.xaxis.set_major_locator(whole)
    axes.xaxis.set_major_formatter("{x:,.0f}")


def add_subtitle(axes: Axes, text: str = "") -> Text:
    """A line between the title and the legend."""
    return add_line_above(axes, text, SUBTITLE_HEIGHT, fontsize=SMALL_SIZE)


def drawable(text: str) -> str:
    """One line of text, such as a name, with a □ for each character that the fonts lack."""
    line = one_line(text)
    return "".join(letter if is_drawable(letter) else _NO_GLYPH for letter in line)


def is_drawable(text: str) -> bool:
    """Whether the fonts have all of it."""
    return drawable_characters().issuperset(map(ord, text))


def fit(text: Text, words: str, room: float, shorter: str = "") -> None:
    """Write as many of the words as there is room for, in pixels; or of shorter ones, if any."""
    words = drawable(words)
    text.set_text(words)
    wanted = width_of(text)
    if wanted > room and shorter:
        fit(text, shorter, room)
    elif wanted > room:
        text.set_text(shorten(words, max(1, int(len(words) * room / wanted) - 2)))


def width_of(text: Text) -> float:
    """Pixels along its line, on the screen as it is now: else a text asks its last drawing."""
    figure: Any = text.get_figure(root=True)
    extent = text.get_window_extent(figure.canvas.get_renderer())
    return extent.height if text.get_rotation() else extent.width


def add_line_above(axes: Axes, text: str, height: float, **font: Any) -> Text:
    """A line of text, ``height`` points above the left end of the axes."""
    return add_beside(axes, drawable(text), (0, 1), (0, height), parse_math=False, **font)


def add_note(axes: Axes) -> Text:
    """A small note below the right end of the axes."""
    return add_beside(axes, "", (1, 0), (0, -_NOTE_DEPTH), ha="right", fontstyle="italic")


def add_beside(
    axes: Axes, text: str, place: tuple[float, float], off: tuple[float, float], **look: Any
) -> Annotation:
    """Words outside of the axes, ``off`` points from a place in shares of their size."""
    look = {"fontsize": SMALL_SIZE, "annotation_clip": False} | look
    fraction, points = "axes fraction", "offset points"
    return axes.annotate(text, xy=place, xycoords=fraction, xytext=off, textcoords=points, **look)


def add_name_of_level(axes: Axes) -> Annotation:
    """For a word on a line across the axes, not to be seen as long as it has no place there."""
    return axes.annotate(
        "",
        xy=(1, 0),
        xycoords=axes.get_yaxis_transform(),
        xytext=(0, 3),
        textcoords="offset points",
        horizontalalignment="right",
        fontsize=SMALL_SIZE,
        parse_math=False,
        visible=False,
    )


def paint_name_of_level(name: Text, colours: Colours) -> None:
    """Let it be read over whatever is drawn before it, such as the line of the epoch shown."""
    name.set_color(colours.muted)
    name.set_path_effects([withStroke(linewidth=_HALO, foreground=colours.background)])


class GuessLine:
    """The level that a blind guess reaches, with a word on it; none until one is shown.

    Attributes:
        word: can be read over whatever is drawn before it.
    """

    def __init__(self, axes: Axes) -> None:
        (self._line,) = axes.plot(
            [], [], transform=axes.get_yaxis_transform(), linestyle=(0, (4, 3)), linewidth=1.2
        )
        self.word = add_name_of_level(axes)

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette."""
        self._line.set_color(colours.muted)
        paint_name_of_level(self.word, colours)

    def show(self, level: float | None) -> None:
        """Stand at this level; at None, nowhere."""
        levels = [] if level is None else [level, level]
        self._line.set_data([0, 1][: len(levels)], levels)
        self.word.set_text("" if level is None else "a guess")
        self.word.set_visible(level is not None)
        self.word.xy = (1, level or 0.0)


def guessed(problem: Problem | None) -> tuple[float | None, float | None]:
    """Loss and accuracy of a blind guess, where a plot tells them: not beside a pattern."""
    task = problem and task_of(problem)
    return task.guessed(problem) if task and task.is_drawn else (None, None)


def paint_axes(axes: Axes, colours: Colours) -> None:
    """Colour frame, ticks, grid and words."""
    paint_frame(axes, colours)
    axes.grid(axis="y", color=colours.grid)


def paint_frame(axes: Axes, colours: Colours) -> None:
    """The same for axes without a grid."""
    axes.set_facecolor(colours.background)
    axes.spines[:].set_color(colours.muted)
    axes.tick_params(color=colours.muted, labelcolor=colours.text)
    for text in (axes.xaxis.label, axes.yaxis.label, *axes.texts):
        text.set_color(colours.text)


def put_legend(
    axes: Axes, handles: Iterable[Artist], colours: Colours, columns: int | None = None
) -> None:
    """A legend above the axes, where it never hides data: in one row, or so many columns."""
    handles = list(handles)
    legend = axes.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=columns or len(handles),
        frameon=False,
        borderaxespad=0,
        borderpad=0.3,
        handlelength=1.5,
        handletextpad=0.4,
        columnspacing=0.9,
        fontsize=SMALL_SIZE,
        labelcolor=colours.text,
    )
    take_as_written(legend)
    for line in legend.get_lines():
        line.set_markersize(_LEGEND_MARKER)


def take_as_written(legend: Legend) -> None:
    """Let no name with a $ in it be read as a formula, nor stop the drawing otherwise."""
    for text in legend.get_texts():
        text.set_text(drawable(text.get_text()))
        text.set_parse_math(False)


def ink_in_turn(lines: Iterable[Line2D], colours: Colours) -> None:
    """Tell lines apart that stand beside each other; their styles do so, too."""
    for line, ink in zip(lines, cycle(colours.inks), strict=False):
        line.set_color(ink)


def width_in_points(axes: Axes) -> float:
    """Width of the axes in 1/72 inch, which does not depend on the screen's scale."""
    return size_in_points(axes)[0]


def size_in_points(axes: Axes) -> tuple[float, float]:
    """Width and height of the axes."""
    points = 72 / axes.figure.dpi
    return axes.bbox.width * points, axes.bbox.height * points


def place(axes: Axes, left: float, bottom: float, width: float, height: float) -> None:
    """Put axes there on their figure, in points."""
    figure: Any = axes.get_figure(root=True)
    size = np.tile(figure.get_size_inches() * 72, 2)
    axes.set_position(tuple(np.array((left, bottom, width, height)) / size))


def spread(
    figure: Figure,
    margins: tuple[float, float, float, float],
    between: float = 0.0,
    between_rows: float = 0.0,
) -> float:
    """Share what room the margins leave, at left, right, top and bottom, among a grid of axes.

    All are in points, as is the width of each axes, which is told.
    """
    (width, height), (left, right, top, bottom) = figure.get_size_inches() * 72, margins
    grid: Any = figure.axes[0].get_gridspec()
    rows, columns = grid.get_geometry()
    each = (width - left - right - (columns - 1) * between) / columns
    high = (height - top - bottom - (rows - 1) * between_rows) / rows
    figure.subplots_adjust(
        left=left / width,
        right=1 - right / width,
        top=1 - top / height,
        bottom=bottom / height,
        wspace=between / each,
        hspace=between_rows / high,
    )
    return each
