"""Widgets that follow what changes around them: the palette, the font, or their room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PyQt5.QtCore import QEvent
from PyQt5.QtGui import QResizeEvent

_Widget: Any = object
"""The widget of Qt's that each class has as its other base."""


class Adapting(_Widget):
    """What such a widget is besides: to be named before its class of Qt's."""

    _acts: tuple[tuple[QEvent.Type, Callable[[], object]], ...] = ()

    def on_palette(self, act: Callable[[], object]) -> None:
        """Do this after a change between the light and the dark palette."""
        self._acts += ((QEvent.PaletteChange, act),)

    def on_font(self, act: Callable[[], object]) -> None:
        """Do this after a change to another font."""
        self._acts += ((QEvent.FontChange, act),)

    def on_resize(self, act: Callable[[], object]) -> None:
        """Do this at a new size."""
        self._acts += ((QEvent.Resize, act),)

    def changeEvent(self, event: QEvent) -> None:
        """Do what is to be done then."""
        super().changeEvent(event)
        self._act_on(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Do what is to be done then."""
        super().resizeEvent(event)
        self._act_on(event)

    def _act_on(self, event: QEvent) -> None:
        for kind, act in self._acts:
            if kind == event.type():
                act()
