"""What a network reaches on the held-out part, beside what simpler means do, as bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PyQt5.QtCore import QRect, QSize, Qt
from PyQt5.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PyQt5.QtWidgets import QSizePolicy, QWidget

from formatting import share_text
from tasks.simpler import BITS, NOTHING_KNOWN, Baselines, Scale
from views.colours import Colours, colours_for
from views.labels import lines_high, make_label
from views.painting import fails_once, painting_on
from views.rows import fill, lines_of

NETWORK = "this network"
_AFTER_TEXT = 20
"""Pixels between the names of the bars and the lines of text that end before them."""
_GAP = 6
"""Pixels between a name, its bar and its number."""
_LEAST_BAR = 70
_WIDEST = "n-gram of order 7", share_text(1)
"""A name and a number for which there is room from the start."""


class Bar(NamedTuple):
    """One line of the chart.

    Attributes:
        name: what reaches so much.
        figure: on the scale of its task.
        is_network: whether it is the one that learns here.
    """

    name: str
    figure: float
    is_network: bool = False


class BesideChart(QWidget):
    """Draws a bar a line, the best above, and room for so many from the start.

    Attributes:
        bars: as they are drawn, from top to bottom.
    """

    def __init__(self, name: str) -> None:
        super().__init__(objectName=name)
        self.bars: tuple[Bar, ...] = ()
        self._scale = BITS
        self.setSizePolicy(QSizePolicy.Preferred, QSizePolicy.Fixed)

    def show_bars(self, scale: Scale, bars: Sequence[Bar]) -> None:
        """Draw these in place of what was there."""
        if scale != self._scale:
            self._scale = scale
            self.updateGeometry()
        self.bars = tuple(sorted(bars, key=lambda bar: scale.rank(bar.figure)))
        told = ", ".join(f"{bar.name} {scale.told(bar.figure)}" for bar in self.bars)
        self.setAccessibleName(f"{scale.title}: {told or 'not known yet'}")
        self.update()

    def sizeHint(self) -> QSize:
        """As many lines as there can be bars."""
        name, number = self._columns
        return QSize(name + number + 2 * _GAP + _LEAST_BAR, self._scale.bars * self._line)

    minimumSizeHint = sizeHint

    @property
    def _line(self) -> int:
        return lines_high(1, self)

    @property
    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    @property
    def _columns(self) -> tuple[int, int]:
        """Widths of names and numbers, the network's included."""
        wide = QFontMetrics(self._bold).horizontalAdvance
        return wide(_WIDEST[0]), wide(_WIDEST[1])

    @fails_once(lambda chart: chart.bars)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw line by line."""
        colours = colours_for(self.palette())
        with painting_on(self) as painter:
            for place, bar in enumerate(self.bars):
                self._paint(painter, bar, place * self._line, colours)

    def _paint(self, painter: QPainter, bar: Bar, top: int, colours: Colours) -> None:
        name, number = self._columns
        left, room = name + _GAP, self.width() - name - number - 2 * _GAP
        longest = max(bar.figure for bar in self.bars) or 1.0
        length = round(max(room, 0) * bar.figure / longest)
        ink = colours.predicted if bar.is_network else colours.muted
        painter.setFont(self._bold if bar.is_network else self.font())
        painter.setPen(QColor(ink if bar.is_network else colours.text))
        painter.drawText(QRect(0, top, name, self._line), Qt.AlignVCenter, bar.name)
        painter.fillRect(QRect(left, top + 3, length, self._line - 6), QColor(ink))
        place = QRect(left + length + _GAP, top, number, self._line)
        painter.drawText(place, Qt.AlignVCenter, self._scale.told(bar.figure))


class BesidePanel(QWidget):
    """Bars of all that are known.

    Attributes:
        chart: the bars.
    """

    def __init__(self) -> None:
        super().__init__(objectName="besidePanel")
        self._shown: tuple[Scale, Baselines, float | None] = BITS, NOTHING_KNOWN, None
        self.chart = BesideChart("besideChart")
        self._title = make_label("besideTitle", "")
        self._name(BITS)
        fill(self, lines_of(self._title, self.chart, None))
        self.layout().setContentsMargins(_AFTER_TEXT, 0, 0, 0)

    def render(self, scale: Scale, baselines: Baselines, figure: float | None) -> None:
        """Show what is known so far; without ``figure`` the network has not been asked yet."""
        if (scale, baselines, figure) == self._shown:
            return
        if scale != self._shown[0]:
            self._name(scale)
        self._shown = scale, baselines, figure
        bars = [Bar(*told) for told in baselines.told()]
        if figure is not None:
            bars.append(Bar(NETWORK, figure, is_network=True))
        self.chart.show_bars(scale, bars)

    def _name(self, scale: Scale) -> None:
        self._title.setText(scale.title)
        self._title.setAccessibleName(scale.meaning)
        self._title.setToolTip(scale.meaning)
