"""The tab that finds units: which follow a property of the text, and the text in their colours."""

from __future__ import annotations

from typing import Any

import numpy as np
from PyQt5.QtCore import QSignalBlocker, Qt
from PyQt5.QtWidgets import QListWidget, QListWidgetItem, QWidget

from inspection.inquiry import Inquiry
from inspection.units import Follower, ReadUnits, Unit, followers, read_units
from tasks.passages import Passages, Property
from tasks.registry import task_of
from tasks.sample import Sample
from training.checkpoint import TrainedState
from views.calm_wheel import CalmComboBox
from views.elided_label import ElidedLabel
from views.empty_stack import EmptyStack
from views.inside.colour_scales import SIGNED, ColourLegend
from views.inside.coloured_text import ColouredText
from views.inside.cursor import Cursor
from views.inside.scene import Scene
from views.rows import column_of, fill, label_of, lines_of, row_of

MOST_SYMBOLS = 4_000
"""That are read: half of them to choose by, half to judge by."""
_MOST_FOUND = 20
BY_HAND = "marked by hand"
_NO_TEXT = (
    "Units are looked for in a long text: the sequences of this task have no properties to follow."
)
_READING = "Reading the held-out part…"
_MARK_SOME = "Drag over the text to mark what a unit should follow; a click unmarks all."
_NONE = "No unit follows it: in what was read it is the same everywhere, or all units stand still."
_LONGEST, _LIST_FRAME = "−0.00   c of unit 888, layer 8, unchecked", 40
"""A line of the list, and pixels for its frame and its scroll bar."""
_MARGIN = 9


