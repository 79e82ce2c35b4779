"""A table whose first column stays in sight while the others are scrolled sideways."""

from __future__ import annotations

from functools import partial

from PyQt5.QtCore import QAbstractItemModel, QModelIndex, QPoint, QRect, Qt
from PyQt5.QtGui import QPainter, QPaintEvent
from PyQt5.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from views.adapting import Adapting
from views.painting import fails_once, painting_on

_PINNED = 0
"""The column that stays."""


class PinnedTable(Adapting, QTableView):
    """Draws its first column over the others, once these are scrolled, and finds it there."""

    def __init__(self, parent: QWidget | None = None, **named: str) -> None:
        super().__init__(parent, **named)
        self._title = title = QHeaderView(Qt.Horizontal, self, objectName="pinnedTitle")
        header = self.horizontalHeader()
        title.setSectionsClickable(True)
        title.setSortIndicatorShown(True)
        title.sectionHandleDoubleClicked.connect(self.resizeColumnToContents)
        title.hide()
        for one, other in ((title, header), (header, title)):
            one.sortIndicatorChanged.connect(other.setSortIndicator)
            one.sectionResized.connect(partial(self._resize, other))
        self.on_resize(self._place_title)

    def setModel(self, model: QAbstractItemModel) -> None:
        """Show this, with the title that it has for the column."""
        super().setModel(model)
        self._title.setModel(model)

    def _resize(self, other: QHeaderView, column: int, _before: int, width: int) -> None:
        if column == _PINNED:
            other.resizeSection(column, width)
            self._place_title()

    # Where it is

    @property
    def _width(self) -> int:
        """How far the first column reaches over those that are scrolled; 0 if none are."""
        return self.columnWidth(_PINNED) if self.horizontalOffset() else 0

    def indexAt(self, place: QPoint) -> QModelIndex:
        """What is seen there."""
        if 0 <= place.x() < self._width:
            return self.model().index(self.rowAt(place.y()), _PINNED)
        return super().indexAt(place)

    def visualRect(self, index: QModelIndex) -> QRect:
        """Where it is seen."""
        place = super().visualRect(index)
        if index.column() == _PINNED:
            place.moveLeft(0)
        return place

    def scrollTo(
        self,
        index: QModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.EnsureVisible,
    ) -> None:
        """Bring it into sight, and not under the first column, for which nothing has to move."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() == _PINNED:
            bar.setValue(before)
        else:
            bar.setValue(bar.value() - max(0, self._width - self.visualRect(index).left()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw anew what was moved though it stays."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self._place_title()
            self.viewport().update()
            self.updateEditorGeometries()  # One in the first column was moved with the others.

    def _place_title(self) -> None:
        header, frame = self.horizontalHeader(), self.frameWidth()
        self._title.setGeometry(frame, frame, self._width, header.height())
        self._title.setVisible(self._width > 0)

    # Drawing it

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the first column over what is scrolled under it."""
        super().paintEvent(event)
        self._draw_column()

    @fails_once(lambda table: (table.model().rowCount(), table.horizontalOffset()))
    def _draw_column(self) -> None:
        if not self._width:
            return
        with painting_on(self.viewport()) as painter:
            column = QRect(0, 0, self._width, self.viewport().height())
            painter.fillRect(column, self.palette().base())
            first, last = self.rowAt(0), self.rowAt(column.bottom())
            for row in range(max(0, first), last + 1 if last >= 0 else self.model().rowCount()):
                self._draw(painter, self.model().index(row, _PINNED))
            painter.setPen(self.palette().mid().color())
            painter.drawLine(column.topRight(), column.bottomRight())

    def _draw(self, painter: QPainter, index: QModelIndex) -> None:
        option: QStyleOptionViewItem = self.viewOptions()
        option.rect = self.visualRect(index)
        if self.selectionModel().isSelected(index):
            option.state |= QStyle.State_Selected
        if self.hasFocus() and index == self.currentIndex():
            option.state |= QStyle.State_HasFocus
        if self.alternatingRowColors() and index.row() % 2:
            option.features |= QStyleOptionViewItem.Alternate
        self.style().drawPrimitive(QStyle.PE_PanelItemViewRow, option, painter, self)
        self.itemDelegate().paint(painter, option, index)
