"""The row of controls that steps through the epochs: slider, buttons, keys and Follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PyQt5.QtCore import QSignalBlocker, Qt, pyqtSignal
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QHBoxLayout, QPushButton, QShortcut, QSlider, QWidget

PAGE = 10


@dataclass(frozen=True)
class Step:
    """A button that steps to another epoch.

    Attributes:
        name: object name of the button.
        text: what stands on it.
        key: the key that does the same.
        tip: what it does, for tooltip and screen reader.
        target: the epoch it leads to, from the one shown and the last one.
    """

    name: str
    text: str
    key: str
    tip: str
    target: Callable[[int, int], int]


STEPS_BACK = (
    Step("firstButton", "First", "Home", "Show the first epoch", lambda shown, last: 1),
    Step("previousButton", "Previous", "Left", "One epoch back", lambda shown, last: shown - 1),
)
STEPS_ON = (
    Step("nextButton", "Next", "Right", "One epoch on", lambda shown, last: shown + 1),
    Step("lastButton", "Last", "End", "Show the last epoch", lambda shown, last: last),
)


class EpochBar(QWidget):
    """Asks for epochs; what is shown it is told by :meth:`show_state`.

    Signals:
        epoch_wanted: the number of an epoch to step to, within the history.
        follow_wanted: whether each new epoch is to be shown as it comes.
    """

    epoch_wanted = pyqtSignal(int)
    follow_wanted = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = self._make_slider()
        self._follow = self._make_follow_button()
        self._buttons = {step.name: self._make_button(step) for step in STEPS_BACK + STEPS_ON}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for step in STEPS_BACK:
            row.addWidget(self._buttons[step.name])
        row.addWidget(self._slider, stretch=1)
        for step in STEPS_ON:
            row.addWidget(self._buttons[step.name])
        row.addWidget(self._follow)
        self._put_in_tab_order()
        for key, epochs in ((Qt.Key_PageUp, -PAGE), (Qt.Key_PageDown, PAGE)):
            QShortcut(QKeySequence(key), self, partial(self._step_by, epochs))
        self.show_state(0, 0, following=True)

    def show_state(self, shown: int, last: int, following: bool) -> None:
        """Show which epoch of how many is in view (0 of 0: none), without asking for one."""
        self.setEnabled(last > 0)
        self._follow.setChecked(following)
        with QSignalBlocker(self._slider):
            self._slider.setRange(min(1, last), last)
            self._slider.setValue(shown)
        for step in STEPS_BACK + STEPS_ON:
            self._enable(self._buttons[step.name], self._target(step) != shown)

    def _enable(self, button: QPushButton, enabled: bool) -> None:
        """Qt would pass the keyboard's focus of a disabled button to whatever comes next."""
        if not enabled and self.window().focusWidget() == button:
            self._slider.setFocus()
        button.setEnabled(enabled)

    def _make_slider(self) -> QSlider:
        slider = QSlider(Qt.Horizontal)
        slider.setObjectName("epochSlider")
        slider.setAccessibleName("Epoch shown")
        slider.setToolTip(
            "Drag to step through the epochs "
            f"(Left, Right, Home, End; Page Up and Page Down: {PAGE} epochs)"
        )
        slider.setPageStep(PAGE)
        slider.valueChanged.connect(self.epoch_wanted)
        return slider

    def _make_follow_button(self) -> QPushButton:
        button = QPushButton("Follow")
        button.setObjectName("followButton")
        button.setAccessibleName("Follow the training")
        button.setToolTip("Jump to the newest epoch and show each new one as it comes (F)")
        button.setCheckable(True)
        button.clicked.connect(self.follow_wanted)
        QShortcut(QKeySequence("F"), self, button.click)
        return button

    def _make_button(self, step: Step) -> QPushButton:
        button = QPushButton(step.text)
        button.setObjectName(step.name)
        button.setAccessibleName(step.tip)
        button.setToolTip(f"{step.tip} ({step.key})")
        button.setAutoRepeat(True)
        button.clicked.connect(lambda: self.epoch_wanted.emit(self._target(step)))
        # A shortcut of the window, not of the button: that one would wait for its animation.
        QShortcut(QKeySequence(step.key), self, button.click)
        return button

    def _put_in_tab_order(self) -> None:
        names = [step.name for step in STEPS_BACK]
        names += ["epochSlider", *(step.name for step in STEPS_ON), "followButton"]
        widgets = [self.findChild(QWidget, name) for name in names]
        for before, after in pairwise(widgets):
            self.setTabOrder(before, after)

    def _target(self, step: Step) -> int:
        return self._nearest(step.target(self._slider.value(), self._slider.maximum()))

    def _step_by(self, epochs: int) -> None:
        self.epoch_wanted.emit(self._nearest(self._slider.value() + epochs))

    def _nearest(self, epoch: int) -> int:
        return min(max(epoch, self._slider.minimum()), self._slider.maximum())
