"""Plays: moves the cursor by itself through the steps, or through the epochs."""

from __future__ import annotations

from PyQt5.QtCore import QObject, QTimer, pyqtSignal
from PyQt5.QtWidgets import QPushButton, QWidget

from views.buttons import Push, push_button
from views.inside.cursor import Cursor

PLAY, STOP = "▶ Play", "Ⅱ Stop"
INTERVAL = 300
"""Milliseconds between two places: enough to see what has changed."""


class Player(QObject):
    """Goes on by one place a time, up to the last one.

    Attributes:
        through_epochs: whether it goes through the epochs, rather than through the steps.

    Signals:
        playing_changed: whether it plays now.
    """

    playing_changed = pyqtSignal(bool)

    def __init__(self, cursor: Cursor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cursor = cursor
        self.through_epochs = False
        self._timer = QTimer(self, interval=INTERVAL, timeout=self._go_on)

    @property
    def is_playing(self) -> bool:
        """Whether it moves the cursor."""
        return self._timer.isActive()

    def play(self, wanted: bool) -> None:
        """Play, from the start again if the end is reached; or stop."""
        if wanted == self.is_playing:
            return
        if wanted:
            if self._is_at_end():
                self._go_to_start()
            self._timer.start()
        else:
            self._timer.stop()
        self.playing_changed.emit(wanted)

    def _go_on(self) -> None:
        epochs = self._cursor.epoch_cursor
        if self.through_epochs:
            epochs.show(epochs.epoch + 1)
        else:
            self._cursor.go_to(step=self._cursor.step + 1)
        if self._is_at_end():
            self.play(False)

    def _is_at_end(self) -> bool:
        if self.through_epochs:
            return self._cursor.epoch == self._cursor.epoch_cursor.last
        return self._cursor.step == self._cursor.steps - 1

    def _go_to_start(self) -> None:
        if self.through_epochs:
            self._cursor.epoch_cursor.show(1)
        else:
            self._cursor.go_to(step=0)


def play_button(
    player: Player, name: str, tip: str, keys: str, spoken: str, parent: QWidget
) -> QPushButton:
    """Starts and stops a player, and says which of them it would do now."""
    push = Push(name, PLAY, tip, player.play, keys, spoken, checkable=True)
    button = push_button(push, parent)
    player.playing_changed.connect(button.setChecked)
    player.playing_changed.connect(lambda is_playing: button.setText(STOP if is_playing else PLAY))
    return button
