"""The controls that go through a review word by word."""

from __future__ import annotations

from PyQt5.QtCore import QSignalBlocker, Qt
from PyQt5.QtWidgets import QWidget

from views.calm_wheel import CalmSlider
from views.inside.cursor import Cursor
from views.inside.player import Player, play_button
from views.labels import make_label
from views.rows import fill, label_of, row_of


class WordBar(QWidget):
    """Moves a cursor, whose steps are the words, and lets it go on by itself."""

    def __init__(self, cursor: Cursor) -> None:
        super().__init__()
        self._cursor = cursor
        self._player = Player(cursor, self)
        self._slider = CalmSlider(
            Qt.Horizontal, objectName="reviewWordSlider", accessibleName="Word"
        )
        self._slider.setToolTip("Drag to go through the review word by word")
        self._slider.valueChanged.connect(lambda value: cursor.go_to(step=value - 1))
        self._told = make_label(
            "reviewWordNumberLabel", "Word shown, of those that are read", longest="1,000 of 1,000"
        )
        self._play = play_button(
            self._player,
            "reviewPlayButton",
            "Let the review be read word by word, up to its end",
            "Ctrl+P",
            "Play through the words",
            self,
        )
        label = label_of("&Word:", self._slider)
        fill(self, row_of(label, self._slider, self._told, self._play, stretched=self._slider))
        cursor.moved.connect(self._render)
        self._render()

    def stop(self) -> None:
        """Stop playing."""
        self._player.play(False)

    def offer(self, is_read: bool) -> None:
        """Let the words be gone through as long as any are read."""
        self.setEnabled(is_read)
        self._render()

    def _render(self) -> None:
        """Show where the cursor is, without asking for it again."""
        cursor = self._cursor
        with QSignalBlocker(self._slider):
            self._slider.setRange(1, cursor.steps)
            self._slider.setValue(cursor.step + 1)
        place = f"{cursor.step + 1:,} of {cursor.steps:,}"
        self._told.setText(place if self.isEnabled() else "–")
