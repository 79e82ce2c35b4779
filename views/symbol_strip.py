"""A strip of symbols in which the typed and the predicted ones are set apart."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PyQt5.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt5.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip

from tasks.answer import Answer
from tasks.registry import FIRST_TASK, TASKS
from views.adapting import Adapting
from views.buttons import let_copy
from views.colours import Colours, colours_for
from views.labels import as_it_stands
from views.painting import fails_once, painting_on
from views.symbol_cells import CellKind, SymbolCell, cells_of, summary_of
from views.symbol_layout import BAR, DIVIDER, GAP, MARGIN, Layout, Sizes, first_behind, scaled

MOST_LINES_ASKED_FOR = 3
_LARGER = 1.25, 1.5, 1.75, 2.0
"""Times the usual size."""


class SymbolStrip(Adapting, QAbstractScrollArea):
    """Shows a :class:`Answer`; wraps to its width and scrolls only downwards.

    Left, Right, Home and End move a current cell, whose description a screen
    reader hears; Ctrl+C copies the predicted symbols.

    Attributes:
        words: of the task that is asked next, which :meth:`clear` takes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = TASKS[FIRST_TASK].words
        self._answer: Answer | None = None
        self._cells: list[SymbolCell] = []
        self._current = 0
        self._in_sight: int | None = None
        self._usual = self._sizes = Sizes(self.font())
        self._layout = Layout.of([], self._sizes, 0)
        self._usual_height = 0
        self._copy_action = let_copy(self, "Copy predicted symbols", self._copy)
        self._copy_action.setObjectName("copyPredictedAction")
        self.setFrameShape(QFrame.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Preferred)
        self.setFocusPolicy(Qt.StrongFocus)
        self.on_font(self._measure)  # Colours are looked up with every painting.
        self.on_resize(self._arrange)
        self.verticalScrollBar().actionTriggered.connect(self._scroll_freely)
        self.clear()

    def show_answer(self, answer: Answer) -> None:
        """Show ``answer`` in place of what was there."""
        self._answer = answer
        self._cells = cells_of(answer)
        self.setAccessibleName(summary_of(answer))
        self._copy_action.setEnabled(len(answer.said) > 0)
        first_predicted = len(self._cells) - len(answer.said)
        self._start_over(current=first_predicted)
        if answer.said:
            self._scroll_to(first_predicted + (answer.first_departure or 0))

    def clear(self) -> None:
        """Show nothing but a sentence on how to fill the strip."""
        self._answer = None
        self._cells = []
        self.setAccessibleName(f"{self.words.answer}: empty. {self._invitation}")
        self._copy_action.setEnabled(False)
        self._start_over(current=0)

    @property
    def _invitation(self) -> str:
        """What stands there while there is nothing else."""
        return f"Press Predict to let the network {self.words.ask}."

    def _start_over(self, current: int) -> None:
        self._in_sight = None
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self._current = min(current, max(0, len(self._cells) - 1))
        self._describe_current()
        self.viewport().update()

    # Size: as high as its lines, up to a few, then it scrolls.

    def sizeHint(self) -> QSize:
        """Room for the first lines at the width the strip has now."""
        usual = self._usual
        most = 2 * MARGIN + MOST_LINES_ASKED_FOR * (usual.line + GAP)
        height = max(self._usual_height, self._one_line)
        return QSize(12 * (usual.width + GAP), min(height, most))

    def minimumSizeHint(self) -> QSize:
        """Room for one line of a few cells."""
        return QSize(4 * (self._usual.width + GAP) + 2 * MARGIN, self._one_line)

    @property
    def _one_line(self) -> int:
        return self._usual.line + 2 * MARGIN

    def _measure(self) -> None:
        self._usual = Sizes(self.font())
        self._arrange()

    def _write_large(self, room: QSize) -> None:
        """Place the cells as large as they have room for in no more lines."""
        self._sizes = self._usual
        self._layout = Layout.of(self._cells, self._sizes, room.width())
        self._usual_height, lines = self._layout.height, self._layout.lines
        for scale in _LARGER if 0 < self._layout.height < room.height() else ():
            sizes = Sizes(scaled(self.font(), scale))
            layout = Layout.of(self._cells, sizes, room.width())
            if layout.lines > lines or layout.height > room.height():
                break
            self._sizes, self._layout = sizes, layout

    def _arrange(self) -> None:
        before = self._usual_height
        size = self.viewport().size()
        self._write_large(size)
        bar = self.verticalScrollBar()
        bar.setSingleStep(self._sizes.line + GAP)
        bar.setPageStep(size.height())
        bar.setRange(0, max(0, self._layout.height - size.height()))
        if self._in_sight is not None:
            # Beside a scroll bar that has come, for one, there are more lines than there were.
            self._scroll_to(self._in_sight)
        if self._usual_height != before:
            self.updateGeometry()

    # The current cell, by keyboard and mouse.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the current cell; other keys scroll."""
        last = len(self._cells) - 1
        targets = {
            Qt.Key_Left: max(self._current - 1, 0),
            Qt.Key_Right: min(self._current + 1, last),
            Qt.Key_Home: 0,
            Qt.Key_End: last,
        }
        if self._cells and event.key() in targets:
            self._make_current(targets[event.key()])
            QToolTip.showText(self._below_current(), self.toolTip(), self.viewport())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the cell under the mouse the current one."""
        index = self._index_at(event.pos())
        if index is not None:
            self._make_current(index)
        super().mousePressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Describe the cell under the mouse in a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.ToolTip:
            index = self._index_at(event.pos())
            told = None if index is None else as_it_stands(self._cells[index].description)
            QToolTip.showText(event.globalPos(), told or self.toolTip(), self.viewport())
            return True
        return super().viewportEvent(event)

    def _make_current(self, index: int) -> None:
        self._current = index
        self._scroll_to(index)
        self._describe_current()
        self.viewport().update()

    def _scroll_to(self, index: int) -> None:
        """Scroll as little as brings the cell into view, not at all if it is seen; it stays there.

        That is until the user scrolls.
        """
        self._in_sight = index
        rect = self._layout.rects[index]
        bar = self.verticalScrollBar()
        lowest = rect.bottom() + MARGIN - self.viewport().height()
        bar.setValue(min(max(bar.value(), lowest), rect.top() - MARGIN))

    def _scroll_freely(self) -> None:
        self._in_sight = None

    def _describe_current(self) -> None:
        text = self._cells[self._current].description if self._cells else self._invitation
        self.setAccessibleDescription(text)
        self.setToolTip(as_it_stands(text))

    def _index_at(self, position: QPoint) -> int | None:
        point = position + self._scrolled()
        rects = self._layout.rects
        return next((i for i, rect in enumerate(rects) if rect.contains(point)), None)

    def _below_current(self) -> QPoint:
        corner = self._layout.rects[self._current].bottomLeft() - self._scrolled()
        return self.viewport().mapToGlobal(corner)

    def _scrolled(self) -> QPoint:
        return QPoint(0, self.verticalScrollBar().value())

    def _copy(self) -> None:
        if self._answer is not None:
            QGuiApplication.clipboard().setText(",".join(self._answer.said))

    # Painting.

    @fails_once(lambda strip: strip._cells)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that the viewport shows, or the sentence of an empty strip."""
        with painting_on(self.viewport()) as painter:
            self._paint(painter, event)

    def _paint(self, painter: QPainter, event: QPaintEvent) -> None:
        colours = colours_for(self.palette())
        painter.fillRect(event.rect(), QColor(colours.background))
        if not self._cells:
            painter.setPen(QColor(colours.muted))
            room = self.viewport().rect().adjusted(2 * MARGIN, 0, -2 * MARGIN, 0)
            painter.drawText(room, Qt.AlignVCenter | Qt.TextWordWrap, self._invitation)
            return
        painter.setRenderHint(QPainter.Antialiasing)
        painter.translate(-self._scrolled())
        self._paint_strip(_CellPainter(painter, self._sizes, colours), event.rect())

    def _paint_strip(self, brush: _CellPainter, exposed: QRect) -> None:
        exposed = exposed.translated(self._scrolled())
        divided = first_behind(self._cells)
        for index, (cell, rect) in enumerate(zip(self._cells, self._layout.rects, strict=True)):
            if not rect.adjusted(-DIVIDER, 0, 0, 0).intersects(exposed):
                continue
            if index == divided:
                brush.divider(rect)
            brush.cell(cell, rect)
            if index == self._current and self.hasFocus():
                brush.focus_ring(rect)
        for caption in self._layout.captions:
            brush.caption(caption.rect, caption.text, caption.is_warning)


