"""What the main window asks before it opens something, or something is given up."""

from __future__ import annotations

from collections.abc import Callable

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFileDialog, QMessageBox, QWidget

from formatting import counted
from shelf.shelf import Shelf
from tasks.registry import task_of
from tasks.task import Problem
from training.states import Command
from training.view import View
from views.labels import as_it_stands


def ask_what_to_keep(
    parent: QWidget,
    learned: Problem,
    epochs: int,
    keep: Callable[[], None],
    begin_again: Callable[[], None] | None = None,
) -> None:
    """Ask whether what was learned in so many epochs is kept, on the new problem that is set.

    Args:
        parent: the window that asks.
        learned: what the network has learned.
        epochs: in how many epochs.
        keep: what is done if so.
        begin_again: what is done if not, where that can be chosen too.
    """
    noun = task_of(learned).words.problem
    box = QMessageBox(QMessageBox.Question, f"Another {noun}", "", parent=parent)
    box.setObjectName("patternQuestion")
    told = f"The network has learned {learned.title} for {counted(epochs, 'epoch')}."
    box.setText(as_it_stands(told))
    box.setInformativeText(f"Should it keep that, and go on with the new {noun}?")
    kept = box.addButton("&Keep what it learned", QMessageBox.AcceptRole)
    kept.clicked.connect(lambda: keep())
    if begin_again is not None:
        box.setInformativeText(
            "Should it begin again from its initial weights, or keep what it learned and go on "
            f"with the new {noun}? What beginning again forgets, Undo brings back."
        )
        fresh = box.addButton("&Begin again", QMessageBox.DestructiveRole)
        fresh.clicked.connect(lambda: begin_again())
    box.addButton(QMessageBox.Cancel)
    box.setDefaultButton(kept)
    box.setAttribute(Qt.WA_DeleteOnClose)
    box.open()


def ask_which_file(
    parent: QWidget, title: str, name_filter: str, chosen: Callable[[str], None]
) -> None:
    """Ask for a file, which may be named without its ending; ``chosen`` is given its path."""
    _open(QFileDialog(parent, title, "", name_filter), chosen)


def ask_which_folder(parent: QWidget, title: str, chosen: Callable[[str], None]) -> None:
    """The same for a folder."""
    dialog = QFileDialog(parent, title, fileMode=QFileDialog.Directory)
    dialog.setOption(QFileDialog.ShowDirsOnly)
    _open(dialog, chosen)


def _open(dialog: QFileDialog, chosen: Callable[[str], None]) -> None:
    dialog.setAttribute(Qt.WA_DeleteOnClose)
    # Then it is closed already, and no question comes up behind it.
    dialog.accepted.connect(lambda: chosen(dialog.selectedFiles()[0]))
    dialog.open()


def may_open_another(parent: QWidget, view: View) -> bool:
    """Whether another training may be opened; if one is here, the user is asked."""
    if not view.epoch and Command.UNDO not in view.commands:
        return True
    left = (
        "Opening replaces the training that is here; Undo does not bring it back, but its run "
        if view.epoch
        else "Opening leaves nothing for Undo to bring back; the run that it would bring "
    )
    answer = QMessageBox.question(
        parent,
        "Open a trained network",
        f"{left}stays on the shelf. Open another one?",
        QMessageBox.Open | QMessageBox.Cancel,
        QMessageBox.Cancel,
    )
    return answer == QMessageBox.Open


def may_lose(parent: QWidget, shelf: Shelf) -> bool:
    """Whether all may be closed though runs could not be kept."""
    lost = f"Closing loses what is not kept of {counted(len(shelf.not_kept), 'run')}."
    answer = QMessageBox.question(
        parent,
        "Close LSTM Lab",
        as_it_stands(f"{shelf.trouble} {lost} Close all the same?"),
        QMessageBox.Close | QMessageBox.Cancel,
        QMessageBox.Cancel,
    )
    return answer == QMessageBox.Close
