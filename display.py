"""Whether there is a screen to open a window on, found out before Qt ends the process over it."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping

_X_DISPLAY = re.compile(r"(?P<host>.*):(?P<number>\d+)(\.\d+)?")
_FIRST_PORT = 6000
_PATIENCE = 2.0
"""Seconds that a display on another machine has to answer."""


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be opened.

    Qt aborts when it cannot connect to the X server that ``DISPLAY`` names, so
    that server is tried first. Elsewhere than on Linux there always is a screen.
    """
    if not sys.platform.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return True
    if environment.get("WAYLAND_DISPLAY"):
        return True
    return _answers(environment.get("DISPLAY", ""))


def _answers(display: str) -> bool:
    found = _X_DISPLAY.fullmatch(display)
    if found is None:
        return False
    host, number = found["host"], int(found["number"])
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return any(_connects(socket.AF_UNIX, address) for address in (path, f"\0{path}"))
    return _connects(socket.AF_INET, (host, _FIRST_PORT + number))


def _connects(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family) as attempt:
        attempt.settimeout(_PATIENCE)
        try:
            attempt.connect(address)
        except (OSError, OverflowError):
            return False
        return True
