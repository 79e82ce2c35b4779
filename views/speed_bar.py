"""A slider for how fast epochs may follow each other."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QLabel, QWidget

from formatting import counted
from views.calm_wheel import CalmSlider
from views.labels import make_label
from views.rows import fill, row_of

SPEEDS: tuple[float | None, ...] = (1, 1.5, 2, 3, 5, 8, None)
"""Epochs a second that the slider offers; None is as fast as it goes."""

DEFAULT_SPEED = 2
"""Place in SPEEDS: two epochs a second, so that ten epochs take five and can be watched."""


class SpeedBar(QWidget):
    """The slider, and what it is set to in words.

    Signals:
        speed_changed: epochs a second, or None for as fast as it goes.
    """

    speed_changed = pyqtSignal(object)

    def __init__(self, prefix: str, what: str) -> None:
        """``prefix`` stands before the object names; ``what`` is it that runs at this speed."""
        super().__init__()
        self.slider = self._make_slider(f"{prefix}SpeedSlider" if prefix else "speedSlider", what)
        self._label = make_label(
            f"{prefix}SpeedLabel" if prefix else "speedLabel",
            f"Speed of {what} that is set",
            longest=max(map(_speed_text, SPEEDS), key=len),
        )
        fill(self, row_of(QLabel("Speed:"), self.slider, self._label, stretched=self.slider))
        self.slider.setValue(DEFAULT_SPEED)

    @property
    def epochs_per_second(self) -> float | None:
        """The speed that is set; None is as fast as it goes."""
        return SPEEDS[self.slider.value()]

    def _make_slider(self, name: str, what: str) -> CalmSlider:
        slider = CalmSlider(Qt.Horizontal, objectName=name, accessibleName=f"Speed of {what}")
        slider.setToolTip(
            f"How fast {what} runs, from one epoch a second to as fast as it goes; "
            "it can be changed at any time"
        )
        slider.setRange(0, len(SPEEDS) - 1)
        slider.setPageStep(1)
        slider.setTickPosition(CalmSlider.TicksBelow)
        slider.valueChanged.connect(self._on_speed)
        return slider

    def _on_speed(self) -> None:
        self._label.setText(_speed_text(self.epochs_per_second))
        self.speed_changed.emit(self.epochs_per_second)


def _speed_text(speed: float | None) -> str:
    if speed is None:
        return "as fast as it goes"
    return f"{counted(speed, 'epoch')} a second"
