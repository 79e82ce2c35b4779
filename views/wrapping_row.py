"""Parts side by side, in as many lines as that takes: in a small window none is cut off."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QRect, QSize, Qt
from PyQt5.QtWidgets import QLayout, QLayoutItem, QWidget

_Line = list[int]
"""Numbers of the parts in it."""


class WrappingRow(QLayout):
    """Lays out parts from left to right, and goes on below where the next has no room.

    What is hidden takes none.
    """

    def __init__(
        self,
        *parts: QWidget | QLayout | None,
        between: int | None = None,
        stretches: Sequence[int] = (),
    ) -> None:
        """None stands for what room is left in its line.

        Args:
            parts: none is broken in itself.
            between: pixels from one to the next in a line; without it as usual.
            stretches: in what proportion each takes the room of its line; without them none does.
        """
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._between = between
        self._stretches = stretches
        self._behind_gap: set[int] = set()
        for part in parts:
            if part is None:
                self._behind_gap.add(self.count())
            elif isinstance(part, QLayout):
                self.addChildLayout(part)
                self.addItem(part)
            else:
                self.addWidget(part)

    # What every layout has

    def addItem(self, item: QLayoutItem) -> None:
        """Put one at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """That of a number, or None."""
        return self._items[index] if 0 <= index < self.count() else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Take one out."""
        return self._items.pop(index) if 0 <= index < self.count() else None

    def expandingDirections(self) -> Qt.Orientations:
        """It takes no room that it does not need."""
        return Qt.Orientations(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Of all lines that it takes then."""
        return self._lay_out(QRect(0, 0, width, 0), moves=False)

    def sizeHint(self) -> QSize:
        """All of it in one line."""
        hints = [self._items[part].sizeHint() for part in self._shown()]
        between = self._gap * max(0, len(hints) - 1)
        wide = sum(hint.width() for hint in hints) + between
        return QSize(wide, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Each part in a line of its own."""
        least = [self._items[part].minimumSize() for part in self._shown()]
        size = QSize(0, 0)
        for each in least:
            size = size.expandedTo(each)
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Move every part to its place."""
        super().setGeometry(rect)
        self._lay_out(rect, moves=True)

    # Where each part stands

    @property
    def _gap(self) -> int:
        return self._below if self._between is None else self._between

    @property
    def _below(self) -> int:
        return max(0, self.spacing())

    def _shown(self) -> _Line:
        return [part for part, item in enumerate(self._items) if not item.isEmpty()]

    def _lay_out(self, rect: QRect, moves: bool) -> int:
        """Put the parts into a place from its top on, or only see how high they are together."""
        top = rect.top()
        for line in self._lines(rect.width()):
            widths = self._widths(line, rect.width())
            height = max(map(self._height, line, widths))
            left = rect.left()
            for part, width in zip(line, widths, strict=True):
                if part in self._behind_gap and part != line[0]:
                    left = rect.right() + 1 - width
                if moves:
                    self._items[part].setGeometry(QRect(left, top, width, height))
                left += width + self._gap
            top += height + self._below
        return max(0, top - self._below - rect.top())

    def _lines(self, width: int) -> list[_Line]:
        lines: list[_Line] = []
        left = 0
        for part in self._shown():
            least = self._items[part].minimumSize().width()
            if not lines or least > left:
                lines.append([])
                left = width
            lines[-1].append(part)
            left -= least + self._gap
        return lines

    def _widths(self, line: _Line, width: int) -> list[int]:
        """As wide as each part wants to be, if there is room; with stretches all there is."""
        least = [self._items[part].minimumSize().width() for part in line]
        room = width - self._gap * (len(line) - 1)
        if not self._stretches:
            hints = [self._items[part].sizeHint().width() for part in line]
            return hints if sum(hints) <= room else least
        return _shared(room, least, [self._stretches[part] for part in line])

    def _height(self, part: int, width: int) -> int:
        item = self._items[part]
        return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _shared(room: int, least: Sequence[int], stretches: Sequence[int]) -> list[int]:
    """Room in these proportions, but to none less than the least that it needs."""
    widths = [room * each // max(1, sum(stretches)) for each in stretches]
    short = sum(max(0, need - width) for need, width in zip(least, widths, strict=True))
    spare = sum(max(0, width - need) for need, width in zip(least, widths, strict=True))
    return [
        need if width <= need else width - short * (width - need) // max(1, spare)
        for need, width in zip(least, widths, strict=True)
    ]
