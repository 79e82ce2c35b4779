"""What the colours of a text mean: a strip of them with numbers at its ends."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import Colormap
from PyQt5.QtCore import QRect, QSize, Qt
from PyQt5.QtGui import QColor, QPainter, QPaintEvent
from PyQt5.QtWidgets import QSizePolicy, QWidget

from views.colours import colours_for
from views.inside.colour_scales import SIGNED
from views.painting import fails_once, painting_on

_WIDTH, _HEIGHT, _GAP = 160, 12, 6


class ColourLegend(QWidget):
    """Signed colours from −reach over 0 to reach; others from 0 to it. At first it is empty."""

    def __init__(self, colour_map: Colormap, meaning: str) -> None:
        super().__init__(accessibleName=meaning, toolTip=meaning)
        self.setSizePolicy(QSizePolicy.Fixed, QSizePolicy.Fixed)
        self._colour_map = colour_map
        self._ends: tuple[str, ...] = ()

    def clear(self) -> None:
        """Be empty, in the same room: nothing has these colours."""
        self._ends = ()
        self.update()

    def colours_of(self, values: np.ndarray) -> np.ndarray:
        """The colours of numbers, ``(count, 3)`` from 0 to 255, the strongest for the largest.

        So says the legend from now on.
        """
        known = np.nan_to_num(values, posinf=0.0, neginf=0.0)
        reach = float(np.abs(known).max(initial=0.0)) or 1.0
        is_signed, text = self._colour_map is SIGNED, f"{reach:.2g}"
        self._ends = (f"−{text}" if is_signed else "0", text)
        self.update()
        return self._at((known / reach + 1) / 2 if is_signed else known / reach)

    def _at(self, places: np.ndarray) -> np.ndarray:
        """The colours at places from 0 to 1."""
        return np.asarray(self._colour_map(places, bytes=True))[:, :3]

    def sizeHint(self) -> QSize:
        """The strip, with room for a number on either side."""
        metrics = self.fontMetrics()
        return QSize(_WIDTH + 2 * (_GAP + self._room), max(_HEIGHT, metrics.height()) + 4)

    @property
    def _room(self) -> int:
        return self.fontMetrics().horizontalAdvance("−8.8e−88")

    @fails_once(lambda legend: legend._ends)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the strip between its numbers."""
        if self._ends:
            with painting_on(self) as painter:
                self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        strip = QRect(self._room + _GAP, (self.height() - _HEIGHT) // 2, _WIDTH, _HEIGHT)
        for x, colour in enumerate(self._at(np.linspace(0, 1, _WIDTH))):
            painter.fillRect(strip.left() + x, strip.top(), 1, _HEIGHT, QColor(*map(int, colour)))
        painter.setPen(QColor(colours_for(self.palette()).text))
        left = QRect(0, 0, self._room, self.height())
        right = left.translated(strip.right() + _GAP, 0)
        painter.drawText(left, Qt.AlignRight | Qt.AlignVCenter, self._ends[0])
        painter.drawText(right, Qt.AlignLeft | Qt.AlignVCenter, self._ends[1])
