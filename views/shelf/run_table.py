"""The table of runs: sorted by any column, with names to edit and runs to choose."""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QSortFilterProxyModel,
    Qt,
    pyqtSignal,
)
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QStyledItemDelegate, QWidget

from shelf.run import Run
from shelf.shelf import Shelf
from views.pinned_table import PinnedTable
from views.shelf.columns import NAME
from views.shelf.table_model import SORT_ROLE, RunTableModel

_MOST_NAME_WIDTH = 260


class _Cell(QStyledItemDelegate):
    """Keeps a number at the right of its cell from the word at the left of the next one, and what
    is typed from what the shelf tells meanwhile."""

    def displayText(self, value: Any, locale: QLocale) -> str:
        """The text as it stands in a cell, with a space around it."""
        return f" {super().displayText(value, locale)} "

    def setEditorData(self, editor: QLineEdit, index: QModelIndex) -> None:
        """Begin with the name as it is; what was typed since then stays."""
        if not editor.isModified():
            super().setEditorData(editor, index)


class RunTable(PinnedTable):
    """Shows the runs of a shelf.

    Signals:
        selection_changed: other runs are selected.
    """

    selection_changed = pyqtSignal()

    def __init__(self, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="runTable", accessibleName="Runs on the shelf")
        self.setToolTip("Each run with its settings; click a title to sort by it")
        self._names: list[str] = []
        self._runs = RunTableModel(shelf, self)
        self.paint_marks = self._runs.paint
        self._sorted = QSortFilterProxyModel(self, sortRole=SORT_ROLE, sourceModel=self._runs)
        self.setModel(self._sorted)
        self.setItemDelegate(_Cell(self))
        self.setSelectionBehavior(QAbstractItemView.SelectRows)
        self.setSelectionMode(QAbstractItemView.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.DoubleClicked | QAbstractItemView.EditKeyPressed)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.ElideMiddle)  # Long names mostly differ at their end.
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        self.setIconSize(self.iconSize() * 2)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.Interactive)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.AscendingOrder)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())

    def update_runs(self) -> None:
        """Show the shelf as it is; what was selected and how it was sorted stays."""
        selected = {run.id for run in self.selected}
        sorted_by = self._sorted_by()
        if self._runs.update():
            self._sort_by(*sorted_by)
            self._select(selected)
            self.resizeColumnsToContents()
            self._fit_names()
        elif self._runs.names != self._names:
            self._fit_names()

    @property
    def selected(self) -> list[Run]:
        """The selected runs, in the order of the table."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self._run_in(row) for row in rows]

    def show_run(self, run_id: str) -> None:
        """Select a run, and scroll to where it is."""
        self._select({run_id})
        for index in self.selectionModel().selectedRows():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.NoUpdate)
            self.scrollTo(index)

    def rename_current(self) -> None:
        """Edit the name of the one run that is selected."""
        row = self.selectionModel().selectedRows()[0].row()
        name = self._sorted.index(row, self._runs.columns.index(NAME))
        # What is typed goes on: the table's own state is lost with any row or column that goes.
        if self.indexWidget(name) is None:
            # Qt would leave the row out if the Control key is held.
            self.selectionModel().setCurrentIndex(name, QItemSelectionModel.NoUpdate)
            self.edit(name)

    def _run_in(self, row: int) -> Run:
        return self._runs.run_at(self._sorted.mapToSource(self._sorted.index(row, 0)).row())

    def _sorted_by(self) -> tuple[object, Qt.SortOrder]:
        """What by, which stays the same when its column gets another title."""
        place, keys = self._sorted.sortColumn(), self._keys
        return keys[place] if 0 <= place < len(keys) else None, self._sorted.sortOrder()

    def _sort_by(self, key: object, order: Qt.SortOrder) -> None:
        self.sortByColumn(self._keys.index(key) if key in self._keys else -1, order)

    @property
    def _keys(self) -> list[object]:
        return [column.key for column in self._runs.columns]

    def _select(self, run_ids: set[str]) -> None:
        selection = QItemSelection()
        for row in range(self._sorted.rowCount()):
            if self._run_in(row).id in run_ids:
                index = self._sorted.index(row, 0)
                selection.select(index, index)
        flags = QItemSelectionModel.ClearAndSelect | QItemSelectionModel.Rows
        self.selectionModel().select(selection, flags)

    def _fit_names(self) -> None:
        """Make room for the names; other widths stay as the user may have set them."""
        self._names = self._runs.names
        name = self._runs.columns.index(NAME)
        self.resizeColumnToContents(name)
        self.setColumnWidth(name, min(self.columnWidth(name) + 8, _MOST_NAME_WIDTH))
