"""Take the pictures of the README anew, from a real training: ``make screenshots``.

On a screen of at least 1280 × 900 pixels, so that no window has to scroll.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import main
from training.shelf_files import FOLDER_VARIABLE

if TYPE_CHECKING:
    from app import MainWindow
    from training.session import Session

FOLDER = Path(__file__).parent
PATTERN = "0000100110101111"
EPOCHS = 10
CELL_TAB = 2


def take_all() -> int:
    """Train, predict, and save a picture of each window; an exit status."""
    main.prepare_environment()
    # The picture's training is none of the user's runs.
    os.environ[FOLDER_VARIABLE] = tempfile.mkdtemp(prefix="lstm-lab-shelf-")
    application = main.make_application()
    from options import Options

    window = main.make_window(Options(patterns=(PATTERN,), epochs=EPOCHS))
    session = window.session
    window.control.speed.setValue(window.control.speed.maximum())
    window.show()

    def finish(*_: object) -> None:
        window.further.open("architecture")
        window.further.open("progress")
        window.further.open("inside")
        application.processEvents()
        window.epoch_cursor.show(3)
        # The windows draw a moment later, so that many epochs make one picture.
        _later(500, lambda: _save_gates_then_the_rest(window))

    session.load_backend()
    session.start()
    session.changed.connect(lambda: _predict_when_finished(session))
    session.continued.connect(finish)
    return application.exec()


def _predict_when_finished(session: Session) -> None:
    from training.states import Command

    view = session.view
    if view.epoch == EPOCHS and Command.PREDICT in view.commands:
        session.changed.disconnect()
        session.predict(12)


def _later(milliseconds: int, do: Callable[[], None]) -> None:
    from PyQt5.QtCore import QTimer

    QTimer.singleShot(milliseconds, do)


def _save_gates_then_the_rest(window: MainWindow) -> None:
    from PyQt5.QtWidgets import QTabWidget

    inside = window.further["inside"]
    inside.grab().save(str(FOLDER / "inside.png"))
    inside.findChild(QTabWidget, "insideTabs").setCurrentIndex(CELL_TAB)
    inside.cursor.go_to(step=6, layer=1, unit=16)
    _later(500, lambda: _save_and_close(window))


def _save_and_close(window: MainWindow) -> None:
    for name, shown in (
        ("main", window),
        ("progress", window.further["progress"]),
        ("architecture", window.further["architecture"]),
        ("cell", window.further["inside"]),
    ):
        shown.grab().save(str(FOLDER / f"{name}.png"))
    window.close()


if __name__ == "__main__":
    sys.exit(take_all())
