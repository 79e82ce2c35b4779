"""Keys that mean something else in a window of its own than in the main window."""

from __future__ import annotations

from collections.abc import Collection

from PyQt5.QtCore import QEvent
from PyQt5.QtGui import QKeyEvent, QKeySequence


def key_of(event: QKeyEvent) -> str:
    """The key with its modifiers, as the tables of actions write it: ``Ctrl+R``."""
    return QKeySequence(int(event.modifiers()) | event.key()).toString()


def keeps(event: QEvent, keys: Collection[str]) -> bool:
    """Keep these keys to the window that is told of this event, which gets them next.

    Qt asks so before it takes a key for the shortcut of an action. Returns whether it was
    that question, and is answered.
    """
    if event.type() != QEvent.ShortcutOverride or key_of(event) not in keys:
        return False
    event.accept()
    return True
