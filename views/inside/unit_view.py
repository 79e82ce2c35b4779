"""The tab with one unit over time, and the epoch that it is compared with."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal

from networks.settings import MOST_EPOCHS
from views.buttons import Push, push_button
from views.elided_label import ElidedLabel
from views.inside.cursor import Cursor
from views.inside.scene import Scene
from views.inside.scene_canvas import SceneView
from views.inside.unit_plot import UnitCanvas

_PIN, _UNPIN = "&Pin this epoch", "Un&pin epoch {:,}"


class UnitView(SceneView):
    """Shows what one unit does over the steps, now and in a pinned epoch.

    Signals:
        pin_wanted: whether the epoch shown is to be pinned, or the pinned one let go.
    """

    pin_wanted = pyqtSignal(bool)

    def __init__(self, cursor: Cursor) -> None:
        canvas = UnitCanvas()
        meaning = "Epochs shown, and the values at the cursor or what is under the pointer"
        words = ElidedLabel("insideUnitLabel", meaning)
        super().__init__(canvas, words)
        canvas.name_it("insideUnitCanvas", "Gates and states of one unit over time")
        canvas.step_picked.connect(lambda step: cursor.go_to(step=step))
        canvas.hovered.connect(self._read_out)
        self._pin = push_button(self._pin_push(), self)
        self.row.addWidget(self._pin)

    def show_scene(self, scene: Scene) -> None:
        """Show this; what takes long to draw is seen a few turns later."""
        super().show_scene(scene)
        self._read_out()
        self._pin.setChecked(scene.pinned is not None)
        self._pin.setText(_UNPIN.format(scene.pinned.epoch) if scene.pinned else _PIN)

    def _read_out(self) -> None:
        if (scene := self.canvas.scene) is not None:
            self.words.setText(self.canvas.words or _words(scene))

    def _pin_push(self) -> Push:
        return Push(
            "insidePinButton",
            _PIN,
            "Keep the lines of this epoch, fainter, to compare other epochs with them",
            self.pin_wanted.emit,
            spoken="Pin this epoch to compare others with it",
            checkable=True,
            longest=_UNPIN.format(MOST_EPOCHS),
        )


def _words(scene: Scene) -> str:
    compared = f", compared with epoch {scene.pinned.epoch:,} (fainter)" if scene.pinned else ""
    values = scene.describe(scene.step, scene.unit)
    return f"Epoch {scene.inspection.epoch:,}{compared}   ·   {values}"
