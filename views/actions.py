"""The actions of the main window as a table, and buttons that stand for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from PyQt5.QtCore import Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QAction, QPushButton, QWidget

from tasks.registry import FIRST_TASK, TASKS
from tasks.task import Task
from training.moment import BEST_EPOCH, UNDO
from training.states import Command
from training.view import View
from views.buttons import Push, push_button, tip_with

WITHIN = " › "


class ActionRow(NamedTuple):
    """One thing the user can do.

    Attributes:
        name: what the window and its buttons call the action.
        text: in the menu, with ``&`` before its mnemonic.
        shortcut: as Qt writes it, or empty.
        tip: one sentence on what it does, in which names of :class:`tasks.words.Words` may
            stand in braces.
        command: what it asks of the session, which decides when it is enabled;
            None for what is always possible.
        opens: name of the window that it opens, in :mod:`views.further_windows`; empty where
            it does something else.
        needs: name of what a :class:`tasks.task.Task` declares, without which it means nothing.
        lacking: its tip where that is not declared, in place of the other.
        is_everywhere: whether its shortcut works in every window; those of
            :data:`SEEN_FROM_EVERY_WINDOW` do in any case.
        menu: title of the menu it stands in.
    """

    name: str
    text: str
    shortcut: str
    tip: str
    command: Command | None = None
    opens: str = ""
    needs: str = ""
    lacking: str = ""
    is_everywhere: bool = False
    menu: str = ""


TRAINING_MENU = "&Training"
SEEN_FROM_EVERY_WINDOW = {TRAINING_MENU, "&View", "&Compare"}
"""Menus whose shortcuts work in the progress window too, where the training is watched."""

MENUS: dict[str, tuple[ActionRow, ...]] = {
    "&Model": (
        ActionRow(
            "open",
            "&Open…",
            "Ctrl+O",
            "Open a saved training, or a network of this kind saved by Keras",
            Command.OPEN,
        ),
        ActionRow(
            "save",
            "&Save…",
            "Ctrl+S",
            "Save the network with all that is needed to train on exactly from here",
            Command.SAVE,
        ),
        ActionRow(
            "network_settings",
            "Network &Settings…",
            "Ctrl+,",
            "Choose another cell, its size and how it learns, whenever training rests",
            Command.CHOOSE_SETTINGS,
            opens="settings",
        ),
        ActionRow("quit", "&Quit", "Ctrl+Q", "Close LSTM Lab", is_everywhere=True),
    ),
    TRAINING_MENU: (
        ActionRow("start", "&Start", "F5", "Train the network on the {problem}", Command.START),
        ActionRow(
            "pause",
            "&Pause",
            "F6",
            "Let training stand still; the network stays as it is",
            Command.PAUSE,
        ),
        ActionRow(
            "resume",
            "&Continue",
            "F7",
            "Go on from where training stands; when it is finished, train as many epochs again",
            Command.CONTINUE,
        ),
        ActionRow("step", "S&tep", "F8", "Train one epoch, then stand still", Command.STEP),
        ActionRow(
            "reset",
            "&Reset",
            "Ctrl+R",
            "Forget the training and bring back the same initial weights; Undo takes it back",
            Command.RESET,
        ),
        ActionRow("undo", "&Undo", "Ctrl+Z", UNDO, Command.UNDO),
        ActionRow("best_epoch", "&Best Epoch", "Ctrl+B", BEST_EPOCH, Command.BEST_EPOCH),
        ActionRow(
            "new_weights",
            "&New Weights",
            "Ctrl+N",
            "Forget the training and draw other initial weights, from a new seed",
            Command.NEW_WEIGHTS,
        ),
        ActionRow(
            "predict",
            "Pre&dict",
            "F9",
            "Let the network {ask}; training does not notice",
            Command.PREDICT,
        ),
        ActionRow(
            "replace_process",
            "Start &Another Process",
            "",
            "Needed only while the process that computes does not answer: end it, and another one "
            "goes on from the last epoch done",
            Command.REPLACE_PROCESS,
        ),
    ),
    "&View": (
        ActionRow(
            "show_progress",
            "Show &Training Progress",
            "F3",
            "Open the window with the predictions, loss and accuracy of every epoch",
            opens="progress",
        ),
        ActionRow(
            "show_architecture",
            "Show Model &Architecture",
            "F4",
            "Open a drawing of the network with its layers, shapes and loops",
            opens="architecture",
        ),
        ActionRow(
            "look_inside",
            "Look &Inside the Network",
            "F2",
            "Open a window with what every gate and state does, step by step and epoch by epoch",
            opens="inside",
        ),
        ActionRow(
            "show_embedding",
            "&Map of the Embedding",
            "Shift+F2",
            "Open a map of the symbols by what the network embeds them as: what it treats alike",
            opens="embedding",
        ),
        ActionRow(
            "show_writing",
            "&Let the Network Write",
            "Shift+F9",
            "Open a window in which the network writes, and what it wrote after each epoch",
            opens="writing",
            needs="writing",
            lacking="Only a network that has a text to learn writes: choose that task first",
        ),
        ActionRow(
            "show_review",
            "Explain a &Review",
            "Shift+F4",
            "Open a window in which the network reads a review word by word, and why it answers so",
            opens="review",
            needs="explaining",
            lacking="Only a network that judges reviews is explained: choose that task first",
        ),
        ActionRow(
            "show_judgement",
            "How Well It &Judges",
            "Shift+F3",
            "Open a window with what the network gets right and wrong, how sure it is, the reviews "
            "to read that it gets most wrong, and the test set",
            opens="judgement",
            needs="examining",
            lacking="Only a network that judges reviews is examined: choose that task first",
        ),
    ),
    "&Compare": (
        ActionRow(
            "show_shelf",
            "&Shelf of Runs",
            "F10",
            "Open a window with every run so far: what differs, and their curves over each other",
            opens="shelf",
        ),
        ActionRow(
            "race",
            "&Race…",
            "F11",
            "Let two to four networks learn the same {problem} side by side",
            opens="race",
        ),
        ActionRow(
            "show_gradients",
            "&Gradients through Time",
            "F12",
            "Open a window with how far back in time the network can learn, at any epoch so far",
            opens="gradients",
        ),
        ActionRow(
            "show_lag_experiment",
            "&Lag Experiment",
            "",
            "Measure how many steps back networks can remember a symbol",
            opens="lag",
        ),
        ActionRow(
            "show_gates",
            "Do Gates &Win?",
            "",
            "Let every cell learn tasks that need memory, from several seeds, and see who learns "
            "what",
            opens="gates",
        ),
    ),
    f"&Compare{WITHIN}&Examples": (
        ActionRow(
            "show_vanishing_gradient",
            "&Vanishing Gradient",
            "",
            "Train a simple RNN beside an LSTM, and see its gradient vanish",
            opens="vanishing",
        ),
        ActionRow(
            "show_exploding_gradient",
            "E&xploding Gradient",
            "",
            "Train a net whose gradient explodes, with clipping and without",
            opens="exploding",
        ),
        ActionRow(
            "show_counting",
            "&Two Units Count to Four",
            "",
            "Train two units on 0001, and see a forget gate let go at each 1",
            opens="counting",
        ),
    ),
    "&Help": (
        ActionRow("help", "&What am I looking at?", "F1", "What this window shows, in a few words"),
        ActionRow(
            "others",
            "What &Others Reached",
            "",
            "What others have reached on this task, and what they stopped at",
            needs="others",
            lacking="This is told of Reviews alone: choose that task first",
        ),
        ActionRow("about", "&About LSTM Lab", "", "What this program is, and its versions"),
    ),
}
"""Those of each menu, by its title; of one within another, both joined by :data:`WITHIN`."""
ACTIONS = tuple(row._replace(menu=menu) for menu, rows in MENUS.items() for row in rows)


def make_action(row: ActionRow, slot: Callable[[], object], window: QWidget) -> QAction:
    """The action of one row of the table, which calls ``slot``, its tip naming the shortcut."""
    action = QAction(row.text, window, objectName=f"{row.name}Action", shortcut=row.shortcut)
    set_tip(action, row.tip.format(**TASKS[FIRST_TASK].words._asdict()))
    if row.is_everywhere or row.menu in SEEN_FROM_EVERY_WINDOW:
        action.setShortcutContext(Qt.ApplicationShortcut)
    action.triggered.connect(lambda: slot())
    return action


def show_possible(actions: Mapping[str, QAction], view: View) -> None:
    """Enable what may be asked now, and tell of it in the words of the task what it does.

    Of what may not since something is refused, that is told in place of it.
    """
    words = view.words._asdict()
    told = {Command.UNDO: view.undo, Command.BEST_EPOCH: view.best_epoch}
    if view.refusal:
        told |= dict.fromkeys(view.refused, view.refusal)
    for row in ACTIONS:
        if row.command is not None:
            actions[row.name].setEnabled(row.command in view.commands)
        if row.command is not None or "{" in row.tip:
            tip = told.get(row.command) if row.command else ""
            set_tip(actions[row.name], tip or row.tip.format(**words))


def offer(actions: Mapping[str, QAction], tasks: Collection[Task[Any]]) -> None:
    """Enable what is possible with one of these tasks, or say what it needs."""
    for row in ACTIONS:
        if row.needs:
            has = any(getattr(task, row.needs) is not None for task in tasks)
            actions[row.name].setEnabled(has)
            set_tip(actions[row.name], row.tip if has else row.lacking)


def set_tip(action: QAction, tip: str) -> None:
    """Say what the action does, and by which keys."""
    action.setToolTip(tip_with(tip, action.shortcut().toString(QKeySequence.NativeText)))


def make_button(action: QAction, name: str, text: str) -> QPushButton:
    """A button that triggers ``action``, is enabled when it is and says the same."""
    spoken = action.text().replace("&", "")
    push = Push(name, text, action.toolTip(), action.trigger, spoken=spoken)
    button = push_button(push, action.parentWidget())

    def follow() -> None:
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())

    action.changed.connect(follow)
    follow()
    return button
