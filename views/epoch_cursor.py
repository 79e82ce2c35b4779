"""Which epoch is shown: one place in the history, shared by all windows that show an epoch."""

from __future__ import annotations

from PyQt5.QtCore import QObject, pyqtSignal

from training.record import History


class EpochCursor(QObject):
    """Stands at one epoch of a history, or follows its newest.

    Attributes:
        history: the epochs; read only.
        epoch: the one that is shown, from 1; 0 before the first.
        is_following: whether each new epoch is shown as it comes.

    Signals:
        changed: another epoch is shown, there are others, or following changed.
        epoch_shown: the number of the epoch now shown, whenever it changes.
    """

    changed = pyqtSignal()
    epoch_shown = pyqtSignal(int)

    def __init__(self, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = history
        self.epoch = 0
        self.is_following = True
        self.history_replaced()

    @property
    def last(self) -> int:
        """Number of the newest epoch; 0 before the first."""
        return len(self.history)

    def history_grew(self) -> None:
        """Records were appended: show the newest while following."""
        self._go_to(self.last if self.is_following else self.epoch)

    def history_replaced(self) -> None:
        """The history was cleared, cut or loaded anew: follow it from its last epoch."""
        self.epoch = 0
        self.is_following = True
        self.history_grew()

    def show(self, epoch: int) -> None:
        """Show this epoch, or the nearest there is; leaving the last one ends following."""
        if self.last:
            epoch = min(max(epoch, 1), self.last)
            self.is_following = self.is_following and epoch == self.last
            self._go_to(epoch)

    def follow(self, wanted: bool) -> None:
        """Show the newest epoch, and each new one as it comes; or stay where it is."""
        self.is_following = wanted
        self._go_to(self.last if wanted else self.epoch)

    def _go_to(self, epoch: int) -> None:
        has_moved = epoch != self.epoch
        self.epoch = epoch
        self.changed.emit()
        if has_moved and epoch:
            self.epoch_shown.emit(epoch)
