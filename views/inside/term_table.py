"""The sum inside a gate, term by term: which unit adds how much."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PyQt5.QtCore import QAbstractTableModel, QEvent, QModelIndex, Qt
from PyQt5.QtGui import QGuiApplication
from PyQt5.QtWidgets import QCheckBox, QHeaderView, QLabel, QStackedWidget, QTableView, QWidget

from cells.cell import Cell, Gate
from inspection.cell_values import CellValues
from views.buttons import check_box, let_copy
from views.calm_wheel import CalmComboBox
from views.inside.equation_text import (
    FACTOR_DIGITS,
    PART_DIGITS,
    PRODUCT_DIGITS,
    Term,
    number,
    other_parts,
    terms_from_input,
    terms_from_state,
)
from views.labels import make_value_label
from views.painting import fails_once
from views.rows import column_of, fill, lines_of, row_of

SUMS: tuple[Callable[[str, CellValues], list[Term]], ...] = (terms_from_state, terms_from_input)
"""In the order of the choice between them."""

ORIGINS = ("from this layer, one step before", "from what the layer is fed")

_CHOOSE_ONE = "Light {} to see term by term the sums that it is made of."

_ROW_KEYS = (Qt.Key_Up, Qt.Key_Down, Qt.Key_PageUp, Qt.Key_PageDown)


class TermModel(QAbstractTableModel):
    """Terms as rows: where it comes from, weight, value, product."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._terms: list[Term] = []
        self._headings: tuple[str, ...] = ("", "", "", "")

    def show_terms(self, terms: list[Term], headings: tuple[str, ...]) -> None:
        """Show these terms, in this order."""
        if len(terms) != len(self._terms):
            self.beginResetModel()
            self._terms, self._headings = terms, headings
            self.endResetModel()
            return
        # A reset would take the selection and the place in the list away.
        self._terms, self._headings = terms, headings
        last = self.index(len(terms) - 1, len(headings) - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Horizontal, 0, len(headings) - 1)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        """One row a term."""
        return 0 if parent.isValid() else len(self._terms)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        """One column a heading."""
        return 0 if parent.isValid() else len(self._headings)

    @fails_once(lambda model: model._terms)
    def data(self, index: QModelIndex, role: int = Qt.DisplayRole) -> Any:
        """The numbers, as they are shown."""
        if role == Qt.TextAlignmentRole:
            return int(Qt.AlignRight | Qt.AlignVCenter)
        # A large number may not have room in its column: the tooltip has all of it.
        if role not in (Qt.DisplayRole, Qt.ToolTipRole) or not index.isValid():
            return None
        term = self._terms[index.row()]
        return (
            term.source,
            number(term.weight, FACTOR_DIGITS),
            number(term.value, FACTOR_DIGITS),
            number(term.product, PRODUCT_DIGITS),
        )[index.column()]

    @fails_once(lambda model: model._headings)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.DisplayRole
    ) -> Any:
        """What the columns hold; the rows carry their names themselves."""
        is_there = orientation == Qt.Horizontal and 0 <= section < len(self._headings)
        if role == Qt.DisplayRole and is_there:
            return self._headings[section]
        return None


class TermView(QTableView):
    """A table that keeps its own keys, though the window has shortcuts on them."""

    def event(self, event: QEvent) -> bool:
        """Claim the keys that go from row to row."""
        if event.type() == QEvent.ShortcutOverride and event.key() in _ROW_KEYS:
            event.accept()
            return True
        return super().event(event)


class TermTable(QWidget):
    """The terms of one of a gate's two sums, with the sum below them."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self._cell = cell
        self._values: CellValues | None = None
        self._gate: str | None = None
        self._model = TermModel(self)
        self._which = self._make_choice()
        self._by_size = self._make_order()
        self._table = self._make_table()
        self._sum = make_value_label("cellTermSumLabel", "Sum of the terms")
        self._rest = make_value_label("cellTermRestLabel", "What else the gate adds up")
        self._rest.setWordWrap(True)
        self._pages = QStackedWidget()
        self._arrange()
        self._update()

    def show_cell(self, values: CellValues) -> None:
        """Show the terms of one unit at one step."""
        self._values = values
        self._update()

    def set_gate(self, symbol: str | None) -> None:
        """Show the sums of this gate; of a stage that is none, and of None there are none."""
        gates = {gate.symbol for gate in self._cell.gates}
        self._gate = symbol if symbol in gates else None
        self._update()

    def _make_choice(self) -> CalmComboBox:
        choice = CalmComboBox(objectName="cellTermCombo")
        choice.setAccessibleName("Which sum is shown term by term")
        choice.setToolTip("The sum over what the layer showed before, or over what comes in")
        choice.addItems([""] * len(SUMS))
        choice.currentIndexChanged.connect(self._update)
        return choice

    def _make_order(self) -> QCheckBox:
        tip = "Order the terms by their size, whatever their sign; else by unit"
        return check_box(
            "cellTermOrderCheck", "Largest first", tip, self._update, "Largest terms first", True
        )

    def _make_table(self) -> QTableView:
        table = TermView(objectName="cellTermTable", accessibleName="Terms of the sum")
        table.setToolTip("Each row: weight times value. Ctrl+C copies the rows selected")
        table.setModel(self._model)
        table.setSelectionBehavior(QTableView.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.Stretch)
        let_copy(table, "Copy rows", self._copy)
        return table

    def _arrange(self) -> None:
        sentence = QLabel(_CHOOSE_ONE.format(_names(self._cell.gates)), alignment=Qt.AlignCenter)
        sentence.setWordWrap(True)
        choice = row_of(self._which, self._by_size, stretched=self._which)
        terms = column_of(choice, self._table, self._sum, self._rest, stretched=self._table)
        self._pages.addWidget(sentence)
        self._pages.addWidget(terms)
        fill(self, lines_of(self._pages))

    def _update(self) -> None:
        if self._values is None or self._gate is None:
            self._pages.setCurrentIndex(0)
            return
        self._pages.setCurrentIndex(1)
        names = (f"u_{self._gate}·hₜ₋₁", f"w_{self._gate}·x")
        for index, (name, origin) in enumerate(zip(names, ORIGINS, strict=True)):
            self._which.setItemText(index, f"{name}: {origin}")
        which = self._which.currentIndex()
        terms = SUMS[which](self._gate, self._values)
        if self._by_size.isChecked():
            terms.sort(key=lambda term: -abs(term.product))
        weight, value = (f"u_{self._gate}", "hₜ₋₁") if which == 0 else (f"w_{self._gate}", "x")
        self._model.show_terms(terms, ("From", weight, value, "Product"))
        gate = self._values.gates[self._gate]
        total = (gate.from_state, gate.from_input)[which]
        self._sum.setText(f"Sum: {names[which]} = {number(total, PART_DIGITS)}")
        self._rest.setText(f"Besides: {other_parts(self._gate, self._values)}")

    def _copy(self) -> None:
        rows = sorted({index.row() for index in self._table.selectedIndexes()})
        columns = range(self._model.columnCount())
        lines = [
            "\t".join(self._model.data(self._model.index(row, column)) for column in columns)
            for row in rows
        ]
        QGuiApplication.clipboard().setText("\n".join(lines).replace("−", "-"))


def _names(gates: tuple[Gate, ...]) -> str:
    """The gates in words: the forget gate, the input gate or the candidate."""
    *others, last = [f"the {gate.title.lower()}" for gate in gates]
    return f"{', '.join(others)} or {last}" if others else last