class FollowersView(QWidget):
    """Lets the student choose a property, and finds the units that follow it.

    Attributes:
        inquiry: reads the text beside the window.
    """

    def __init__(self, cursor: Cursor) -> None:
        super().__init__()
        self._cursor = cursor
        self._problem: Any = None
        self._sample: Sample | None = None
        self._properties: tuple[Property, ...] = ()
        self._read: ReadUnits | None = None
        self._of: TrainedState | None = None
        self._found: list[Follower] = []
        self._by_hand = np.zeros(0)
        self._make_parts()
        self.inquiry = Inquiry("units", self)
        self.inquiry.answered.connect(self._on_read)
        self.inquiry.failed.connect(self._words.setText)
        self._arrange()

    def _make_parts(self) -> None:
        self._words = ElidedLabel("followersWordsLabel", "What was found")
        self._choice = CalmComboBox(objectName="followersPropertyCombo")
        self._choice.setAccessibleName("Property that units should follow")
        self._choice.setToolTip("What of the text the units found should follow")
        self._choice.currentIndexChanged.connect(lambda _row: self._look())
        self._list = QListWidget(objectName="followersList")
        self._list.setAccessibleName("Units that follow the property, the best first")
        self._list.setToolTip("Choose a unit to see the text in its colours")
        self._list.setFixedWidth(self._list.fontMetrics().horizontalAdvance(_LONGEST) + _LIST_FRAME)
        self._list.currentRowChanged.connect(self._pick)
        self._text = ColouredText(
            "followersText",
            "The beginning of the part of the text that was held out; drag over it to mark some",
        )
        self._text.marked.connect(self._mark)
        self._text.chosen.connect(self._unmark)
        self._legend = ColourLegend(SIGNED, "What the unit is after each symbol")

    def _arrange(self) -> None:
        choices = column_of(
            label_of("Proper&ty:", self._choice), self._choice, self._list, stretched=self._list
        )
        text = column_of(self._text, row_of(self._legend, None), stretched=self._text)
        halves = row_of(choices, text, stretched=text)
        self._stack = EmptyStack(
            "followersEmptyLabel",
            fill(QWidget(), lines_of(self._words, halves, stretched=halves)),
        )
        fill(self, lines_of(self._stack)).layout().setContentsMargins(_MARGIN, 4, _MARGIN, 0)

    # What the tab is told

    def show_scene(self, scene: Scene) -> None:
        """Read the held-out part with the scene's network, unless that was done."""
        state = scene.state
        passages = task_of(state.learned).passages if state is not None else None
        if state is None or passages is None:
            self._stack.say(_NO_TEXT)
            return
        self._stack.show_content()
        if state is self._of:
            return
        sample = self._taken(state.learned, passages)
        settings = scene.inspection.settings
        self._words.setText(_READING)
        self.inquiry.ask(state, lambda: read_units(settings, state, sample.given))

    def _taken(self, problem: Any, passages: Passages) -> Sample:
        """The text of a problem, shown; the property that is chosen stays, if it has it."""
        if self._sample is not None and problem == self._problem:
            return self._sample
        self._problem, self._read, self._of = problem, None, None
        first = passages.unseen_from(problem)
        count = min(MOST_SYMBOLS, passages.length(problem) - first - 1)
        self._sample = sample = passages.at(problem, first, count)
        self._text.show_glyphs(sample.shown)
        self._by_hand = np.zeros(count)
        self._properties = (
            *passages.properties(problem),
            Property(BY_HAND, _MARK_SOME, lambda *_: self._by_hand),
        )
        self._offer()
        return sample

    def _offer(self) -> None:
        before = self._choice.currentText()
        with QSignalBlocker(self._choice):
            self._choice.clear()
            for row, each in enumerate(self._properties):
                self._choice.addItem(each.name)
                self._choice.setItemData(row, each.tip, Qt.ToolTipRole)
            self._choice.setCurrentIndex(max(0, self._choice.findText(before)))

    # Looking

    def _on_read(self, state: TrainedState, read: ReadUnits) -> None:
        if state.learned != self._problem:
            return  # Another text has been shown since; its own reading comes next.
        unit, self._of, self._read = self._picked, state, read
        self._look(unit)

    def _look(self, unit: Unit | None = None) -> None:
        """Find who follows the property that is chosen; show this unit, if it is among them."""
        wanted = self._wanted()
        if self._read is None or wanted is None:
            return
        is_true = np.isin(wanted, (0, 1)).all()
        self._text.underline(wanted > 0 if is_true else np.zeros(len(wanted), bool))
        found = followers(self._read, wanted, _MOST_FOUND)
        self._found = sorted(found, key=lambda each: -abs(_shown(each)))
        self._fill_list(unit)
        if not self._found:
            self._text.show_colours(None)
            is_by_hand = self._choice.currentText() == BY_HAND
            self._words.setText(_MARK_SOME if is_by_hand and not wanted.any() else _NONE)

    def _wanted(self) -> np.ndarray | None:
        row, state = self._choice.currentIndex(), self._of
        if state is None or self._sample is None or not 0 <= row < len(self._properties):
            return None
        problem = state.learned
        passages = task_of(problem).passages
        if passages is None:
            return None
        first = passages.unseen_from(problem)
        return self._properties[row].values(problem, first, len(self._sample.shown))

    @property
    def _picked(self) -> Unit | None:
        row = self._list.currentRow()
        return self._found[row].unit if 0 <= row < len(self._found) else None

    def _fill_list(self, unit: Unit | None) -> None:
        with QSignalBlocker(self._list):
            self._list.clear()
            for each in self._found:
                QListWidgetItem(_in_few_words(each), self._list)
            units = [each.unit for each in self._found]
            row = units.index(unit) if unit in units else 0
            self._list.setCurrentRow(row)
        self._pick(row)

    def _pick(self, row: int) -> None:
        if self._read is None or not 0 <= row < len(self._found):
            return
        found = self._found[row]
        values = self._read.values(found.unit)
        tips = [f"{each:+.3f}".replace("-", "−") for each in values]
        self._text.show_colours(self._legend.colours_of(values), tips)
        self._words.setText(_in_words(found, self._choice.currentText()))
        self._cursor.go_to(layer=found.unit.layer, unit=found.unit.unit)

    # By hand

    def _mark(self, first: int, end: int) -> None:
        self._by_hand[first:end] = 1
        self._show_by_hand()

    def _unmark(self, _symbol: int) -> None:
        self._by_hand[:] = 0
        self._show_by_hand()

    def _show_by_hand(self) -> None:
        row = self._choice.findText(BY_HAND)
        if row == self._choice.currentIndex():
            self._look()
        else:
            self._choice.setCurrentIndex(row)


def _name(unit: Unit) -> str:
    return f"{unit.symbol} of unit {unit.unit + 1}, layer {unit.layer + 1}"


def _shown(found: Follower) -> float:
    """How well it follows, as the list tells it and is in order by."""
    return found.chosen_by if found.told is None else found.told


def _in_few_words(found: Follower) -> str:
    mark = ", unchecked" if found.told is None else ""
    return f"{_number(_shown(found))}   {_name(found.unit)}{mark}"


def _in_words(found: Follower, wanted: str) -> str:
    beginning = f"{_name(found.unit)} follows “{wanted}”"
    if found.told is None:
        return (
            f"{beginning} with r = {_number(found.chosen_by)} where it was chosen; nothing else "
            "is there to check it by: it may be chance."
        )
    return (
        f"{beginning} with r = {_number(found.told)} on the second half of the text "
        f"({_number(found.chosen_by)} on the first, by which it was chosen)."
    )


def _number(r: float) -> str:
    return f"{r:+.2f}".replace("-", "−")
