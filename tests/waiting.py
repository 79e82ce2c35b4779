"""Waiting until something is so, for conditions that say True or False."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot


class StrictBot(QtBot):
    """The usual one ends its wait at None: what is not there yet would pass for being so."""

    def waitUntil(self, condition: Callable[[], bool], *, timeout: int = 5000) -> None:
        """Wait until the condition is True; anything but True and False is refused."""
        __tracebackhide__ = True

        def answer() -> bool:
            told = condition()
            if told is None:
                raise ValueError("a condition is True or False, and this one told None")
            return told

        super().waitUntil(answer, timeout=timeout)
