"""Where the cells of a strip of symbols stand, for a font and a width."""

from __future__ import annotations

from typing import NamedTuple

from PyQt5.QtCore import QPoint, QRect, QSize
from PyQt5.QtGui import QFont, QFontInfo, QFontMetrics

from views.symbol_cells import CellKind, SymbolCell

MARGIN = 4
GAP = 3
DIVIDER = 16
BAR = 4
_ROWS = "given", "predicted"
"""What stands before the rows of pairs."""


class Sizes:
    """Fonts and lengths of the strip, all taken from the widget's font."""

    def __init__(self, font: QFont) -> None:
        self.symbol_font = scaled(font, 1.3)
        self.symbol_font.setBold(True)
        self.small_font = scaled(font, 0.92)
        small = QFontMetrics(self.small_font)
        self.text = small.height()
        self.symbol = QFontMetrics(self.symbol_font).height() + 6
        self.width = small.horizontalAdvance("100 %") + 4
        self.line = 2 * self.text + self.symbol + BAR + 3 * GAP
        self.row = self.symbol + GAP
        self.rows_named = max(map(self.caption_width, _ROWS))

    def cell_width(self, cell: SymbolCell) -> int:
        """Room that a cell takes."""
        measure = QFontMetrics(self.symbol_font).horizontalAdvance
        glyph = max(measure(cell.glyph), measure(cell.given))
        note = QFontMetrics(self.small_font).horizontalAdvance(cell.note)
        return max(self.width, glyph + 2 * GAP, note + GAP)

    def caption_width(self, text: str) -> int:
        """Room that a caption takes."""
        return QFontMetrics(self.small_font).horizontalAdvance(text) + 2 * GAP


def scaled(font: QFont, factor: float) -> QFont:
    """The same in so many times the size."""
    other = QFont(font)
    other.setPixelSize(round(QFontInfo(font).pixelSize() * factor))
    return other


class Caption(NamedTuple):
    """Words above a cell."""

    rect: QRect
    text: str
    is_warning: bool


class Layout(NamedTuple):
    """Where everything stands for one width."""

    rects: list[QRect]
    captions: list[Caption]
    height: int

    @property
    def lines(self) -> int:
        """How many there are of cells."""
        return len({rect.top() for rect in self.rects})

    @classmethod
    def of(cls, cells: list[SymbolCell], sizes: Sizes, width: int) -> Layout:
        """Place the cells line by line and the captions above them."""
        rects = _place_cells(cells, sizes, width)
        height = rects[-1].bottom() + 1 + MARGIN if rects else 0
        captions = _place_captions(cells, rects, sizes, width)
        if _are_pairs(cells):
            captions += _name_rows(rects, sizes)
        return cls(rects, captions, height)


def _place_cells(cells: list[SymbolCell], sizes: Sizes, width: int) -> list[QRect]:
    """One rectangle a cell, none reaching beyond ``width``; room before the first predicted."""
    rects: list[QRect] = []
    divided = first_behind(cells)
    left, line = MARGIN, sizes.line
    if _are_pairs(cells):
        left, line = left + sizes.rows_named, line + sizes.row
    x, y = left, MARGIN
    for index, cell in enumerate(cells):
        cell_width = sizes.cell_width(cell)
        space = DIVIDER if index == divided else 0
        if rects and x + space + cell_width > width - MARGIN:
            x, y = left, y + line + GAP
        rects.append(QRect(x + space, y, cell_width, line))
        x += space + cell_width + GAP
    return rects


def first_behind(cells: list[SymbolCell]) -> int | None:
    """Index of the first predicted cell, if they stand behind what was given, not under it."""
    places = (i for i, cell in enumerate(cells) if cell.kind.is_predicted and not cell.given)
    return next(places, None)


def _are_pairs(cells: list[SymbolCell]) -> bool:
    return bool(cells and cells[0].given)


def _name_rows(rects: list[QRect], sizes: Sizes) -> list[Caption]:
    """Before each line of pairs what its rows are."""
    size = QSize(sizes.rows_named, sizes.symbol)
    return [
        Caption(QRect(QPoint(MARGIN, top + sizes.text + row * sizes.row), size), name, False)
        for top in sorted({rect.top() for rect in rects})
        for row, name in enumerate(_ROWS)
    ]


def _place_captions(
    cells: list[SymbolCell], rects: list[QRect], sizes: Sizes, width: int
) -> list[Caption]:
    """Each caption above its cell, or as far right of it as the one before needs.

    Where the strip is too narrow for both, the later one, which says more, stays.
    """
    captions: list[Caption] = []
    for index, text in _caption_texts(cells):
        place = QRect(rects[index].topLeft(), QSize(sizes.caption_width(text), sizes.text))
        if captions and captions[-1].rect.intersects(place):
            place.moveLeft(captions[-1].rect.right() + GAP)
        place.moveLeft(max(0, min(place.left(), width - place.width())))
        captions = [before for before in captions if not before.rect.intersects(place)]
        cell = cells[index]
        warns = cell.kind is CellKind.DEPARTURE and text == cell.caption
        captions.append(Caption(place, text, is_warning=warns))
    return captions


def _caption_texts(cells: list[SymbolCell]) -> list[tuple[int, str]]:
    """Index of each cell with words above it, and the words."""
    texts: list[tuple[int, str]] = []
    predicted = first_behind(cells)
    if predicted is not None:
        texts.append((predicted, "predicted"))
    texts += [(place, cell.caption) for place, cell in enumerate(cells) if cell.caption]
    return texts
