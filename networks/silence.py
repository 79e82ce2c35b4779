"""Watches whether the processes that compute networks still give signs of life."""

from __future__ import annotations

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from networks.networks import Networks

PATIENCE = 10.0
"""Seconds. Importing TensorFlow and compiling a large network hold up the signs of a process that
is well for one second at most; a machine that is short of memory, for some."""
_INTERVAL = 1000
"""Milliseconds between two looks."""


class SilenceWatch(QObject):
    """Tells when a process has fallen silent, because it is stopped or swapped out, and when not.

    Attributes:
        is_silent: whether one is.

    Signals:
        changed: it is another now.
    """

    changed = pyqtSignal()

    def __init__(self, networks: Networks, parent: QObject) -> None:
        super().__init__(parent)
        self.is_silent = False
        self._networks = networks
        self._timer = QTimer(self, timeout=self._look)
        self._timer.start(_INTERVAL)
        self.stop = self._timer.stop

    def _look(self) -> None:
        is_silent = bool(self._networks.silent_for(PATIENCE))
        if is_silent != self.is_silent:
            self.is_silent = is_silent
            self.changed.emit()
