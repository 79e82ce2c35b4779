"""Keys that mean something else in a window of its own than in the main window."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import QEvent, QObject
from PyQt5.QtGui import QKeyEvent, QKeySequence
from PyQt5.QtWidgets import QWidget


def key_of(event: QKeyEvent) -> str:
    """The key with its modifiers, as the tables of actions write it: ``Ctrl+R``."""
    return QKeySequence(int(event.modifiers()) | event.key()).toString()


def keep_key(window: QWidget, key: str, act: Callable[[], object]) -> None:
    """Let a key act in this window, whatever action of the main window has it as shortcut."""
    window.installEventFilter(_KeptKey(window, key, act))


class _KeptKey(QObject):
    """Answers Qt, which asks before it takes a key for a shortcut; then the key comes."""

    def __init__(self, window: QWidget, key: str, act: Callable[[], object]) -> None:
        super().__init__(window)
        self._key, self._act = key, act

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Hear the key that nothing within the window has wanted."""
        if event.type() not in (QEvent.ShortcutOverride, QEvent.KeyPress):
            return False
        assert isinstance(event, QKeyEvent)
        if key_of(event) != self._key:
            return False
        event.accept()
        if event.type() == QEvent.KeyPress:
            self._act()
        return True
