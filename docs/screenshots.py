"""Take the pictures of the README anew, from a real training: ``make screenshots``.

On a screen of at least 1280 × 900 pixels, so that no window has to scroll.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import main

if TYPE_CHECKING:
    from app import MainWindow
    from training.session import Session

FOLDER = Path(__file__).parent
PATTERN = "00101110"
EPOCHS = 10


def take_all() -> int:
    """Train, predict, and save a picture of each window; an exit status."""
    main.prepare_environment()
    application = main.make_application()
    from options import Options

    window = main.make_window(Options(patterns=(PATTERN,), epochs=EPOCHS))
    session = window.session
    window.control.speed.setValue(window.control.speed.maximum())
    window.show()

    def finish(*_: object) -> None:
        window.on_show_architecture()
        window.on_show_progress()
        application.processEvents()
        window.epoch_cursor.show(5)
        # The progress window draws a moment later, so that many epochs make one picture.
        _later(500, lambda: _save_and_close(window))

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


def _save_and_close(window: MainWindow) -> None:
    for name, shown in (
        ("main", window),
        ("progress", window.progress_window),
        ("architecture", window.architecture_window),
    ):
        if shown is not None:
            shown.grab().save(str(FOLDER / f"{name}.png"))
    window.close()


if __name__ == "__main__":
    sys.exit(take_all())
