"""``main.py`` in a process of its own, with an observer at its window.

``python -m benchmarks._observed`` is started by ``benchmarks.startup`` and
``benchmarks.closing``. Times are those of the monotonic clock, which all processes share.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import main

if TYPE_CHECKING:
    from PyQt5.QtWidgets import QMainWindow

    from app import MainWindow
    from terminal.options import Options


def first_paint() -> int:
    """``main.py`` until its window is on the screen."""
    return run_observed(tell_first_paint)


def bare_first_paint() -> int:
    """A window of PyQt5 with nothing in it, until it is on the screen: what it can cost least."""
    application = main.make_application()
    from PyQt5.QtWidgets import QMainWindow

    window = QMainWindow()
    tell_first_paint(window)
    window.show()
    return application.exec()


def close_after(seconds: str) -> int:
    """``main.py``, Start pressed at once, closed some time after its window was shown."""

    def start_and_close(window: MainWindow) -> None:
        from PyQt5.QtCore import QTimer

        window.on_start()
        # The event loop turns for the first time when the window has been shown.
        QTimer.singleShot(0, lambda: schedule_close(window, float(seconds)))

    return run_observed(start_and_close)


def schedule_close(window: MainWindow, seconds: float) -> None:
    """Close the window in so many seconds."""
    from PyQt5.QtCore import Qt, QTimer

    def close() -> None:
        # A click waits while the event loop stands still; so the time it was due counts.
        tell(asked=due, state=window.session.view.state.name)
        window.close()

    due = time.monotonic() + seconds
    timer = QTimer(window, singleShot=True, timerType=Qt.PreciseTimer)
    timer.timeout.connect(close)
    timer.start(round(1000 * seconds))


def run_observed(observe: Callable[[MainWindow], None]) -> int:
    """Run ``main.py``; its window is given to ``observe`` just before it is shown."""
    make_window = main.make_window

    def make_observed_window(options: Options) -> MainWindow:
        window = make_window(options)
        observe(window)
        return window

    main.make_window = make_observed_window
    return main.main(sys.argv[3:])


def tell_first_paint(window: QMainWindow) -> None:
    """End the process, and tell when, as soon as the window has been painted."""
    from PyQt5.QtCore import QEvent, QObject, QTimer

    class Watcher(QObject):
        """Sees the window's events before the window does."""

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            """Once this event is dealt with, the picture is on the screen."""
            if event.type() == QEvent.Paint:
                QTimer.singleShot(0, end)
            return False

    def end() -> None:
        from PyQt5.QtWidgets import QApplication

        QApplication.sync()
        painted = time.monotonic()
        from multiprocessing import active_children

        tell(painted=painted, tensorflow=bool(active_children()))
        os._exit(0)

    window.installEventFilter(Watcher(window))


def tell(**facts: object) -> None:
    """Print a line for the process that started this one."""
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    COMMANDS: dict[str, Callable[..., int]] = {
        "first": first_paint,
        "bare": bare_first_paint,
        "close": close_after,
    }
    sys.exit(COMMANDS[sys.argv[1]](*sys.argv[2:3]))
