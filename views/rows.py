"""Rows of controls, and columns of what stands above each other."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TypeAlias, TypeVar

from PyQt5.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

Item: TypeAlias = QWidget | QLayout | int | None
_Box = TypeVar("_Box", bound=QBoxLayout)
_Widget = TypeVar("_Widget", bound=QWidget)


def row_of(*items: Item, stretched: Item = None) -> QHBoxLayout:
    """Widgets and layouts from left to right; a number is a gap in pixels, None a free one.

    What is ``stretched`` takes the room that is left.
    """
    return _filled(QHBoxLayout(), items, stretched)


def lines_of(*items: Item, stretched: Item = None) -> QVBoxLayout:
    """The same from top to bottom."""
    return _filled(QVBoxLayout(), items, stretched)


def _filled(box: _Box, items: Iterable[Item], stretched: Item) -> _Box:
    for item in items:
        if item is None:
            box.addStretch()
        elif isinstance(item, int):
            box.addSpacing(item)
        elif isinstance(item, QLayout):
            box.addLayout(item, 1 if item is stretched else 0)
        else:
            box.addWidget(item, 1 if item is stretched else 0)
    return box


def fill(widget: _Widget, layout: QLayout) -> _Widget:
    """Lay out what is in a widget, up to its edges."""
    widget.setLayout(layout)
    layout.setContentsMargins(0, 0, 0, 0)
    return widget


def column_of(*items: Item, stretched: Item = None) -> QWidget:
    """A widget with what stands above each other, without a margin around it."""
    return fill(QWidget(), lines_of(*items, stretched=stretched))


def label_of(text: str, control: QWidget) -> QLabel:
    """The words before a control, to which their mnemonic leads."""
    label = QLabel(text)
    label.setBuddy(control)
    return label


def put_in_tab_order(controls: Iterable[QWidget]) -> None:
    """Let the Tab key go through controls of one window in this order."""
    for before, after in pairwise(controls):
        QWidget.setTabOrder(before, after)
