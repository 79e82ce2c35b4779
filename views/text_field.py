"""A line of text to be typed, in a window that has an Undo of its own."""

from __future__ import annotations

from PyQt5.QtCore import QEvent
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QLineEdit


class TextField(QLineEdit):
    """Takes Undo for itself only while there is typing to take back: then it is the window's."""

    def event(self, event: QEvent) -> bool:
        """Leave the keys of Undo to the window's action where they would do nothing here."""
        asks_for_undo = event.type() == QEvent.ShortcutOverride and event.matches(QKeySequence.Undo)
        if asks_for_undo and not self.isUndoAvailable():
            event.ignore()
            return False
        return super().event(event)
