"""A sentence on what is read, how far that has come, and a button that gives it up."""

from __future__ import annotations

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtGui import QColor, QPalette
from PyQt5.QtWidgets import QProgressBar, QWidget

from formatting import shorten
from views.adapting import Adapting
from views.buttons import Push, push_button
from views.colours import colours_for
from views.elided_label import ElidedLabel
from views.labels import as_it_stands, lines_high, make_label
from views.rows import fill, row_of

_STEPS = 1_000
_WIDTH = 120
"""Pixels."""
_LONGEST_NAME = 24


class ReadingLine(Adapting, QWidget):
    """Bar and button are there only while something is read that takes a while.

    Signals:
        given_up: nobody waits for it any more.
        changed: it says something else, or has come further.
    """

    given_up = pyqtSignal()
    changed = pyqtSignal()

    def __init__(self, name: str, meaning: str, lines: int = 1) -> None:
        """``meaning`` says what the sentence tells; it has room for so many ``lines``."""
        super().__init__()
        self._lines, self._is_wrong = lines, False
        self._message = ElidedLabel(f"{name}Message", meaning, lines)
        self._kept = make_label(f"{name}Kept", "What is still learned")
        self._bar = QProgressBar(
            objectName=f"{name}Bar", accessibleName="How much of it is read", textVisible=False
        )
        self._bar.setRange(0, _STEPS)
        self._bar.setFixedWidth(_WIDTH)
        tip = "Read no further, and keep what was there before"
        cancel = Push(f"{name}CancelButton", "Cancel", tip, self.given_up.emit)
        self._cancel = push_button(cancel, self)
        fill(
            self,
            row_of(self._kept, self._message, self._bar, self._cancel, stretched=self._message),
        )
        self._keep_room()
        self.on_font(self._keep_room)
        self._show_bar(False)
        self.keep("", "")
        self.on_palette(lambda: self._write(self._message.text(), self._is_wrong))

    @property
    def text(self) -> str:
        """The sentence, in full."""
        return self._message.text()

    @property
    def colour(self) -> str:
        """Of the sentence."""
        colours = colours_for(self.palette())
        return colours.error if self._is_wrong else colours.muted

    @property
    def is_needed(self) -> bool:
        """Whether there is more to say than what the data are."""
        return self._is_wrong or not self._bar.isHidden()

    def _keep_room(self) -> None:
        """With bar and button nothing below it moves."""
        words = lines_high(self._lines, self)
        self.setMinimumHeight(max(words, self._cancel.sizeHint().height()))

    def keep(self, name: str, facts: str) -> None:
        """Say beside a refusal what is kept, and in the tip its facts; nothing without a name."""
        self._kept.setVisible(bool(name))
        self._kept.setText(f"Still learned: {shorten(name, _LONGEST_NAME)}")
        self._kept.setToolTip(as_it_stands(facts))

    def tell(self, sentence: str, is_wrong: bool = False) -> None:
        """Say what there is, or why it is refused."""
        self._show_bar(False)
        self._write(sentence, is_wrong)

    def tell_stage(self, sentence: str) -> None:
        """Say what is being done."""
        self.keep("", "")
        self._write(sentence, is_wrong=False)

    def show_share(self, share: float) -> None:
        """So much of it is done, 0 to 1."""
        self._bar.setValue(round(_STEPS * share))
        self._show_bar(True)

    def _show_bar(self, is_shown: bool) -> None:
        self._bar.setVisible(is_shown)
        self._cancel.setVisible(is_shown)
        self.changed.emit()

    def _write(self, sentence: str, is_wrong: bool) -> None:
        self._is_wrong = is_wrong
        self._message.setText(sentence)
        # A style sheet would keep the font of before, and with it the height.
        palette = QPalette()
        palette.setColor(self._message.foregroundRole(), QColor(self.colour))
        self._message.setPalette(palette)
        self.changed.emit()
