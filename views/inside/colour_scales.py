"""From a number to a colour: signed ones blue and orange, those from 0 to 1 a single hue."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import Colormap, LinearSegmentedColormap
from PyQt5.QtCore import QRect, QSize, Qt
from PyQt5.QtGui import QColor, QPainter, QPaintEvent
from PyQt5.QtWidgets import QSizePolicy, QWidget

from views.colours import colours_for
from views.painting import fails_once, painting_on

_WIDTH, _HEIGHT, _GAP = 160, 12, 6
"""Of the legend, in pixels."""
SIGNED = LinearSegmentedColormap.from_list(
    "signed", ["#7a3600", "#d55e00", "#f7f7f7", "#0072b2", "#003e62"]
)
"""Orange below zero, near-white at zero, blue above it."""

FROM_0_TO_1 = LinearSegmentedColormap.from_list("from 0 to 1", ["#f3f0f8", "#8b6fc0", "#3b1a78"])
"""The fuller, the darker; in a hue that signed values do not have."""


def signed_colour(value: float) -> QColor:
    """The colour of a value from −1 to 1."""
    return _colour(SIGNED, (value + 1) / 2)


def share_colour(value: float) -> QColor:
    """The colour of a value from 0 to 1."""
    return _colour(FROM_0_TO_1, value)


def _colour(scale: Colormap, place: float) -> QColor:
    return QColor.fromRgbF(*scale(place))


class ColourLegend(QWidget):
    """What colours mean: a strip of them with numbers at its ends, at first an empty one.

    It goes from −reach over 0 to reach, or where they are not signed from 0 to it.
    """

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
