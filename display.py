"""Whether there is a screen to open a window on, found out before Qt ends the process over it."""

from __future__ import annotations

import os
import re
import socket
import sys
import threading
from collections.abc import Mapping

_X_DISPLAY = re.compile(r"(?P<host>.*):(?P<number>\d+)(\.\d+)?")
_FIRST_PORT = 6000
_PATIENCE = 2.0
"""Seconds that a display has to answer."""


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be opened."""
    return not why_no_display(environment)


def why_no_display(environment: Mapping[str, str] = os.environ) -> str:
    """Why no window can be opened, as half a sentence; empty if one can.

    Qt aborts when it cannot connect to the X server that ``DISPLAY`` names, so
    that server is tried first. Elsewhere than on Linux there always is a screen.
    """
    if not sys.platform.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return ""
    if environment.get("WAYLAND_DISPLAY"):
        return ""
    display = environment.get("DISPLAY", "")
    if not _answers(display):
        return "There is no display"
    return f"The display {display} does not let this program in" if _refuses(display) else ""


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


def _refuses(display: str) -> bool:
    """Whether the server says no, for want of the right key in the file of ``XAUTHORITY``.

    One that says nothing in time, over a slow line, may still say yes to Qt.
    """
    answers: list[bool] = []
    attempt = threading.Thread(target=lambda: answers.append(_is_let_in(display)), daemon=True)
    attempt.start()
    attempt.join(_PATIENCE)
    return answers == [False]


def _is_let_in(display: str) -> bool:
    """Open and close a connection by the library that Qt does it with."""
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt will say which libraries are missing.
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(display), None))
    error = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return error == 0
