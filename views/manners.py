"""What every window behind the main one does: it fits the screen, and keys close it."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import QEvent, QObject, QSize, Qt
from PyQt5.QtGui import QKeyEvent
from PyQt5.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QStyle, QWidget

from views.own_keys import key_of
from views.rows import fill, lines_of, row_of

FRAME = QSize(16, 48)
"""Pixels that the window manager puts around a window, at the most."""
_AROUND_BUTTONS = 9
"""Pixels between the buttons that answer a dialog and its edges."""


def teach_manners(window: QWidget, quit_program: Callable[[], None]) -> None:
    """Let a window that is not shown yet fit the screen, and be closed by keys.

    Ctrl+W and Esc close it, unless what has the focus has its own use for them; Ctrl+Q quits.
    """
    content = _let_scroll(window)
    room = room_for(window)
    if window.height() > room.height():
        # The bar that scrolls up and down must not make another one necessary.
        least = content.minimumSizeHint().width() + window.style().pixelMetric(
            QStyle.PM_ScrollBarExtent
        )
        window.resize(max(window.width(), least), window.height())
    window.resize(window.size().boundedTo(room))
    window.installEventFilter(_ClosingKeys(window, quit_program))


def room_for(window: QWidget) -> QSize:
    """What the screen has for a window, its frame left out."""
    return window.screen().availableSize() - FRAME


class Scroller(QScrollArea):
    """Scrolls its content where that needs more than there is, and takes no keys from it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True, frameShape=QScrollArea.NoFrame)
        self.setFocusPolicy(Qt.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrow keys to the window, where they step through epochs."""
        event.ignore()


def _let_scroll(window: QWidget) -> QWidget:
    """Move all that the window holds into a :class:`Scroller`; what holds it there.

    Only the buttons that answer a dialog stay below it, in sight.
    """
    focused = window.focusWidget()
    scroller = Scroller(window)
    content = QWidget(scroller)
    content.setLayout(window.layout())  # This takes it, and all that it holds, off the window.
    scroller.setWidget(content)
    lines = lines_of(scroller)
    for box in content.findChildren(QDialogButtonBox, options=Qt.FindDirectChildrenOnly):
        content.layout().removeWidget(box)
        lines.addLayout(row_of(_AROUND_BUTTONS, box, _AROUND_BUTTONS, stretched=box))
        lines.addSpacing(_AROUND_BUTTONS)
    fill(window, lines)
    if focused is not None:
        focused.setFocus()  # The move has taken it away.
    return content


class _ClosingKeys(QObject):
    """Hears the keys that nothing within the window has wanted."""

    def __init__(self, window: QWidget, quit_program: Callable[[], None]) -> None:
        super().__init__(window)
        # Within a modal dialog, the shortcut of the action is not heard.
        self._meaning = {"Ctrl+W": window.close, "Ctrl+Q": quit_program}
        if not isinstance(window, QDialog):  # One of those has its own Esc.
            self._meaning["Esc"] = window.close

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        """Do what the key means."""
        if event.type() != QEvent.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        act = self._meaning.get(key_of(event))
        if act is not None:
            act()
        return act is not None
