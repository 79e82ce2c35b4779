"""A text, one colour behind each of its symbols, in which one can point at a place or mark some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PyQt5.QtCore import QEvent, QPoint, QRect, QSize, Qt, pyqtSignal
from PyQt5.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt5.QtWidgets import QAbstractScrollArea, QToolTip

from tasks.passages import LINE_END
from views.adapting import Adapting
from views.colours import LIGHT, Colours, colours_for
from views.labels import as_it_stands
from views.painting import fails_once, painting_on
from views.symbol_layout import scaled

_MARGIN = 6
_BETWEEN_WORDS = 5
_LEAST_LINES, _USUAL_LETTERS = 3, 60
_LARGER = 1.25, 1.5, 2.0, 2.5, 3.0
"""Times the usual size of letters."""
_FAR = 1.5
_DARK = 0.5
"""Of the whole brightness: on what is darker, letters are bright."""


class ColouredText(Adapting, QAbstractScrollArea):
    """Wraps to its width, and at the end of each line of the text.

    Left and Right, or a click, choose a symbol; dragging marks a stretch. Where the whole text has
    the room, it is written larger.

    Signals:
        chosen: the number of a symbol, from 0.
        marked: the numbers of the first symbol of a stretch, and of the one behind its last.
    """

    chosen = pyqtSignal(int)
    marked = pyqtSignal(int, int)

    def __init__(self, name: str, meaning: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(meaning)
        self.setToolTip(meaning)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.StrongFocus)
        self._glyphs: Sequence[str] = ()
        self._fills: np.ndarray | None = None
        self._underlined = np.zeros(0, bool)
        self._tips: Sequence[str] = ()
        self._current: int | None = None
        self._pressed: int | None = None
        self._rects: list[QRect] = []
        self._written_in = self.font()
        self.on_font(self._arrange)  # Colours are looked up with every painting.
        self.on_resize(self._arrange)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.FixedFont))

    # What is shown

    def show_glyphs(self, glyphs: Sequence[str]) -> None:
        """Show these in place of what was there, without colours."""
        if list(glyphs) != list(self._glyphs):
            self._glyphs, self._fills, self._tips = tuple(glyphs), None, ()
            self._underlined = np.zeros(len(glyphs), bool)
            self._current = self._pressed = None
            self._arrange()

    def show_colours(self, fills: np.ndarray | None, tips: Sequence[str] = ()) -> None:
        """Colour the first symbols so, ``(symbols, 3)`` from 0 to 255; what to say of each."""
        self._fills, self._tips = fills, tips
        self.viewport().update()

    def underline(self, which: np.ndarray) -> None:
        """Underline these symbols, ``(symbols,)``, and no others."""
        self._underlined = which
        self.viewport().update()

    def frame(self, symbol: int | None) -> None:
        """Put a frame around this symbol alone, and bring it into view."""
        if symbol != self._current:
            self._current = symbol
            if symbol is not None and symbol < len(self._rects):
                self._scroll_to(self._rects[symbol])
            self.viewport().update()

    # Where it stands

    def sizeHint(self) -> QSize:
        """Some lines of a usual length."""
        metrics = QFontMetrics(self.font())
        return QSize(_USUAL_LETTERS * metrics.averageCharWidth(), self._height(_LEAST_LINES))

    def minimumSizeHint(self) -> QSize:
        """A few words, in a few lines."""
        return QSize(self.sizeHint().width() // 3, self._height(_LEAST_LINES))

    def _height(self, lines: int) -> int:
        return 2 * _MARGIN + lines * _line_of(self.font())

    def _arrange(self) -> None:
        size = self.viewport().size()
        self._write_in(self.font(), size.width())
        for larger in self._larger_fonts(size.height()):
            before = self._written_in, self._rects
            self._write_in(larger, size.width())
            if self._bottom > size.height() or self._widest > size.width():
                self._written_in, self._rects = before
                break
        bottom = self._bottom
        bar = self.verticalScrollBar()
        bar.setSingleStep(_line_of(self._written_in))
        bar.setPageStep(size.height())
        bar.setRange(0, max(0, bottom - size.height()))
        self.viewport().update()

    def _write_in(self, font: QFont, width: int) -> None:
        self._written_in = font
        self._rects = wrapped(self._glyphs, font, _line_of(font), width)

    def _larger_fonts(self, height: int) -> Iterator[QFont]:
        """One after the other, of a text that is far from filling its place."""
        for scale in _LARGER if _FAR * self._bottom < height else ():
            yield scaled(self.font(), scale)

    @property
    def _bottom(self) -> int:
        return self._rects[-1].bottom() + _MARGIN if self._rects else 0

    @property
    def _widest(self) -> int:
        return max((rect.right() for rect in self._rects), default=0)

    def _scroll_to(self, rect: QRect) -> None:
        bar = self.verticalScrollBar()
        lowest = rect.bottom() + _MARGIN - self.viewport().height()
        bar.setValue(min(max(bar.value(), lowest), rect.top() - _MARGIN))

    def _symbol_at(self, place: QPoint) -> int | None:
        point = place + QPoint(0, self.verticalScrollBar().value())
        return next((n for n, rect in enumerate(self._rects) if rect.contains(point)), None)

    # Pointing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stretch, or choose a symbol: that shows when the button is let go."""
        self._pressed = self._symbol_at(event.pos()) if event.button() == Qt.LeftButton else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the symbol, or mark all from where the button was pressed."""
        first, last = self._pressed, self._symbol_at(event.pos())
        self._pressed = None
        if first is None or last is None:
            return
        if first == last:
            self.chosen.emit(first)
        else:
            self.marked.emit(min(first, last), max(first, last) + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the symbol before or behind; other keys scroll."""
        steps = {Qt.Key_Left: -1, Qt.Key_Right: 1}.get(event.key())
        if steps is None or self._current is None:
            super().keyPressEvent(event)
            return
        self.chosen.emit(min(max(self._current + steps, 0), len(self._glyphs) - 1))

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what is known of the symbol under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.ToolTip:
            symbol = self._symbol_at(event.pos())
            known = symbol is not None and symbol < len(self._tips)
            text = self._tips[symbol] if known and symbol is not None else self.toolTip()
            QToolTip.showText(event.globalPos(), as_it_stands(text), self.viewport())
            return True
        return super().viewportEvent(event)

    # Painting

    @fails_once(lambda text: text._glyphs)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the symbols that the viewport shows."""
        with painting_on(self.viewport()) as painter:
            colours = colours_for(self.palette())
            painter.fillRect(event.rect(), QColor(colours.background))
            scrolled = self.verticalScrollBar().value()
            painter.translate(0, -scrolled)
            painter.setFont(self._written_in)
            exposed = event.rect().translated(0, scrolled)
            for symbol, rect in enumerate(self._rects):
                if rect.intersects(exposed):
                    self._paint_symbol(painter, symbol, rect, colours)

    def _paint_symbol(self, painter: QPainter, symbol: int, rect: QRect, colours: Colours) -> None:
        ink = QColor(colours.text)
        if self._fills is not None and symbol < len(self._fills):
            fill = QColor(*map(int, self._fills[symbol]))
            painter.fillRect(rect, fill)
            ink = QColor(LIGHT.background if fill.lightnessF() < _DARK else LIGHT.text)
        painter.setPen(ink)
        painter.drawText(rect, Qt.AlignCenter, self._glyphs[symbol])
        if self._underlined[symbol]:
            painter.setPen(QPen(ink, 2))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if symbol == self._current:
            painter.setPen(QPen(QColor(colours.text), 2))
            painter.drawRect(rect.adjusted(0, 1, -1, -1))


def _line_of(font: QFont) -> int:
    return QFontMetrics(font).height() + 4


def wrapped(glyphs: Sequence[str], font: QFont, line: int, width: int) -> list[QRect]:
    """Where each stands: side by side as far as there is room; longer ones with gaps between.

    Where most are longer, they are words, and those of one letter have gaps as well.
    """
    metrics, rects = QFontMetrics(font), []
    are_words = 2 * sum(len(glyph) > 1 for glyph in glyphs) > len(glyphs)
    x, y = _MARGIN, _MARGIN
    for glyph in glyphs:
        gap = _BETWEEN_WORDS if are_words or len(glyph) > 1 else 0
        wide = metrics.horizontalAdvance(glyph) + gap
        if x + wide > width - _MARGIN and x > _MARGIN:
            x, y = _MARGIN, y + line
        rects.append(QRect(x, y, wide, line))
        x += wide
        if glyph == LINE_END:
            x, y = _MARGIN, y + line
    return rects
