"""Saving a file: ask where, write it whole or not at all, say in words what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QFileDialog, QWidget

from file_parts import FileProblem
from files import replace_file, with_ending


class Saving(NamedTuple):
    """What to ask before a file is saved, and how to write it.

    Attributes:
        title: title of the file dialog.
        default_name: name that is offered.
        formats: description by ending, for example ``{".csv": "Table"}``, the default first.
        write: writes the file at a path; may raise OSError or FileProblem.
    """

    title: str
    default_name: str
    formats: dict[str, str]
    write: Callable[[Path], None]


def picture(default_name: str, write: Callable[[Path], None]) -> Saving:
    """The saving of what is shown, by a function that writes a PNG or an SVG."""
    formats = {".png": "Picture", ".svg": "Drawing that can be scaled"}
    return Saving("Save picture", default_name, formats, write)


def table(title: str, default_name: str, write: Callable[[Path], None]) -> Saving:
    """The saving of numbers, by a function that writes a CSV file."""
    return Saving(title, default_name, {".csv": "Table"}, write)


def ask_and_save(parent: QWidget, saving: Saving, tell: Callable[[str, bool], None]) -> None:
    """Ask where to save, then do it.

    Args:
        parent: the window that asks.
        saving: what is to be saved.
        tell: is given one sentence on the outcome, and whether it went well.
    """
    asked = saving._replace(write=lambda path: tell(*save(path, saving)))
    ask_where_to_save(parent, asked)


def ask_where_to_save(parent: QWidget, saving: Saving) -> None:
    """Ask for the name of a file and write it, without standing in the way of a training.

    The path has one of the endings, and a file that is there already was asked about.
    """

    def take(path: Path) -> None:
        # Qt adds an ending only to a name without a point, and asks only about that name.
        whole = with_ending(path, [f".{dialog.defaultSuffix()}", *saving.formats])
        if whole != path and whole.exists():
            ask_where_to_save(parent, saving._replace(default_name=str(whole)))
        else:
            saving.write(whole)

    filters = [f"{name} (*{ending})" for ending, name in saving.formats.items()]
    dialog = QFileDialog(parent, saving.title, saving.default_name, ";;".join(filters))
    dialog.setAttribute(Qt.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptSave)
    endings = dict(zip(filters, saving.formats, strict=True))
    dialog.setDefaultSuffix(next(iter(saving.formats)))
    dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(endings[name]))
    dialog.fileSelected.connect(lambda name: take(Path(name)))
    # A modal dialog would block the window in which training is paused.
    dialog.setModal(False)
    dialog.show()


def save(path: Path, saving: Saving) -> tuple[str, bool]:
    """Write the file. Returns a sentence on the outcome, and whether it went well."""
    try:
        replace_file(path, saving.write)
    except OSError as error:
        return f"Could not save {path}: {error.strerror or error}.", False
    except FileProblem as error:
        return f"Could not save {path}: {error}", False
    return f"Saved as {path}.", True
