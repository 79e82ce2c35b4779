"""The text itself: what was typed, then what is written, each symbol as sure as its colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from PyQt5.QtCore import (
    QEvent,
    QMimeData,
    QPoint,
    QPointF,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    pyqtSignal,
)
from PyQt5.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QMouseEvent,
    QPaintEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PyQt5.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QToolTip, QWidget

from inspection.written_text import WrittenText
from tasks.answer import Answer
from views.adapting import Adapting
from views.colours import colours_for
from views.labels import as_it_stands
from views.painting import fails_once, painting_on
from views.writing.choices import named, percent

_NONE, _ALL = "improbable", "certain"
_MEANING = (
    "The colour behind a symbol is the probability that the network gave it, before temperature "
    "and cuts; point at a symbol for its number. Bold is what was typed, and what is underlined "
    "stands in the book"
)
_WIDTH, _GAP = 120, 6
"""Of the legend, in pixels."""
LEVELS = 12
"""Shades: more of them nobody tells apart, and neighbours of the same are written at once."""
_NAME = "Text that the network wrote"
_TIP = "Click on a symbol, or go there with the arrow keys, to see what else could stand there"
_LARGER = 1.15
LONGEST_LINE = 400
"""Characters: what grows is laid out anew from the last line end on, however far that is."""
_RESIZED_AFTER = 100
"""Milliseconds without another size until lines are cut for it."""
_LINE_END = "↵"
_PUT_IN = 1
"""State of a block behind which the text has no line end."""


def shade(level: int, widget: QWidget) -> QColor:
    """The colour behind a symbol: the less certain, the more of it is the background."""
    palette = widget.palette()
    ends = palette.base().color(), QColor(colours_for(palette).certain)
    shares = zip(*(end.getRgb()[:3] for end in ends), strict=True)
    return QColor(*(round(a + level / LEVELS * (b - a)) for a, b in shares))


class TextView(Adapting, QPlainTextEdit):
    """Shows a :class:`WrittenText` and follows its end; a place in it can be chosen.

    Attributes:
        written: what is shown.

    Signals:
        place_chosen: the symbol there, behind the last the one that would come next; None in
            the beginning.
    """

    place_chosen = pyqtSignal(object)

    def __init__(self, name: str = "writingText", tip: str = _TIP) -> None:
        super().__init__(objectName=name, accessibleName=_NAME, toolTip=tip)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextSelectableByMouse | Qt.TextSelectableByKeyboard)
        self.setTabChangesFocus(True)
        font = self.font()
        font.setPointSizeF(_LARGER * font.pointSizeF())
        self.setFont(font)
        self.written = WrittenText()
        self._shown = self._cut_for = 0
        self._copied: Sequence[slice] = ()
        self._resized = QTimer(self, singleShot=True, interval=_RESIZED_AFTER)
        self._resized.timeout.connect(self._write_in_colours)
        self.cursorPositionChanged.connect(self._choose)
        self.on_palette(self._write_in_colours)
        self.on_resize(self._follow_width)

    @property
    def place(self) -> int | None:
        """The symbol that is chosen, as :attr:`place_chosen` tells it."""
        return self.written.symbol_at(self.textCursor().position())

    @property
    def line_ends(self) -> list[QPointF]:
        """Where lines end in the text itself, as far as that is in view: on the base line."""
        return [self._end_of(block) for block in self._blocks_in_view() if _ends_a_line(block)]

    def show_answer(self, answer: Answer) -> None:
        """Show what was written in this answer, from its beginning."""
        self._show(WrittenText.of(answer), QTextCursor.Start)

    def show_text(self, written: WrittenText) -> None:
        """Show this text in place of the one before, and stay at its end."""
        self._show(written, QTextCursor.End)

    def _show(self, written: WrittenText, place: QTextCursor.MoveOperation) -> None:
        self.written, self._copied = written, ()
        self._write_anew()
        self.moveCursor(place)

    def show_more(self) -> None:
        """Add what has come to the text."""
        bar = self.verticalScrollBar()
        follows = bar.value() == bar.maximum()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.End)
        block = cursor.block()
        cursor.beginEditBlock()
        new = range(self._shown, len(self.written))
        for level, places in groupby(new, self._level_at):
            glyphs = map(self.written.shown.__getitem__, places)
            cursor.insertText("".join(glyphs), self._format(level))
        cursor.endEditBlock()
        while block.isValid():
            following = block.next()
            self._cut(block)
            block = following
        self._shown = len(self.written)
        if follows:
            bar.setValue(bar.maximum())

    def underline(self, copied: Sequence[slice]) -> None:
        """Mark these stretches of what was written, and no others."""
        self._copied = [self.written.in_units(stretch) for stretch in copied]
        self._mark()

    # Events

    @fails_once(QPlainTextEdit.toPlainText)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark the line ends of the text: others are put in, or are where the view ends."""
        super().paintEvent(event)
        with painting_on(self.viewport()) as painter:
            painter.setPen(QColor(colours_for(self.palette()).muted))
            for place in self.line_ends:
                painter.drawText(place, _LINE_END)

    def _follow_width(self) -> None:
        """Cut long lines where they end in this width."""
        if self.viewport().width() != self._cut_for:
            self._resized.start()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy what was written, without line ends that are put in."""
        cursor, data = self.textCursor(), QMimeData()
        place = slice(cursor.selectionStart(), cursor.selectionEnd())
        data.setText(self.written.text_at(place))
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the symbol under the mouse: Qt would go to the nearer of its ends."""
        super().mousePressEvent(event)
        if event.button() == Qt.LeftButton and not event.modifiers():
            place = self._position_under(event.pos())
            self.setTextCursor(self._cursor_over(slice(place, place)))

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell how likely the symbol under the mouse was."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.ToolTip:
            told = self._told(self.written.symbol_at(self._position_under(event.pos())))
            QToolTip.showText(event.globalPos(), as_it_stands(told), self)
            return True
        return super().viewportEvent(event)

    def _told(self, symbol: int | None) -> str:
        if symbol is None:
            return "Typed: the network has read it."
        if symbol == len(self.written):
            return self.toolTip()
        glyph, confidence = self.written.glyphs[symbol], self.written.confidences[symbol]
        return f"{named(glyph)}: the network held it {percent(confidence)} likely."

    def _position_under(self, point: QPoint) -> int:
        cursor = self.cursorForPosition(point)
        is_right_half = point.x() < self.cursorRect(cursor).left()
        return cursor.position() - (is_right_half and not cursor.atBlockStart())

    def _blocks_in_view(self) -> Iterator[QTextBlock]:
        block = self.firstVisibleBlock()
        while block.isValid() and self._top_of(block) < self.viewport().height():
            yield block
            block = block.next()

    def _top_of(self, block: QTextBlock) -> float:
        return self.blockBoundingGeometry(block).translated(self.contentOffset()).top()

    def _end_of(self, block: QTextBlock) -> QPointF:
        line = block.layout().lineAt(block.layout().lineCount() - 1)
        room = self.viewport().width() - self.fontMetrics().horizontalAdvance(_LINE_END)
        right = self.contentOffset().x() + line.naturalTextRect().right()
        return QPointF(min(right, room), self._top_of(block) + line.y() + line.ascent())

    # Writing

    def _write_anew(self) -> None:
        self._shown, self._cut_for = 0, self.viewport().width()
        with QSignalBlocker(self):
            self.clear()
            cursor = QTextCursor(self.document())
            cursor.insertText(self.written.shown_beginning, self._typed_format())
            self.show_more()
        self._mark()

    def _write_in_colours(self) -> None:
        place = self.textCursor().position()
        self._write_anew()
        self.setTextCursor(self._cursor_over(slice(place, place)))

    def _cut(self, block: QTextBlock) -> None:
        """Put line ends in place of spaces into a long line, where the view ends a row anyway."""
        cursor = QTextCursor(self.document())
        cuts = [*self._cuts_of(block)] if block.length() > LONGEST_LINE else []
        cursor.beginEditBlock()
        for place in cuts:
            # In this order no cursor moves, wherever it is.
            cursor.setPosition(place)
            cursor.insertBlock()
            cursor.block().previous().setUserState(_PUT_IN)
            cursor.setPosition(place)
            cursor.deletePreviousChar()
        cursor.endEditBlock()

    def _cuts_of(self, block: QTextBlock) -> Iterator[int]:
        """Where rows begin behind a space, as few of them as make short lines of a long one."""
        self.blockBoundingRect(block)  # It lays out what is not yet.
        began, layout = block.position(), block.layout()
        rows = (began + layout.lineAt(n).textStart() for n in range(1, layout.lineCount()))
        starts = [row for row in rows if self.document().characterAt(row - 1) == " "]
        for start, end in pairwise([*starts, began + block.length()]):
            if end - began > LONGEST_LINE:
                yield start
                began = start

    def _level_at(self, symbol: int) -> int:
        return round(LEVELS * self.written.confidences[symbol])

    def _format(self, level: int) -> QTextCharFormat:
        style = QTextCharFormat()
        if level:
            style.setBackground(shade(level, self))
        return style

    def _typed_format(self) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setForeground(QColor(colours_for(self.palette()).actual))
        style.setFontWeight(QFont.Bold)
        return style

    def _choose(self) -> None:
        self._mark()
        self.place_chosen.emit(self.place)

    def _mark(self) -> None:
        """Frame what is chosen, and underline what is copied: it is drawn over the text."""
        self.setExtraSelections([*self._underlines(), *self._framed()])

    def _underlines(self) -> Iterable[QTextEdit.ExtraSelection]:
        for stretch in self._copied:
            mark = QTextEdit.ExtraSelection()
            mark.format.setFontUnderline(True)
            mark.format.setUnderlineStyle(QTextCharFormat.SingleUnderline)
            mark.format.setUnderlineColor(QColor(colours_for(self.palette()).predicted))
            mark.cursor = self._cursor_over(stretch)
            yield mark

    def _framed(self) -> Iterable[QTextEdit.ExtraSelection]:
        colours, place = colours_for(self.palette()), self.place
        if place is not None and place < self._shown:
            mark = QTextEdit.ExtraSelection()
            mark.format.setBackground(QColor(colours.accent))
            mark.format.setForeground(QColor(colours.background))
            mark.cursor = self._cursor_over(self.written.place_of(place))
            yield mark

    def _cursor_over(self, place: slice) -> QTextCursor:
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(min(place.start, last))
        cursor.setPosition(min(place.stop, last), QTextCursor.KeepAnchor)
        return cursor


