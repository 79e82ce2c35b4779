"""The cell with its numbers: the drawing, the equations under it, and the sums term by term."""

from __future__ import annotations

from itertools import pairwise

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QShortcut,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from training.cell_values import CellValues
from views.inside.cell_view import CellView
from views.inside.equations import EquationList
from views.inside.stages import STAGES, WHOLE_CELL
from views.inside.term_table import TermTable

NOTHING_YET = "No epoch yet.\nPress Start in the main window."
_TERMS_WIDTH = 400
"""Pixels, at the least."""
_ARROW_WIDTH = 36


class CellPanel(QWidget):
    """One unit at one step, as a drawing and in equations, stage by stage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cellPanel")
        self._focus: str | None = None
        self._drawing = CellView()
        self._equations = EquationList()
        self._terms = TermTable()
        self._sentence = QLabel()
        # Not a QButtonGroup: of such a one Tab would reach but one button.
        self._stages: list[QPushButton] = []
        self._pages = QStackedWidget()
        self._make_buttons()
        self._arrange()
        self._drawing.stage_picked.connect(self.light)
        self.light(None)
        self.show_cell(None)

    def show_cell(self, values: CellValues | None) -> None:
        """Show one unit at one step, or that there is nothing to show yet."""
        self._pages.setCurrentIndex(0 if values is None else 1)
        if values is not None:
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
        self._on.setEnabled(place < len(STAGES))
        self._sentence.setText(STAGES[place - 1].sentence if place else WHOLE_CELL)
        self._drawing.set_focus(symbol)
        self._equations.set_focus(symbol)
        self._terms.set_gate(symbol)

    @property
    def _place(self) -> int:
        """0 for the whole cell, then the stages in their order."""
        return ["", *(stage.symbol for stage in STAGES)].index(self._focus or "")

    def _light_place(self, place: int) -> None:
        self.light(STAGES[place - 1].symbol if place else None)

    def _step_back(self) -> None:
        self._light_place(max(self._place - 1, 0))

    def _step_on(self) -> None:
        self._light_place(min(self._place + 1, len(STAGES)))

    def _make_buttons(self) -> None:
        self._back = self._button("cellBackButton", "◀", "One stage back", ",")
        self._back.clicked.connect(self._step_back)
        self._on = self._button("cellOnButton", "▶", "One stage on", ".")
        self._on.clicked.connect(self._step_on)
        for arrow in (self._back, self._on):
            arrow.setFixedWidth(_ARROW_WIDTH)
        self._add_stage(0, "cellWholeButton", "Whole cell", "Light the whole cell")
        for place, stage in enumerate(STAGES, start=1):
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

    def _arrange(self) -> None:
        nothing = QLabel(NOTHING_YET)
        nothing.setObjectName("cellNothingLabel")
        nothing.setAccessibleName("Why no cell is shown")
        nothing.setToolTip(nothing.accessibleName())
        nothing.setAlignment(Qt.AlignCenter)
        self._terms.setMinimumWidth(_TERMS_WIDTH)
        self._terms.hide()
        self._sentence.setObjectName("cellSentenceLabel")
        self._sentence.setAccessibleName("What this stage is good for")
        self._sentence.setToolTip("What this stage is good for")
        # The longest sentence must not widen the window.
        self._sentence.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Preferred)
        picture = QHBoxLayout()
        picture.addWidget(self._drawing, stretch=2)
        picture.addWidget(self._terms, stretch=1)
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.addLayout(self._stage_row())
        column.addWidget(self._sentence)
        column.addLayout(picture, stretch=1)
        column.addWidget(self._equations)
        scroll = QScrollArea()
        scroll.setObjectName("cellScroll")
        scroll.setFrameShape(QFrame.NoFrame)
        scroll.setFocusPolicy(Qt.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(cell)
        self._pages.addWidget(nothing)
        self._pages.addWidget(scroll)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

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
