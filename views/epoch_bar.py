"""The row of controls that steps through the epochs: slider, buttons, keys and Follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PyQt5.QtCore import QSignalBlocker, Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QHBoxLayout, QPushButton, QShortcut, QWidget

from views.calm_wheel import CalmSlider
from views.epoch_cursor import EpochCursor

PAGE = 10
_SHORTEST_SLIDER = 120
"""Pixels: with less it could not be dragged from epoch to epoch."""


@dataclass(frozen=True)
class EpochStep:
    """A button that steps to another epoch.

    Attributes:
        name: object name of the button.
        text: what stands on it.
        tip: what it does, for tooltip and screen reader.
        target: the epoch it leads to, from the one shown and the last one.
    """

    name: str
    text: str
    tip: str
    target: Callable[[int, int], int]


FIRST = EpochStep("firstButton", "First", "Show the first epoch", lambda shown, last: 1)
PREVIOUS = EpochStep("previousButton", "Previous", "One epoch back", lambda shown, last: shown - 1)
NEXT = EpochStep("nextButton", "Next", "One epoch on", lambda shown, last: shown + 1)
LAST = EpochStep("lastButton", "Last", "Show the last epoch", lambda shown, last: last)


@dataclass(frozen=True)
class EpochKeys:
    """The keys of a window that step through the epochs, as Qt writes them."""

    first: str = "Home"
    previous: str = "Left"
    next: str = "Right"
    last: str = "End"
    page_back: str = "Page Up"
    page_on: str = "Page Down"


class EpochBar(QWidget):
    """Moves an epoch cursor, and shows where it stands.

    Attributes:
        controls: its controls from left to right.
    """

    def __init__(
        self,
        cursor: EpochCursor,
        keys: EpochKeys = EpochKeys(),
        prefix: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``prefix`` stands before the object name of every control."""
        super().__init__(parent)
        self._cursor = cursor
        self._keys = keys
        self._prefix = prefix
        self._slider = self._make_slider()
        self._follow = self._make_follow_button()
        self._buttons = {
            step: self._make_button(step, key)
            for step, key in (
                (FIRST, keys.first),
                (PREVIOUS, keys.previous),
                (NEXT, keys.next),
                (LAST, keys.last),
            )
        }
        self.controls = [
            self._buttons[FIRST],
            self._buttons[PREVIOUS],
            self._slider,
            self._buttons[NEXT],
            self._buttons[LAST],
            self._follow,
        ]
        self._arrange()
        for key, epochs in ((keys.page_back, -PAGE), (keys.page_on, PAGE)):
            QShortcut(QKeySequence(key), self, partial(self._step_by, epochs))
        cursor.changed.connect(self._render)
        self._render()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in self.controls:
            row.addWidget(widget, stretch=1 if widget is self._slider else 0)
        put_in_tab_order(self.controls)

    def _render(self) -> None:
        last = self._cursor.last
        self.setEnabled(last > 0)
        self._follow.setChecked(self._cursor.is_following)
        with QSignalBlocker(self._slider):
            self._slider.setRange(min(1, last), last)
            self._slider.setValue(self._cursor.epoch)
        for step, button in self._buttons.items():
            self._enable(button, self._target(step) != self._cursor.epoch)

    def _enable(self, button: QPushButton, enabled: bool) -> None:
        """Qt would pass the keyboard's focus of a disabled button to whatever comes next."""
        if not enabled and self.window().focusWidget() == button:
            self._slider.setFocus()
        button.setEnabled(enabled)

    def _make_slider(self) -> CalmSlider:
        keys = self._keys
        slider = CalmSlider(Qt.Horizontal)
        slider.setObjectName(self._name("epochSlider"))
        slider.setAccessibleName("Epoch shown")
        slider.setToolTip(
            "Drag to step through the epochs "
            f"({keys.previous}, {keys.next}, {keys.first}, {keys.last}; "
            f"{keys.page_back} and {keys.page_on}: {PAGE} epochs)"
        )
        slider.setPageStep(PAGE)
        slider.setMinimumWidth(_SHORTEST_SLIDER)
        slider.valueChanged.connect(self._cursor.show)
        return slider

    def _make_follow_button(self) -> QPushButton:
        button = QPushButton("Follow")
        button.setObjectName(self._name("followButton"))
        button.setAccessibleName("Follow the training")
        button.setToolTip("Jump to the newest epoch and show each new one as it comes (F)")
        button.setCheckable(True)
        button.clicked.connect(self._cursor.follow)
        QShortcut(QKeySequence("F"), self, button.click)
        return button

    def _make_button(self, step: EpochStep, key: str) -> QPushButton:
        button = QPushButton(step.text)
        button.setObjectName(self._name(step.name))
        button.setAccessibleName(step.tip)
        button.setToolTip(f"{step.tip} ({key})")
        button.setAutoRepeat(True)
        button.clicked.connect(lambda: self._cursor.show(self._target(step)))
        # A shortcut of the window, not of the button: that one would wait for its animation.
        QShortcut(QKeySequence(key), self, button.click)
        return button

    def _target(self, step: EpochStep) -> int:
        """The epoch that a step leads to, within the history."""
        target = step.target(self._cursor.epoch, self._cursor.last)
        return min(max(target, 1), self._cursor.last)

    def _name(self, name: str) -> str:
        return f"{self._prefix}{name[0].upper()}{name[1:]}" if self._prefix else name

    def _step_by(self, epochs: int) -> None:
        self._cursor.show(self._cursor.epoch + epochs)


def put_in_tab_order(controls: Sequence[QWidget]) -> None:
    """Let the Tab key go through controls of one window in this order."""
    for before, after in pairwise(controls):
        QWidget.setTabOrder(before, after)
