"""Controls that the wheel changes only while somebody is in them; else it scrolls the window.

Qt's own take the wheel wherever the pointer happens to be, and a value then changes unseen.
"""

from __future__ import annotations

from typing import Any

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QWheelEvent
from PyQt5.QtWidgets import QComboBox, QSlider

_SHORTEST_SLIDER = 120
"""Pixels."""
_Control: Any = object
"""The control of Qt's that each class below has as its other base."""


class CalmWheel(_Control):
    """What such a control is besides: to be named before its class of Qt's."""

    def __init__(self, *arguments: Any, **properties: Any) -> None:
        super().__init__(*arguments, **properties)
        # Not by the wheel, which would give itself the right to change it.
        self.setFocusPolicy(Qt.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the value with the keyboard's focus alone."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class CalmComboBox(CalmWheel, QComboBox):
    """A choice among a few."""


class CalmSlider(CalmWheel, QSlider):
    """A value on a line, which is never too short to be dragged from place to place."""

    def __init__(self, *arguments: Any, **properties: Any) -> None:
        super().__init__(*arguments, **properties)
        self.setMinimumWidth(_SHORTEST_SLIDER)
