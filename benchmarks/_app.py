"""The whole program, opened from within a benchmark instead of from the command line."""

from __future__ import annotations

import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import main
from networks.settings import DEFAULT_SETTINGS, Settings
from program.display import why_no_display
from shelf.shelf_files import FOLDER_VARIABLE

if TYPE_CHECKING:
    from PyQt5.QtWidgets import QApplication

    from app import MainWindow

POLL_INTERVAL = 20
"""Milliseconds between two looks at what is waited for."""


def choose_screen() -> str:
    """Take the screen there is, or Qt's offscreen platform, for child processes too; its name.

    What is trained goes to a shelf of its own: it is none of the user's runs.
    """
    os.environ[FOLDER_VARIABLE] = tempfile.mkdtemp(prefix="lstm-lab-shelf-")
    if why_no_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return os.environ.get("QT_QPA_PLATFORM") or os.environ.get("DISPLAY") or "the system's own"


def open_app(
    backend: str, settings: Settings = DEFAULT_SETTINGS
) -> tuple[QApplication, MainWindow]:
    """The main window on the screen, the network ready and the speed at its highest."""
    choose_screen()
    from program.garbage import GarbageCollector
    from terminal.options import Options

    application = main.make_application()
    garbage, options = GarbageCollector(application), Options(backend=backend, settings=settings)
    window = main.make_window(options)
    window.further.plots.ended.connect(garbage.spare_what_is_there)
    window.control.speed.slider.setValue(window.control.speed.slider.maximum())
    window.show()
    main.load_in_background(window, options)
    wait_until(lambda: "Press Start to train" in window.session.view.status)
    return application, window


def wait_until(condition: Callable[[], object], most: float = math.inf) -> bool:
    """Let the program run until ``condition()`` holds, or for so many seconds; whether it did."""
    from PyQt5.QtCore import QEventLoop, QTimer

    loop, end = QEventLoop(), time.monotonic() + most
    timer = QTimer(interval=POLL_INTERVAL)
    timer.timeout.connect(lambda: (condition() or time.monotonic() > end) and loop.quit())
    timer.start()
    loop.exec()
    return time.monotonic() <= end


def close_app(window: MainWindow, reached: bool) -> int:
    """Close the window as its user does, and end as ``main.py`` does; 1 if an aim was missed."""
    window.close()
    sys.stdout.flush()
    status = 0 if reached else 1
    main.end(status, window)
    return status


def median(numbers: list[float]) -> float:
    """The middle one, once they are sorted."""
    return sorted(numbers)[len(numbers) // 2]
