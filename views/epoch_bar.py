"""The row of controls that steps through the epochs: slider, buttons, keys and Follow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PyQt5.QtCore import QSignalBlocker, Qt
from PyQt5.QtWidgets import QLabel, QPushButton, QWidget

from networks.settings import MOST_EPOCHS
from views.buttons import Push, bind_keys, push_button, push_buttons
from views.calm_wheel import CalmSlider
from views.epoch_cursor import EpochCursor
from views.labels import keep_room
from views.rows import fill, row_of
from views.wrapping_row import WrappingRow

PAGE = 10


@dataclass(frozen=True)
class EpochKeys:
    """The keys of a window that step through the epochs, as Qt writes them."""

    first: str = "Home"
    previous: str = "Left"
    next: str = "Right"
    last: str = "End"
    page_back: str = "Page Up"
    page_on: str = "Page Down"


BESIDE_TEXT = EpochKeys(
    "Alt+Home", "Alt+Left", "Alt+Right", "Alt+End", "Alt+Page Up", "Alt+Page Down"
)
"""Of a window in which text is typed, which has its own use for the others."""


class EpochBar(QWidget):
    """Moves an epoch cursor, and shows where it stands."""

    def __init__(
        self, cursor: EpochCursor, keys: EpochKeys = EpochKeys(), prefix: str = ""
    ) -> None:
        """``prefix`` stands before the object name of every control."""
        super().__init__()
        self._cursor = cursor
        self._keys = keys
        self._prefix = prefix
        self._slider = self._make_slider()
        self._first, self._previous, self._next, self._last = self._make_steps()
        self._follow = push_button(self._follow_push(), self)
        back, on = (self._first, self._previous), (self._next, self._last)
        fill(self, row_of(*back, self._slider, *on, self._follow, stretched=self._slider))
        pages = {keys.page_back: partial(self._step_by, -PAGE)}
        bind_keys(pages | {keys.page_on: partial(self._step_by, PAGE)}, self)
        cursor.changed.connect(self._render)
        self._render()

    def row(self, *further: QWidget) -> WrappingRow:
        """Itself and the epoch shown in words, for a window that has more than these to show."""
        words = EpochWords(self._cursor, self._name("epochLabel"))
        own = row_of(QLabel("Epoch:"), self, words, stretched=self)
        return WrappingRow(own, *further, stretches=(1, *(0 for _ in further)))

    def _render(self) -> None:
        epoch, last = self._cursor.epoch, self._cursor.last
        self.setEnabled(last > 0)
        self._follow.setChecked(self._cursor.is_following)
        with QSignalBlocker(self._slider):
            self._slider.setRange(min(1, last), last)
            self._slider.setValue(epoch)
        for button in (self._first, self._previous):
            self._enable(button, epoch > 1)
        for button in (self._next, self._last):
            self._enable(button, epoch < last)

    def _enable(self, button: QPushButton, enabled: bool) -> None:
        """Qt would pass the keyboard's focus of a disabled button to whatever comes next."""
        if not enabled and self.window().focusWidget() == button:
            self._slider.setFocus()
        button.setEnabled(enabled)

    def _make_slider(self) -> CalmSlider:
        keys = self._keys
        slider = CalmSlider(Qt.Horizontal, objectName=self._name("epochSlider"), pageStep=PAGE)
        slider.setAccessibleName("Epoch shown")
        slider.setToolTip(
            "Drag to step through the epochs "
            f"({keys.previous}, {keys.next}, {keys.first}, {keys.last}; "
            f"{keys.page_back} and {keys.page_on}: {PAGE} epochs)"
        )
        slider.valueChanged.connect(self._cursor.show)
        return slider

    def _make_steps(self) -> list[QPushButton]:
        cursor, keys = self._cursor, self._keys
        steps = (
            ("First", "Show the first epoch", lambda: cursor.show(1), keys.first),
            ("Previous", "One epoch back", partial(self._step_by, -1), keys.previous),
            ("Next", "One epoch on", partial(self._step_by, 1), keys.next),
            ("Last", "Show the last epoch", lambda: cursor.show(cursor.last), keys.last),
        )
        return push_buttons(
            (
                Push(self._name(f"{text.lower()}Button"), text, tip, slot, key, tip, repeats=True)
                for text, tip, slot, key in steps
            ),
            self,
        )

    def _follow_push(self) -> Push:
        return Push(
            self._name("followButton"),
            "Follow",
            "Jump to the newest epoch and show each new one as it comes",
            self._cursor.follow,
            "F",
            "Follow the training",
            checkable=True,
        )

    def _name(self, name: str) -> str:
        return f"{self._prefix}{name[0].upper()}{name[1:]}" if self._prefix else name

    def _step_by(self, epochs: int) -> None:
        self._cursor.show(self._cursor.epoch + epochs)


class EpochWords(QLabel):
    """Says which epoch a cursor shows, of how many there are; as wide as for the most."""

    def __init__(self, cursor: EpochCursor, name: str) -> None:
        meaning = "Epoch shown, of those there are"
        super().__init__(objectName=name, accessibleName=meaning, toolTip=meaning)
        self.setTextFormat(Qt.PlainText)
        keep_room(self, f"{MOST_EPOCHS:,} of {MOST_EPOCHS:,}")
        self._cursor = cursor
        cursor.changed.connect(self._render)
        self._render()

    def _render(self) -> None:
        epoch, last = self._cursor.epoch, self._cursor.last
        self.setText(f"{epoch:,} of {last:,}" if epoch else "none yet")
