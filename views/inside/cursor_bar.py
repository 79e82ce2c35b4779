"""The controls that move the cursor inside the network, in view whatever tab is open."""

from __future__ import annotations

from PyQt5.QtCore import QSignalBlocker, Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QShortcut,
    QWidget,
)

from views.calm_wheel import CalmComboBox, CalmSlider
from views.inside.cursor import Cursor
from views.inside.player import Player
from views.labels import make_label
from views.number_field import WholeField

PAGE = 8


class CursorBar(QWidget):
    """Step, layer and unit, and a button that plays.

    Attributes:
        controls: its controls from left to right.
        unit: the field for the unit.
    """

    def __init__(self, cursor: Cursor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cursor = cursor
        self._player = Player(cursor, self)
        self._step = self._make_step_slider()
        self._step_words = self._make_step_words()
        self._layer = self._make_layer_combo()
        self.unit = self._make_unit_spin()
        self._play = self._make_play_button()
        self._through = self._make_through_combo()
        self.controls = [self._step, self._layer, self.unit, self._play, self._through]
        self._arrange()
        self._make_shortcuts()
        cursor.moved.connect(self._render)
        self._render()

    def stop(self) -> None:
        """Stop playing."""
        self._player.play(False)

    def _make_step_slider(self) -> CalmSlider:
        slider = CalmSlider(
            Qt.Horizontal, objectName="insideStepSlider", accessibleName="Time step"
        )
        slider.setToolTip("Drag to step through time (Left, Right, Home, End)")
        slider.setPageStep(PAGE)
        slider.valueChanged.connect(lambda value: self._cursor.go_to(step=value - 1))
        return slider

    def _make_step_words(self) -> QLabel:
        words = make_label("insideStepLabel", "Step shown, of those that were fed")
        words.setText("200 of 200")
        # As wide as its longest text, so that nothing moves.
        words.setMinimumWidth(words.sizeHint().width())
        return words

    def _make_layer_combo(self) -> CalmComboBox:
        combo = CalmComboBox(objectName="insideLayerCombo", accessibleName="Layer")
        combo.setToolTip(
            "Which recurrent layer is looked at; layer 1 reads the input (L: the next)"
        )
        combo.activated.connect(lambda row: self._cursor.go_to(layer=row))
        return combo

    def _make_unit_spin(self) -> WholeField:
        spin = WholeField(objectName="insideUnitSpin", accessibleName="Unit")
        spin.setToolTip(
            "Which unit of the layer is looked at (Up, Down: the one above or below in the maps)"
        )
        spin.setKeyboardTracking(False)
        spin.valueChanged.connect(lambda value: self._cursor.go_to(unit=value - 1))
        return spin

    def _make_play_button(self) -> QPushButton:
        button = QPushButton("▶ Play", objectName="insidePlayButton", checkable=True)
        button.setAccessibleName("Play through steps or epochs")
        button.setToolTip("Let the cursor go on by itself, up to the last step or epoch (P)")
        button.clicked.connect(self._player.play)
        self._player.playing_changed.connect(self._on_playing_changed)
        return button

    def _on_playing_changed(self, is_playing: bool) -> None:
        self._play.setChecked(is_playing)
        self._play.setText("Ⅱ Stop" if is_playing else "▶ Play")

    def _make_through_combo(self) -> CalmComboBox:
        combo = CalmComboBox(objectName="insidePlayCombo", accessibleName="What to play through")
        combo.addItems(["steps", "epochs"])
        combo.setToolTip("What Play goes through: the steps of one epoch, or the epochs")
        combo.currentIndexChanged.connect(self._choose_through)
        return combo

    def _choose_through(self, row: int) -> None:
        self._player.play(False)
        self._player.through_epochs = row == 1

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for text, widget in (
            ("&Step:", self._step),
            ("La&yer:", self._layer),
            ("&Unit:", self.unit),
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            row.addWidget(label)
            row.addWidget(widget, stretch=1 if widget is self._step else 0)
            if widget is self._step:
                row.addWidget(self._step_words)
            row.addSpacing(8)
        row.addWidget(self._play)
        row.addWidget(self._through)

    def _make_shortcuts(self) -> None:
        cursor = self._cursor
        for key, act in {
            "Left": lambda: cursor.go_to(step=cursor.step - 1),
            "Right": lambda: cursor.go_to(step=cursor.step + 1),
            "Home": lambda: cursor.go_to(step=0),
            "End": lambda: cursor.go_to(step=cursor.steps - 1),
            "Up": lambda: cursor.go_down(-1),
            "Down": lambda: cursor.go_down(1),
            "L": lambda: cursor.go_to(layer=(cursor.layer + 1) % cursor.layers),
            "P": self._play.click,
        }.items():
            QShortcut(QKeySequence(key), self, act)

    def _render(self) -> None:
        """Show where the cursor is, without asking for it again."""
        cursor = self._cursor
        self.setEnabled(cursor.epoch > 0)
        if self._layer.count() != cursor.layers:
            self._layer.clear()
            self._layer.addItems([str(number) for number in range(1, cursor.layers + 1)])
        self._layer.setCurrentIndex(cursor.layer)
        for control, value, last in (
            (self._step, cursor.step + 1, cursor.steps),
            (self.unit, cursor.unit + 1, cursor.units),
        ):
            _set_quietly(control, value, last)
        self._step_words.setText(f"{cursor.step + 1} of {cursor.steps}")


def _set_quietly(control: CalmSlider | WholeField, value: int, last: int) -> None:
    """Show a number from 1 to ``last``, without asking for it again."""
    if (control.minimum(), control.maximum(), control.value()) == (1, last, value):
        return  # Setting it would undo what is being typed.
    with QSignalBlocker(control):
        control.setRange(1, last)
        control.setValue(value)