class _CellPainter:
    """Paints the parts of a strip with the colours of a palette."""

    def __init__(self, painter: QPainter, sizes: Sizes, colours: Colours) -> None:
        self._painter = painter
        self._sizes = sizes
        self._colours = colours

    def cell(self, cell: SymbolCell, rect: QRect) -> None:
        """A symbol in its box, over it what it answers, and under it what is told of it."""
        box = QRect(rect.x(), rect.y() + self._sizes.text, rect.width(), self._sizes.symbol)
        if cell.given:
            self._box(box, cell.given, CellKind.TYPED)
            box.translate(0, self._sizes.row)
        self._box(box, cell.glyph, cell.kind)
        if cell.note:
            self._note(cell, rect, top=box.bottom() + 1 + GAP)

    def _box(self, box: QRect, glyph: str, kind: CellKind) -> None:
        fill, frame, ink = self._look(kind)
        self._painter.setPen(frame)
        self._painter.setBrush(QColor(fill))
        self._painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        self._text(box, glyph, self._sizes.symbol_font, ink, Qt.AlignCenter)

    def _look(self, kind: CellKind) -> tuple[str, QPen, str]:
        """Fill, frame and ink of a cell's box."""
        c = self._colours
        if kind is CellKind.DEPARTURE:
            return c.predicted_panel, QPen(QColor(c.error), 2, Qt.DashLine), c.error
        if kind is CellKind.PREDICTED:
            return c.predicted_panel, QPen(Qt.NoPen), c.predicted
        return c.panel, QPen(Qt.NoPen), c.muted if kind is CellKind.HIDDEN else c.actual

    def _note(self, cell: SymbolCell, rect: QRect, top: int) -> None:
        """How sure or how near a predicted symbol is; under a given one a line."""
        bar = QRect(rect.x() + 1, top, rect.width() - 2, BAR)
        if cell.confidence is not None:
            self._painter.fillRect(bar, QColor(self._colours.grid))
            filled = QRect(bar.topLeft(), QSize(round(bar.width() * cell.confidence), BAR))
            self._painter.fillRect(filled, QColor(self._colours.predicted))
        elif not cell.kind.is_predicted:
            self._painter.fillRect(bar, QColor(self._colours.actual))
        below = QRect(rect.x(), bar.bottom() + GAP, rect.width(), self._sizes.text)
        self._text(below, cell.note, self._sizes.small_font, self._colours.text, Qt.AlignCenter)

    def divider(self, first: QRect) -> None:
        """A line between the typed symbols and the first predicted one."""
        x = first.x() - (DIVIDER + GAP) // 2
        self._painter.setPen(QPen(QColor(self._colours.muted), 2))
        self._painter.drawLine(x, first.top() + self._sizes.text, x, first.bottom())

    def caption(self, rect: QRect, text: str, is_warning: bool) -> None:
        """The words above a cell."""
        ink = self._colours.error if is_warning else self._colours.muted
        self._text(rect, text, self._sizes.small_font, ink, Qt.AlignLeft | Qt.AlignVCenter)

    def focus_ring(self, rect: QRect) -> None:
        """A frame around the current cell."""
        self._painter.setPen(QPen(QColor(self._colours.accent), 2))
        self._painter.setBrush(Qt.NoBrush)
        self._painter.drawRoundedRect(rect.adjusted(-1, self._sizes.text - 1, 1, 1), 4, 4)

    def _text(self, rect: QRect, text: str, font: QFont, ink: str, alignment: int) -> None:
        self._painter.setFont(font)
        self._painter.setPen(QColor(ink))
        self._painter.drawText(rect, alignment, text)
