"""The controls that go through a review word by word."""

from __future__ import annotations

from PyQt5.QtCore import QSignalBlocker, Qt
from PyQt5.QtWidgets import QWidget

from views.buttons import Push, push_button
from views.calm_wheel import CalmSlider
from views.inside.cursor import Cursor
from views.inside.cursor_bar import PLAY, STOP
from views.inside.player import Player
from views.labels import make_label
from views.rows import fill, label_of, row_of


class WordBar(QWidget):
    """Moves a cursor, whose steps are the words, and lets it go on by itself.

    Attributes:
        controls: from left to right.
    """

    def __init__(self, cursor: Cursor) -> None:
        super().__init__()
        self._cursor = cursor
        self._player = Player(cursor, self)
        self._player.playing_changed.connect(self._on_playing_changed)
        self._slider = CalmSlider(
            Qt.Horizontal, objectName="reviewWordSlider", accessibleName="Word"
        )
        self._slider.setToolTip("Drag to go through the review word by word")
        self._slider.valueChanged.connect(lambda value: cursor.go_to(step=value - 1))
        self._told = make_label(
            "reviewWordNumberLabel", "Word shown, of those that are read", longest="1,000 of 1,000"
        )
        self._play = push_button(self._push(), self)
        self.controls: list[QWidget] = [self._slider, self._play]
        label = label_of("&Word:", self._slider)
        fill(self, row_of(label, self._slider, self._told, self._play, stretched=self._slider))
        cursor.moved.connect(self._render)
        self._render()

    def stop(self) -> None:
        """Stop playing."""
        self._player.play(False)

    def _push(self) -> Push:
        return Push(
            "reviewPlayButton",
            PLAY,
            "Let the review be read word by word, up to its end",
            self._player.play,
            "Ctrl+P",
            "Play through the words",
            checkable=True,
        )

    def _on_playing_changed(self, is_playing: bool) -> None:
        self._play.setChecked(is_playing)
        self._play.setText(STOP if is_playing else PLAY)

    def _render(self) -> None:
        """Show where the cursor is, without asking for it again."""
        cursor = self._cursor
        with QSignalBlocker(self._slider):
            self._slider.setRange(1, cursor.steps)
            self._slider.setValue(cursor.step + 1)
        self._told.setText(f"{cursor.step + 1:,} of {cursor.steps:,}")
