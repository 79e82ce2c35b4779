"""Model Training Control Panel: the buttons of training, and its speed."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import (
    QAction,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from formatting import counted
from views.actions import make_button
from views.labels import make_label

SPEEDS: tuple[float | None, ...] = (1, 1.5, 2, 3, 5, 8, None)
"""Epochs a second that the slider offers; None is as fast as it goes."""

DEFAULT_SPEED = 2
"""Place in SPEEDS: two epochs a second, so that ten epochs take five and can be watched."""


class ControlPanel(QGroupBox):
    """Buttons for the actions of training, and a slider for its speed.

    Signals:
        speed_changed: epochs a second, or None for as fast as it goes.
    """

    speed_changed = pyqtSignal(object)

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__("Model Training Control Panel", parent)
        self._actions = actions
        self.speed = QSlider(Qt.Horizontal)
        self._speed_label = make_label("speedLabel", "Speed of training that is set")
        self._make_speed()
        self._arrange()

    @property
    def epochs_per_second(self) -> float | None:
        """The speed that is set; None is as fast as it goes."""
        return SPEEDS[self.speed.value()]

    def _make_speed(self) -> None:
        self.speed.setObjectName("speedSlider")
        self.speed.setAccessibleName("Speed of training")
        self.speed.setToolTip(
            "How fast training runs, from one epoch a second to as fast as it goes; "
            "it can be changed at any time"
        )
        self.speed.setRange(0, len(SPEEDS) - 1)
        self.speed.setPageStep(1)
        self.speed.setTickPosition(QSlider.TicksBelow)
        self.speed.valueChanged.connect(self._on_speed)
        # As wide as its longest text, so that nothing moves when the speed changes.
        widest = max(self.fontMetrics().horizontalAdvance(_speed_text(speed)) for speed in SPEEDS)
        self._speed_label.setMinimumWidth(widest + 8)
        self.speed.setValue(DEFAULT_SPEED)

    def _on_speed(self) -> None:
        self._speed_label.setText(_speed_text(self.epochs_per_second))
        self.speed_changed.emit(self.epochs_per_second)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        for name, text in (
            ("start", "▶ Start"),
            ("pause", "Ⅱ Pause"),
            ("resume", "▶Ⅰ Continue"),
            ("step", "Step"),
            ("reset", "Reset"),
        ):
            object_name = "continueButton" if name == "resume" else f"{name}Button"
            buttons.addWidget(make_button(self._actions[name], object_name, text))
        lower = QHBoxLayout()
        lower.addWidget(QLabel("Speed:"))
        lower.addWidget(self.speed, 1)
        lower.addWidget(self._speed_label)
        lower.addSpacing(12)
        lower.addWidget(
            make_button(self._actions["show_progress"], "progressButton", "Show Training Progress")
        )
        layout = QVBoxLayout(self)
        layout.addLayout(buttons)
        layout.addLayout(lower)


def _speed_text(speed: float | None) -> str:
    if speed is None:
        return "as fast as it goes"
    return f"{counted(speed, 'epoch')} a second"
