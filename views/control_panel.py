"""Model Training Control Panel: the buttons of training, and its speed."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt5.QtWidgets import QAction, QGroupBox

from views.actions import make_button
from views.rows import lines_of, row_of
from views.speed_bar import SpeedBar
from views.wrapping_row import WrappingRow


class ControlPanel(QGroupBox):
    """Buttons for the actions of training, and a slider for its speed."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__("Model Training Control Panel")
        self._actions = actions
        self.speed = SpeedBar("", "training")
        self._arrange()

    def _arrange(self) -> None:
        self._buttons = [
            make_button(self._actions[name], f"{button}Button", text)
            for name, button, text in (
                ("start", "start", "▶ Start"),
                ("pause", "pause", "Ⅱ Pause"),
                ("resume", "continue", "▶Ⅰ Continue"),
                ("step", "step", "Step"),
                ("reset", "reset", "Reset"),
            )
        ]
        progress = make_button(
            self._actions["show_progress"], "progressButton", "Show Training Progress"
        )
        speed = row_of(self.speed, 12, progress, stretched=self.speed)
        parts = WrappingRow(row_of(*self._buttons), speed, between=20, stretches=(1, 1))
        self.setLayout(lines_of(parts))

    def take_focus(self) -> None:
        """Take the keyboard from what is disabled: the next field would take keys as typed."""
        can_be_pressed = (button for button in self._buttons if button.isEnabled())
        if (button := next(can_be_pressed, None)) is not None:
            button.setFocus()
