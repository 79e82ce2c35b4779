"""Files that are dropped on a window, wherever on it."""

from __future__ import annotations

from PyQt5.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt5.QtWidgets import QLineEdit, QWidget

ONE_ALONE = "One file can be opened at a time: drop one alone."
NO_FILE = "Only a file of this computer can be opened: save it first."
_DRAGGED = (QEvent.DragEnter, QEvent.DragMove, QEvent.Drop)


class FileDrop(QObject):
    """Takes files for the window, also over its fields, which would take their names as text.

    Signals:
        dropped: the path of a file; or an empty one, and in a sentence what is wrong. To be
            connected queued, so that the program that the file comes from does not wait for
            the answer to a question.
    """

    dropped = pyqtSignal(str, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        for widget in (window, *window.findChildren(QLineEdit)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what carries files, and leave text to the fields."""
        if event.type() not in _DRAGGED or not event.mimeData().hasUrls():
            return False
        event.setDropAction(Qt.CopyAction)
        event.accept()
        if event.type() == QEvent.Drop:
            paths = [url.toLocalFile() for url in event.mimeData().urls()]
            problem = ONE_ALONE if len(paths) > 1 else "" if paths[0] else NO_FILE
            self.dropped.emit("" if problem else paths[0], problem)
        return True
