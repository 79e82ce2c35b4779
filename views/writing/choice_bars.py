"""How likely each symbol is in one place, as bars with what they stand for in percent."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt5.QtCore import QRectF, QSize, Qt
from PyQt5.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PyQt5.QtWidgets import QSizePolicy, QWidget

from views.colours import Colours, colours_for
from views.painting import fails_once, painting_on
from views.writing.choices import MOST_CHOICES, Choice

LEGEND = "Hatched: cut, with how often it would be drawn. ◀ drawn: what stands there."
_MEANING = "Probabilities of the symbols that could stand in the place shown"
_GAP = 6
_LEAST_BAR, _USUAL_BAR = 60, 160
_LONGEST_NAME = "neighbourhood"
"""Of a word that is shown whole; longer ones end in an ellipsis."""


class ChoiceBars(QWidget):
    """One bar for each of the likeliest symbols; what cannot be drawn is hatched."""

    def __init__(self) -> None:
        super().__init__(objectName="writingBars", accessibleName=_MEANING, toolTip=_MEANING)
        self.choices: Sequence[Choice] = ()
        self._room_for = "line end…"
        self.setSizePolicy(QSizePolicy.Preferred, QSizePolicy.Fixed)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show these in place of those before."""
        self.choices = choices
        if any(len(each.name) > len(self._room_for) for each in choices):
            # From then on for good: bars that begin elsewhere in each place cannot be compared.
            self._room_for = _LONGEST_NAME
        self.setAccessibleDescription("; ".join(f"{each.name} {each.told}" for each in choices))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for as many bars as there are at most."""
        return QSize(self._name_width + _USUAL_BAR + self._told_width, MOST_CHOICES * self._row)

    def minimumSizeHint(self) -> QSize:
        """As high, and narrower."""
        least = self._name_width + _LEAST_BAR + self._told_width
        return QSize(least, self.sizeHint().height())

    @property
    def _row(self) -> int:
        return self.fontMetrics().lineSpacing() + 6

    @property
    def _name_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._room_for) + _GAP

    @property
    def _told_width(self) -> int:
        return QFontMetrics(self._font_of(True)).horizontalAdvance("100.0 % ◀ drawn") + 2 * _GAP

    def _font_of(self, is_drawn: bool) -> QFont:
        font = QFont(self.font())
        font.setBold(is_drawn)
        return font

    @fails_once(lambda bars: bars.choices)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bar below bar."""
        colours = colours_for(self.palette())
        with painting_on(self) as painter:
            for row, choice in enumerate(self.choices):
                area = QRectF(0, row * self._row, self.width(), self._row)
                self._draw_row(painter, area, choice, colours)

    def _draw_row(self, painter: QPainter, area: QRectF, choice: Choice, colours: Colours) -> None:
        ink = colours.text if choice.drawn_at else colours.muted
        painter.setPen(QColor(ink))
        painter.setFont(self._font_of(choice.is_drawn))
        room = self._name_width - _GAP
        name = painter.fontMetrics().elidedText(choice.name, Qt.ElideRight, room)
        painter.drawText(
            QRectF(area.left(), area.top(), room, area.height()),
            Qt.AlignRight | Qt.AlignVCenter,
            name,
        )
        longest = area.width() - self._name_width - self._told_width
        bar = QRectF(self._name_width, area.top() + 3, longest, area.height() - 6)
        bar.setWidth(max(1.0, longest * (choice.share if choice.is_cut else choice.drawn_at)))
        if choice.has_bar:
            painter.setPen(QPen(QColor(colours.muted if choice.is_cut else colours.predicted)))
            painter.setBrush(_filling(choice, colours))
            painter.drawRect(bar)
        painter.setPen(QColor(ink))
        told = QRectF(bar.right() + _GAP, area.top(), self._told_width, area.height())
        painter.drawText(told, Qt.AlignLeft | Qt.AlignVCenter, choice.told)


def _filling(choice: Choice, colours: Colours) -> QBrush:
    if choice.is_cut:
        return QBrush(QColor(colours.muted), Qt.BDiagPattern)
    return QBrush(QColor(colours.predicted))
