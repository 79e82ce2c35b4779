"""The cell with its numbers: the drawing, the equations under it, and the sums term by term."""

from __future__ import annotations

from itertools import pairwise

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QKeySequence, QResizeEvent
from PyQt5.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QShortcut,
    QVBoxLayout,
    QWidget,
)

from cells.cell import Cell
from inspection.cell_values import CellValues
from views.elided_label import ElidedLabel
from views.inside.cell_view import CellView
from views.inside.equations import EquationList
from views.inside.stages import textbook, whole_cell
from views.inside.term_table import TermTable
from views.labels import make_label

_TERMS_WIDTH = 400
"""Pixels, at the least."""
_ARROW_WIDTH = 36
_EQUATIONS_SHARE = 0.34
"""Of the height, at the most: the drawing needs the rest."""


class CellPanel(QWidget):
    """One unit at one step, as a drawing and in equations, stage by stage."""

    def __init__(self, cell: Cell, activation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cellPanel")
        self._cell = cell
        self._activation = activation
        self._focus: str | None = None
        self._drawing = CellView()
        self._equations = EquationList(cell, activation)
        self._terms = TermTable(cell)
        self._sentence = ElidedLabel("cellSentenceLabel", "What this stage is good for")
        self._source = self._make_source_label()
        # Not a QButtonGroup: of such a one Tab would reach but one button.
        self._stages: list[QPushButton] = []
        self._make_buttons()
        self._arrange()
        self._drawing.stage_picked.connect(self.light)
        self.light(None)

    def is_for(self, values: CellValues) -> bool:
        """Whether these are the values of such a cell."""
        return (values.cell, values.activation) == (self._cell, self._activation)

    def show_cell(self, values: CellValues) -> None:
        """Show one unit at one step."""
        self._drawing.show_cell(values)
        self._equations.show_cell(values)
        self._terms.show_cell(values)

    def light(self, symbol: str | None) -> None:
        """Put the stage that computes ``symbol`` in focus, or with None the whole cell."""
        self._focus = symbol
        place = self._place
        for index, button in enumerate(self._stages):
            button.setChecked(index == place)
        self._back.setEnabled(place > 0)
        stages = self._cell.stages
        self._on.setEnabled(place < len(stages))
        sentence = textbook(stages[place - 1].sentence) if place else whole_cell(self._cell)
        self._sentence.setText(sentence)
        self._drawing.set_focus(symbol)
        self._equations.set_focus(symbol)
        self._terms.set_gate(symbol)

    @property
    def _place(self) -> int:
        """0 for the whole cell, then the stages in their order."""
        return ["", *(stage.symbol for stage in self._cell.stages)].index(self._focus or "")

    def _light_place(self, place: int) -> None:
        self.light(self._cell.stages[place - 1].symbol if place else None)

    def _step_back(self) -> None:
        self._light_place(max(self._place - 1, 0))

    def _step_on(self) -> None:
        self._light_place(min(self._place + 1, len(self._cell.stages)))

    def _make_buttons(self) -> None:
        self._back = self._button("cellBackButton", "◀", "One stage back", ",")
        self._back.clicked.connect(self._step_back)
        self._on = self._button("cellOnButton", "▶", "One stage on", ".")
        self._on.clicked.connect(self._step_on)
        for arrow in (self._back, self._on):
            arrow.setFixedWidth(_ARROW_WIDTH)
        self._add_stage(0, "cellWholeButton", "Whole cell", "Light the whole cell")
        for place, stage in enumerate(self._cell.stages, start=1):
            name = f"{stage.symbol}StageButton"
            self._add_stage(place, name, stage.title, f"Light what computes {stage.symbol}")
        self._unfold = self._button(
            "cellTermsButton", "Term by term", "Unfold the sums of the gate that is lit", "T"
        )
        self._unfold.setCheckable(True)
        self._unfold.toggled.connect(self._terms.setVisible)
        self._copy = self._button(
            "cellCopyButton", "Copy", "Copy all equations with their numbers", "Ctrl+Shift+C"
        )
        self._copy.clicked.connect(self._equations.copy)

    def _make_source_label(self) -> QLabel:
        label = make_label("cellSourceLabel", "Where this cell comes from, and how it is written")
        cell = self._cell
        parts = (f"{cell.title}: {cell.source}.", textbook(cell.convention))
        label.setText(" ".join(filter(None, parts)))
        label.setWordWrap(True)
        return label

    def _add_stage(self, place: int, name: str, text: str, tip: str) -> None:
        button = self._button(name, text, tip, str(place))
        button.setCheckable(True)
        button.clicked.connect(lambda: self._light_place(place))
        self._stages.append(button)

    def _button(self, name: str, text: str, tip: str, key: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(tip)
        button.setToolTip(f"{tip} ({key})")
        # Of the whole window, while the panel is to be seen; a field to type in keeps its keys.
        QShortcut(QKeySequence(key), self, button.click)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height between the drawing and the equations."""
        super().resizeEvent(event)
        self._equations.set_most_height(round(_EQUATIONS_SHARE * self.height()))

    def _arrange(self) -> None:
        self._terms.setMinimumWidth(_TERMS_WIDTH)
        self._terms.hide()
        picture = QHBoxLayout()
        picture.addWidget(self._drawing, stretch=2)
        picture.addWidget(self._terms, stretch=1)
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.addLayout(self._stage_row())
        column.addWidget(self._sentence)
        column.addLayout(picture, stretch=1)
        column.addWidget(self._equations)
        column.addWidget(self._source)
        scroll = QScrollArea()
        scroll.setObjectName("cellScroll")
        scroll.setFrameShape(QFrame.NoFrame)
        scroll.setFocusPolicy(Qt.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(cell)
        # Equations and buttons are not cut off; what has no height can be scrolled to.
        bar = scroll.verticalScrollBar().sizeHint().width()
        scroll.setMinimumWidth(cell.minimumSizeHint().width() + bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _stage_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        buttons = [self._back, *self._stages, self._on, self._unfold, self._copy]
        for button in buttons:
            if button is self._unfold:
                row.addStretch(1)
            row.addWidget(button)
        for before, after in pairwise(buttons):
            self.setTabOrder(before, after)
        return row


class CellTab(QWidget):
    """The panel of the cell that the network is made of; another network gets another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel: CellPanel | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_cell(self, values: CellValues) -> None:
        """Show one unit at one step."""
        if self._panel is None or not self._panel.is_for(values):
            self._replace(CellPanel(values.cell, values.activation))
        assert self._panel is not None
        self._panel.show_cell(values)

    def _replace(self, panel: CellPanel) -> None:
        if self._panel is not None:
            self._layout.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
        self._panel = panel
        self._layout.addWidget(panel)
        panel.show()
