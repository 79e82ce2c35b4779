"""Frames that are drawn whole where a screen's scale is a fraction, as 125 %."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PyQt5.QtGui import QPainter
from PyQt5.QtWidgets import (
    QComboBox,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QWidget,
)

_BIT = 0.02
"""Of a pixel: no edge falls just between two any more."""


class WholeFrames(QProxyStyle):
    """The usual style, with a pixel to spare around the frames that it draws as pictures.

    Qt rounds the size of such a picture, and where the room for it begins and ends, each by
    itself. Where scaled edges fall between two pixels, that may be a pixel less than the picture
    has; and just between two, its last line is not drawn. The lower edge was missing.
    """

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the frame of a button smaller, all else as it is."""
        draw = super().drawPrimitive
        if element == QStyle.PE_PanelButtonCommand and not isinstance(widget, QComboBox):
            with _room_to_spare(option, painter):
                draw(element, option, painter, widget)
        else:
            draw(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw a list to choose from, which has the frame of a button in it, smaller."""
        draw = super().drawComplexControl
        if control == QStyle.CC_ComboBox:
            with _room_to_spare(option, painter):
                draw(control, option, painter, widget)
        else:
            draw(control, option, painter, widget)


@contextmanager
def _room_to_spare(option: QStyleOption, painter: QPainter) -> Iterator[None]:
    option.rect = option.rect.adjusted(0, 0, -1, -1)
    painter.translate(_BIT, _BIT)
    yield
    painter.translate(-_BIT, -_BIT)
