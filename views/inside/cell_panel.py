"""The cell with its numbers: the drawing, the equations under it, and the sums term by term."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from cells.cell import Cell
from inspection.cell_values import CellValues
from views.buttons import Push, push_buttons
from views.elided_label import ElidedLabel
from views.inside.cell_view import CellView
from views.inside.equations import EquationList
from views.inside.stages import textbook, whole_cell
from views.inside.term_table import TermTable
from views.labels import make_text
from views.rows import fill, lines_of, row_of

_TERMS_WIDTH = 400
"""Pixels, at the least."""
_ARROW_WIDTH = 36
_EQUATIONS_SHARE = 0.34
"""Of the height, at the most: the drawing needs the rest."""


class CellPanel(QWidget):
    """One unit at one step, as a drawing and in equations, stage by stage."""

    def __init__(self, cell: Cell, activation: str) -> None:
        super().__init__(objectName="cellPanel")
        self._cell = cell
        self._activation = activation
        self._focus: str | None = None
        self._drawing = CellView()
        self._equations = EquationList(cell, activation)
        self._terms = TermTable(cell)
        self._sentence = ElidedLabel("cellSentenceLabel", "What this stage is good for")
        self._source = make_text(
            "cellSourceLabel", "Where this cell comes from, and how it is written"
        )
        parts = (f"{cell.title}: {cell.source}.", textbook(cell.convention))
        self._source.setText(" ".join(filter(None, parts)))
        # Not a QButtonGroup: of such a one Tab would reach but one button.
        self._buttons = push_buttons(self._pushes(), self)
        self._back, *self._stages, self._on, self._unfold, self._copy = self._buttons
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

    def _pushes(self) -> Iterator[Push]:
        yield _push("cellBack", "◀", "One stage back", self._step_back, ",")
        yield self._stage_push(0, "cellWhole", "Whole cell", "Light the whole cell")
        for place, stage in enumerate(self._cell.stages, start=1):
            tip = f"Light what computes {stage.symbol}"
            yield self._stage_push(place, f"{stage.symbol}Stage", stage.title, tip)
        yield _push("cellOn", "▶", "One stage on", self._step_on, ".")
        tip = "Unfold the sums of the gate that is lit"
        yield _push("cellTerms", "Term by term", tip, self._terms.setVisible, "T", stays=True)
        tip = "Copy all equations with their numbers"
        yield _push("cellCopy", "Copy", tip, self._equations.copy, "Ctrl+Shift+C")

    def _stage_push(self, place: int, name: str, text: str, tip: str) -> Push:
        return _push(name, text, tip, partial(self._light_place, place), str(place), stays=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height between the drawing and the equations."""
        super().resizeEvent(event)
        self._equations.set_most_height(round(_EQUATIONS_SHARE * self.height()))

    def _arrange(self) -> None:
        for arrow in (self._back, self._on):
            arrow.setFixedWidth(_ARROW_WIDTH)
        self._terms.setMinimumWidth(_TERMS_WIDTH)
        self._terms.hide()
        picture = row_of(self._drawing, self._terms)
        picture.setStretch(0, 2)
        picture.setStretch(1, 1)
        words = (self._equations, self._source)
        told = row_of(self._sentence, self._unfold, self._copy, stretched=self._sentence)
        cell = QWidget()
        lines = lines_of(self._stage_row(), told, picture, *words, stretched=picture)
        cell.setLayout(lines)
        left, top, right, _ = lines.getContentsMargins()
        lines.setContentsMargins(left, top, right, 0)  # The window's own room is below.
        scroll = QScrollArea(objectName="cellScroll", frameShape=QFrame.NoFrame)
        scroll.setFocusPolicy(Qt.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(cell)
        fill(self, lines_of(scroll))

    def _stage_row(self) -> QHBoxLayout:
        row = row_of(self._back, *self._stages, self._on, None)
        row.setSpacing(4)
        return row


def _push(
    name: str, text: str, tip: str, slot: Callable[..., None], key: str, stays: bool = False
) -> Push:
    """A button that is read aloud as what it does: some have no words on them."""
    return Push(f"{name}Button", text, tip, slot, key, tip, checkable=stays)


class CellTab(QWidget):
    """The panel of the cell that the network is made of; another network gets another."""

    def __init__(self) -> None:
        super().__init__()
        self._panel: CellPanel | None = None
        fill(self, lines_of())

    def show_cell(self, values: CellValues) -> None:
        """Show one unit at one step."""
        if self._panel is None or not self._panel.is_for(values):
            self._replace(CellPanel(values.cell, values.activation))
        assert self._panel is not None
        self._panel.show_cell(values)

    def _replace(self, panel: CellPanel) -> None:
        if self._panel is not None:
            self.layout().removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
        self._panel = panel
        self.layout().addWidget(panel)
        panel.show()