def _ends_a_line(block: QTextBlock) -> bool:
    return block.next().isValid() and block.userState() != _PUT_IN


class ShadeLegend(QWidget):
    """All shades in a row, with a word at both ends."""

    def __init__(self) -> None:
        super().__init__(objectName="writingLegend", accessibleName=_MEANING, toolTip=_MEANING)
        self.setSizePolicy(QSizePolicy.Fixed, QSizePolicy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the shades and their words."""
        letters = self.fontMetrics()
        words = letters.horizontalAdvance(_NONE) + letters.horizontalAdvance(_ALL)
        return QSize(words + 2 * _GAP + _WIDTH, letters.lineSpacing() + 4)

    @fails_once(lambda legend: legend.size())
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw word, shades, word."""
        left = self.fontMetrics().horizontalAdvance(_NONE) + _GAP
        bar = QRect(left, 2, _WIDTH, self.height() - 4)
        with painting_on(self) as painter:
            painter.drawText(self.rect(), Qt.AlignLeft | Qt.AlignVCenter, _NONE)
            painter.drawText(self.rect(), Qt.AlignRight | Qt.AlignVCenter, _ALL)
            for level in range(LEVELS + 1):
                start, stop = (k * bar.width() // (LEVELS + 1) for k in (level, level + 1))
                part = QRect(bar.left() + start, bar.top(), stop - start, bar.height())
                painter.fillRect(part, shade(level, self))
            painter.drawRect(bar.adjusted(0, 0, -1, -1))
