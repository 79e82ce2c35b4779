"""The equations of a cell, one under the other, with the numbers of one unit put in."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QColor, QGuiApplication, QPalette
from PyQt5.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from cells.cell import Cell, Stage
from inspection.cell_values import CellValues
from views.adapting import Adapting
from views.colours import colours_for
from views.inside.equation_text import numbers_of, place_text
from views.inside.stages import equation, has_long_sum, meanings, raised_and_lowered, textbook
from views.labels import make_label, make_value_label

_SMALLEST_FONT, _LARGEST_FONT = 13, 26
"""Pixels."""
_FONTS_ACROSS = 66
"""Widths of the font's size that the longest equation takes: more would break its line."""
_LINE_HEIGHT = 1.4
"""Of the font's size."""
_INDENT = 20
_LIT = "▸"
_UNSEEN = "#00000000"


class EquationList(Adapting, QWidget):
    """The equations of a cell; with a stage in focus its own is lit and the others fade.

    A sum of more than the usual parts has its numbers on a line of their own.
    """

    def __init__(self, cell: Cell, activation: str) -> None:
        super().__init__()
        self._cell = cell
        self._activation = activation
        self._most_height = 0
        self._focus: str | None = None
        self._heading = make_label("cellPlaceLabel", "Layer, unit and step shown")
        self._heading.setTextFormat(Qt.RichText)
        self._place = ""
        self._marks = {stage.symbol: QLabel(_LIT) for stage in cell.stages}
        self._equations = {stage.symbol: self._equation_label(stage) for stage in cell.stages}
        self._numbers = {stage.symbol: self._numbers_label(stage.symbol) for stage in cell.stages}
        self._arrange()
        self._paint()
        self.on_palette(self._paint)
        self.on_resize(self._fit_font)
        self.setMinimumWidth(_FONTS_ACROSS * _SMALLEST_FONT)

    def show_cell(self, values: CellValues) -> None:
        """Put the numbers of one unit at one step in."""
        functions = meanings(self._cell, self._activation)
        place = place_text(values)
        self._place = f"{place}, with {functions}" if functions else place
        self._heading.setText(raised_and_lowered(self._place))
        for symbol, label in self._numbers.items():
            label.setText(f"= {numbers_of(symbol, values)}")

    def set_focus(self, symbol: str | None) -> None:
        """Light the equation that computes ``symbol``, or all of them."""
        self._focus = symbol
        self._paint()

    def copy(self) -> None:
        """Put all equations on the clipboard, with a minus that a calculator understands."""
        lines = [self._place]
        for stage in self._cell.stages:
            told = equation(stage, self._cell, self._activation)
            lines.append(f"{told} {self._numbers[stage.symbol].text()}")
        QGuiApplication.clipboard().setText("\n".join(lines).replace("−", "-"))

    def set_most_height(self, height: int) -> None:
        """Write so small that no more than this is taken, if it can still be read then."""
        self._most_height = height
        self._fit_font()

    def _fit_font(self) -> None:
        """Write as large as there is room for."""
        lines = self.layout().rowCount()
        fitting = min(self.width() // _FONTS_ACROSS, int(self._most_height / lines / _LINE_HEIGHT))
        size = min(max(fitting, _SMALLEST_FONT), _LARGEST_FONT)
        for label in self.findChildren(QLabel):
            font = label.font()
            font.setPixelSize(size)
            label.setFont(font)

    def _equation_label(self, stage: Stage) -> QLabel:
        label = QLabel(raised_and_lowered(equation(stage, self._cell, self._activation)))
        label.setToolTip(textbook(stage.sentence))
        return label

    def _numbers_label(self, symbol: str) -> QLabel:
        meaning = f"The equation of {symbol} with its numbers"
        label = make_value_label(f"{symbol}EquationLabel", meaning)
        label.setToolTip("The numbers can be selected and copied, and checked with a calculator")
        # The font follows the width, so the text must not ask for one.
        label.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Fixed)
        return label

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(2, 1)
        grid.addWidget(self._heading, 0, 0, 1, 3)
        row = 1
        for stage in self._cell.stages:
            symbol = stage.symbol
            grid.addWidget(self._marks[symbol], row, 0)
            if has_long_sum(stage, self._cell):
                grid.addWidget(self._equations[symbol], row, 1, 1, 2)
                row += 1
                grid.addWidget(self._numbers[symbol], row, 1, 1, 2)
                self._numbers[symbol].setIndent(_INDENT)
            else:
                grid.addWidget(self._equations[symbol], row, 1)
                grid.addWidget(self._numbers[symbol], row, 2)
            row += 1

    def _paint(self) -> None:
        colours = colours_for(self.palette())
        _write_in(self._heading, colours.muted)
        for symbol, mark in self._marks.items():
            is_lit = self._focus in (None, symbol)
            ink = colours.text if is_lit else colours.muted
            _write_in(self._equations[symbol], ink)
            _write_in(self._numbers[symbol], ink)
            # It keeps its place when it is not seen, so that nothing moves.
            _write_in(mark, colours.accent if self._focus == symbol else _UNSEEN)


def _write_in(label: QLabel, ink: str) -> None:
    palette = QPalette(label.palette())
    palette.setColor(QPalette.WindowText, QColor(ink))
    label.setPalette(palette)
