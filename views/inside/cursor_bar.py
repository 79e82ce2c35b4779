"""The controls that move the cursor inside the network, in view whatever tab is open."""

from __future__ import annotations

from PyQt5.QtCore import QSignalBlocker, Qt
from PyQt5.QtWidgets import QWidget

from views.buttons import bind_keys
from views.calm_wheel import CalmComboBox, CalmSlider
from views.inside.cursor import Cursor
from views.inside.player import Player, play_button
from views.labels import make_label
from views.number_field import WholeField
from views.rows import fill, label_of, row_of

PAGE = 8


class CursorBar(QWidget):
    """Step, layer and unit, and a button that plays.

    Attributes:
        unit: the field for the unit.
    """

    def __init__(self, cursor: Cursor) -> None:
        super().__init__()
        self._cursor = cursor
        self._player = Player(cursor, self)
        self._step = self._make_step_slider()
        self._step_words = make_label(
            "insideStepLabel", "Step shown, of those that were fed", longest="200 of 200"
        )
        self._layer = self._make_layer_combo()
        self._way = self._make_way_combo()
        self.unit = self._make_unit_spin()
        self._play = play_button(
            self._player,
            "insidePlayButton",
            "Let the cursor go on by itself, up to the last step or epoch",
            "P",
            "Play through steps or epochs",
            self,
        )
        self._through = self._make_through_combo()
        self._arrange()
        self._bind_keys()
        cursor.moved.connect(self._render)
        self._render()

    def stop(self) -> None:
        """Stop playing."""
        self._player.play(False)

    def _make_step_slider(self) -> CalmSlider:
        slider = CalmSlider(
            Qt.Horizontal, objectName="insideStepSlider", accessibleName="Time step", pageStep=PAGE
        )
        slider.setToolTip("Drag to step through time (Left, Right, Home, End)")
        slider.valueChanged.connect(lambda value: self._cursor.go_to(step=value - 1))
        return slider

    def _make_layer_combo(self) -> CalmComboBox:
        combo = CalmComboBox(objectName="insideLayerCombo", accessibleName="Layer")
        combo.setToolTip(
            "Which recurrent layer is looked at; layer 1 reads the input (L: the next)"
        )
        combo.activated.connect(lambda row: self._cursor.go_to(layer=row))
        return combo

    def _make_way_combo(self) -> CalmComboBox:
        combo = CalmComboBox(objectName="insideWayCombo", accessibleName="Way of reading")
        combo.addItems(["from the start →", "from the end ←"])
        combo.setToolTip("Which of both ways in which the layer reads is looked at (B: the other)")
        combo.activated.connect(lambda row: self._cursor.turn(row == 1))
        return combo

    def _make_unit_spin(self) -> WholeField:
        spin = WholeField(objectName="insideUnitSpin", accessibleName="Unit")
        spin.setToolTip(
            "Which unit of the layer is looked at (Up, Down: the one above or below in the maps)"
        )
        spin.setKeyboardTracking(False)
        spin.valueChanged.connect(lambda value: self._cursor.go_to(unit=value - 1))
        return spin

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
        row = row_of(
            label_of("&Step:", self._step),
            self._step,
            self._step_words,
            8,
            label_of("La&yer:", self._layer),
            self._layer,
            self._way,
            8,
            label_of("&Unit:", self.unit),
            self.unit,
            8,
            self._play,
            self._through,
            stretched=self._step,
        )
        fill(self, row)

    def _bind_keys(self) -> None:
        cursor = self._cursor
        acts = {
            "Left": lambda: cursor.go_to(step=cursor.step - 1),
            "Right": lambda: cursor.go_to(step=cursor.step + 1),
            "Home": lambda: cursor.go_to(step=0),
            "End": lambda: cursor.go_to(step=cursor.steps - 1),
            "Up": lambda: cursor.go_down(-1),
            "Down": lambda: cursor.go_down(1),
            "L": lambda: cursor.go_to(layer=(cursor.layer + 1) % cursor.layers),
            "B": lambda: cursor.turn(cursor.ways > 1 and not cursor.is_back),
        }
        bind_keys(acts, self)

    def _render(self) -> None:
        """Show where the cursor is, without asking for it again."""
        cursor = self._cursor
        self.setEnabled(cursor.epoch > 0)
        if self._layer.count() != cursor.layers:
            self._layer.clear()
            self._layer.addItems([str(number) for number in range(1, cursor.layers + 1)])
        self._layer.setCurrentIndex(cursor.layer)
        self._way.setVisible(cursor.ways > 1)
        self._way.setCurrentIndex(int(cursor.is_back))
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
