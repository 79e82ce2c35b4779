"""A mouse that moves over a canvas, as Qt tells it."""

from PyQt5.QtCore import QEvent, QPoint, Qt
from PyQt5.QtGui import QMouseEvent
from PyQt5.QtWidgets import QApplication, QWidget


def move(canvas: QWidget, point: QPoint, buttons: Qt.MouseButtons = Qt.NoButton) -> None:
    """Move it to a place, pressed or not."""
    event = QMouseEvent(QEvent.MouseMove, point, Qt.NoButton, buttons, Qt.NoModifier)
    QApplication.sendEvent(canvas, event)
