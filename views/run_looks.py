"""How runs are told apart wherever several are drawn: a colour and a line style each."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt5.QtCore import QPointF, Qt
from PyQt5.QtGui import QColor, QPen, QPixmap

from shelf.run import LOOKS
from views.colours import DARK, Colours
from views.painting import painting_on

_NAMES = ("blue", "orange", "green", "purple", "grey", "brown")
_LIGHT = ("#0072b2", "#c25400", "#00795a", "#8a3d9c", "#57606a", "#8a6400")
_DARK = ("#6cb8f0", "#ff9a57", "#4fd0a5", "#d79be6", "#aab2bd", "#e3c35a")
_STYLES = (
    ("solid", "-", Qt.SolidLine),
    ("dashed", "--", Qt.DashLine),
    ("dotted", ":", Qt.DotLine),
    ("dash-dotted", "-.", Qt.DashDotLine),
)
_MARK_WIDTH, _MARK_HEIGHT = 34, 12


@dataclass(frozen=True)
class RunLook:
    """One of the pairs.

    Attributes:
        name: in words, such as ``blue, solid``.
        colour: as ``#rrggbb``, for the present palette.
        style: as matplotlib writes it.
        pen: the same for Qt.
    """

    name: str
    colour: str
    style: str
    pen: Qt.PenStyle


def look_of(number: int, colours: Colours) -> RunLook:
    """The look of that number, in the present palette; neighbours differ in colour and style."""
    turns, place = divmod(number % LOOKS, len(_NAMES))
    shades = _DARK if colours is DARK else _LIGHT
    # After two turns of colours each would have the styles again that it has had.
    name, style, pen = _STYLES[(number % LOOKS + turns // 2) % len(_STYLES)]
    return RunLook(f"{_NAMES[place]}, {name}", shades[place], style, pen)


def mark_of(look: RunLook, colours: Colours) -> QPixmap:
    """A piece of the line, to stand beside a name.

    On the plots' background, since that of a selected row may have the line's own colour.
    """
    mark = QPixmap(_MARK_WIDTH, _MARK_HEIGHT)
    mark.fill(QColor(colours.background))
    middle = _MARK_HEIGHT / 2
    with painting_on(mark) as painter:
        painter.setPen(QPen(QColor(look.colour), 3, look.pen, Qt.FlatCap))
        painter.drawLine(QPointF(2, middle), QPointF(_MARK_WIDTH - 2, middle))
    return mark


def no_mark() -> QPixmap:
    """As much room, for a run that is not drawn."""
    mark = QPixmap(_MARK_WIDTH, _MARK_HEIGHT)
    mark.fill(Qt.transparent)
    return mark
