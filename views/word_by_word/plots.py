"""A review over its words: the probability so far, bars of each explanation, and their test."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backend_bases import MouseButton, MouseEvent
from matplotlib.patches import PathPatch
from matplotlib.ticker import MaxNLocator, NullLocator, ScalarFormatter
from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QWidget

from cells.activations import SIGMOID
from formatting import shorten
from views import axes_style
from views.artists import bars
from views.axes_style import Change
from views.colours import Colours
from views.inside.pointer import Pointer
from views.layered_canvas import LayeredCanvas
from views.word_by_word.scene import TESTED, ReviewScene
from views.word_by_word.words import TITLES

_SMALLEST_SIZE = (730, 310)
# Room around and between the axes, in points.
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 14, 20, 34
_BETWEEN_ROWS, _BETWEEN_COLUMNS = 19, 58
_TITLE, _OVER_LEGEND, _ABOVE_TEST = 5, 56, 76
_LEFT_SHARE = 0.68
_HEIGHTS = (1.4, 1, 1, 1)
"""Of the rows, in proportion: first the probability."""
_FOR_WORDS = 9.0
"""Points from word to word at the least, where each is written under its bars."""
_LETTER, _UNDER_WORDS, _MOST_LETTERS = 5.0, 14, 14
_WIDTH_OF_BAR, _WIDEST_BAR, _OVER_BARS = 0.72, 14.0, 1.15
_STYLES = ("-", "--", "-.", ":")
"""Of the explanations, and of words that are left out as they stand."""


class ReviewCanvas(LayeredCanvas):
    """Shows a scene, and one word of it.

    Attributes:
        scene: what is shown.
        word: the one that is looked at.

    Signals:
        picked: a word that was clicked at.
        hovered: the pointer has moved or left; ``word_under`` tells where it is.
    """

    picked = pyqtSignal(int)
    hovered = pyqtSignal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(_SMALLEST_SIZE, parent)
        self.scene: ReviewScene | None = None
        self.word = 0
        self._drawn: ReviewScene | None = None
        self._so_far, *self._rows = (self.figure.add_subplot() for _ in _HEIGHTS)
        self._left = self.figure.add_subplot()
        self._dress()
        (self._all,) = self._so_far.plot([], [], linewidth=1)
        (self._done,) = self._so_far.plot([], [], linewidth=2.2, animated=True)
        (self._dot,) = self._so_far.plot([], [], "o", markersize=6, animated=True)
        self._middles = [self._so_far.axhline(0.5, linestyle="--", linewidth=1)]
        self._middles += [axes.axhline(0, linewidth=0.8) for axes in self._rows]
        self._bars = [[_no_bars(axes) for _ in range(2)] for axes in self._rows]
        self._curves = [self._left.plot([], [], style, linewidth=1.8)[0] for style in _STYLES]
        self._cursors = [axes.axvline(0, linewidth=1, animated=True) for axes in self._over_words]
        self.moving = (*self._cursors, self._done, self._dot)
        self._pointer = Pointer(self, self.hovered.emit)
        self.mpl_connect("button_press_event", self._on_press)
        self.paint(colours)

    @property
    def _over_words(self) -> tuple[Axes, ...]:
        return (self._so_far, *self._rows)

    def _dress(self) -> None:
        titles = ("Probability after each word", *TITLES.values())
        for axes, title in zip(self._over_words, titles, strict=True):
            axes_style.dress_axes(axes, "", "", "")
            axes_style.add_line_above(axes, title, _TITLE, fontsize=axes_style.SMALL_SIZE)
        for axes in self._rows:
            axes.set_ylabel("of z", fontsize=axes_style.SMALL_SIZE)
        for axes in self._over_words[:-1]:
            axes.xaxis.set_major_locator(NullLocator())
        self._so_far.set(ylim=(-0.05, 1.05), yticks=(0, 0.5, 1))
        axes_style.dress_axes(
            self._left, "Which tells the truth?", "Words left out (%)", "", _OVER_LEGEND
        )
        self._left.set(xlim=(0, 100), ylim=(-0.02, 1.02))

    def _ink(self, colours: Colours) -> None:
        for axes in (*self._over_words, self._left):
            axes_style.paint_axes(axes, colours)
        for line in (self._all, *self._middles):
            line.set_color(colours.muted)
        for line in (self._done, self._dot):
            line.set_color(colours.predicted)
        for line in self._cursors:
            line.set_color(colours.accent)
        for of_row in self._bars:
            for patch, ink in zip(of_row, (colours.actual, colours.predicted), strict=True):
                patch.set_facecolor(ink)
        axes_style.ink_in_turn(self._curves, colours)
        self._drawn = None

    def update_plots(self) -> Change:
        """Show the scene; the word that is looked at moves over it."""
        scene = self.scene
        if scene is None:
            return Change.NOTHING
        change = Change.NOTHING if scene is self._drawn else Change.AXES
        if change:
            self._show(scene)
            self._drawn = scene
        self._move()
        return change

    def _show(self, scene: ReviewScene) -> None:
        places = np.arange(scene.words + 1)
        # Before the first word there is the bias.
        start = SIGMOID(np.array([scene.reading.bias]))
        self._all.set_data(places, np.concatenate([start, scene.reading.so_far]))
        self._so_far.set_ylabel(f"P({scene.answers[1]})", fontsize=axes_style.SMALL_SIZE)
        for axes, patches, name in zip(self._rows, self._bars, TITLES, strict=True):
            self._show_bars(axes, patches, scene.values(name))
        for axes in self._over_words:
            axes.set_xlim(-0.2, scene.words + 0.6)
        self._name_words(scene)
        self._show_test(scene)

    def _show_bars(self, axes: Axes, patches: list[PathPatch], values: np.ndarray) -> None:
        """Up and blue speaks for the positive answer, down and orange against it."""
        shown = np.nan_to_num(values)
        width = min(_WIDTH_OF_BAR, _WIDEST_BAR / self._pitch(max(1, len(shown))))
        for patch, is_meant in zip(patches, (shown > 0, shown < 0), strict=True):
            ends = shown[is_meant]
            patch.set_path(bars(np.flatnonzero(is_meant) + 1, np.zeros(len(ends)), ends, width))
        longest = float(np.abs(shown).max(initial=0.0)) or 1.0
        axes.set_ylim(-_OVER_BARS * longest, _OVER_BARS * longest)
        # Zero is a line of its own; a number at it would have no room between these.
        axes.set_yticks([-longest, longest], [f"−{longest:.2g}", f"{longest:.2g}"])

    def _pitch(self, words: int) -> float:
        """Points from word to word."""
        return axes_style.width_in_points(self._so_far) / (words + 0.8)

    def _name_words(self, scene: ReviewScene) -> None:
        """Write the words under the bars, if there is room for each; else number them."""
        lowest = self._rows[-1]
        names: list[str] = []
        if self._pitch(scene.words) >= _FOR_WORDS:
            names = [_short(axes_style.drawable(word)) for word in scene.reading.words]
            lowest.set_xticks(range(1, scene.words + 1), names, rotation=90)
            for label in lowest.get_xticklabels():
                label.set_parse_math(False)
        else:
            lowest.xaxis.set_major_locator(MaxNLocator(integer=True))
            lowest.xaxis.set_major_formatter(ScalarFormatter())
            lowest.tick_params(axis="x", labelrotation=0)
        lowest.set_xlabel("" if names else "Word", loc="left", fontsize=axes_style.TEXT_SIZE)
        self._place(max(_BOTTOM, _LETTER * max(map(len, names), default=0) + _UNDER_WORDS))

    def _show_test(self, scene: ReviewScene) -> None:
        explained, shown = scene.explained, []
        tests = [*explained.explanations.values(), explained.as_they_stand] if explained else []
        for line in self._curves:
            line.set_data([], [])
        for line, each in zip(self._curves, tests, strict=False):
            line.set_data(100 * each.left_out / scene.words, each.curve)
            line.set_label(f"{TESTED[each.name]} {each.area:.3f}")
            shown.append(line)
        self._left.set_ylabel(f"P({scene.answer})", fontsize=axes_style.SMALL_SIZE)
        axes_style.put_legend(self._left, shown, self._colours, 1)

    def _move(self) -> None:
        for line in self._cursors:
            line.set_xdata([self.word + 1] * 2)
        places, heights = np.asarray(self._all.get_xydata())[: self.word + 2].T
        self._done.set_data(places, heights)
        self._dot.set_data(places[-1:], heights[-1:])

    def lay_out(self) -> None:
        """Words keep their room at any size."""
        self._place(_BOTTOM)
        self._drawn = None  # Whether there is room for words has to be looked at anew.

    def _place(self, bottom: float) -> None:
        """Give all axes their places; ``bottom`` are the points under the lowest bars."""
        width, height = self.figure.get_size_inches() * 72
        columns = width - _LEFT - _BETWEEN_COLUMNS - _RIGHT
        left = _LEFT_SHARE * columns
        room = height - _TOP - bottom - _BETWEEN_ROWS * (len(_HEIGHTS) - 1)
        top = height - _TOP
        for axes, share in zip(self._over_words, _HEIGHTS, strict=True):
            tall = max(1.0, room * share / sum(_HEIGHTS))
            top -= tall
            axes_style.place(axes, _LEFT, top, left, tall)
            top -= _BETWEEN_ROWS
        start = _LEFT + left + _BETWEEN_COLUMNS
        tall = max(1.0, height - _ABOVE_TEST - _BOTTOM)
        axes_style.place(self._left, start, _BOTTOM, columns - left, tall)

    # Pointing

    @property
    def word_under(self) -> int | None:
        """The word under the pointer."""
        event = self._pointer.event
        return None if event is None else self._word_at(event)

    def _word_at(self, event: MouseEvent) -> int | None:
        if self.scene is None or event.xdata is None or event.inaxes not in self._over_words:
            return None
        return min(max(round(event.xdata) - 1, 0), self.scene.words - 1)

    def _on_press(self, event: MouseEvent) -> None:
        word = self._word_at(event)
        if event.button == MouseButton.LEFT and word is not None:
            self.picked.emit(word)


def _short(word: str) -> str:
    """As much of it as has room under its bars, the ellipsis included."""
    return word if len(word) <= _MOST_LETTERS else shorten(word, _MOST_LETTERS - 1)


def _no_bars(axes: Axes) -> PathPatch:
    nothing = np.zeros(0)
    patch = PathPatch(bars(nothing, nothing, nothing, 0.0), linewidth=0)
    axes.add_patch(patch)
    return patch
