"""Waiting until something is so, for conditions that say True or False."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PyQt5.QtCore import QCoreApplication, QEvent, Qt
from PyQt5.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from networks.networks import THREADS
from training.session import Session

W = TypeVar("W", bound=QWidget)
PATIENCE = 20_000
"""Milliseconds. A test asks whether something comes, not whether it does so in five seconds on a
machine that has other things to do."""


class StrictBot(QtBot):
    """The usual one ends its wait at None: what is not there yet would pass for being so."""

    def waitUntil(self, condition: Callable[[], bool], *, timeout: int = PATIENCE) -> None:
        """Wait until the condition is True; anything but True and False is refused."""
        __tracebackhide__ = True

        def answer() -> bool:
            told = condition()
            if told is None:
                raise ValueError("a condition is True or False, and this one told None")
            return told

        super().waitUntil(answer, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE, **how: Any) -> Any:
        """Wait for this signal, or let what is done within the block bring it."""
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE, **how: Any) -> Any:
        """The same for several, whichever comes first."""
        return super().waitSignals(signals, timeout=timeout, **how)

    def addWidget(self, widget: QWidget, **how: Any) -> None:
        """Close this widget after the test; as in the program, it goes when nobody holds it.

        Usually it is to be deleted later besides. From then on it is Qt's own: once nobody holds
        it, Python takes apart what it holds, while it lives on, and its timers go on.
        """
        super().addWidget(widget, **how)
        widget.deleteLater = lambda: None

    def added(self, widget: W) -> W:
        """This widget, which is closed after the test."""
        self.addWidget(widget)
        return widget

    def key(self, widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Give it the keyboard, and press a key there."""
        widget.setFocus()
        self.keyClick(widget, key, *modifiers)

    def type_over(self, field: QWidget, text: str) -> None:
        """Give it the keyboard, and type this in place of what stands there."""
        field.setFocus()
        field.selectAll()
        self.keyClicks(field, text)

    def show(self, widget: QWidget) -> None:
        """Show it, and wait until it is to be seen."""
        widget.show()
        self.waitExposed(widget)

    def save(self, session: Session, path: Path | str) -> None:
        """Save a training, and wait until that is done."""
        with self.waitSignal(session.saved):
            session.save(str(path))

    def open(self, session: Session, path: Path | str) -> None:
        """Open a training, and wait until it is there."""
        with self.waitSignal(session.opened):
            session.open(str(path))

    def wait_for_networks(self) -> None:
        """Wait until no network is made or ended any more, and whoever has asked for it knows."""

        def are_over() -> bool:
            were_at_work = _make_networks()
            QCoreApplication.sendPostedEvents(None, QEvent.MetaCall)
            return not were_at_work and not _make_networks()

        self.waitUntil(are_over)


def _make_networks() -> bool:
    return any(thread.name == THREADS for thread in threading.enumerate())
