"""A signal closes the window without a question, so that no run is lost."""

import signal

import pytest
from PyQt5.QtCore import QCoreApplication, QObject

from program.ending import EndsOnRequest


class Window(QObject):
    """Notes how it is closed."""

    may_ask = True

    def __init__(self):
        super().__init__()
        self.asked_when_closed = []

    def close(self):
        """Note whether it may ask."""
        self.asked_when_closed.append(self.may_ask)


@pytest.fixture
def window(qapp, monkeypatch):
    """It hears signals as the program does; all is as before afterwards."""
    monkeypatch.setattr(QCoreApplication, "quit", lambda: None)
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    window = Window()
    ends = EndsOnRequest(window)
    yield window
    signal.set_wakeup_fd(-1)
    for end in (ends._reading, ends._writing):
        end.close()
    for number, handler in before.items():
        signal.signal(number, handler)


def test_who_asks_by_a_signal_is_not_asked_back(qtbot, window):
    signal.raise_signal(signal.SIGTERM)
    qtbot.waitUntil(lambda: window.asked_when_closed == [False])
