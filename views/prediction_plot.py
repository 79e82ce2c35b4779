"""The left plot: what the network said, symbol by symbol, against what came."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.markers import TICKDOWN
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator, NullLocator, ScalarFormatter

from formatting import share_text
from tasks.heads import HEADS, LINEAR, SIGMOID, THRESHOLD, Head
from tasks.loss_unit import LossUnit, unit_of
from tasks.registry import task_of
from tasks.task import Problem
from training.record import EpochRecord
from views import axes_style
from views.artists import bars
from views.axes_style import Change
from views.colours import Colours
from views.text_along import TextAlong
from views.thinning import FEWEST_SYMBOLS, one_in, symbols_shown

NO_EPOCH = (
    "No epoch yet.\nThe first one is shown when it is done.\n"
    "Press Start in the main window,\nor Continue, if nothing is training."
)

_POINTS_PER_SYMBOL = 3.0
_POINTS_PER_NAME = 11.0
"""From the name of a class to that above it."""
# Below so many points a symbol, a hollow circle looks like a dot, and the step line says it all.
_LEAST_FOR_CIRCLES = 5.0
# Below so many, crosses would cover what is right beside them, and their edges each other.
_LEAST_FOR_CROSSES = 2.5
_EDGE, _WIDTH_OF_TICK = 1.0, 0.8
_GAP_WIDTH = 0.7
_MOST_NUMBERS = 300
_PITCH_OF_NUMBERS = 5.0
"""Points that a mark has where marks stand anywhere."""
_ROOM_OF_ANSWER = 2
"""Symbols of a sequence that take as much room as one answer."""
_SHADE_OF_BARS = 0.45
_NO_GAPS = Path(np.empty((0, 2)))


class _Kind(NamedTuple):
    """How answers of one kind are drawn, and what is written beside them.

    Attributes:
        below: what runs from left to right; {noun} is what is judged.
        beside: what runs upwards; {last} is the last of the answers that there can be.
        wanted: name, mark and style of the line of what was wanted; empty where none is drawn.
        has_gaps: whether bars reach from what was wanted, or from 0, to what was said.
        is_parted: whether above one half another thing is said than below.
    """

    below: str
    beside: str
    wanted: tuple[str, str, str] | tuple[()] = ()
    has_gaps: bool = False
    is_parted: bool = False


_SEQUENCE = _Kind("Time (symbols)", SIGMOID.axis, ("actual", "o", "-"), True, True)
_BITS = _Kind("Answers in a row", SIGMOID.axis, ("actual", "o", "none"), True, True)
_CLASSES = _Kind("Answers in a row", HEADS["softmax"].axis, ("expected", "s", "none"))
"""Each has a line of its own, with a frame where it is the one expected."""
_NUMBERS = _Kind("Number wanted", "Number said", ("said = wanted", "", "-"))
"""What is right lies on the line."""
_TEXT = _Kind("What came in the text", "Probability of it", has_gaps=True)
"""How probable what came was: a bar each, with a mark on whether it was also said."""
_JUDGED = _Kind("Each {noun}, the least probable first", "Probability of {last}", is_parted=True)
"""Each stands in its place among all: what is wrong and sure is far out."""


class PredictionPlot:
    """Predictions vs. actual values over a stretch of the sequence, for one epoch.

    Attributes:
        moving: the artists that change with the epoch, in the order of drawing;
            the canvas draws them over the picture of all the rest.
        caption: number, loss and accuracy of the epoch shown; empty before the first. On the
            screen a label shows it.
        short_caption: the same, with no more than the numbers.
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
        self._title = axes_style.dress_axes(axes, title, "", "")
        self._threshold = axes.axhline(THRESHOLD, linestyle="--", linewidth=1)
        self._sentence = axes.text(
            0.5, 0.75, invitation, transform=axes.transAxes, ha="center", va="center", fontsize=10
        )
        self._note = axes_style.add_note(axes)
        self._make_moving_artists()
        self._stretch: tuple[int, str, float, float] | None = None
        self._classes: tuple[str, ...] = ("0", "1")
        self._text = TextAlong(axes)
        self._is_dense = False
        self._noun = ""
        self._own_kind: _Kind | None = None
        self._kind = self._kind_of_none = _SEQUENCE
        self._scale: tuple[object, ...] = ()
        self._unit: LossUnit | None = None
        self._colours: Colours | None = None
        self._show_nothing()

    def set_problem(self, problem: Problem | None) -> None:
        """Name what can be answered as its task does; seen at the next :meth:`show`."""
        if problem is not None:
            task = task_of(problem)
            self._classes = task.sample(problem).classes
            self._unit, self._noun = task.loss_unit(problem), task.noun
            self._own_kind = _TEXT if task.bits else _JUDGED if task.explaining else None
            self._kind_of_none = self._kind_of(task.head, not task.is_drawn)

    def _kind_of(self, head: Head, is_sequence: bool) -> _Kind:
        if self._own_kind is not None:
            return self._own_kind
        if head is SIGMOID:
            return _SEQUENCE if is_sequence else _BITS
        return _NUMBERS if head is LINEAR else _CLASSES

    def _make_moving_artists(self) -> None:
        self._gap = PathPatch(_NO_GAPS, linewidth=0, label="gap")
        self._axes.add_patch(self._gap)
        self._actual = self._line("actual", "o", drawstyle="steps-mid", linewidth=1.2)
        self._actual.set_fillstyle("none")
        # Where answers stand close together, what is wrong must not cover what is right.
        self._wrong = self._line("wrong", "X", linestyle="none")
        self._right = self._line("predicted", "o", linestyle="none", markeredgewidth=0)
        self._settled = self._axes.axvline(0, linestyle=":", linewidth=1.5)
        self.moving: tuple[Artist, ...] = (
            self._settled,
            self._gap,
            self._actual,
            self._wrong,
            self._right,
        )
        for artist in self.moving:
            artist.set_animated(True)
        # Drawing its forty letters would take longer than all the rest of a frame.
        self.caption = axes_style.add_subtitle(self._axes)
        self.caption.set_visible(False)

    def _line(self, label: str, marker: str, **look: Any) -> Line2D:
        # Marks at 0 and 1 may stand a little over the frame rather than be cut in half.
        (line,) = self._axes.plot([], [], marker=marker, label=label, clip_on=False, **look)
        return line

    @property
    def _handles(self) -> tuple[Artist, ...]:
        """What the legend names."""
        if not self._kind.wanted:
            return (self._right, self._wrong)
        return (self._actual, self._right, self._wrong, *((self._gap,) * self._kind.has_gaps))

    def paint(self, colours: Colours) -> None:
        """Take the colours of the palette."""
        axes_style.paint_axes(self._axes, colours)
        self._threshold.set_color(colours.muted)
        self._note.set_color(colours.muted)
        self._settled.set_color(colours.accent)
        self._gap.set(facecolor=colours.predicted_panel, edgecolor=colours.predicted, hatch="////")
        if self._kind is _TEXT:
            # A bar is a probability here, not a gap.
            self._gap.set(facecolor=to_rgba(colours.predicted, _SHADE_OF_BARS), hatch="")
        self._text.paint(colours)
        self._actual.set_color(colours.actual)
        self._right.set_color(colours.predicted)
        edge = colours.error if self._is_dense else colours.background
        self._wrong.set(color=colours.error, markeredgecolor=edge)
        self._colours = colours
        axes_style.put_legend(self._axes, self._handles, colours)

    def fit_title(self) -> None:
        """Shorten the title to the width that the axes have now."""
        axes_style.fit(self._title, self._full_title, self._axes.bbox.width)

    def show(self, record: EpochRecord | None) -> Change:
        """Show one epoch, or the empty plot. Says what of the still picture has changed."""
        if record is None:
            return self._show_nothing()
        kind, head = self._kind_of(record.head, bool(record.period)), record.head
        change = self._set_kind(kind, float(record.targets.max()) if kind is _NUMBERS else 0.0)
        count, targets = self._count_of(record), len(record.targets)
        part = f"first {count:,} of {targets:,}" if count < targets else ""
        if kind in (_TEXT, _JUDGED):
            part = f"{'the first ' * (kind is _TEXT)}{count:,} held out"
        change = max(change, self._set_stretch(count, part))
        order = np.argsort(record.predictions) if kind is _JUDGED else slice(count)
        shown, targets_shown = record.predictions[order], record.targets[order]
        if change is Change.AXES and kind is _TEXT:
            self._text.write([self._classes[target] for target in targets_shown], self._classes)
        drawn = head.p(shown, targets_shown) if kind is _TEXT else head.drawn(shown)
        self._set_values(drawn, targets_shown, head.rights(shown, targets_shown))
        self._mark_settled(record.settled_after)
        unit = self._unit or unit_of(head)
        self.caption.set_text(_caption(record, unit))
        self.short_caption = _short_caption(record, unit)
        return change

    def _count_of(self, record: EpochRecord) -> int:
        """How many targets there is room for."""
        targets = len(record.targets)
        room = int(axes_style.width_in_points(self._axes) / _POINTS_PER_SYMBOL)
        if self._kind is _SEQUENCE:
            return symbols_shown(record.period, targets, room)
        room_of_kind = {
            _NUMBERS: _MOST_NUMBERS,
            _TEXT: self._text.room_for(self._classes),
            _JUDGED: targets,
        }
        room = room_of_kind.get(self._kind, max(FEWEST_SYMBOLS, room // _ROOM_OF_ANSWER))
        return min(targets, room)

    def _show_nothing(self) -> Change:
        change = max(self._set_kind(self._kind_of_none), self._set_stretch(0, ""))
        self._set_values(np.empty(0), np.empty(0), np.empty(0, bool))
        self._mark_settled(0)
        self.caption.set_text("")
        self.short_caption = ""
        return change

    def _mark_settled(self, until: int) -> None:
        """A line before the first symbol from which on all are right, if that is in the stretch."""
        self._settled.set_xdata([until + 0.5] * 2)
        self._settled.set_visible(0 < until < len(self._times))

    def _set_stretch(self, count: int, note: str) -> Change:
        """Make room for ``count`` symbols."""
        width, height = axes_style.size_in_points(self._axes)
        if (count, note, width, height) == self._stretch:
            return Change.NOTHING
        self._stretch = (count, note, width, height)
        self._times = np.arange(1, count + 1)
        self._note.set_text(note)
        self._sentence.set_visible(count == 0)
        if self._kind is not _NUMBERS:
            self._axes.set_xlim(0.25, (count or FEWEST_SYMBOLS) + 0.75)
        self._size_markers(width / (count or FEWEST_SYMBOLS))
        if self._kind is _CLASSES:
            self._name_classes(height)
        return Change.AXES

    def _size_markers(self, pitch: float) -> None:
        if self._kind is _NUMBERS:
            pitch = _PITCH_OF_NUMBERS
        self._actual.set_markersize(min(0.7 * pitch, 7.5) if pitch > _LEAST_FOR_CIRCLES else 0)
        self._right.set_markersize(np.clip(0.5 * pitch, 2.5, 5.0))
        self._wrong.set_markersize(np.clip(1.2 * pitch, 6.5, 9.0))
        self._let_wrong_hang(pitch < _LEAST_FOR_CROSSES)

    def _let_wrong_hang(self, is_dense: bool) -> None:
        """Mark what is wrong below its place, or by a cross with an edge that sets it off."""
        if is_dense == self._is_dense:
            return
        self._is_dense = is_dense
        marker: Any = TICKDOWN if is_dense else "X"
        self._wrong.set_marker(marker)
        self._wrong.set_markeredgewidth(_WIDTH_OF_TICK if is_dense else _EDGE)
        if self._colours is not None:
            self.paint(self._colours)

    def _set_kind(self, kind: _Kind, highest: float = 0.0) -> Change:
        """Draw answers of this kind from now on. Says whether that changes what the axes say."""
        scale = kind, self._classes, highest, self._noun
        if scale == self._scale:
            return Change.NOTHING
        self._kind, self._scale, self._stretch = kind, scale, None
        # Where no place is given, it would go to the middle.
        self._axes.set_xlabel(kind.below.format(noun=self._noun), loc="left")
        self._axes.set_ylabel(kind.beside.format(last="".join(self._classes[-1:])))
        self._threshold.set_visible(kind.is_parted)
        self._gap.set_visible(kind.has_gaps)
        self._right.set_label("predicted" if kind.wanted else "right")
        self._actual.set_visible(bool(kind.wanted))  # A legend that is made takes this over.
        if kind.wanted:
            label, marker, style = kind.wanted
            self._actual.set(label=label, marker=marker, linestyle=style)
        self._actual.set_drawstyle("steps-mid" if kind is _SEQUENCE else "default")
        self._text.clear()
        self._scale_axes(highest)
        if self._colours is not None:
            self.paint(self._colours)
        return Change.AXES

    def _scale_axes(self, highest: float) -> None:
        """Give the axes their extent and numbers, but for what each epoch decides."""
        x, y = self._axes.xaxis, self._axes.yaxis
        x.set_major_locator(MaxNLocator(nbins=6, integer=True, steps=[1, 2, 5, 10]))
        x.set_major_formatter(ScalarFormatter())
        if self._kind is _CLASSES:
            self._axes.set_ylim(-0.6, len(self._classes) - 0.4)
        elif self._kind is _NUMBERS:
            y.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
            y.set_major_formatter(ScalarFormatter())
            y.set_minor_locator(NullLocator())
            extent = np.array([-0.08, 1.08]) * max(1.0, highest)
            self._axes.set(xlim=extent, ylim=extent)
        else:
            lowest = -self._text.room_below(self._classes) if self._kind is _TEXT else -0.08
            self._axes.set(ylim=(lowest, 1.08))
            self._axes.set_yticks([0, THRESHOLD, 1], ["0", f"{THRESHOLD}", "1"])

    def _name_classes(self, height: float) -> None:
        """Name as many of their lines as there is room for in so many points."""
        every = one_in(_POINTS_PER_NAME * len(self._classes), height)
        names = [each * (place % every == 0) for place, each in enumerate(self._classes)]
        self._axes.set_yticks(range(len(names)), names)

    def _set_values(self, predictions: np.ndarray, targets: np.ndarray, rights: np.ndarray) -> None:
        is_number, is_text = self._kind is _NUMBERS, self._kind is _TEXT
        targets = np.zeros(len(targets)) if is_text else targets  # Where its bars begin.
        times, wrong = targets if is_number else self._times, ~rights
        line = self._axes.get_xlim()
        self._actual.set_data(*((line, line) if is_number else (times, targets)))
        self._right.set_data(times[~wrong], predictions[~wrong])
        self._wrong.set_data(times[wrong], predictions[wrong])
        if self._kind.has_gaps:
            self._gap.set_path(bars(times, targets, predictions, _GAP_WIDTH))


def _caption(record: EpochRecord, unit: LossUnit) -> str:
    """Number, loss and accuracy, and from where on the network makes no mistake."""
    which = "held-out " if record.seen else ""
    words = (
        f"epoch {record.epoch:,} · {which}loss {unit.told_in_full(record.loss)} "
        f"· accuracy {share_text(record.accuracy)}"
    )
    if record.settled_after:
        words += f" · ┊ all right after symbol {record.settled_after:,}"
    return words


def _short_caption(record: EpochRecord, unit: LossUnit) -> str:
    perplexity = unit.perplexity(record.loss)
    uncertain = "" if perplexity is None else f" · perplexity {perplexity:,.1f}"
    return (
        f"epoch {record.epoch:,} · loss {unit.number(record.loss)}{uncertain} "
        f"· accuracy {share_text(record.accuracy)}"
    )
