"""Model Training Control Panel: the buttons of training, and its speed."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QAction, QGroupBox, QHBoxLayout, QVBoxLayout, QWidget

from views.actions import make_button
from views.speed_bar import SpeedBar


class ControlPanel(QGroupBox):
    """Buttons for the actions of training, and a slider for its speed.

    Signals:
        speed_changed: epochs a second, or None for as fast as it goes.
    """

    speed_changed = pyqtSignal(object)

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__("Model Training Control Panel", parent)
        self._actions = actions
        self._speed_bar = SpeedBar("", "training")
        self._speed_bar.speed_changed.connect(self.speed_changed)
        self.speed = self._speed_bar.slider
        self._arrange()

    @property
    def epochs_per_second(self) -> float | None:
        """The speed that is set; None is as fast as it goes."""
        return self._speed_bar.epochs_per_second

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
        lower.addWidget(self._speed_bar, 1)
        lower.addSpacing(12)
        lower.addWidget(
            make_button(self._actions["show_progress"], "progressButton", "Show Training Progress")
        )
        layout = QVBoxLayout(self)
        layout.addLayout(buttons)
        layout.addLayout(lower)
