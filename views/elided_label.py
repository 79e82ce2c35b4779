"""Lines of text that end in … where they have no room, instead of pushing their neighbours."""

from __future__ import annotations

from bisect import bisect_left

from PyQt5.QtCore import QRect, QSize, Qt
from PyQt5.QtGui import QColor, QPaintEvent
from PyQt5.QtWidgets import QLabel, QSizePolicy

from formatting import one_line
from views.labels import as_it_stands, lines_high
from views.painting import fails_once, painting_on


class ElidedLabel(QLabel):
    """Takes the width it is given; the tooltip has the whole text, or its meaning."""

    elides = Qt.ElideRight

    def __init__(self, name: str, accessible_name: str, lines: int = 1) -> None:
        """It is so many ``lines`` high."""
        super().__init__(objectName=name, accessibleName=accessible_name, toolTip=accessible_name)
        self._lines = lines
        self._shorter = ""
        self.setTextFormat(Qt.PlainText)
        self.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Fixed)

    def setText(self, text: str, shorter: str = "") -> None:
        """Show this text, or where there is no room for it the shorter one, if there is any."""
        self._shorter = shorter
        super().setText(text)
        self.setToolTip(as_it_stands(text) or self.accessibleName())

    def sizeHint(self) -> QSize:
        """As high, whether there is text or not."""
        return QSize(0, lines_high(self._lines, self) + (4 if self._lines == 1 else 0))

    minimumSizeHint = sizeHint  # No width is too small.

    @property
    def drawn(self) -> str:
        """As much as there is room for."""
        metrics, text = self.fontMetrics(), one_line(self.text())
        if self._shorter and metrics.horizontalAdvance(text) > self.width():
            text = self._shorter
        if self._lines == 1:
            return metrics.elidedText(text, self.elides, self.width())
        return text if self._has_room_for(text) else self._cut_short(text)

    def _has_room_for(self, text: str) -> bool:
        room = QRect(0, 0, self.width(), 0)
        needed = self.fontMetrics().boundingRect(room, Qt.TextWordWrap, text)
        is_low = needed.height() <= lines_high(self._lines, self)
        return is_low and needed.width() <= self.width()  # A word may be longer than a line.

    def _cut_short(self, text: str) -> str:
        """As much of its beginning as there is room for."""
        has_none = bisect_left(
            range(len(text)), True, key=lambda end: not self._has_room_for(f"{text[:end]}…")
        )
        return f"{text[: max(0, has_none - 1)]}…"

    @property
    def ink(self) -> str:
        """The colour of the text."""
        return self.palette().color(self.foregroundRole()).name()

    @fails_once(QLabel.text)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw that."""
        with painting_on(self) as painter:
            painter.setPen(QColor(self.ink))
            if self._lines == 1:
                painter.drawText(self.rect(), Qt.AlignLeft | Qt.AlignVCenter, self.drawn)
            else:
                painter.drawText(self.rect(), Qt.AlignLeft | Qt.TextWordWrap, self.drawn)
