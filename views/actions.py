"""The actions of the main window as a table, and buttons that stand for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QAction, QPushButton, QWidget

from training.states import Command


@dataclass(frozen=True)
class ActionRow:
    """One thing the user can do.

    Attributes:
        name: objectName of the action; the window has a method or slot behind it.
        menu: title of the menu it stands in.
        text: in the menu, with ``&`` before its mnemonic.
        shortcut: as Qt writes it, or empty.
        tip: one sentence on what it does.
        command: what it asks of the session, which decides when it is enabled;
            None for what is always possible.
    """

    name: str
    menu: str
    text: str
    shortcut: str
    tip: str
    command: Command | None = None


SEEN_FROM_EVERY_WINDOW = {"&Training", "&View"}
"""Menus whose shortcuts work in the progress window too, where the training is watched."""

ACTIONS = (
    ActionRow(
        "open",
        "&Model",
        "&Open…",
        "Ctrl+O",
        "Open a saved training, or a network of this kind saved by Keras",
        Command.OPEN,
    ),
    ActionRow(
        "save",
        "&Model",
        "&Save…",
        "Ctrl+S",
        "Save the network with all that is needed to train on exactly from here",
        Command.SAVE,
    ),
    ActionRow("quit", "&Model", "&Quit", "Ctrl+Q", "Close LSTM Lab"),
    ActionRow(
        "start",
        "&Training",
        "&Start",
        "F5",
        "Train the network on the pattern",
        Command.START,
    ),
    ActionRow(
        "pause",
        "&Training",
        "&Pause",
        "F6",
        "Let training stand still; the network stays as it is",
        Command.PAUSE,
    ),
    ActionRow(
        "resume",
        "&Training",
        "&Continue",
        "F7",
        "Go on from where training stands; when it is finished, train as many epochs again",
        Command.CONTINUE,
    ),
    ActionRow(
        "step",
        "&Training",
        "S&tep",
        "F8",
        "Train one epoch, then stand still",
        Command.STEP,
    ),
    ActionRow(
        "reset",
        "&Training",
        "&Reset",
        "Ctrl+R",
        "Forget the training and bring back the same initial weights; Undo Reset takes it back",
        Command.RESET,
    ),
    ActionRow(
        "undo_reset",
        "&Training",
        "&Undo Reset",
        "Ctrl+Shift+R",
        "Bring back the training that the last reset ended",
        Command.UNDO_RESET,
    ),
    ActionRow(
        "new_weights",
        "&Training",
        "&New Weights",
        "Ctrl+N",
        "Forget the training and draw other initial weights, from a new seed",
        Command.NEW_WEIGHTS,
    ),
    ActionRow(
        "predict",
        "&Training",
        "Pre&dict",
        "F9",
        "Let the network continue the pattern; training does not notice",
        Command.PREDICT,
    ),
    ActionRow(
        "show_progress",
        "&View",
        "Show &Training Progress",
        "F3",
        "Open the window with the predictions, loss and accuracy of every epoch",
    ),
    ActionRow(
        "show_architecture",
        "&View",
        "Show Model &Architecture",
        "F4",
        "Open a drawing of the network with its layers, shapes and loops",
    ),
    ActionRow(
        "look_inside",
        "&View",
        "Look &Inside the Network",
        "F2",
        "Open a window with what every gate and state does, step by step and epoch by epoch",
    ),
    ActionRow(
        "help", "&Help", "&What am I looking at?", "F1", "What this window shows, in a few words"
    ),
    ActionRow("about", "&Help", "&About LSTM Lab", "", "What this program is, and its versions"),
)


def make_action(row: ActionRow, parent: QWidget, slot: Callable[[], None]) -> QAction:
    """The action of one row of the table, its tip naming the shortcut."""
    action = QAction(row.text, parent)
    action.setObjectName(f"{row.name}Action")
    action.setShortcut(row.shortcut)
    action.setToolTip(f"{row.tip} ({row.shortcut})" if row.shortcut else row.tip)
    if row.menu in SEEN_FROM_EVERY_WINDOW:
        action.setShortcutContext(Qt.ApplicationShortcut)
    action.triggered.connect(lambda: slot())
    return action


def make_button(action: QAction, name: str, text: str) -> QPushButton:
    """A button that triggers ``action`` and is enabled when it is."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(action.text().replace("&", ""))
    button.setToolTip(action.toolTip())
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    return button
