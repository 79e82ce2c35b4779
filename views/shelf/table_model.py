"""The runs of a shelf as Qt's tables read and edit them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeVar

from PyQt5.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PyQt5.QtGui import QColor

from shelf.run import Run
from shelf.shelf import Shelf
from views.colours import LIGHT, Colours
from views.labels import as_it_stands
from views.painting import fails_once
from views.run_looks import look_of, mark_of, no_mark
from views.shelf.columns import NAME, Column, Key, columns_for

SORT_ROLE = Qt.UserRole
_ROOT = QModelIndex()
_Part = TypeVar("_Part", Run, Column)
_Bracket = tuple[Callable[[QModelIndex, int, int], None], Callable[[], None]]
"""Tells Qt that rows or columns are about to go or come, and that they have."""


class RunTableModel(QAbstractTableModel):
    """A row for each run; the columns are those in which the runs that are drawn differ.

    What is edited goes to the shelf, which says what has become of it.
    """

    def __init__(self, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._colours = LIGHT
        self._runs: list[Run] = []
        self.columns: list[Column] = list(columns_for([]))

    def paint(self, colours: Colours) -> None:
        """Draw the marks in the colours of this palette."""
        self._colours = colours
        self._tell_all()

    def update(self) -> bool:
        """Take what the shelf has now. Returns whether there are other rows or columns."""
        runs = self._shelf.runs
        columns = list(columns_for([run for run in runs if not run.is_hidden]))
        same_rows = [run.id for run in runs] == [run.id for run in self._runs]
        has_others = not same_rows or columns != self.columns
        # Not a reset: the key that hides a run is still being handled, with an index that a reset
        # takes away under Qt's hands; and a name that is being typed would be lost.
        _become(
            self._runs,
            runs,
            lambda run: run.id,
            (self.beginRemoveRows, self.endRemoveRows),
            (self.beginInsertRows, self.endInsertRows),
        )
        _become(
            self.columns,
            columns,
            lambda column: column.key,
            (self.beginRemoveColumns, self.endRemoveColumns),
            (self.beginInsertColumns, self.endInsertColumns),
        )
        self.headerDataChanged.emit(Qt.Horizontal, 0, len(columns) - 1)
        self._tell_all()
        return has_others

    @property
    def names(self) -> list[str]:
        """What the runs are called."""
        return [run.title for run in self._runs]

    def run_at(self, row: int) -> Run:
        """The run of a row."""
        return self._runs[row]

    def rowCount(self, parent: QModelIndex = _ROOT) -> int:
        """How many runs there are."""
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: QModelIndex = _ROOT) -> int:
        """How many columns they have."""
        return 0 if parent.isValid() else len(self.columns)

    @fails_once(lambda model: [*model.columns])
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Title and tip of a column."""
        if orientation != Qt.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        return {Qt.DisplayRole: column.title, Qt.ToolTipRole: f"{column.tip}."}.get(role)

    @fails_once(lambda model: [*model._runs, *model.columns])
    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> Any:
        """What stands in a cell, how it is sorted, and the mark beside a name."""
        if not index.isValid():
            return None
        run, column = self._runs[index.row()], self.columns[index.column()]
        if role == Qt.DisplayRole:
            return column.text(run)
        if role == SORT_ROLE:
            return _comparable(column.key(run))
        if role == Qt.ForegroundRole and run.is_hidden:
            return QColor(self._colours.muted)
        if role == Qt.TextAlignmentRole and column.is_number:
            return int(Qt.AlignRight | Qt.AlignVCenter)
        if column is not NAME:
            return None
        return self._data_of_name(run, role)

    def _data_of_name(self, run: Run, role: int) -> Any:
        if role == Qt.EditRole:
            return run.title
        if role == Qt.CheckStateRole:
            return Qt.Unchecked if run.is_hidden else Qt.Checked
        if role == Qt.DecorationRole:
            look = look_of(run.look, self._colours)
            return no_mark() if run.is_hidden else mark_of(look, self._colours)
        if role == Qt.ToolTipRole:
            look = look_of(run.look, self._colours)
            return as_it_stands(f"{run.title}, {look.name}; {run.date[:16]}")
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.EditRole) -> bool:
        """Rename a run, or draw it or not."""
        if not index.isValid():
            return False
        run = self._runs[index.row()]
        if role == Qt.CheckStateRole:
            self._shelf.hide(run.id, value != Qt.Checked)
        elif role == Qt.EditRole and value != run.title:
            self._shelf.rename(run.id, value)
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlags:
        """A name can be edited and checked."""
        if not index.isValid():
            return Qt.ItemFlags()
        flags = Qt.ItemIsEnabled | Qt.ItemIsSelectable
        if self.columns[index.column()] is NAME:
            flags |= Qt.ItemIsEditable | Qt.ItemIsUserCheckable
        return flags

    def _tell_all(self) -> None:
        if self._runs:
            last = self.index(len(self._runs) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _comparable(key: Key) -> Key:
    """The key as Qt puts it in order, which compares as the left one's type has it.

    A whole number would round the other; and what is no number is neither less nor more.
    """
    if isinstance(key, str):
        return key
    return math.inf if math.isnan(key) else float(key)


def _become(
    parts: list[_Part],
    wanted: Sequence[_Part],
    key: Callable[[_Part], object],
    removing: _Bracket,
    inserting: _Bracket,
) -> None:
    """Make ``parts`` those that are wanted, telling Qt which go and come; equal keys stay."""
    steps = SequenceMatcher(None, [*map(key, parts)], [*map(key, wanted)], False).get_opcodes()
    for step, start, end, first, last in reversed(steps):
        if step in ("delete", "replace"):
            begin, finish = removing
            begin(_ROOT, start, end - 1)
            del parts[start:end]
            finish()
        if step in ("insert", "replace"):
            begin, finish = inserting
            begin(_ROOT, start, start + last - first - 1)
            parts[start:start] = wanted[first:last]
            finish()
    parts[:] = wanted  # Those that stayed may tell something else.
