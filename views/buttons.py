"""A row of buttons as a table of what each is called, says and does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QPushButton, QShortcut, QWidget

from views.own_keys import keep_key


@dataclass(frozen=True)
class Push:
    """One button.

    Attributes:
        name: its object name.
        text: what stands on it, with ``&`` before its mnemonic.
        tip: one sentence on what it does.
        slot: what it calls; None where the caller listens to the button itself.
        keys: that press it, as Qt writes them; the tip names them.
        spoken: what a screen reader calls it; empty: its text.
        is_own: whether its keys mean something else in the main window, from which they
            are kept.
    """

    name: str
    text: str
    tip: str
    slot: Callable[[], object] | None = None
    keys: str = ""
    spoken: str = ""
    is_own: bool = False


def push_buttons(pushes: Iterable[Push], window: QWidget) -> list[QPushButton]:
    """The buttons of a row; their keys are those of the window in which ``window`` is."""
    return [push_button(push, window) for push in pushes]


def push_button(push: Push, window: QWidget) -> QPushButton:
    """The button of one row of the table."""
    button = QPushButton(push.text, objectName=push.name)
    button.setAccessibleName(push.spoken or plain(push.text))
    button.setToolTip(f"{push.tip} ({push.keys})" if push.keys else push.tip)
    slot = push.slot
    if slot is not None:
        button.clicked.connect(lambda: slot())
    if push.is_own:
        keep_key(window, push.keys, button.click)
    elif push.keys:
        # A shortcut of the window, not of the button: that one would wait for its animation.
        QShortcut(QKeySequence(push.keys), window, button.click)
    return button


def plain(text: str) -> str:
    """The words on a button, without mnemonic, marks and dots."""
    return text.replace("&", "").strip("▶ⅡⅠ… ")
