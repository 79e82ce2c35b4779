"""Buttons as rows of a table: what each is called, says and does; and boxes to check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QAction, QCheckBox, QMenu, QPushButton, QShortcut, QWidget

from views.labels import as_it_stands, keep_room
from views.own_keys import keep_key


class Push(NamedTuple):
    """One button.

    Attributes:
        name: its object name.
        text: what stands on it, with ``&`` before its mnemonic.
        tip: one sentence on what it does.
        slot: what it calls; that of a ``checkable`` one may take whether it is down now. None
            where the caller listens to the button itself.
        keys: that press it, as Qt writes them; the tip names them.
        spoken: what a screen reader calls it; empty: its text.
        is_own: whether its keys mean something else in the main window, from which they
            are kept.
        checkable: whether it stays down until it is pressed again.
        repeats: whether it goes on as long as it is held.
        longest: the longest text that it will have; empty where that does not change.
    """

    name: str
    text: str
    tip: str
    slot: Callable[..., object] | None = None
    keys: str = ""
    spoken: str = ""
    is_own: bool = False
    checkable: bool = False
    repeats: bool = False
    longest: str = ""


def push_buttons(pushes: Iterable[Push], window: QWidget) -> list[QPushButton]:
    """The buttons of a row; their keys are those of the window in which ``window`` is."""
    return [push_button(push, window) for push in pushes]


def push_button(push: Push, window: QWidget) -> QPushButton:
    """The button of one row of the table."""
    button = QPushButton(push.text, objectName=push.name)
    button.setAccessibleName(push.spoken or plain(push.text))
    button.setToolTip(tip_with(push.tip, push.keys))
    button.setCheckable(push.checkable)
    button.setAutoRepeat(push.repeats)
    if push.longest:
        keep_room(button, push.longest)
    slot = push.slot
    if slot is not None:
        button.clicked.connect(slot if push.checkable else lambda: slot())
    if push.is_own:
        keep_key(window, push.keys, button.click)
    elif push.keys:
        # A shortcut of the window, not of the button: that one would wait for its animation.
        bind_keys({push.keys: button.click}, window)
    return button


def tip_with(tip: str, keys: str) -> str:
    """What something does, or why it does not, and by which keys, if there are some."""
    return as_it_stands(f"{tip} ({keys})" if keys else tip)


def bind_keys(acts: Mapping[str, Callable[[], object]], window: QWidget) -> None:
    """Let keys act in the window in which ``window`` is, as long as that can be used."""
    for keys, act in acts.items():
        QShortcut(QKeySequence(keys), window, act)


def plain(text: str) -> str:
    """The words on a button, without mnemonic, marks and dots."""
    return text.replace("&", "").strip("▶ⅡⅠ… ")


def put_name(entry: QAction, words: str, name: str) -> None:
    """Let an entry of a menu tell a name, which stands in it and in its tip as it is."""
    entry.setText(words.format(name.replace("&", "&&")))
    entry.setToolTip(as_it_stands(plain(words).format(name)))


def log_scale_box(name: str, slot: Callable[[bool], object]) -> QCheckBox:
    """The box that lets ``slot`` draw the loss on a log scale, or not."""
    return check_box(
        name,
        "&Log scale",
        "Draw the loss so that small losses can be told apart",
        slot,
        "Loss on a log scale",
    )


def check_box(
    name: str,
    text: str,
    tip: str,
    slot: Callable[..., object],
    spoken: str = "",
    checked: bool = False,
) -> QCheckBox:
    """A box whose changes ``slot`` is told; ``spoken`` as of a :class:`Push`."""
    box = QCheckBox(text, objectName=name, accessibleName=spoken or plain(text), toolTip=tip)
    box.setChecked(checked)
    box.toggled.connect(slot)
    return box


def menu_button(push: Push, entries: Mapping[str, tuple[str, Callable[[], object]]]) -> QPushButton:
    """A button with a menu: of each line its tip, and what it calls; ``push`` calls nothing."""
    button = QPushButton(push.text, objectName=push.name, toolTip=push.tip)
    button.setAccessibleName(push.spoken or plain(push.text))
    button.setAutoDefault(False)
    menu = QMenu(button, toolTipsVisible=True)
    for text, (tip, slot) in entries.items():
        action = menu.addAction(text)
        action.setToolTip(tip)
        action.triggered.connect(lambda _, slot=slot: slot())
    button.setMenu(menu)
    return button


def let_copy(widget: QWidget, text: str, copy: Callable[[], object]) -> QAction:
    """Copy by the usual key where ``widget`` has the focus, and from its menu."""
    action = QAction(text, widget, shortcutContext=Qt.WidgetShortcut, shortcut=QKeySequence.Copy)
    action.triggered.connect(lambda: copy())
    widget.addAction(action)
    widget.setContextMenuPolicy(Qt.ActionsContextMenu)
    return action
