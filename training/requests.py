"""What is asked of a worker, on its way to the worker's thread."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal


class Requests(QObject):
    """One signal for each slot of a worker that can be asked for, of the same name."""

    def connect_to(self, worker: QObject) -> None:
        """Let each signal call its slot; a worker in another thread hears it there."""
        for name, value in vars(type(self)).items():
            if isinstance(value, pyqtSignal):
                getattr(self, name).connect(getattr(worker, name))
