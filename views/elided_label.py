"""A line of text that ends in … where it has no room, instead of pushing its neighbours."""

from __future__ import annotations

from PyQt5.QtCore import QSize, Qt
from PyQt5.QtGui import QColor, QPaintEvent
from PyQt5.QtWidgets import QLabel, QSizePolicy

from formatting import one_line
from views.labels import as_it_stands
from views.painting import fails_once, painting_on


class ElidedLabel(QLabel):
    """Takes the width it is given; the tooltip has the whole text, or its meaning."""

    elides = Qt.ElideRight

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__(objectName=name, accessibleName=accessible_name, toolTip=accessible_name)
        self._shorter = ""
        self.setTextFormat(Qt.PlainText)
        self.setSizePolicy(QSizePolicy.Ignored, QSizePolicy.Fixed)

    def setText(self, text: str, shorter: str = "") -> None:
        """Show this text, or where there is no room for it the shorter one, if there is any."""
        self._shorter = shorter
        super().setText(text)
        self.setToolTip(as_it_stands(text) or self.accessibleName())

    def sizeHint(self) -> QSize:
        """One line high, whether there is text or not."""
        return QSize(0, self.fontMetrics().height() + 4)

    minimumSizeHint = sizeHint  # No width is too small.

    @property
    def drawn(self) -> str:
        """As much as there is room for."""
        metrics, text = self.fontMetrics(), one_line(self.text())
        if self._shorter and metrics.horizontalAdvance(text) > self.width():
            text = self._shorter
        return metrics.elidedText(text, self.elides, self.width())

    @property
    def ink(self) -> str:
        """The colour of the text."""
        return self.palette().color(self.foregroundRole()).name()

    @fails_once(QLabel.text)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw that."""
        with painting_on(self) as painter:
            painter.setPen(QColor(self.ink))
            painter.drawText(self.rect(), Qt.AlignLeft | Qt.AlignVCenter, self.drawn)
