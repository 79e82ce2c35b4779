"""Widgets that follow what changes around them: the palette, or the font."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PyQt5.QtCore import QEvent

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

    def changeEvent(self, event: QEvent) -> None:
        """Do what is to be done then."""
        super().changeEvent(event)
        for kind, act in self._acts:
            if kind == event.type():
                act()
