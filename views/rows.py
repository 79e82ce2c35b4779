"""Rows of controls, and columns of what stands above each other."""

from __future__ import annotations

from PyQt5.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget


def row_of(*items: QWidget | int | None, stretched: QWidget | None = None) -> QHBoxLayout:
    """Widgets from left to right; a number is a gap in pixels, None one that takes what is left.

    So does the widget that is ``stretched``.
    """
    row = QHBoxLayout()
    for item in items:
        if item is None:
            row.addStretch()
        elif isinstance(item, int):
            row.addSpacing(item)
        else:
            row.addWidget(item, 1 if item is stretched else 0)
    return row


def column_of(*items: QWidget | QLayout, stretched: QWidget) -> QWidget:
    """What stands above each other, without a margin around it."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    for item in items:
        if isinstance(item, QLayout):
            column.addLayout(item)
        else:
            column.addWidget(item, 1 if item is stretched else 0)
    return whole


def label_of(text: str, control: QWidget) -> QLabel:
    """The words before a control, to which their mnemonic leads."""
    label = QLabel(text)
    label.setBuddy(control)
    return label
