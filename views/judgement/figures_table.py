"""A table of how well answers go along with labels and stars, beside what a source reports."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from tasks.measures import Agreement
from views.judgement.words import COLUMNS, NOT_KNOWN, REPORTED, ROWS, columns_of, figures

_MEANING = (
    "Correlation of the answers, and how far they are from what is wanted: with a label of 0 or "
    "1, and with stars of which 1 is 0 and 10 is 1"
)


class FiguresTable(QTableWidget):
    """As high as its rows: nothing in it is edited or scrolled."""

    def __init__(self) -> None:
        super().__init__(len(ROWS), len(COLUMNS), objectName="judgementFiguresTable")
        self.setAccessibleName(_MEANING)
        self.setToolTip(_MEANING)
        self.setEditTriggers(QAbstractItemView.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.NoSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalHeaderLabels(COLUMNS)
        self.setVerticalHeaderLabels(list(ROWS.values()))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeToContents)
        for row in range(len(ROWS)):
            for column in range(len(COLUMNS)):
                self.setItem(row, column, _cell())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self._fit()

    def show_figures(
        self,
        epoch: int,
        with_labels: Agreement | None,
        with_stars: Agreement | None,
        reported: Mapping[str, float],
    ) -> None:
        """Show these, of the answers after this epoch; None is not known."""
        self.setHorizontalHeaderLabels(columns_of(epoch))
        self.horizontalHeaderItem(len(COLUMNS) - 1).setToolTip(REPORTED)
        columns = figures(with_labels), figures(with_stars), _reported(reported)
        for column, told in enumerate(columns):
            for row, name in enumerate(ROWS):
                self.item(row, column).setText(told[name])

    def _fit(self) -> None:
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(rows + header + 2 * self.frameWidth())


def _cell() -> QTableWidgetItem:
    cell = QTableWidgetItem(NOT_KNOWN)
    cell.setTextAlignment(Qt.AlignRight | Qt.AlignVCenter)
    return cell


def _reported(reported: Mapping[str, float]) -> dict[str, str]:
    return {name: f"{reported[name]:.3f}" if name in reported else NOT_KNOWN for name in ROWS}
